# SPDX-License-Identifier: AGPL-3.0-or-later
"""A theme from where it came to where it went; and what still lacks a decision."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from coproduce.look.pictures import stitches
from coproduce.priorities import queries as priorities
from coproduce.programmes.published import published
from coproduce.themes import queries as themes
from coproduce.thread.queries.shelf import on_themes

if TYPE_CHECKING:
    from coproduce.programmes.models import Programme
    from coproduce.thread.queries.rows import Decided, Line, Text, Theme
    from coproduce.thread.queries.shelf import Shelf
    from coproduce.thread.quotes import PublicQuote


@dataclass(frozen=True)
class Led:
    """A priority beside a theme: how the theme bears on it, and what the team noted."""

    code: str
    name: str
    headline: str
    relation: str
    note: str


@dataclass(frozen=True)
class Origin:
    """One step in how a theme came about."""

    on: date
    what: str
    why: str
    by: str
    agreed: str


@dataclass(frozen=True)
class ThemeThread:
    """A theme with everything before and after it. `bar` is its stitch, as long as its people are many."""

    theme: Theme
    bar: str
    parts: tuple[Theme, ...]
    led: tuple[Led, ...]
    lines: tuple[Line, ...]
    decided: Decided | None
    points: tuple[Decided, ...]
    quotes: tuple[PublicQuote, ...]
    origins: tuple[Origin, ...] = ()

    @property
    def beside(self) -> tuple[PublicQuote, ...]:
        """Quotes under it."""
        return tuple(quote for quote in self.quotes if not quote.otherwise)

    @property
    def against(self) -> tuple[PublicQuote, ...]:
        """Quotes that see it otherwise."""
        return tuple(quote for quote in self.quotes if quote.otherwise)


def theme_threads(shelf: Shelf, text: Text | None) -> tuple[ThemeThread, ...]:
    """Every theme, the whole ones in order of their codes."""
    led: dict[str, list[Led]] = defaultdict(list)
    for code, leanings in shelf.leanings.items():
        step = shelf.priorities[code]
        for e in leanings:
            led[e.theme].append(Led(code, step.name, step.headline, e.relation.value, e.note))
    raised: dict[str, list[str]] = defaultdict(list)
    for decision in shelf.decisions.values():
        for code in decision.raised_in if not decision.theme else ():
            raised[code].append(decision.code)
    whole = [theme for theme in shelf.themes.values() if not theme.parent]
    # From gated values: the longest bar must not tell a count that is kept back.
    most = max((theme.people.value or 0 for theme in whole), default=0)
    return tuple(_thread(theme, shelf, text, led[theme.code], raised[theme.code], most) for theme in whole)


def _thread(theme: Theme, shelf: Shelf, text: Text | None, led: list[Led], raised: list[str], most: int) -> ThemeThread:
    parts = tuple(part for part in shelf.themes.values() if part.parent == theme.code)
    codes = {theme.code, *(part.code for part in parts)}
    lines = text.lines if text else ()
    quotes = {q.id: q for some in shelf.quotes.values() for q in some if q.theme in codes}
    return ThemeThread(
        theme,
        stitches.bar(int(theme.colour), max(6, 100 * (theme.people.value or 0) // (most or 1))),
        parts,
        tuple(led),
        tuple(line for line in lines if codes & {cited.theme.code for cited in line.themes}),
        on_themes(shelf.decisions.values()).get(theme.code),
        tuple(shelf.decisions[code] for code in raised if code in shelf.decisions),
        tuple(quotes.values()),
    )


def origins_of(programme: Programme, code: str) -> tuple[Origin, ...]:
    """How a theme came about: who did what, when and why. Codes are said with their names. What was done with it since
    the newest release is still being worked on, and is not told."""
    told = themes.lineage_of(programme.pk, code, upto=published(programme.pk, "log"))
    lines = [line for line in told if line.action != "edit"]
    names = themes.names_of(programme.pk) | {
        row["code"]: row["name"] for row in published(programme.pk, "themes") or ()
    }
    undone = {line.undoes for line in lines if line.undoes is not None} - {None}
    return tuple(
        Origin(line.happened_at.date(), _named(line, names), line.why, line.by, " and ".join(line.agreed_with))
        for line in lines
        if line.sequence not in undone and line.action != "undo"
    )


def _named(line: themes.LineageLine, names: dict[str, str]) -> str:
    """What was done, with names where the log has codes."""
    came = _and([f"“{names.get(code, code)}”" for code in line.from_codes])
    went = _and([f"“{names.get(code, code)}”" for code in line.to_codes])
    now = f"“{line.name}”" if line.name else went
    match line.action:
        case "make":
            return f"{now} was made."
        case "rename":
            return f"It was named {now}."
        case "merge":
            return f"{came} were joined as {now}."
        case "split":
            return f"{came} was divided into {went}."
        case "move":
            return f"Some passages went from {came} to {went}."
        case "retire":
            return f"{came} was given up." + (f" Its passages went to {went}." if went else "")
        case "promote":
            return f"{came} became a theme: {now}."
        case "accept":
            return f"A suggestion of the machine was accepted by a person as {now}."
        case "bring in":
            return "Themes made elsewhere were brought in."
    return line.sentence


def _and(names: list[str]) -> str:
    return " and ".join([", ".join(names[:-1]), names[-1]]) if len(names) > 1 else "".join(names)


def gaps_of(programme: Programme) -> tuple[tuple[str, str], ...]:
    """What people raised and nobody has decided on yet: its name and what is missing."""
    return tuple((name, why) for _, name, why in priorities.standing_gaps(programme.pk))
