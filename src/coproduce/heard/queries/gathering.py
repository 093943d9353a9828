# SPDX-License-Identifier: AGPL-3.0-or-later
"""What people told us about themselves, counted beside who lives there: the start of every figure of this app."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from coproduce.analysis.profiles import DEFAULT, PROFILES, Profile
from coproduce.analysis.reach import Reach, reach_results
from coproduce.analysis.reach_places import AreaReach, area_reach
from coproduce.heard.places import Spread, spread, table
from coproduce.listening import queries as listening

if TYPE_CHECKING:
    from coproduce.analysis.population import PopulationTable
    from coproduce.programmes.models import Programme


@dataclass(frozen=True)
class Gathered:
    """Each person's answers as categories of the table, in an order that tells nothing; and the comparison."""

    population: PopulationTable
    people: tuple[dict[str, str], ...]
    result: Reach


def profile_of(programme: Programme) -> Profile:
    """The programme's rule for small numbers."""
    return PROFILES.get(programme.disclosure, DEFAULT)


def gather(programme: Programme) -> Gathered | None:
    """Everybody's answers beside the programme's table; None where nobody chose one."""
    population = table(programme.population)
    if population is None:
        return None
    people = tuple(population.recoded(row) for row in listening.equality_rows(programme.pk))
    return Gathered(population, people, reach_results(people, population.counts))


def areas_of(programme: Programme, gathered: Gathered) -> tuple[tuple[AreaReach, ...], Spread | None]:
    """How deprived the areas are from which people came, estimated from their wards, and where that comes from."""
    over = spread(programme.population)
    residents = gathered.population.counts.get("ward")
    if over is None or residents is None:
        return (), None
    return area_reach((person.get("ward") for person in gathered.people), over.shares, residents), over
