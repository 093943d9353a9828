# SPDX-License-Identifier: AGPL-3.0-or-later
"""Themes: what people make of what was said."""

from django.apps import AppConfig


class ThemesConfig(AppConfig):
    """Registered under the label `themes`."""

    name = "coproduce.themes"
    verbose_name = "Themes"

    def ready(self) -> None:
        """Say who erases what this app holds about people."""
        from coproduce.themes import erasing
        from coproduce.process import erasure

        erasure.register("themes", erasing.erase, order=30)
