# SPDX-License-Identifier: AGPL-3.0-or-later
"""Themes: what people make of what was said."""

from django.apps import AppConfig


class ThemesConfig(AppConfig):
    """Registered under the label `themes`."""

    name = "coproduce.themes"
    verbose_name = "Themes"

    def ready(self) -> None:
        """Say who erases what this app holds about people, and what the team's start says of it."""
        from coproduce.listening.verbs import importing
        from coproduce.process import erasure
        from coproduce.programmes import overview
        from coproduce.themes import desk, erasing
        from coproduce.themes.verbs.from_sheets import take_labels

        erasure.register("themes", erasing.erase, order=30)
        erasure.register_narrower("themes", erasing.narrow, order=30)
        importing.register("themes", take_labels)
        overview.register("themes", 30, desk.steps)
