# SPDX-License-Identifier: AGPL-3.0-or-later
"""One sentence with everything that it hangs on: its thread, as ids and the team's own words."""

from dataclasses import dataclass
from uuid import UUID

from coproduce.look.public import Plain
from coproduce.priorities import queries as priorities
from coproduce.process.thread import RELATION_WORDS, CitationKind, Relation
from coproduce.strategy.models import Citation, Commitment, Sentence
from coproduce.strategy.queries.findings import FindingRow, findings
from coproduce.strategy.queries.promises import CommitmentRow, commitment_row
from coproduce.strategy.queries.quotes import QuoteRef, quotations
from coproduce.strategy.queries.text import SentenceRow, VersionRow, sentence_row, versions


@dataclass(frozen=True)
class ThemeRef:
    """A theme on a thread; `relation` is how it bears on what cites it."""

    id: str
    code: str
    name: str
    colour: Plain
    relation: Relation
    relation_words: str


@dataclass(frozen=True)
class PriorityRef:
    """A priority in the version that is cited, with the themes that it leans on."""

    code: str
    name: str
    headline: str
    version_id: str
    version: Plain
    newest: Plain
    relation: Relation
    themes: tuple[ThemeRef, ...]

    @property
    def is_newest(self) -> bool:
        """Whether the priority still reads as it is cited."""
        return self.version == self.newest


@dataclass(frozen=True)
class StatementRef:
    """A statement on a thread; its results come from `priorities.queries`."""

    id: str
    code: str
    text: str
    relation: Relation


@dataclass(frozen=True)
class DecisionRef:
    """A decision on a thread: cited, or carried out by the sentence."""

    id: str
    code: str
    outcome_words: str
    why: str


@dataclass(frozen=True)
class SentenceThread:
    """The thread of one sentence. `quotes` are references: their words come through `queries.quotes.words`."""

    sentence: SentenceRow
    versions: tuple[VersionRow, ...]
    priorities: tuple[PriorityRef, ...]
    themes: tuple[ThemeRef, ...]
    statements: tuple[StatementRef, ...]
    findings: tuple[FindingRow, ...]
    decisions: tuple[DecisionRef, ...]
    commitments: tuple[CommitmentRow, ...]
    quotes: tuple[QuoteRef, ...]
    passages: tuple[UUID, ...]


def sentence_thread(sentence_id: UUID) -> SentenceThread | None:
    """The thread of a sentence that stands in the text, or None."""
    row = sentence_row(sentence_id)
    kept = Sentence.objects.select_related("section__strategy").filter(pk=sentence_id).first()
    if row is None or kept is None:
        return None
    programme_id = kept.section.strategy.programme_id
    codes = {c.code for c in row.citations if c.kind is CitationKind.FINDING}
    promised = Commitment.objects.filter(sentence=kept).select_related("sentence", "priority").order_by("code")
    return SentenceThread(
        sentence=row,
        versions=versions(sentence_id),
        priorities=_priorities(kept),
        themes=_themes(kept),
        statements=tuple(
            StatementRef(c.target, c.code, c.label, c.relation)
            for c in row.citations
            if c.kind is CitationKind.STATEMENT
        ),
        findings=tuple(found for found in findings(programme_id) if found.code in codes),
        decisions=_decisions(row, programme_id),
        commitments=tuple(commitment_row(one) for one in promised),
        quotes=tuple(quotations(programme_id, sentence_ids=[sentence_id])),
        passages=tuple(UUID(c.target) for c in row.citations if c.kind is CitationKind.PASSAGE),
    )


def _priorities(kept: Sentence) -> tuple[PriorityRef, ...]:
    rows = Citation.objects.filter(sentence=kept, kind=CitationKind.PRIORITY.value).select_related("version__priority")
    found = []
    for row in rows.order_by("version__priority__position", "version__number"):
        priority = row.version.priority
        newest = max(priority.versions.values_list("number", flat=True))
        leaning = tuple(
            ThemeRef(str(e.theme_id), e.theme_code, e.name, Plain(e.colour), e.relation, e.relation_words)
            for e in priorities.evidence_of(priority.pk)
        )
        found.append(PriorityRef(
            priority.code, priority.name, row.version.headline, str(row.version_id), Plain(row.version.number),
            Plain(newest), Relation(row.relation), leaning,
        ))  # fmt: skip
    return tuple(found)


def _themes(kept: Sentence) -> tuple[ThemeRef, ...]:
    rows = Citation.objects.filter(sentence=kept, kind=CitationKind.THEME.value).select_related("theme")
    return tuple(
        ThemeRef(
            str(row.theme_id), row.theme.code, row.theme.name, Plain(row.theme.colour), Relation(row.relation),
            RELATION_WORDS[Relation(row.relation)],
        )
        for row in rows.order_by("theme__code")
    )  # fmt: skip


def _decisions(row: SentenceRow, programme_id: int) -> tuple[DecisionRef, ...]:
    wanted = {*row.decisions, *(c.code for c in row.citations if c.kind is CitationKind.DECISION)}
    return tuple(
        DecisionRef(str(d.id), d.code, d.outcome_words, d.why)
        for d in priorities.decisions_of(programme_id)
        if d.code in wanted
    )
