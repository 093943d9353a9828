# SPDX-License-Identifier: AGPL-3.0-or-later
"""Who was heard, counted exactly, for those who plan where to go next. Never published."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from coproduce.analysis.differences import RAISED_MORE, Difference, Differences
from coproduce.analysis.reach import reach_results
from coproduce.analysis.reach_joint import JointGap, JointGaps, joint_gaps
from coproduce.analysis.reach_plan import Together, Wanted, more_conversations, together
from coproduce.analysis.reach_weights import Weights, reach_weights
from coproduce.heard.places import table
from coproduce.heard.queries.differing import differing, theme_names
from coproduce.heard.queries.gated import joint_name, shares_of
from coproduce.heard.queries.gathering import areas_of, gather
from coproduce.heard.tables import CHARACTERISTICS, in_people, in_short
from coproduce.listening import queries as listening

if TYPE_CHECKING:
    from coproduce.analysis.differences import Strong
    from coproduce.analysis.reach import CategoryReach, CharacteristicReach
    from coproduce.analysis.reach_places import AreaReach
    from coproduce.programmes.models import Programme

#: How many rows a list on the page has; the rest is said as a number.
MOST = 12


@dataclass(frozen=True)
class TeamCategory:
    """One group, exactly: the counts, and share, margin and ratio in words."""

    category: str
    name: str
    heard: int
    share: str
    margin: str
    population: str
    ratio: str
    verdict: str


@dataclass(frozen=True)
class TeamCharacteristic:
    """One question, exactly."""

    name: str
    answered: int
    not_answered: int
    prefer_not_to_say: int
    elsewhere: tuple[tuple[str, int], ...]
    categories: tuple[TeamCategory, ...]


@dataclass(frozen=True)
class Next:
    """A group that was hardly heard, and how many more conversations it would take. `majority`: more than half live here."""

    group: str
    heard: int
    wanted: int
    to_tell: int
    to_show: int
    majority: bool


@dataclass(frozen=True)
class Gap:
    """Groups that meet in one person and were heard too little."""

    group: str
    heard: int
    expected: float
    basis: str
    beyond: bool


@dataclass(frozen=True)
class Compared:
    """A theme in one group beside the others, in words for its group."""

    group: str
    theme: str
    row: Difference | Strong
    said: str = ""


@dataclass(frozen=True)
class Area:
    """About how many came from an area, beside its part of the residents in words."""

    area: str
    heard: float
    percent: str
    verdict: str


@dataclass(frozen=True)
class TeamHeard:
    """All of it, and whom to talk with next."""

    people: int
    characteristics: tuple[TeamCharacteristic, ...]
    next: tuple[Next, ...]
    together: Together | None = None
    groups_together: tuple[tuple[str, int], ...] = ()
    gaps: tuple[Gap, ...] = ()
    looked_at: JointGaps | None = None
    areas: tuple[Area, ...] = ()
    weights: Weights | None = None
    weighed_on: tuple[str, ...] = ()
    differences: tuple[Compared, ...] = ()
    strong: tuple[Compared, ...] = ()
    family: int = 0


def team_heard(programme: Programme) -> TeamHeard:
    """Exact counts of today."""
    gathered = gather(programme)
    if gathered is None:
        return TeamHeard(listening.participants_in(programme.pk), (), ())
    weights = reach_weights(gathered.people, gathered.population)
    plan = together(gathered.result, weights.used) if weights else None
    gaps = joint_gaps(gathered.people, gathered.population)
    rows = tuple(_row(one) for one in gathered.result.characteristics if one.name != "ward")
    found, names = differing(programme), theme_names(programme.pk)
    wanted = [
        one for one in more_conversations(gathered.result) if one.characteristic not in {"ward", "ethnic_group_broad"}
    ]
    return TeamHeard(
        people=gathered.result.people,
        characteristics=rows,
        next=tuple(_next(one) for one in wanted[:MOST]),
        together=plan,
        groups_together=_groups(plan),
        gaps=tuple(
            Gap(joint_name(one.characteristics, one.categories), one.heard, one.expected, one.basis, one.beyond)
            for one in _tellable(gaps, gathered.population.counts)[:MOST]
        ),
        looked_at=gaps,
        areas=tuple(_area(one) for one in areas_of(programme, gathered)[0]),
        weights=weights,
        weighed_on=tuple(CHARACTERISTICS.get(name, name).lower() for name in weights.used) if weights else (),
        differences=tuple(_compared(one, names) for one in _once(found)) if found else (),
        strong=tuple(_compared(one, names) for one in found.strong) if found else (),
        family=found.family if found else 0,
    )


def _once(found: Differences) -> list[Difference]:
    """Of a question with two groups the side that raised a theme more; the other side says the same."""
    sizes = {(one.characteristic, one.category) for one in found.compared}
    two = {name for name, _ in sizes if sum(other == name for other, _ in sizes) == 2}
    return [one for one in found.found if one.characteristic not in two or one.verdict == RAISED_MORE]


def whom_to_meet(programme_id: int, population: str) -> tuple[tuple[str, int], ...]:
    """For who plans a session: the smaller groups that were heard too little, and how many more would do."""
    census = table(population)
    if census is None:
        return ()
    people = [census.recoded(row) for row in listening.equality_rows(programme_id)]
    wanted = more_conversations(reach_results(people, census.counts))
    kept = [one for one in wanted if not one.majority and one.characteristic not in {"ward", "ethnic_group_broad"}]
    return tuple((in_people(one.characteristic, one.category), one.to_share) for one in kept[:6])


def _tellable(gaps: JointGaps, counts: dict[str, dict[str, float]]) -> list[JointGap]:
    """Without groups of more than half of the population, whose gaps are the shadow of others."""
    return [gap for gap in gaps.gaps if all(part <= 0.5 for part in shares_of(gap, counts))]


def _row(one: CharacteristicReach) -> TeamCharacteristic:
    return TeamCharacteristic(
        CHARACTERISTICS.get(one.name, one.name), one.answered, one.not_answered, one.prefer_not_to_say,
        tuple(one.elsewhere.items()), tuple(_category(one.name, category) for category in one.categories),
    )  # fmt: skip


def _category(key: str, one: CategoryReach) -> TeamCategory:
    low, high = one.interval or (0.0, 1.0)
    return TeamCategory(
        one.category, in_short(key, one.category), one.heard,
        "·" if one.share is None else f"{100 * one.share:.1f} %", f"{100 * low:.1f} to {100 * high:.1f} %",
        f"{100 * one.population_share:.1f} %", "·" if one.ratio is None else f"{one.ratio:.2f}", one.verdict,
    )  # fmt: skip


def _area(one: AreaReach) -> Area:
    return Area(one.area, one.heard, f"{100 * one.population_share:.1f} %", one.verdict)


def _next(one: Wanted) -> Next:
    group = in_people(one.characteristic, one.category)
    return Next(group, one.heard, one.to_share, one.to_tell, one.to_show, one.majority)


def _groups(plan: Together | None) -> tuple[tuple[str, int], ...]:
    if plan is None:
        return ()
    return tuple((in_people(name, category), number) for name, more in plan.more for category, number in more)


def _compared(one: Difference | Strong, names: dict[str, str]) -> Compared:
    said = ""
    if isinstance(one, Difference):
        low, high = one.interval
        said = f"{100 * one.difference:+.0f} ({100 * low:+.0f} to {100 * high:+.0f})"
    return Compared(in_people(one.characteristic, one.category), names.get(one.theme, one.theme), one, said)
