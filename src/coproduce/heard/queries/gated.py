# SPDX-License-Identifier: AGPL-3.0-or-later
"""Who was heard, as it may be published. Every figure is a result of the disclosure gate."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from coproduce.analysis.disclosure import Figure, from_json, gate_count
from coproduce.analysis.profiles import DEFAULT, PROFILES, Profile
from coproduce.analysis.reach import reach_results
from coproduce.analysis.reach_public import public_reach
from coproduce.heard.tables import CHARACTERISTICS, NAMES, table
from coproduce.listening import queries as listening
from coproduce.programmes.published import published

if TYPE_CHECKING:
    from coproduce.programmes.models import Programme

NOBODY = "nobody"
FEWER = "fewer than expected"


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
    """Who was heard. `not_heard` and `hardly_heard` name groups; `compared_with` is empty where nobody chose a table."""

    people: Figure
    sessions: str
    kinds: tuple[str, ...]
    compared_with: str
    characteristics: tuple[Characteristic, ...]
    not_heard: tuple[str, ...]
    hardly_heard: tuple[str, ...]
    heard_more: tuple[str, ...]


def profile_of(programme: Programme) -> Profile:
    """The programme's rule for small numbers."""
    return PROFILES.get(programme.disclosure, DEFAULT)


def public_heard(programme: Programme, *, live: bool = False) -> Heard:
    """What the newest release says, or (before the first, or where `live`) today's figures."""
    kept = None if live else published(programme.pk, "heard")
    return _revived(kept) if kept else _counted(programme)


def _counted(programme: Programme) -> Heard:
    profile = profile_of(programme)
    held = [row for row in listening.sessions_of(programme.pk) if row.kind != "testing"]
    counts = {kind: sum(row.kind == kind for row in held) for kind in dict.fromkeys(row.kind for row in held)}
    found = _characteristics(programme, profile)
    return Heard(
        people=gate_count(listening.participants_in(programme.pk), profile),
        sessions=str(len(held)),
        kinds=tuple(f"{kind}: {number}" for kind, number in counts.items()),
        compared_with=NAMES.get(programme.population, ""),
        characteristics=found,
        not_heard=_named(found, lambda one: one.heard.value == 0),
        hardly_heard=_named(found, lambda one: one.verdict == FEWER),
        heard_more=_named(found, lambda one: one.verdict == "more than expected"),
    )


def _characteristics(programme: Programme, profile: Profile) -> tuple[Characteristic, ...]:
    population = table(programme.population)
    if population is None:
        return ()
    people = [population.recoded(row) for row in listening.equality_rows(programme.pk)]
    gated = public_reach(reach_results(people, population.counts), population, profile)
    sources = population.sources
    return tuple(
        Characteristic(
            key, CHARACTERISTICS.get(key, key),
            tuple(Category(c.category, c.heard, c.population_percent, c.verdict) for c in gated[key]), *sources[key],
        )
        for key in CHARACTERISTICS
        if key in gated
    )  # fmt: skip


def _named(found: tuple[Characteristic, ...], which: Any) -> tuple[str, ...]:
    # Wards stand on the map, and the detailed groups name what the broad ones hide.
    return tuple(
        f"{one.name}: {category.name}"
        for one in found
        if one.key not in {"ward", "ethnic_group_broad", "main_language"}
        for category in one.categories
        if which(category)
    )


def heard_json(programme: Programme) -> dict[str, Any]:
    """Today's figures for a release's manifest."""
    heard = public_heard(programme, live=True)
    return {
        "people": heard.people.as_json(),
        "sessions": heard.sessions,
        "kinds": list(heard.kinds),
        "compared_with": heard.compared_with,
        "characteristics": [
            {
                "key": one.key, "name": one.name, "source": one.source, "date": one.source_date,
                "categories": [
                    {"name": c.name, "heard": c.heard.as_json(), "population": c.population, "verdict": c.verdict}
                    for c in one.categories
                ],
            }
            for one in heard.characteristics
        ],
        "not_heard": list(heard.not_heard),
        "hardly_heard": list(heard.hardly_heard),
        "heard_more": list(heard.heard_more),
    }  # fmt: skip


def _revived(kept: Mapping[str, Any]) -> Heard:
    return Heard(
        people=_figure(kept["people"]),
        sessions=kept["sessions"],
        kinds=tuple(kept["kinds"]),
        compared_with=kept["compared_with"],
        characteristics=tuple(
            Characteristic(
                one["key"], one["name"],
                tuple(
                    Category(c["name"], _figure(c["heard"]), c["population"], c["verdict"]) for c in one["categories"]
                ),
                one["source"], one["date"],
            )
            for one in kept["characteristics"]
        ),
        not_heard=tuple(kept["not_heard"]),
        hardly_heard=tuple(kept["hardly_heard"]),
        heard_more=tuple(kept["heard_more"]),
    )  # fmt: skip


def _figure(kept: Mapping[str, Any]) -> Figure:
    found = from_json(kept)
    if not isinstance(found, Figure):
        raise TypeError("a release keeps one figure here")
    return found
