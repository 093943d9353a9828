# SPDX-License-Identifier: AGPL-3.0-or-later
"""The report, its releases and its public figures."""

from django.apps import AppConfig


class ReportConfig(AppConfig):
    """Registered under the label `report`."""

    name = "coproduce.report"
    verbose_name = "Report"

    def ready(self) -> None:
        """Say who erases what this app holds about people."""
        from coproduce.report import erasing
        from coproduce.process import erasure

        erasure.register("report", erasing.erase, order=70)
