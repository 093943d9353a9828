# SPDX-License-Identifier: AGPL-3.0-or-later
"""The two lists of the same size, and what else a page says in sentences. From gated figures alone."""

from __future__ import annotations

from dataclasses import dataclass

from coproduce.heard.queries.gated import Category, Characteristic, Heard
from coproduce.heard.tables import PROTECTED, in_people

#: A list longer than this is cut, and says how many more there are.
MOST = 9


@dataclass(frozen=True)
class Line:
    """One entry: the group in bold, and what is said of it."""

    group: str
    said: str


@dataclass(frozen=True)
class Asked:
    """One protected characteristic: asked or not, and what came of it."""

    name: str
    asked: bool
    said: str


def heard_lines(heard: Heard) -> tuple[Line, ...]:
    """Groups heard more than their share."""
    return _cut([_line(one, c) for one, c in _every(heard) if c.verdict == "more than expected"])


def not_heard_lines(heard: Heard) -> tuple[Line, ...]:
    """Groups from whom nobody came, those heard less than their share, those that meet in one person, and wards."""
    less = [_line(one, c) for one, c in _every(heard) if c.verdict == "fewer than expected"]
    nobody = [
        Line(f"{in_people(one.key, c.name)}.", f"Nobody told us so; {c.population} in the population.")
        for one, c in _every(heard)
        if c.heard.value == 0
    ]
    gaps = [Line(f"{gap}.", "Fewer than expected.") for gap in heard.gaps]
    return (*_cut([*less, *gaps, *nobody]), *_wards(heard))


def kept_back(heard: Heard) -> tuple[str, ...]:
    """Groups whose figure is not shown, by name: fewer than ten, or one that guards another."""
    return tuple(in_people(one.key, c.name) for one, c in _every(heard) if not c.heard.shown)


def protected_lines(heard: Heard) -> tuple[Asked, ...]:
    """The nine protected characteristics in the order of the Act: asked or not, and why."""
    found = {one.key: one for one in heard.characteristics}
    lines = []
    for one in PROTECTED:
        asked = [found[key] for key in one.keys if key in found]
        why = one.why_not or "Not compared: the population table has no figures for it."
        lines.append(Asked(one.name, bool(asked), _verdicts(asked) if asked else why))
    return tuple(lines)


def source_lines(heard: Heard) -> tuple[str, ...]:
    """Each source once, with the questions that it answers."""
    by_source: dict[str, list[str]] = {}
    for one in heard.characteristics:
        by_source.setdefault(f"{one.source}, {one.source_date}" if one.source else "", []).append(one.name)
    said = [f"{', '.join(names)}: {source}" for source, names in by_source.items() if source]
    return tuple(said) + ((f"Deprivation: {heard.areas_source}",) if heard.areas_source else ())


def _every(heard: Heard) -> list[tuple[Characteristic, Category]]:
    pairs = [
        (one, c)
        for one in heard.characteristics
        if one.key not in {"ward", "ethnic_group_broad"}
        for c in one.categories
    ]
    # A group of more than half is under its share because smaller ones were sought out: those are told instead.
    return [(one, c) for one, c in pairs if one.key == "sex" or _part(c) <= 50]


def _part(category: Category) -> float:
    return float(category.population.rstrip(" %"))


def _line(one: Characteristic, category: Category) -> Line:
    figure = category.heard
    share = f" ({figure.percent} %)" if figure.percent is not None else ""
    count = f"{figure.say} of {figure.of:,}{share}" if figure.of else figure.say
    return Line(f"{in_people(one.key, category.name)}.", f"{count}; {category.population} in the population.")


def _cut(lines: list[Line]) -> tuple[Line, ...]:
    if len(lines) <= MOST:
        return tuple(lines)
    rest = lines[MOST - 1 :]
    return (
        *lines[: MOST - 1],
        Line(f"{len(rest)} more groups.", f"{'; '.join(line.group.rstrip('.') for line in rest)}."),
    )


def _wards(heard: Heard) -> tuple[Line, ...]:
    wards = next((one.categories for one in heard.characteristics if one.key == "ward"), ())
    empty = [c for c in wards if c.heard.value == 0]
    return (Line(f"{len(empty)} of {len(wards)} wards.", "Nobody. They are named below."),) if empty else ()


def _verdicts(asked: list[Characteristic]) -> str:
    """How many told us, and what came of it."""
    told = next((c.heard.of for one in asked for c in one.categories if c.heard.of), None)
    said = [f"{told:,} people told us."] if told else []
    for verdict in ("more than expected", "fewer than expected", "nobody"):
        names = [in_people(one.key, c.name) for one in asked for c in one.categories if c.verdict == verdict]
        if names:
            said.append(f"{verdict[0].upper()}{verdict[1:]}: {'; '.join(names)}.")
    return " ".join(said) or "Too few told us to say anything."
