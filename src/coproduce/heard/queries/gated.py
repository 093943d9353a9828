# SPDX-License-Identifier: AGPL-3.0-or-later
"""Who was heard, as it may be published. Every figure is a result of the disclosure gate."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from coproduce.analysis.disclosure import Figure, gate_count, gate_series
from coproduce.analysis.exact import fewer_by_chance
from coproduce.analysis.reach_joint import JointGap, joint_gaps
from coproduce.analysis.reach_public import public_reach
from coproduce.analysis.reach_weights import reach_weights
from coproduce.heard.places import name_of
from coproduce.heard.queries.differing import PublicDifference, public_differences
from coproduce.heard.queries.gathering import Gathered, areas_of, gather, profile_of
from coproduce.heard.tables import CHARACTERISTICS, in_people
from coproduce.listening import queries as listening

if TYPE_CHECKING:
    from collections.abc import Callable

    from coproduce.analysis.profiles import Profile
    from coproduce.programmes.models import Programme

NOBODY = "nobody"
FEWER = "fewer than expected"
MORE = "more than expected"
#: Wards stand on the map, and the detailed groups name what the broad ones hide.
UNLISTED = frozenset({"ward", "ethnic_group_broad", "main_language"})


@dataclass(frozen=True)
class Category:
    """One group: how many were heard (gated), its share in the population, and the verdict in words."""

    name: str
    heard: Figure
    population: str
    verdict: str


@dataclass(frozen=True)
class Characteristic:
    """One question: its groups, where the population's figures come from."""

    key: str
    name: str
    categories: tuple[Category, ...]
    source: str
    source_date: str


@dataclass(frozen=True)
class Heard:
    """Who was heard. `not_heard` and `hardly_heard` name groups; `compared_with` is empty where nobody chose a table.

    `gaps` names groups that meet in one person and were heard too little; `areas` how deprived the places are from which
    people came; `effective` how many people drawn evenly would tell as much if ours were weighted.
    """

    people: Figure
    sessions: str
    kinds: tuple[str, ...]
    compared_with: str
    characteristics: tuple[Characteristic, ...]
    not_heard: tuple[str, ...]
    hardly_heard: tuple[str, ...]
    heard_more: tuple[str, ...]
    gaps: tuple[str, ...] = ()
    areas: tuple[Category, ...] = ()
    areas_source: str = ""
    effective: Figure | None = None
    differences: tuple[PublicDifference, ...] = field(default=())


def counted(programme: Programme) -> Heard:
    """Today's figures through the gate."""
    profile = profile_of(programme)
    held = [row for row in listening.sessions_of(programme.pk) if row.kind != "testing"]
    counts = {kind: sum(row.kind == kind for row in held) for kind in dict.fromkeys(row.kind for row in held)}
    gathered = gather(programme)
    found = _characteristics(gathered, profile) if gathered else ()
    areas, source = _areas(programme, gathered, profile) if gathered else ((), "")
    return Heard(
        people=gate_count(listening.participants_in(programme.pk), profile),
        sessions=str(len(held)),
        kinds=tuple(f"{kind}: {number}" for kind, number in counts.items()),
        compared_with=name_of(programme.population),
        characteristics=found,
        not_heard=named(found, lambda one: one.heard.value == 0),
        hardly_heard=named(found, lambda one: one.verdict == FEWER),
        heard_more=named(found, lambda one: one.verdict == MORE),
        gaps=_gaps(gathered, profile) if gathered else (),
        areas=areas,
        areas_source=source,
        effective=_effective(gathered, profile) if gathered else None,
        differences=public_differences(programme),
    )


def _characteristics(gathered: Gathered, profile: Profile) -> tuple[Characteristic, ...]:
    gated = public_reach(gathered.result, gathered.population, profile)
    sources = gathered.population.sources
    keys = [*(key for key in CHARACTERISTICS if key in gated), *(key for key in gated if key not in CHARACTERISTICS)]
    return tuple(
        Characteristic(
            key, CHARACTERISTICS.get(key, key),
            tuple(Category(c.category, c.heard, c.population_percent, c.verdict) for c in gated[key]), *sources[key],
        )
        for key in keys
    )  # fmt: skip


def named(found: tuple[Characteristic, ...], which: Callable[[Category], bool]) -> tuple[str, ...]:
    """The groups of which this is so, each under the name of its question."""
    return tuple(
        f"{one.name}: {category.name}"
        for one in found
        if one.key not in UNLISTED
        for category in one.categories
        if which(category)
    )


def _gaps(gathered: Gathered, profile: Profile) -> tuple[str, ...]:
    """Groups that meet in one person, in words alone: beside the single groups a count would give others away.

    Only where as many as the threshold would have been called too few as well, so that the word gives no small count
    away. Groups of more than half of the population are left out: their gaps are the shadow of the smaller groups that
    were sought out.
    """
    found = joint_gaps(gathered.people, gathered.population, most_together=2).gaps
    counts = gathered.population.counts
    minor = [gap for gap in found if all(part <= 0.5 for part in shares_of(gap, counts))]
    surest = max((gap.p for gap in found), default=0.0)
    return tuple(
        joint_name(gap.characteristics, gap.categories)
        for gap in minor
        if _would_be_found(profile.threshold, gap, surest)
    )


def shares_of(gap: JointGap, counts: dict[str, dict[str, float]]) -> list[float]:
    """The share in the population of each group that meets in a crossing."""
    pairs = zip(gap.characteristics, gap.categories, strict=True)
    return [counts[name][category] / sum(counts[name].values()) for name, category in pairs]


def _would_be_found(heard: int, gap: JointGap, surest: float) -> bool:
    """Whether this many people in the crossing would have been too few, too: p no larger than the largest that was."""
    chance = fewer_by_chance(np.array([heard]), np.array([gap.answered]), np.array([gap.population_share]))
    return float(chance[0]) <= surest


def joint_name(keys: tuple[str, ...], categories: tuple[str, ...]) -> str:
    """ "People aged 35 to 49 who are also men"."""
    first, *rest = (in_people(key, category) for key, category in zip(keys, categories, strict=True))
    return " who are also ".join(
        [first, *(f"{one[0].lower()}{one[1:]}" if one.split()[0] in _LOWERED else one for one in rest)]
    )


_LOWERED = {"Men", "Women", "Carers", "People", "Disabled", "Straight", "Bisexual", "Gay"}


def _areas(programme: Programme, gathered: Gathered, profile: Profile) -> tuple[tuple[Category, ...], str]:
    areas, over = areas_of(programme, gathered)
    if not areas or over is None:
        return (), ""
    counts = {one.area: round(one.heard) for one in areas}
    gated = gate_series(counts, profile=profile)
    return tuple(
        Category(one.area, gated[one.area], f"{100 * one.population_share:.1f} %",
                 one.verdict if gated[one.area].shown else gated[one.area].text)
        for one in areas
    ), f"{over.source}, {over.date}"  # fmt: skip


def _effective(gathered: Gathered, profile: Profile) -> Figure | None:
    weights = reach_weights(gathered.people, gathered.population)
    return gate_count(round(weights.effective_n), profile) if weights else None
