# SPDX-License-Identifier: AGPL-3.0-or-later
"""Who was heard, counted exactly, for those who plan where to go next. Never published."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from coproduce.analysis.reach import reach_results
from coproduce.heard.tables import CHARACTERISTICS, table
from coproduce.listening import queries as listening

if TYPE_CHECKING:
    from coproduce.analysis.reach import CategoryReach
    from coproduce.programmes.models import Programme


@dataclass(frozen=True)
class TeamCharacteristic:
    """One question, exactly."""

    name: str
    answered: int
    not_answered: int
    prefer_not_to_say: int
    categories: tuple[CategoryReach, ...]


@dataclass(frozen=True)
class Next:
    """A group that was hardly heard, and how many more conversations would bring it to its share."""

    group: str
    heard: int
    wanted: int


@dataclass(frozen=True)
class TeamHeard:
    """All of it, and whom to talk with next."""

    people: int
    characteristics: tuple[TeamCharacteristic, ...]
    next: tuple[Next, ...]


def team_heard(programme: Programme) -> TeamHeard:
    """Exact counts of today."""
    population = table(programme.population)
    people = listening.equality_rows(programme.pk)
    if population is None:
        return TeamHeard(len(people), (), ())
    found = reach_results([population.recoded(row) for row in people], population.counts)
    rows = tuple(
        TeamCharacteristic(
            CHARACTERISTICS.get(one.name, one.name),
            one.answered,
            one.not_answered,
            one.prefer_not_to_say,
            one.categories,
        )
        for one in found.characteristics
        if one.name != "ward"
    )
    return TeamHeard(len(people), rows, tuple(_next(rows))[:12])


def _next(rows: tuple[TeamCharacteristic, ...]) -> list[Next]:
    wanted = [
        Next(f"{one.name}: {category.category}", category.heard, round(category.expected) - category.heard)
        for one in rows
        for category in one.categories
        if category.verdict in {"nobody", "fewer than expected"} and round(category.expected) > category.heard
    ]
    return sorted(wanted, key=lambda row: (-row.wanted, row.group))
