# SPDX-License-Identifier: AGPL-3.0-or-later
"""The strategy with the thread of each sentence: as published, else as it is being written."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any
from uuid import UUID

from coproduce.look.figures import Plain
from coproduce.process.thread import RELATION_WORDS, Relation
from coproduce.programmes.published import published
from coproduce.strategy import queries as strategy
from coproduce.thread.pictures import sentence_figures
from coproduce.thread.queries.rows import (
    CitedPriority,
    CitedStatement,
    CitedTheme,
    Line,
    Part,
    Text,
    Version,
)

if TYPE_CHECKING:
    from coproduce.analysis.disclosure import Figure
    from coproduce.programmes.models import Programme
    from coproduce.thread.queries.shelf import Shelf


@dataclass(frozen=True)
class _Kept:
    """A sentence as a release keeps it."""

    id: str
    code: str
    text: str
    author: str
    author_words: str
    cites: tuple[tuple[str, str, str], ...]
    commitments: tuple[str, ...]
    decisions: tuple[str, ...]


def text_of(programme: Programme, shelf: Shelf) -> Text | None:
    """The whole strategy, or None where none was begun."""
    live = strategy.whole_text(programme.pk)
    title, sections = published(programme.pk, "strategy"), published(programme.pk, "sections")
    if live is None or (title is not None and sections is None):
        return None
    figures, versions = sentence_figures(programme), _versions_cited(live)
    if title is None:
        parts = [(s.code, s.title, s.priority_code, [_live(row) for row in s.sentences]) for s in live.sections]
        return Text(live.title, live.years, "", _parts(parts, shelf, figures, versions))
    kept = [(s["code"], s["title"], s["priority"], [_kept(row) for row in s["sentences"]]) for s in sections]
    on = published(programme.pk, "published_on") or ""
    day = f"{(moment := date.fromisoformat(on)).day} {moment:%B %Y}" if on else ""
    return Text(title["title"], title["years"], day, _parts(kept, shelf, figures, versions))


def _live(row: strategy.SentenceRow) -> _Kept:
    cites = tuple((c.kind.value, c.code, c.relation.value) for c in row.citations)
    author = row.author if row.author_kind else ""
    return _Kept(str(row.id), row.code, row.text, author, row.author_words, cites, row.commitments, row.decisions)


def _kept(row: Mapping[str, Any]) -> _Kept:
    cites = tuple((c["kind"], c["code"], c["relation"]) for c in row["cites"])
    return _Kept(
        row["id"], row["code"], row["text"], row["author"], row["author_words"], cites, tuple(row["commitments"]),
        tuple(row["decisions"]),
    )  # fmt: skip


def _versions_cited(text: strategy.StrategyText) -> dict[tuple[str, str], int]:
    return {
        (row.code, c.code): c.version.value for row in text.sentences for c in row.citations if c.version is not None
    }


def _parts(
    sections: list[tuple[str, str, str, list[_Kept]]],
    shelf: Shelf,
    figures: Mapping[str, Figure],
    versions: Mapping[tuple[str, str], int],
) -> tuple[Part, ...]:
    found = []
    for code, title, priority, rows in sections:
        lines = tuple(_line(row, shelf, figures.get(row.code), versions) for row in rows)
        found.append(Part(code, title, priority, lines, Plain(sum(line.people is not None for line in lines))))
    return tuple(found)


def _line(row: _Kept, shelf: Shelf, people: Figure | None, versions: Mapping[tuple[str, str], int]) -> Line:
    cited = {kind: [(c, r) for k, c, r in row.cites if k == kind] for kind, _, _ in row.cites}
    decided = dict.fromkeys([*(code for code, _ in cited.get("decision", ())), *row.decisions])
    priorities = [
        CitedPriority(step, _version(step.versions, versions.get((row.code, code))))
        for code, _ in cited.get("priority", ())
        if (step := shelf.priorities.get(code))
    ]
    return Line(
        row.code,
        row.text,
        f"/{shelf.slug}/strategy/{row.code}/",
        people if people is not None and people.value != 0 else None,
        row.author,
        row.author_words,
        tuple(priorities),
        tuple(CitedTheme(shelf.themes[c], _words(r)) for c, r in cited.get("theme", ()) if c in shelf.themes),
        tuple(CitedStatement(shelf.tested[c], _words(r)) for c, r in cited.get("statement", ()) if c in shelf.tested),
        tuple(shelf.measured[c] for c, _ in cited.get("finding", ()) if c in shelf.measured),
        tuple(shelf.decisions[c] for c in decided if c in shelf.decisions),
        tuple(shelf.promises[c] for c in row.commitments if c in shelf.promises),
        shelf.quotes.get(row.code, ()),
    )


def _words(relation: str) -> str:
    """How it bears on the sentence, said only where it is not plain support."""
    return "" if relation == Relation.SUPPORTS else RELATION_WORDS[Relation(relation)]


def _version(versions: tuple[Version, ...], number: int | None) -> Version:
    return next((v for v in versions if v.number.value == number), versions[-1])


def wordings_of(programme: Programme, line: Line) -> tuple[Version, ...]:
    """How a sentence read before, up to what is shown: nothing of a draft that nobody has published."""
    live = strategy.whole_text(programme.pk)
    ids = {row.code: row.id for row in live.sentences} if live else {}
    rows = strategy.versions(ids[line.code]) if line.code in ids else ()
    shown = max((n for n, row in enumerate(rows) if row.text == line.text), default=-1)
    return tuple(Version(r.number, r.at.date(), r.text, r.why, r.changes, r.by) for r in rows[: shown + 1])


def sentence_ids(programme_id: int) -> dict[str, UUID]:
    """The ids of the sentences that stand in the text, by code."""
    live = strategy.whole_text(programme_id)
    return {row.code: row.id for row in live.sentences} if live else {}
