# SPDX-License-Identifier: AGPL-3.0-or-later
"""A resident proposes a statement. It is something a person said: its words are a vault entry until they are put."""

from typing import Any

from django.db import transaction

from coproduce.listening import voices
from coproduce.people.queries import Reader
from coproduce.people.verbs import record
from coproduce.priorities.models import PriorityVersion, Round, Statement, Voter
from coproduce.priorities.verbs.checking import new_code, of_programme, words
from coproduce.priorities.verbs.putting import LONGEST
from coproduce.process import clock
from coproduce.process.consent import Reading
from coproduce.process.stages import Act
from coproduce.programmes.queries import check_act
from coproduce.programmes.verbs import Refused


@transaction.atomic
def propose_statement(*, programme: Any, round: Round, text: str, agreed: bool, voter: Voter | None) -> Statement:
    """Take in a statement from a resident. Nobody sees it before a team member has looked.

    `agreed`: the person said that it may be put to everyone as they wrote it.
    """
    check_act(programme, Act.VOTE)
    of_programme(round, programme.pk, "round")
    of_programme(voter, programme.pk, "voter")
    text = words(text, "text", "Write your statement, or go back.", most=LONGEST)
    if not agreed:
        raise Refused("agreed", "We can only put your words to others if you say that we may.")
    # Until somebody has looked it may name a neighbour, so it waits in the vault.
    [entry_id] = voices.keep_words(programme.pk, [text])
    mine = Statement.objects.filter(programme=programme)
    statement = Statement.objects.create(
        programme=programme, round=round, code=new_code(mine, "R", digits=2), author_kind="resident",
        status=Statement.Status.WAITING, proposal_entry_id=entry_id, proposed_by=voter, at=clock.now(),
    )  # fmt: skip
    record(
        action="statement proposed", by=None, by_kind="public", programme_id=programme.pk, about_kind="statement",
        about_id=statement.code,
    )  # fmt: skip
    return statement


@transaction.atomic
def put_proposal(*, statement: Statement, by: Any, version: PriorityVersion | None = None) -> Statement:
    """Put a resident's statement to people, word for word; from now on it is public and no longer a vault entry."""
    check_act(statement.programme, Act.PUT_STATEMENTS)
    _check_waiting(statement)
    entry_id = statement.proposal_entry_id
    text = voices.read_words(
        [entry_id], purpose=Reading.ANALYSE, by=Reader.team(by), programme_id=statement.programme_id
    ).get(entry_id, "")
    if version is not None:
        of_programme(version.priority, statement.programme_id, "version")
    mine = Statement.objects.filter(programme_id=statement.programme_id)
    statement.code = new_code(mine, "ST", digits=2)
    statement.text = words(text, "text", "These words are gone: the person took them back.", most=LONGEST)
    statement.status, statement.version, statement.proposal_entry_id = Statement.Status.ACCEPTED, version, None
    statement.save(update_fields=["code", "text", "status", "version", "proposal_entry_id"])
    # It is public now, by the person's own yes; two copies would be one to forget.
    voices.erase_words(statement.programme_id, [entry_id])
    record(
        action="statement put", by=by, programme_id=statement.programme_id, about_kind="statement",
        about_id=statement.code, detail={"round": statement.round.number},
    )  # fmt: skip
    return statement


@transaction.atomic
def turn_down_proposal(*, statement: Statement, reason: str, by: Any) -> Statement:
    """Do not put a resident's statement, and say why. Its words stay in the vault and are shown to nobody else."""
    _check_waiting(statement)
    statement.reason = words(reason, "reason", "Say why this is not put to people. The person may read it.")
    statement.status = Statement.Status.MODERATED
    statement.save(update_fields=["reason", "status"])
    record(
        action="statement not put", by=by, programme_id=statement.programme_id, about_kind="statement",
        about_id=statement.code,
    )  # fmt: skip
    return statement


def _check_waiting(statement: Statement) -> None:
    if statement.status != Statement.Status.WAITING:
        raise Refused("statement", "Somebody has looked at this already. Load the page again.")
