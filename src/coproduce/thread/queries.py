# SPDX-License-Identifier: AGPL-3.0-or-later
"""The thread of each sentence, and back, as pages show it: the team's words, gated figures, quotes through the door."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from coproduce.look.figures import Plain
from coproduce.priorities import queries as priorities
from coproduce.strategy import queries as strategy
from coproduce.themes import queries as themes
from coproduce.thread.pictures import sentence_figures, theme_figures
from coproduce.thread.quotes import PublicQuote, public_quotes

if TYPE_CHECKING:
    from coproduce.analysis.disclosure import Figure
    from coproduce.programmes.models import Programme


@dataclass(frozen=True)
class Cited:
    """One thing that a sentence leans on. `relation` is said only where it is not plain support."""

    kind: str
    code: str
    label: str
    relation: str


@dataclass(frozen=True)
class Promise:
    """A commitment, and how it goes. Late is called late."""

    code: str
    action: str
    owner: str
    measure: str
    target: str
    due: str
    status: str
    news: str


@dataclass(frozen=True)
class Line:
    """One sentence with all that its thread holds. `people` is None where it draws on nobody's words."""

    code: str
    text: str
    people: Figure | None
    author: str
    cites: tuple[Cited, ...]
    quotes: tuple[PublicQuote, ...]
    promises: tuple[Promise, ...]
    versions: tuple[str, ...]


@dataclass(frozen=True)
class Part:
    """One section."""

    title: str
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class ThemeLine:
    """A theme and where it went."""

    code: str
    name: str
    colour: Plain
    summary: str
    people: Figure
    outcome: str
    why: str
    priorities: tuple[str, ...]
    sentences: tuple[str, ...]
    quotes: tuple[PublicQuote, ...]
    lineage: tuple[str, ...]


def parts_of(programme: Programme) -> tuple[Part, ...]:
    """The whole strategy with its threads."""
    text = strategy.whole_text(programme.pk)
    if text is None:
        return ()
    figures = sentence_figures(programme)
    quotes = _by_sentence(public_quotes(programme.pk))
    promises = {row.code: _promise(row) for row in strategy.commitments(programme.pk)}
    return tuple(
        Part(
            section.title,
            tuple(
                Line(
                    row.code,
                    row.text,
                    figure if (figure := figures.get(row.code)) and figure.value != 0 else None,
                    f"{row.author_words}: {row.author}" if row.author else "",
                    tuple(_cited(c) for c in row.citations),
                    tuple(quotes.get(row.code, ())),
                    tuple(promises[code] for code in row.commitments if code in promises),
                    tuple(v.text for v in strategy.versions(row.id) if v.text != row.text),
                )
                for row in section.sentences
            ),
        )
        for section in text.sections
    )


def _by_sentence(quotes: list[PublicQuote]) -> dict[str, list[PublicQuote]]:
    found: dict[str, list[PublicQuote]] = defaultdict(list)
    for quote in quotes:
        found[quote.sentence_code].append(quote)
    return found


def _cited(row: strategy.CitationRow) -> Cited:
    kind = {"priority": "Priority", "theme": "Theme", "passage": "Quote", "statement": "Statement",
            "finding": "Figure", "decision": "Decision"}[row.kind.value]  # fmt: skip
    version = f", version {row.version}" if row.version else ""
    return Cited(
        kind, row.code, f"{row.label}{version}", "" if row.relation.value == "supports" else row.relation_words
    )


def _promise(row: strategy.CommitmentRow) -> Promise:
    last = row.progress[-1] if row.progress else None
    status = "late" if row.overdue else row.status
    due = f"{row.due_on.day} {row.due_on:%B %Y}"
    return Promise(row.code, row.action, row.owner, row.measure, row.target, due, status, last.words if last else "")


def theme_lines(programme: Programme) -> tuple[ThemeLine, ...]:
    """Every theme, from what was said to what became of it."""
    figures = theme_figures(programme)
    decided = {d.theme_code: d for d in priorities.decisions_of(programme.pk) if d.theme_code}
    led: dict[str, list[str]] = defaultdict(list)
    for priority in priorities.priorities_of(programme.pk):
        for evidence in priorities.evidence_of(priority.id):
            led[evidence.theme_code].append(f"{priority.name} ({evidence.relation_words})")
    text = strategy.whole_text(programme.pk)
    leaning: dict[str, list[str]] = defaultdict(list)
    for row in text.sentences if text else ():
        for cited in row.citations:
            if cited.kind.value == "theme":
                leaning[cited.code].append(row.code)
    quotes = public_quotes(programme.pk)
    return tuple(
        ThemeLine(
            t.code,
            t.name,
            Plain(t.colour),
            t.summary or t.definition,
            figures[t.code],
            decided[t.code].outcome_words if t.code in decided else "",
            priorities.without_figures(decided[t.code].why) if t.code in decided else "",
            tuple(led[t.code]),
            tuple(leaning[t.code]),
            tuple([q for q in quotes if q.theme == t.code][:3]),
            _lineage(programme.pk, t.code),
        )
        for t in themes.themes_of(programme.pk)
        if t.state == "theme" and not t.parent and t.code in figures
    )


def _lineage(programme_id: int, code: str) -> tuple[str, ...]:
    lines = themes.lineage_of(programme_id, code)
    return tuple(f"{x.happened_at.day} {x.happened_at:%B %Y}: {x.why}" for x in lines if x.why)
