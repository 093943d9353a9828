# SPDX-License-Identifier: AGPL-3.0-or-later
"""What the pages of the thread show: the team's words, gated figures, and numbers that count no people."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from coproduce.look.figures import Plain
from coproduce.priorities.queries import Decided

if TYPE_CHECKING:
    from coproduce.analysis.disclosure import Figure
    from coproduce.priorities.queries import Piece
    from coproduce.thread.quotes import PublicQuote


@dataclass(frozen=True)
class Theme:
    """A theme as the public reads it. `colour` is its number as text; `url` its own page."""

    code: str
    name: str
    colour: str
    definition: str
    summary: str
    people: Figure
    parent: str
    url: str


@dataclass(frozen=True)
class Version:
    """How a priority or sentence read at one time, and what changed."""

    number: Plain
    on: date
    text: str
    why: str
    changes: tuple[Piece, ...]
    by: str


@dataclass(frozen=True)
class PriorityStep:
    """A priority as it reads, with every version that was published."""

    code: str
    name: str
    headline: str
    explanation: str
    versions: tuple[Version, ...]

    @property
    def latest(self) -> Version:
        """How it reads now."""
        return self.versions[-1]

    @property
    def changed(self) -> bool:
        """Whether people's answers changed it at least once."""
        return len(self.versions) > 1


@dataclass(frozen=True)
class Tested:
    """A statement with what came back, in a sentence that has passed the gate."""

    code: str
    text: str
    said: str
    between: str


@dataclass(frozen=True)
class Measured:
    """A figure that a sentence leans on, as the gate let it through."""

    code: str
    what: str
    said: str
    how: str


@dataclass(frozen=True)
class Promise:
    """A commitment and how it goes. Late is called late; `tone` picks how the word is drawn."""

    code: str
    action: str
    owner: str
    measure: str
    baseline: str
    target: str
    due: date
    sentence_code: str
    status: str
    tone: str
    value: str
    news: str
    news_on: date | None
    reported: str
    """What was reported last, whatever the calendar makes of it."""


@dataclass(frozen=True)
class CitedTheme:
    """A theme on a sentence's thread, and how it bears on it."""

    theme: Theme
    relation: str


@dataclass(frozen=True)
class CitedPriority:
    """A priority on a sentence's thread, in the version that the sentence cites."""

    priority: PriorityStep
    version: Version


@dataclass(frozen=True)
class CitedStatement:
    """A statement on a sentence's thread."""

    tested: Tested
    relation: str


@dataclass(frozen=True)
class Line:
    """One sentence with all that its thread holds. `people` is None where it draws on nobody's words."""

    code: str
    text: str
    url: str
    people: Figure | None
    author: str
    author_words: str
    priorities: tuple[CitedPriority, ...]
    themes: tuple[CitedTheme, ...]
    statements: tuple[CitedStatement, ...]
    measured: tuple[Measured, ...]
    decisions: tuple[Decided, ...]
    promises: tuple[Promise, ...]
    quotes: tuple[PublicQuote, ...]
    id: str
    version: Plain
    """Which of its wordings this is."""

    @property
    def beside(self) -> tuple[PublicQuote, ...]:
        """Quotes that it draws on."""
        return tuple(quote for quote in self.quotes if not quote.otherwise)

    @property
    def against(self) -> tuple[PublicQuote, ...]:
        """Quotes that see it otherwise, kept beside it."""
        return tuple(quote for quote in self.quotes if quote.otherwise)

    @property
    def bare(self) -> bool:
        """Whether nothing at all hangs on it but its author."""
        return not any((self.priorities, self.themes, self.statements, self.measured, self.decisions, self.quotes))


@dataclass(frozen=True)
class Part:
    """One section. `priority` is the one that it works out, if any."""

    code: str
    title: str
    priority: str
    lines: tuple[Line, ...]
    drawing: Plain
    """How many of its sentences draw on people's words."""

    @property
    def all(self) -> Plain:
        """How many sentences it has."""
        return Plain(len(self.lines))


@dataclass(frozen=True)
class Text:
    """The whole strategy. `published_on` is empty while it is a draft."""

    title: str
    years: str
    published_on: str
    parts: tuple[Part, ...]

    @property
    def lines(self) -> tuple[Line, ...]:
        """All sentences in order."""
        return tuple(line for part in self.parts for line in part.lines)
