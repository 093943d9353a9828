# SPDX-License-Identifier: AGPL-3.0-or-later
"""Take in one person's answer to one statement."""

from datetime import date
from typing import Any

from django.db import transaction

from coproduce.listening import voices
from coproduce.people.verbs import record
from coproduce.priorities.models import Response, Statement, Voter
from coproduce.priorities.verbs.checking import day, of_programme
from coproduce.process import clock
from coproduce.process.stages import Act, NotAllowed
from coproduce.programmes.queries import check_act
from coproduce.programmes.verbs import Refused

CHANNELS = ("web", "room", "paper")


def check_vote(vote: str) -> str:
    """The vote, or `Refused` for anything else than the three answers."""
    if vote not in Response.Vote.values:
        raise Refused("vote", "Choose agree, disagree or pass.")
    return vote


def check_importance(importance: int | str | None) -> int | None:
    """How much it matters, 0 to 3 or nothing."""
    if importance is None or importance == "":
        return None
    try:
        value = int(importance)
    except ValueError:
        value = -1
    if value not in range(4):
        raise Refused("importance", "How much it matters is 0, 1, 2 or 3, or nothing.")
    return value


def check_open(statement: Statement, channel: str, on: date) -> None:
    """`NotAllowed` where a statement cannot be answered that way on that day. Whoever types paper in may do it late."""
    if channel not in CHANNELS:
        raise Refused("channel", "Say how it was answered: web, room or paper.")
    if statement.status != Statement.Status.ACCEPTED:
        raise NotAllowed("This statement is not put to people.")
    asked = statement.round
    if on < asked.opens_on:
        raise NotAllowed(f"Round {asked.number} opens on {day(asked.opens_on)}.")
    # Paper filled in on the last evening reaches the office days later.
    if channel == "web" and on > asked.closes_on:
        raise NotAllowed(f"Round {asked.number} closed on {day(asked.closes_on)}.")


@transaction.atomic
def respond(
    *,
    statement: Statement,
    voter: Voter,
    vote: str,
    by: Any = None,
    importance: int | None = None,
    comment: str | None = None,
    channel: str = "web",
) -> Response:
    """Keep an answer; a later one takes the place of an earlier one.

    `comment`: None leaves an earlier comment as it is, an empty text takes it away, other words replace it. Words
    that are replaced or taken away are erased.
    """
    check_act(statement.programme, Act.VOTE)
    of_programme(voter, statement.programme_id, "voter")
    check_open(statement, channel, clock.today())
    fields = {
        "vote": check_vote(vote), "importance": check_importance(importance), "channel": channel,
        "happened_at": clock.now(), "recorded_at": clock.recorded(),
    }  # fmt: skip
    response, _ = Response.objects.update_or_create(statement=statement, voter=voter, defaults=fields)
    if comment is not None:
        _set_comment(response, comment.strip(), statement.programme_id)
    # The audit outlives a withdrawal, so it names the statement and nobody.
    record(
        action="statement answered", by=by, by_kind="" if by else "public", programme_id=statement.programme_id,
        about_kind="statement", about_id=statement.code, detail={"channel": channel},
    )  # fmt: skip
    return response


def _set_comment(response: Response, comment: str, programme_id: int) -> None:
    voices.erase_words(programme_id, [response.comment_entry_id])
    response.comment_entry_id = voices.keep_words(programme_id, [comment])[0] if comment else None
    response.save(update_fields=["comment_entry_id"])
