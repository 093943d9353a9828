# SPDX-License-Identifier: AGPL-3.0-or-later
"""Evenings at the writing table, amendments, and who signed."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from coproduce.priorities.queries import Piece, word_diff
from coproduce.strategy.models import Amendment, SignOff, WritingEvening


@dataclass(frozen=True)
class EveningRow:
    """One evening: what was written and who was there."""

    on: date
    what: str
    present: tuple[str, ...]


@dataclass(frozen=True)
class SignatureRow:
    """Who signed, for which body where it was one, and what was said about it."""

    on: date
    who: str
    body: str
    note: str


@dataclass(frozen=True)
class AmendmentRow:
    """A change that somebody asked for. `status` is open, accepted or declined."""

    id: str
    code: str
    sentence_id: UUID
    sentence_code: str
    before: str
    after: str
    changes: tuple[Piece, ...]
    why: str
    by: str
    asked_on: date
    status: str
    answered_on: date | None


def evenings(programme_id: int) -> list[EveningRow]:
    """Evenings at the writing table in order of date."""
    rows = WritingEvening.objects.filter(strategy__programme_id=programme_id).prefetch_related("present")
    return [EveningRow(e.on, e.what, tuple(sorted(u.name for u in e.present.all()))) for e in rows.order_by("on", "pk")]


def signatures(programme_id: int) -> list[SignatureRow]:
    """Who signed the strategy, in order of date."""
    rows = SignOff.objects.filter(strategy__programme_id=programme_id).select_related("by", "body").order_by("on", "pk")
    return [SignatureRow(s.on, s.by.name if s.by else "", s.body.name if s.body else "", s.note) for s in rows]


def amendments(programme_id: int, *, sentence_id: UUID | None = None) -> list[AmendmentRow]:
    """What was asked for, open ones first, then the newest."""
    rows = Amendment.objects.filter(sentence__section__strategy__programme_id=programme_id)
    if sentence_id is not None:
        rows = rows.filter(sentence_id=sentence_id)
    rows = rows.select_related("sentence", "by").order_by("-at", "-pk")
    return sorted((_row(row) for row in rows), key=lambda row: row.status != "open")


def amendment(programme_id: int, key: str) -> Amendment | None:
    """The row of an amendment, for verbs."""
    rows = Amendment.objects.select_related("sentence__section__strategy__programme")
    return rows.filter(sentence__section__strategy__programme_id=programme_id, pk=key).first()


def _row(row: Amendment) -> AmendmentRow:
    return AmendmentRow(
        str(row.pk), row.code, row.sentence_id, row.sentence.code, row.before, row.after,
        word_diff(row.before, row.after) if row.after else (), row.why, row.by.name if row.by else "", row.at.date(),
        row.status, row.answered_at.date() if row.answered_at else None,
    )  # fmt: skip
