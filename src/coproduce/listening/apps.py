# SPDX-License-Identifier: AGPL-3.0-or-later
"""Stage 1: sessions, participants, slips, voices and what people agreed to."""

from django.apps import AppConfig


class ListeningConfig(AppConfig):
    """Registered under the label `listening`; the last to erase, since the others look up what hangs on a voice."""

    name = "coproduce.listening"
    verbose_name = "Listening"

    def ready(self) -> None:
        """Say who erases what this app holds about people, and what the team's start says of it."""
        from coproduce.listening import desk, erasing
        from coproduce.process import erasure
        from coproduce.programmes import overview

        erasure.register("listening", erasing.erase, order=20)
        overview.register("listening", 20, desk.steps)
