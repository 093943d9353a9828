# SPDX-License-Identifier: AGPL-3.0-or-later
"""Who was heard and who was not."""

from django.apps import AppConfig


class HeardConfig(AppConfig):
    """Registered under the label `heard`; it reads the stages and keeps no rows of its own."""

    name = "coproduce.heard"
    verbose_name = "Heard"

    def ready(self) -> None:
        """Offer the census tables to whoever makes a programme."""
        from coproduce.heard.tables import known
        from coproduce.programmes import populations

        populations.register(known)
