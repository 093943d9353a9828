# SPDX-License-Identifier: AGPL-3.0-or-later
"""People answer: the last answer counts, comments live in the vault, and nothing is asked once it has been decided."""

import pytest

from coproduce.listening import voices
from coproduce.people.models import AuditEvent
from coproduce.people.queries import SYSTEM, Reader
from coproduce.priorities import verbs
from coproduce.priorities.models import Response
from coproduce.process.consent import Reading
from coproduce.process.stages import NotAllowed
from coproduce.programmes.verbs import Refused
from tests import house
from tests.priorities.town import on, town

pytestmark = pytest.mark.django_db(databases=["default", "keys"])


def words(programme, response):
    found = voices.read_words(
        [response.comment_entry_id], purpose=Reading.ANALYSE, by=SYSTEM, programme_id=programme.pk
    )
    return found.get(response.comment_entry_id)


def test_the_last_answer_counts_and_a_changed_comment_erases_the_old_one():
    here = town()
    with on(8):
        [voter] = here.voters(1)
        first = verbs.respond(statement=here.posters, voter=voter, vote="agree", importance=2, comment="Yes please")
    with on(9):
        kept = verbs.respond(statement=here.posters, voter=voter, vote="disagree")
    assert kept.pk == first.pk and kept.vote == "disagree" and kept.importance is None
    assert words(here.programme, kept) == "Yes please"
    with on(10):
        changed = verbs.respond(statement=here.posters, voter=voter, vote="disagree", comment="No, thank you")
    assert words(here.programme, changed) == "No, thank you"
    assert (
        voices.read_words([first.comment_entry_id], purpose=Reading.ANALYSE, by=SYSTEM, programme_id=here.programme.pk)
        == {}
    )
    with on(11):
        assert verbs.respond(statement=here.posters, voter=voter, vote="pass", comment="").comment_entry_id is None
    assert Response.objects.count() == 1


@pytest.mark.parametrize(
    "vote, importance, said", [("perhaps", None, "agree, disagree or pass"), ("agree", 4, "0, 1, 2 or 3")]
)
def test_an_answer_that_is_none_is_refused(vote, importance, said):
    here = town()
    with on(8), pytest.raises(Refused, match=said):
        verbs.respond(statement=here.posters, voter=here.voters(1)[0], vote=vote, importance=importance)


def test_the_web_is_open_on_the_days_of_the_round_and_paper_may_be_typed_in_late():
    here = town()
    [voter] = here.voters(1)
    with on(6), pytest.raises(NotAllowed, match="opens on 7 July 2025"):
        verbs.respond(statement=here.posters, voter=voter, vote="agree")
    with on(28), pytest.raises(NotAllowed, match="closed on 27 July 2025"):
        verbs.respond(statement=here.posters, voter=voter, vote="agree")
    with on(28):
        assert (
            verbs.respond(statement=here.posters, voter=voter, vote="agree", channel="paper", by=here.lead).vote
            == "agree"
        )


def test_nothing_is_asked_once_the_decisions_are_locked():
    here = town()
    [voter] = here.voters(1)
    with on(20), pytest.raises(NotAllowed, match="still being asked"):
        verbs.lock_decisions(programme=here.programme, by=here.lead)
    with on(1, 8):
        verbs.lock_decisions(programme=here.programme, by=here.lead)
    here.posters.refresh_from_db()
    with on(20), pytest.raises(NotAllowed, match="locked"):
        verbs.respond(statement=here.posters, voter=voter, vote="agree")
    with on(20), pytest.raises(NotAllowed, match="locked"):
        verbs.put_statement(programme=here.programme, round=here.round, text="One more?", by=here.lead)
    with on(20), pytest.raises(NotAllowed, match="locked"):
        verbs.open_round(
            programme=here.programme, opens_on=here.round.opens_on, closes_on=here.round.closes_on, by=here.lead
        )
    assert Response.objects.count() == 0


def test_a_statement_that_is_not_put_cannot_be_answered():
    here = town()
    with on(8):
        verbs.moderate_statement(statement=here.posters, reason="Two things in one.", by=here.lead)
        with pytest.raises(NotAllowed, match="not put to people"):
            verbs.respond(statement=here.posters, voter=here.voters(1)[0], vote="agree")
        with pytest.raises(Refused, match="Say why"):
            verbs.put_statement(programme=here.programme, round=here.round, text="No", status="moderated", by=here.lead)


def test_the_audit_names_statements_and_never_who_answered():
    here = town()
    with on(8):
        voter, _ = verbs.voter_for_token(programme=here.programme)
        verbs.respond(statement=here.posters, voter=voter, vote="agree", comment="A secret word")
    event = AuditEvent.objects.get(action="statement answered")
    assert event.about_id == "ST01" and event.detail == {"channel": "web"} and event.by_kind == "public"


def test_a_resident_proposes_and_the_words_wait_in_the_vault():
    here = town()
    with on(8):
        voter, _ = verbs.voter_for_token(programme=here.programme)
        with pytest.raises(Refused, match="say that we may"):
            verbs.propose_statement(
                programme=here.programme, round=here.round, text="Benches", agreed=False, voter=voter
            )
        waiting = verbs.propose_statement(
            programme=here.programme, round=here.round, text="Parks need benches.", agreed=True, voter=voter
        )
    assert (waiting.status, waiting.text, waiting.code) == ("waiting", "", "R01")
    with on(9), pytest.raises(NotAllowed):
        verbs.respond(statement=waiting, voter=voter, vote="agree")
    entry = waiting.proposal_entry_id
    with on(9):
        put = verbs.put_proposal(statement=waiting, by=here.lead, version=here.priority.versions.get())
    assert (put.text, put.code, put.author_kind, put.proposal_entry_id) == (
        "Parks need benches.",
        "ST03",
        "resident",
        None,
    )
    assert (
        voices.read_words([entry], purpose=Reading.ANALYSE, by=Reader.team(here.lead), programme_id=here.programme.pk)
        == {}
    )
    with on(9), pytest.raises(Refused, match="looked at this already"):
        verbs.turn_down_proposal(statement=put, reason="Late", by=here.lead)


def test_a_slip_takes_over_what_a_browser_answered_and_the_later_answer_stays():
    here = town()
    person = house.participant(here.programme)
    with on(8):
        phone, _ = verbs.voter_for_token(programme=here.programme)
        verbs.respond(statement=here.posters, voter=phone, vote="agree", comment="From the phone")
        assert verbs.join_slip(voter=phone, participant=person).pk == phone.pk
    with on(9):
        laptop, token = verbs.voter_for_token(programme=here.programme)
        verbs.respond(statement=here.posters, voter=laptop, vote="disagree", comment="From the laptop")
        verbs.respond(statement=here.barbers, voter=laptop, vote="agree")
        joined = verbs.join_slip(voter=laptop, participant=person)
    assert joined.pk == phone.pk == verbs.voter_for_slip(programme=here.programme, participant=person).pk
    assert verbs.voter_for_token(programme=here.programme, token=token)[0].pk == phone.pk
    assert {r.statement.code: r.vote for r in joined.responses.all()} == {"ST01": "disagree", "ST02": "agree"}
    assert words(here.programme, joined.responses.get(statement=here.posters)) == "From the laptop"


def test_a_second_slip_on_a_shared_telephone_starts_afresh():
    here = town()
    first, second = house.participant(here.programme), house.participant(here.programme)
    with on(8):
        phone, token = verbs.voter_for_token(programme=here.programme)
        verbs.respond(statement=here.posters, voter=phone, vote="agree")
        verbs.join_slip(voter=phone, participant=first)
        other = verbs.join_slip(voter=phone, participant=second)
    assert other.pk != phone.pk and other.responses.count() == 0
    assert phone.responses.count() == 1
    assert verbs.voter_for_token(programme=here.programme, token=token)[0].pk == other.pk
