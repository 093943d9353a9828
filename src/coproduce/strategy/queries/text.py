# SPDX-License-Identifier: AGPL-3.0-or-later
"""The text of the strategy: sections, sentences with what they cite, and how each sentence read before.

No row here holds a bare number, so that public pages may carry these results as they are.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from coproduce.look.public import Plain
from coproduce.priorities.queries import Piece, word_diff
from coproduce.process.thread import AUTHOR_WORDS, RELATION_WORDS, AuthorKind, CitationKind, Relation
from coproduce.strategy.models import Citation, Quotation, Section, Sentence, SentenceVersion, Strategy


@dataclass(frozen=True)
class CitationRow:
    """One thing that a sentence leans on. `code` and `label` say which; a passage has no label, since it is words."""

    id: str
    kind: CitationKind
    target: str
    code: str
    label: str
    version: Plain | None
    relation: Relation
    relation_words: str


@dataclass(frozen=True)
class SentenceRow:
    """A sentence as it reads now. `author_words` says how its author answers for it: context or judgement."""

    id: UUID
    code: str
    section_code: str
    text: str
    version: Plain
    written_on: date
    author_kind: AuthorKind | None
    author_words: str
    author: str
    needs_look: bool
    citations: tuple[CitationRow, ...]
    quote_ids: tuple[str, ...]
    decisions: tuple[str, ...]
    commitments: tuple[str, ...]


@dataclass(frozen=True)
class SectionRow:
    """A section with its sentences in order; `priority_code` is the priority that it works out, if any."""

    code: str
    title: str
    priority_code: str
    sentences: tuple[SentenceRow, ...]


@dataclass(frozen=True)
class StrategyText:
    """The whole text as it reads now."""

    title: str
    years: str
    begun_on: date
    sections: tuple[SectionRow, ...]

    @property
    def sentences(self) -> tuple[SentenceRow, ...]:
        """All sentences in the order of the text."""
        return tuple(sentence for section in self.sections for sentence in section.sentences)


@dataclass(frozen=True)
class VersionRow:
    """How a sentence read at one time; `changes` against the version before, word by word."""

    number: Plain
    text: str
    why: str
    by: str
    at: datetime
    changes: tuple[Piece, ...]


def strategy(programme_id: int) -> Strategy | None:
    """The row of a programme's strategy, for verbs; None where none was begun."""
    return Strategy.objects.select_related("programme").filter(programme_id=programme_id).first()


def section(programme_id: int, code: str) -> Section | None:
    """The row of a section, for verbs."""
    found = Section.objects.select_related("strategy__programme")
    return found.filter(strategy__programme_id=programme_id, code=code).first()


def sentence(programme_id: int, sentence_id: UUID) -> Sentence | None:
    """The row of a sentence, for verbs, removed or not."""
    found = Sentence.objects.select_related("section__strategy__programme", "author")
    return found.filter(section__strategy__programme_id=programme_id, pk=sentence_id).first()


def whole_text(programme_id: int) -> StrategyText | None:
    """The whole strategy of a programme, or None where none was begun."""
    found = strategy(programme_id)
    if found is None:
        return None
    rows: dict[int, list[SentenceRow]] = {}
    for kept, row in _rows(Sentence.objects.filter(section__strategy=found, removed_at__isnull=True)):
        rows.setdefault(kept.section_id, []).append(row)
    sections = found.sections.select_related("priority").order_by("position")
    return StrategyText(
        found.title,
        found.years,
        found.begun_at.date(),
        tuple(
            SectionRow(s.code, s.title, s.priority.code if s.priority else "", tuple(rows.get(s.pk, ())))
            for s in sections
        ),
    )


def sentence_row(sentence_id: UUID) -> SentenceRow | None:
    """One sentence that stands in the text, or None."""
    found = _rows(Sentence.objects.filter(pk=sentence_id, removed_at__isnull=True))
    return found[0][1] if found else None


def sentence_rows(sentence_ids: Iterable[UUID]) -> list[SentenceRow]:
    """Some sentences in the order of the text; removed ones are left out."""
    return [row for _, row in _rows(Sentence.objects.filter(pk__in=list(sentence_ids), removed_at__isnull=True))]


def versions(sentence_id: UUID) -> tuple[VersionRow, ...]:
    """How a sentence read from the first day on, the oldest first."""
    found, before = [], ""
    for row in SentenceVersion.objects.filter(sentence_id=sentence_id).select_related("by").order_by("number"):
        changes = word_diff(before, row.text) if before else ()
        found.append(VersionRow(Plain(row.number), row.text, row.why, row.by.name if row.by else "", row.at, changes))
        before = row.text
    return tuple(found)


def text_on(programme_id: int, moment: datetime) -> dict[UUID, str]:
    """How each sentence read at a moment: for "what changed since"."""
    rows = SentenceVersion.objects.filter(sentence__section__strategy__programme_id=programme_id, at__lte=moment)
    return dict(rows.order_by("sentence_id", "number").values_list("sentence_id", "text"))


def _rows(found: Any) -> list[tuple[Sentence, SentenceRow]]:
    kept = list(
        found.select_related("section", "author")
        .prefetch_related("decisions", "commitments")
        .order_by("section__position", "position", "code")
    )
    ids = [row.pk for row in kept]
    newest = _newest(ids)
    cited = citations(ids)
    quoted = _quoted(ids)
    return [(row, _row(row, newest[row.pk], cited.get(row.pk, ()), quoted.get(row.pk, ()))) for row in kept]


def _row(row: Sentence, newest: SentenceVersion, cited: Sequence[CitationRow], quoted: Sequence[str]) -> SentenceRow:
    kind = AuthorKind(row.author_kind) if row.author_kind else None
    return SentenceRow(
        row.pk, row.code, row.section.code, newest.text, Plain(newest.number), newest.at.date(), kind,
        AUTHOR_WORDS[kind] if kind else "", row.author.name if row.author else "", row.needs_look, tuple(cited),
        tuple(quoted), tuple(sorted(d.code for d in row.decisions.all())),
        tuple(sorted(c.code for c in row.commitments.all())),
    )  # fmt: skip


def _newest(ids: Sequence[UUID]) -> dict[UUID, SentenceVersion]:
    rows = SentenceVersion.objects.filter(sentence_id__in=ids).order_by("number")
    return {row.sentence_id: row for row in rows}


def _quoted(ids: Sequence[UUID]) -> dict[UUID, list[str]]:
    found: dict[UUID, list[str]] = {}
    rows = Quotation.objects.filter(sentence_id__in=ids).order_by("position", "pk")
    for sentence_id, key in rows.values_list("sentence_id", "pk"):
        found.setdefault(sentence_id, []).append(str(key))
    return found


def citations(sentence_ids: Sequence[UUID]) -> dict[UUID, list[CitationRow]]:
    """What sentences lean on: priorities first, then themes, statements, findings, decisions, passages."""
    rows = Citation.objects.filter(sentence_id__in=sentence_ids).select_related(
        "version__priority", "theme", "statement", "finding", "decision__theme", "decision__statement"
    )
    found: dict[UUID, list[CitationRow]] = {}
    for row in rows:
        found.setdefault(row.sentence_id, []).append(_citation(row))
    # In the order in which a reader follows the thread: from what we wrote down to what was said.
    order = list(_NAMED)
    return {key: sorted(some, key=lambda c: (order.index(c.kind), c.code, c.id)) for key, some in found.items()}


def _citation(row: Citation) -> CitationRow:
    kind, relation = CitationKind(row.kind), Relation(row.relation)
    target, code, label = _NAMED[kind](row)
    version = Plain(row.version.number) if row.version else None
    return CitationRow(str(row.pk), kind, str(target), code, label, version, relation, RELATION_WORDS[relation])


def _decided(row: Citation) -> tuple[Any, str, str]:
    about = row.decision.point or getattr(row.decision.theme, "name", "") or getattr(row.decision.statement, "text", "")
    return row.decision_id, row.decision.code, about


_NAMED: dict[CitationKind, Any] = {
    CitationKind.PRIORITY: lambda row: (row.version_id, row.version.priority.code, row.version.headline),
    CitationKind.THEME: lambda row: (row.theme_id, row.theme.code, row.theme.name),
    CitationKind.STATEMENT: lambda row: (row.statement_id, row.statement.code, row.statement.text),
    CitationKind.FINDING: lambda row: (row.finding_id, row.finding.code, row.finding.what),
    CitationKind.DECISION: _decided,
    CitationKind.PASSAGE: lambda row: (row.passage_id, "", ""),
}
