# SPDX-License-Identifier: AGPL-3.0-or-later
"""The strategy with the thread of each sentence: as it was published, or (for those who write it) as it stands.

A draft has passed no gate: it may repeat somebody's words or lean on nothing. So the public reads what was published,
and before the first release nothing of it (decision 0016).
"""

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
from coproduce.thread.counts import sentence_figures
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
    """A sentence as a release keeps it. A citation is its kind, code, relation and, of a priority, the version."""

    id: str
    code: str
    text: str
    version: int
    author: str
    author_words: str
    cites: tuple[tuple[str, str, str, int | None], ...]
    commitments: tuple[str, ...]
    decisions: tuple[str, ...]


def text_of(programme: Programme, shelf: Shelf, *, draft: bool = False) -> Text | None:
    """The strategy that everybody may read, or None where none is published. `draft`: for the team, and for people on
    their own slip; until the first release they read what is being written."""
    title, sections = published(programme.pk, "strategy"), published(programme.pk, "sections")
    if sections is None:
        return _draft_of(programme, shelf) if draft else None
    if title is None:
        return None  # the release was of earlier stages, before anything was written
    kept = [(s["code"], s["title"], s["priority"], [_kept(row) for row in s["sentences"]]) for s in sections]
    moment = date.fromisoformat(published(programme.pk, "published_on"))
    parts = _parts(kept, shelf, sentence_figures(programme))
    return Text(title["title"], title["years"], f"{moment.day} {moment:%B %Y}", parts)


def _draft_of(programme: Programme, shelf: Shelf) -> Text | None:
    live = strategy.whole_text(programme.pk)
    if live is None:
        return None
    rows = [(s.code, s.title, s.priority_code, [_live(row) for row in s.sentences]) for s in live.sections]
    return Text(live.title, live.years, "", _parts(rows, shelf, sentence_figures(programme)))


def _live(row: strategy.SentenceRow) -> _Kept:
    cites = tuple(
        (c.kind.value, c.code, c.relation.value, c.version.value if c.version else None) for c in row.citations
    )
    author = row.author if row.author_kind else ""
    return _Kept(
        str(row.id), row.code, row.text, row.version.value, author, row.author_words, cites, row.commitments,
        row.decisions,
    )  # fmt: skip


def _kept(row: Mapping[str, Any]) -> _Kept:
    cites = tuple((c["kind"], c["code"], c["relation"], c.get("version")) for c in row["cites"])
    return _Kept(
        row["id"], row["code"], row["text"], row.get("version", 1), row["author"], row["author_words"], cites,
        tuple(row["commitments"]), tuple(row["decisions"]),
    )  # fmt: skip


def _parts(
    sections: list[tuple[str, str, str, list[_Kept]]],
    shelf: Shelf,
    figures: Mapping[str, Figure],
) -> tuple[Part, ...]:
    found = []
    for code, title, priority, rows in sections:
        lines = tuple(_line(row, shelf, figures.get(row.code)) for row in rows)
        found.append(Part(code, title, priority, lines, Plain(sum(line.people is not None for line in lines))))
    return tuple(found)


def _line(row: _Kept, shelf: Shelf, people: Figure | None) -> Line:
    # By kind, since each is drawn in its own place; the order within a kind is the writers'.
    cited = {kind: [(c, r) for k, c, r, _ in row.cites if k == kind] for kind in {cite[0] for cite in row.cites}}
    decided = dict.fromkeys([*(code for code, _ in cited.get("decision", ())), *row.decisions])
    priorities = [
        CitedPriority(step, _version(step.versions, number))
        for kind, code, _, number in row.cites
        if kind == "priority" and (step := shelf.priorities.get(code))
    ]
    return Line(
        row.code,
        row.text,
        f"/{shelf.slug}/strategy/{row.code}/",
        # Nobody's words is said by leaving the number out: “0 people” would look like a failure of listening.
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
        row.id,
        Plain(row.version),
    )


def _words(relation: str) -> str:
    """How it bears on the sentence, said only where it is not plain support."""
    return "" if relation == Relation.SUPPORTS else RELATION_WORDS[Relation(relation)]


def _version(versions: tuple[Version, ...], number: int | None) -> Version:
    return next((v for v in versions if v.number.value == number), versions[-1])


def wordings_of(line: Line) -> tuple[Version, ...]:
    """How a sentence read before, up to what is shown: nothing of a draft that nobody has published."""
    rows = [row for row in strategy.versions(UUID(line.id)) if row.number.value <= line.version.value]
    return tuple(Version(r.number, r.at.date(), r.text, r.why, r.changes, r.by) for r in rows)


def sentence_ids(programme_id: int) -> dict[str, UUID]:
    """The ids of the sentences that stand in the text, by code."""
    live = strategy.whole_text(programme_id)
    return {row.code: row.id for row in live.sentences} if live else {}
