# SPDX-License-Identifier: AGPL-3.0-or-later
"""Who takes everything back takes votes, comments and proposals back; who takes one voice back keeps their votes."""

import pytest

from coproduce.listening import verbs as listening
from coproduce.listening import voices
from coproduce.people.queries import SYSTEM
from coproduce.priorities import queries, verbs
from coproduce.priorities.erasing import erase
from coproduce.priorities.models import ChangeCause, Response, Statement, Voter, VoterAnswer
from coproduce.process.consent import Reading
from coproduce.process.erasure import Scope
from tests import house
from tests.priorities.town import on, town

pytestmark = pytest.mark.django_db(databases=["default", "keys"])


def a_person_who_took_part():
    here, person = town(), None
    person = house.participant(here.programme)
    with on(8):
        voter = verbs.make_voter(
            programme=here.programme, code="R001", participant=person, answers={"sex": "Female"}, by=here.lead
        )
        said = verbs.respond(statement=here.posters, voter=voter, vote="disagree", comment="The zebra word")
        waiting = verbs.propose_statement(
            programme=here.programme, round=here.round, text="A zebra crossing.", agreed=True, voter=voter
        )
        other = verbs.propose_statement(
            programme=here.programme, round=here.round, text="Benches in parks.", agreed=True, voter=voter
        )
        put = verbs.put_proposal(statement=other, by=here.lead)
        verbs.write_version(
            priority=here.priority, headline="Other words.", explanation="", why_changed="So.", by=here.lead,
            causes=[verbs.Cause(statement="ST01", voter="R001")],
        )  # fmt: skip
    return here, person, said, waiting, put


def opened(here, *entries):
    return voices.read_words(entries, purpose=Reading.ANALYSE, by=SYSTEM, programme_id=here.programme.pk)


def test_withdrawing_everything_reaches_votes_comments_answers_and_proposals():
    here, person, said, waiting, put = a_person_who_took_part()
    assert len(opened(here, said.comment_entry_id, waiting.proposal_entry_id)) == 2
    changed = [c for c in listening.withdraw_everything(participant=person, by=None) if c.app == "priorities"]
    assert {c.kind for c in changed} == {"votes", "comments", "proposal", "statement", "cause"}
    assert not any("zebra" in c.text.lower() for c in changed)
    assert opened(here, said.comment_entry_id, waiting.proposal_entry_id) == {}
    assert not Voter.objects.exists() and not Response.objects.exists() and not VoterAnswer.objects.exists()
    assert not Statement.objects.filter(pk=waiting.pk).exists()
    put.refresh_from_db()
    assert put.text == "Benches in parks." and put.proposed_by_id is None
    cause = ChangeCause.objects.get()
    assert cause.response_id is None and cause.statement_id == here.posters.pk
    with on(30):
        assert queries.results(here.programme.pk)[0].numbers.seen == 0


def test_withdrawing_one_voice_leaves_the_votes():
    here, person, said, *_ = a_person_who_took_part()
    voice = house.voice(here.programme, "Something else", who=person)
    changed = listening.withdraw_voice(voice=voice, by=None)
    assert not [c for c in changed if c.app == "priorities"]
    assert Response.objects.filter(pk=said.pk).exists()
    assert opened(here, said.comment_entry_id)


def test_somebody_who_never_voted_changes_nothing_here():
    here = town()
    person = house.participant(here.programme)
    assert erase(Scope(here.programme.pk, frozenset(), person.pk, everything=True)) == []
