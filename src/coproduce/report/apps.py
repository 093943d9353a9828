# SPDX-License-Identifier: AGPL-3.0-or-later
"""The report, its releases and its public figures."""

from django.apps import AppConfig


class ReportConfig(AppConfig):
    """Registered under the label `report`."""

    name = "coproduce.report"
    verbose_name = "Report"

    def ready(self) -> None:
        """Say who erases what this app holds about people, what is published, and what the team's start says of it."""
        from coproduce.process import erasure
        from coproduce.programmes import overview, published
        from coproduce.report import desk, erasing, queries

        erasure.register("report", erasing.erase, order=70)
        erasure.register_narrower("report", erasing.narrow, order=70)
        published.register(queries.published)
        overview.register("report", 70, desk.steps)
