# SPDX-License-Identifier: AGPL-3.0-or-later
"""Accounts of the team, and the audit log."""

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    """Registered under the label `people`."""

    name = "coproduce.people"
    verbose_name = "People"

    def ready(self) -> None:
        """Say who erases what this app holds about people."""
        from coproduce.people import erasing
        from coproduce.process import erasure

        erasure.register("people", erasing.erase, order=10)
