# SPDX-License-Identifier: AGPL-3.0-or-later
"""Open rounds, and put statements to people."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from django.db import transaction

from coproduce.people.verbs import record
from coproduce.priorities.models import PriorityVersion, Round, Statement
from coproduce.priorities.verbs.checking import free_code, new_code, of_programme, session_keys, words
from coproduce.process import clock
from coproduce.process.stages import Act
from coproduce.programmes.queries import check_act
from coproduce.programmes.verbs import Refused

LONGEST = 400


@transaction.atomic
def open_round(
    *,
    programme: Any,
    opens_on: date,
    closes_on: date,
    by: Any,
    number: int | None = None,
    channels: Sequence[str] = ("web", "room", "paper"),
    sessions: Iterable[Any] = (),
) -> Round:
    """Plan one round of putting statements back to people. By web it opens and closes on its dates by itself."""
    check_act(programme, Act.PUT_STATEMENTS)
    if closes_on < opens_on:
        raise Refused("closes_on", "A round cannot close before it opens. Change one of the two dates.")
    mine = Round.objects.filter(programme=programme)
    if number is None:
        number = max(mine.values_list("number", flat=True), default=0) + 1
    if mine.filter(number=number).exists():
        raise Refused("number", f"There is already a round {number}. Give this one another number.")
    unknown = set(channels) - {"web", "room", "paper"}
    # A round without a way to answer would stay empty and look like silence.
    if unknown or not channels:
        raise Refused("channels", "Choose how people can answer: on the web, in the room, on paper.")
    opened = Round.objects.create(
        programme=programme, number=number, opens_on=opens_on, closes_on=closes_on, channels=list(channels)
    )
    opened.sessions.set(session_keys(programme, sessions))
    record(action="round planned", by=by, programme_id=programme.pk, about_kind="round", about_id=number)
    return opened


@transaction.atomic
def change_round(
    *, round: Round, by: Any, closes_on: date, opens_on: date | None = None, sessions: Iterable[Any] | None = None
) -> Round:
    """Move the dates of a round, for example to close it earlier or to give people more time."""
    check_act(round.programme, Act.PUT_STATEMENTS)
    round.opens_on, round.closes_on = opens_on or round.opens_on, closes_on
    if round.closes_on < round.opens_on:
        raise Refused("closes_on", "A round cannot close before it opens. Change one of the two dates.")
    round.save(update_fields=["opens_on", "closes_on"])
    if sessions is not None:
        round.sessions.set(session_keys(round.programme, sessions))
    record(action="round moved", by=by, programme_id=round.programme_id, about_kind="round", about_id=round.number)
    return round


@transaction.atomic
def put_statement(
    *,
    programme: Any,
    round: Round,
    text: str,
    by: Any,
    code: str = "",
    version: PriorityVersion | None = None,
    author_kind: str = "team",
    derived_from: Iterable[Statement] = (),
    status: str = Statement.Status.ACCEPTED,
    reason: str = "",
) -> Statement:
    """Put a statement to people, or keep one that was proposed and is not put (`status` moderated, with a reason)."""
    check_act(programme, Act.PUT_STATEMENTS)
    of_programme(round, programme.pk, "round")
    if version is not None:
        of_programme(version.priority, programme.pk, "version")
    text = words(text, "text", "Write the statement.", most=LONGEST)
    if status not in (Statement.Status.ACCEPTED, Statement.Status.MODERATED):
        raise Refused("status", "A statement is put to people or it is not.")
    # What was suggested and is not put is listed in public with its reason, and without its words.
    if status == Statement.Status.MODERATED:
        reason = words(reason, "reason", "Say why this is not put to people.")
    if author_kind not in ("team", "resident"):
        raise Refused("author_kind", "Say who wrote it: the team or a resident.")
    mine = Statement.objects.filter(programme=programme)
    statement = Statement.objects.create(
        programme=programme, round=round, version=version, text=text, author_kind=author_kind, status=status,
        code=free_code(mine, code or new_code(mine, "ST", digits=2), "statement"), reason=reason, at=clock.now(),
    )  # fmt: skip
    earlier = [of_programme(one, programme.pk, "derived_from") for one in derived_from]
    statement.derived_from.set(earlier)
    record(
        action="statement put" if status == Statement.Status.ACCEPTED else "statement not put", by=by,
        programme_id=programme.pk, about_kind="statement", about_id=statement.code, detail={"round": round.number},
    )  # fmt: skip
    return statement


@transaction.atomic
def moderate_statement(*, statement: Statement, reason: str, by: Any) -> Statement:
    """Stop putting a statement to people. Its answers stay, and so does the reason."""
    check_act(statement.programme, Act.PUT_STATEMENTS)
    statement.reason = words(reason, "reason", "Say why this is no longer put to people.")
    statement.status = Statement.Status.MODERATED
    statement.save(update_fields=["reason", "status"])
    record(
        action="statement taken down", by=by, programme_id=statement.programme_id, about_kind="statement",
        about_id=statement.code,
    )  # fmt: skip
    return statement
