# SPDX-License-Identifier: AGPL-3.0-or-later
"""Take in many answers at once: sheets of paper, dots from a room, a history that is entered late.

Either every row goes in or none does; what is wrong is said row by row. The rows may come in any order.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import Any

from django.db import transaction

from coproduce.listening import voices
from coproduce.people.verbs import record
from coproduce.priorities.models import Response, Statement, Voter
from coproduce.priorities.verbs.voting import check_importance, check_open, check_vote
from coproduce.process import clock
from coproduce.process.stages import Act, NotAllowed
from coproduce.programmes.queries import check_act
from coproduce.programmes.verbs import Refused

SLICE = 500


@dataclass(frozen=True)
class Answer:
    """One row: `statement` and `voter` by their codes, `on` the day of the answer (today where it is missing)."""

    statement: str
    voter: str
    vote: str
    importance: int | str | None = None
    comment: str = ""
    channel: str = "web"
    on: date | None = None


@dataclass(frozen=True)
class Recorded:
    """What became of the rows: new answers, answers that changed, and rows that a later answer had overtaken."""

    new: int
    changed: int
    overtaken: int


class RowsRefused(ValueError):
    """Some rows cannot be taken in, so none was. `problems` says of each which row, which field, and the mend."""

    def __init__(self, problems: Sequence[str]) -> None:
        more = f" (and {len(problems) - 1} more)" if problems[1:] else ""
        super().__init__(f"Nothing was recorded. {problems[0]}{more}")
        self.problems = tuple(problems)


@dataclass
class _Row:
    statement: Statement
    voter: Voter
    vote: str
    importance: int | None
    comment: str
    channel: str
    at: datetime


@transaction.atomic
def record_responses(*, programme: Any, rows: Sequence[Answer], by: Any) -> Recorded:
    """Record answers with one line in the audit. The last answer of a person to a statement counts."""
    check_act(programme, Act.VOTE)
    checked = _check(programme.pk, rows)
    last: dict[tuple[int, int], _Row] = {}
    # By the time of the answer: sheets are typed in in any order, and the last answer of a person counts.
    for row in sorted(checked, key=lambda one: one.at):
        key = (row.statement.pk, row.voter.pk)
        if key in last and not row.comment:
            row.comment = last[key].comment
        last[key] = row
    done = _write(programme.pk, last, len(checked))
    record(
        action="answers recorded", by=by, programme_id=programme.pk, about_kind="statement",
        detail={"rows": len(rows), "new": done.new, "changed": done.changed},
    )  # fmt: skip
    return done


def _check(programme_id: int, rows: Sequence[Answer]) -> list[_Row]:
    statements = {s.code: s for s in Statement.objects.filter(programme_id=programme_id).select_related("round")}
    voters = {v.code: v for v in Voter.objects.filter(programme_id=programme_id).exclude(code="")}
    problems, checked, today, now = [], [], clock.today(), clock.now()
    for number, row in enumerate(rows, start=1):
        statement, voter, on = statements.get(row.statement), voters.get(row.voter), row.on or today
        try:
            if statement is None:
                raise Refused("statement", f"there is no statement {row.statement!r}. Use a code of this programme.")
            if voter is None:
                raise Refused("voter", f"there is no voter {row.voter!r}. Add the voter first.")
            if on > today:
                raise Refused("on", f"{on} is still to come. Check the date.")
            check_open(statement, row.channel, on)
            at = now if on == today else datetime.combine(on, time(12), UTC)
            checked.append(
                _Row(statement, voter, check_vote(row.vote), check_importance(row.importance), row.comment.strip(),
                     row.channel, at)
            )  # fmt: skip
        except Refused as wrong:
            problems.append(f"Row {number}, {wrong.field}: {wrong}")
        except NotAllowed as wrong:
            problems.append(f"Row {number}, statement {row.statement}: {wrong.reason}")
    if problems:
        raise RowsRefused(problems)
    return checked


def _write(programme_id: int, last: dict[tuple[int, int], _Row], rows: int) -> Recorded:
    wanted = {key[0] for key in last}
    before = {
        (r.statement_id, r.voter_id): r
        for r in Response.objects.filter(statement_id__in=wanted, voter__programme_id=programme_id)
        if (r.statement_id, r.voter_id) in last
    }
    current = {key: row for key, row in last.items() if key not in before or before[key].happened_at <= row.at}
    said = [key for key, row in current.items() if row.comment]
    entries = dict(zip(said, voices.keep_words(programme_id, [current[key].comment for key in said]), strict=True))
    recorded, new, changed, old_words = clock.recorded(), [], [], []
    for key, row in current.items():
        response = before.get(key) or Response(statement_id=key[0], voter_id=key[1])
        if key in entries:
            old_words.append(response.comment_entry_id)
            response.comment_entry_id = entries[key]
        response.vote, response.importance, response.channel = row.vote, row.importance, row.channel
        response.happened_at, response.recorded_at = row.at, recorded
        (changed if key in before else new).append(response)
    # A comment that was overtaken is not history: the person replaced it.
    voices.erase_words(programme_id, old_words)
    Response.objects.bulk_create(new, batch_size=SLICE)
    fields = ["vote", "importance", "channel", "comment_entry_id", "happened_at", "recorded_at"]
    Response.objects.bulk_update(changed, fields, batch_size=SLICE)
    return Recorded(len(new), len(changed), rows - len(current))
