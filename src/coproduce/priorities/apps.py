# SPDX-License-Identifier: AGPL-3.0-or-later
"""Priorities: shaped, put back to people, changed because of what came back."""

from django.apps import AppConfig


class PrioritiesConfig(AppConfig):
    """Registered under the label `priorities`."""

    name = "coproduce.priorities"
    verbose_name = "Priorities"

    def ready(self) -> None:
        """Say who erases what this app holds about people, and what the team's start says of it."""
        from coproduce.priorities import desk, erasing
        from coproduce.process import erasure
        from coproduce.programmes import overview

        erasure.register("priorities", erasing.erase, order=40)
        overview.register("priorities", 40, desk.steps)
