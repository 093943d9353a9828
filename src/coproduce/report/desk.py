# SPDX-License-Identifier: AGPL-3.0-or-later
"""What the team's start says about publishing."""

from django.urls import reverse
from django.utils.formats import date_format

from coproduce.process.roles import Permission
from coproduce.process.stages import StageKey
from coproduce.programmes.overview import DeskStep
from coproduce.report import queries


def steps(programme_id: int, slug: str) -> list[DeskStep]:
    """Publish a release with its report."""
    last = queries.newest(programme_id)
    said = "Nothing is published yet."
    if last:
        said = f"Release {last.number} was published on {date_format(last.published_at, 'j F Y')}."
    return [
        DeskStep(
            "Publish the report", said, reverse("report:team", args=[slug]), "Go to the report", Permission.SEE_TEAM,
            last is not None, StageKey.DEVELOP,
        )
    ]  # fmt: skip
