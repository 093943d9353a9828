# SPDX-License-Identifier: AGPL-3.0-or-later
"""Priorities, their versions with what changed and why, and the evidence on all sides."""

from dataclasses import dataclass
from datetime import date

from coproduce.priorities.models import ChangeCause, Evidence, Priority, PriorityVersion
from coproduce.priorities.queries.diffing import Piece, word_diff
from coproduce.process.thread import RELATION_WORDS, Relation


@dataclass(frozen=True)
class PriorityRow:
    """A priority as it reads now."""

    id: int
    code: str
    name: str
    headline: str
    explanation: str
    version_id: int
    version_number: int
    retired: bool


@dataclass(frozen=True)
class CauseRow:
    """What came back: a statement's results, a comment (without its words), a session, or a note."""

    kind: str
    statement_id: int | None
    statement_code: str
    statement_text: str
    session_title: str
    session_on: date | None
    note: str


@dataclass(frozen=True)
class VersionRow:
    """One version: how it read, why it was changed, because of what, and the change word by word."""

    id: int
    number: int
    headline: str
    explanation: str
    why_changed: str
    written_with: tuple[str, ...]
    by: str
    on: date
    headline_changes: tuple[Piece, ...]
    explanation_changes: tuple[Piece, ...]
    causes: tuple[CauseRow, ...]


@dataclass(frozen=True)
class EvidenceRow:
    """A theme beside a priority."""

    id: int
    theme_id: int
    theme_code: str
    name: str
    colour: int
    relation: Relation
    relation_words: str
    note: str


def priorities_of(programme_id: int, *, retired: bool = False) -> list[PriorityRow]:
    """The priorities in their order, each as its last version reads."""
    found = Priority.objects.filter(programme_id=programme_id).prefetch_related("versions")
    if not retired:
        # What was set aside stays readable for whoever cites it, and is on no list.
        found = found.filter(retired=False)
    return [_row(one, list(one.versions.all())[-1]) for one in found]


def priority(programme_id: int, code: str) -> PriorityRow | None:
    """One priority by its code."""
    one = Priority.objects.filter(programme_id=programme_id, code=code).first()
    return _row(one, one.versions.last()) if one else None


def priority_of_version(version_id: int) -> PriorityRow:
    """A priority as it read in one version, for what cites that version."""
    version = PriorityVersion.objects.select_related("priority").get(pk=version_id)
    return _row(version.priority, version)


def _row(one: Priority, version: PriorityVersion) -> PriorityRow:
    return PriorityRow(
        one.pk, one.code, one.name, version.headline, version.explanation, version.pk, version.number, one.retired
    )


def versions_of(priority_id: int) -> list[VersionRow]:
    """All versions, the first one first."""
    found = PriorityVersion.objects.filter(priority_id=priority_id).select_related("by")
    causes: dict[int, list[CauseRow]] = {}
    related = ChangeCause.objects.filter(version__priority_id=priority_id).select_related("statement", "session")
    for cause in related.order_by("pk"):
        causes.setdefault(cause.version_id, []).append(_cause(cause))
    rows: list[VersionRow] = []
    for one in found:
        # Each against the one before it: a reader follows one change at a time.
        before = rows[-1] if rows else None
        rows.append(
            VersionRow(
                one.pk,
                one.number,
                one.headline,
                one.explanation,
                one.why_changed,
                tuple(one.written_with),
                one.by.name if one.by else "",
                one.at.date(),
                word_diff(before.headline, one.headline) if before else (),
                word_diff(before.explanation, one.explanation) if before else (),
                tuple(causes.get(one.pk, ())),
            )  # fmt: skip
        )
    return rows


def _cause(cause: ChangeCause) -> CauseRow:
    statement, session = cause.statement, cause.session
    kind = "comment" if cause.response_id else "statement" if statement else "session" if session else "note"
    return CauseRow(
        kind,
        cause.statement_id,
        statement.code if statement else "",
        statement.text if statement else "",
        session.title if session else "",
        session.happens_on if session else None,
        cause.note,
    )


def evidence_of(priority_id: int, relation: Relation | None = None) -> list[EvidenceRow]:
    """The themes beside a priority: what supports it first, then what adds a condition, then what says otherwise."""
    found = Evidence.objects.filter(priority_id=priority_id).select_related("theme")
    if relation is not None:
        found = found.filter(relation=relation.value)
    order = list(Relation)
    rows = [
        EvidenceRow(
            e.pk,
            e.theme_id,
            e.theme.code,
            e.theme.name,
            e.theme.colour,
            Relation(e.relation),
            RELATION_WORDS[Relation(e.relation)],
            e.note,
        )  # fmt: skip
        for e in found
    ]
    return sorted(rows, key=lambda row: (order.index(row.relation), row.theme_code))
