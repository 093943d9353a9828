# SPDX-License-Identifier: AGPL-3.0-or-later
"""Who was heard and who was not."""

from django.apps import AppConfig


class HeardConfig(AppConfig):
    """Registered under the label `heard`; it reads the stages, and keeps who signed the equality evidence."""

    name = "coproduce.heard"
    verbose_name = "Heard"

    def ready(self) -> None:
        """Offer the census tables to whoever makes a programme."""
        from coproduce.heard.places import known
        from coproduce.programmes import populations

        populations.register(known)
        populations.register_advice(_whom_to_meet)


def _whom_to_meet(programme_id: int, population: str) -> tuple[tuple[str, int], ...]:
    # Models can be read only once every app is there.
    from coproduce.heard.queries import whom_to_meet

    return whom_to_meet(programme_id, population)
