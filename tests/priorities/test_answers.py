# SPDX-License-Identifier: AGPL-3.0-or-later
"""Later stages get answers and voters as they are, without a word of a comment."""

import pytest

from coproduce.priorities import queries, verbs
from tests import house
from tests.priorities.town import on, town

pytestmark = pytest.mark.django_db(databases=["default", "keys"])


def test_answers_and_voters_come_without_words():
    here = town()
    person = house.participant(here.programme)
    with on(8):
        voter = verbs.make_voter(
            programme=here.programme, code="V1", participant=person, answers={"sex": "Female", "age": ""}, by=here.lead
        )
        verbs.make_voter(programme=here.programme, code="V2", by=here.lead)
        verbs.respond(statement=here.barbers, voter=voter, vote="pass", importance=0, comment="Zebra", channel="room")
        verbs.respond(statement=here.posters, voter=voter, vote="agree")
        verbs.moderate_statement(statement=here.posters, reason="Two ideas.", by=here.lead)
    [row] = queries.answers_of(here.programme.pk)
    assert (row.statement_code, row.round_number, row.vote, row.importance, row.channel) == (
        "ST02",
        1,
        "pass",
        0,
        "room",
    )
    assert row.participant_id == person.pk and "Zebra" not in repr(row)
    [told] = queries.voters_of(here.programme.pk)
    assert (told.id, told.participant_id, dict(told.answers)) == (voter.pk, person.pk, {"sex": "Female"})


def test_a_mark_is_given_once():
    here = town()
    with on(8):
        here.voters(1)
        with pytest.raises(ValueError, match="already a voter V01"):
            here.voters(1)
        rows = [{"code": "A"}, {"code": "A"}]
        with pytest.raises(ValueError, match="already a voter A"):
            verbs.make_voters(programme=here.programme, rows=rows, by=here.lead)
    assert here.programme.voters.count() == 1
