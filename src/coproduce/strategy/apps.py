# SPDX-License-Identifier: AGPL-3.0-or-later
"""The strategy: written together, sentence by sentence."""

from django.apps import AppConfig


class StrategyConfig(AppConfig):
    """Registered under the label `strategy`."""

    name = "coproduce.strategy"
    verbose_name = "Strategy"

    def ready(self) -> None:
        """Say who erases what this app holds about people, and what the team's start says of it."""
        from coproduce.process import erasure
        from coproduce.programmes import overview
        from coproduce.strategy import desk, erasing

        erasure.register("strategy", erasing.erase, order=50)
        erasure.register_narrower("strategy", erasing.narrow, order=50)
        overview.register("strategy", 50, desk.steps)
