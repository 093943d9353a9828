# SPDX-License-Identifier: AGPL-3.0-or-later
"""Commitments and how they go. A promise whose date has passed and that nobody has kept is late, whatever was said."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from coproduce.process import clock
from coproduce.strategy.models import Commitment, Progress

NOT_YET = "not reported yet"
LATE = Progress.Status.LATE.value
ENDED = frozenset({Progress.Status.MET.value, Progress.Status.MET_EARLY.value, Progress.Status.DROPPED.value})


@dataclass(frozen=True)
class ProgressRow:
    """What was reported on one day."""

    on: date
    status: str
    value: str
    words: str
    by: str


@dataclass(frozen=True)
class CommitmentRow:
    """A promise with everything that makes it one. `status` is today's; `missing` names what it still lacks."""

    id: str
    code: str
    action: str
    owner: str
    measure: str
    baseline: str
    baseline_on: date | None
    baseline_source: str
    target: str
    due_on: date
    sentence_id: str
    sentence_code: str
    priority_code: str
    status: str
    overdue: bool
    progress: tuple[ProgressRow, ...]
    missing: tuple[str, ...]

    @property
    def latest(self) -> ProgressRow | None:
        """What was reported last."""
        return self.progress[-1] if self.progress else None


def commitment(programme_id: int, code: str) -> Commitment | None:
    """The row of a commitment, for verbs."""
    return (
        Commitment.objects.select_related("programme", "sentence").filter(programme_id=programme_id, code=code).first()
    )


def commitments(programme_id: int) -> list[CommitmentRow]:
    """The commitments of a programme in order of code."""
    rows = Commitment.objects.filter(programme_id=programme_id).select_related("sentence", "priority")
    return [commitment_row(row) for row in rows.prefetch_related("progress__by").order_by("code")]


def is_overdue(due_on: date, last: str) -> bool:
    """Whether a promise should have been kept by now and was neither kept nor given up, by what was last reported."""
    return due_on < clock.today() and last not in ENDED


def standing(due_on: date, last: str) -> str:
    """How a promise stands today. Whatever was said last, a date that has passed makes it late."""
    return LATE if is_overdue(due_on, last) else last or NOT_YET


def commitment_row(row: Commitment) -> CommitmentRow:
    """One commitment as a page shows it."""
    reported = tuple(
        ProgressRow(p.on, p.status, p.value, p.words, p.by.name if p.by else "") for p in row.progress.all()
    )
    last = reported[-1].status if reported else ""
    status = standing(row.due_on, last)
    return CommitmentRow(
        str(row.pk), row.code, row.action, row.owner, row.measure, row.baseline, row.baseline_on, row.baseline_source,
        row.target, row.due_on, str(row.sentence_id or ""), row.sentence.code if row.sentence else "",
        row.priority.code if row.priority else "", status, is_overdue(row.due_on, last),
        reported, _missing(row),
    )  # fmt: skip


def _missing(row: Any) -> tuple[str, ...]:
    needed = {"an owner": row.owner, "a measure": row.measure, "a target": row.target, "a date": row.due_on}
    # Said and not refused: a promise is written before somebody has agreed to own it.
    lacking = [name for name, value in needed.items() if not value]
    if row.sentence is None or row.sentence.removed_at is not None:
        lacking.append("a sentence that makes it")
    return tuple(lacking)
