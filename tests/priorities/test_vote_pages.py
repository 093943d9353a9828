# SPDX-License-Identifier: AGPL-3.0-or-later
"""Somebody votes on an old telephone: no script, no account, no puzzle."""

import re
from datetime import timedelta

import pytest
from django.db import connections
from django.test import Client

from coproduce.listening import verbs as listening
from coproduce.people import throttle
from coproduce.priorities import verbs
from coproduce.priorities.models import Response, Statement, Voter
from coproduce.process import clock
from coproduce.process.stages import StageKey, StageState
from coproduce.programmes import verbs as programmes
from tests import house
from tests.priorities.town import Town, on, town

pytestmark = pytest.mark.django_db(databases=["default", "keys"])


@pytest.fixture(autouse=True)
def fresh_throttle():
    throttle._failures.clear()


def open_today(here: Town) -> Town:
    """The round runs now, since a browser's day is today."""
    today = clock.today()
    verbs.change_round(
        round=here.round, opens_on=today - timedelta(days=3), closes_on=today + timedelta(days=3), by=here.lead
    )
    return here


def text(response) -> str:
    return response.content.decode()


def begin(client: Client, here: Town) -> str:
    """Read the welcome and press Begin; the address of the first statement."""
    welcome = client.get(f"/{here.programme.slug}/vote/")
    assert welcome.status_code == 200 and "Begin" in text(welcome)
    response = client.post(f"/{here.programme.slug}/vote/")
    assert response.status_code == 302
    return response["Location"]


def test_from_welcome_to_thanks_one_statement_a_page():
    here, client = open_today(town()), Client()
    first = begin(client, here)
    page = text(client.get(first))
    assert "Statement 1 of 2" in page and "Where does this statement come from?" in page
    response = client.post(first, {"vote": "agree", "importance": "3", "comment": "The zebra word"})
    second = response["Location"]
    assert second != first and "/vote/on/" in second
    page = text(client.get(second))
    assert "Statement 2 of 2" in page and f'href="{first}"' in page
    done = client.post(second, {"vote": "pass"})["Location"]
    thanks = text(client.get(done))
    assert "You answered 2 of 2 statements" in thanks
    assert {(r.vote, r.importance, r.channel) for r in Response.objects.all()} == {
        ("agree", 3, "web"),
        ("pass", None, "web"),
    }


def test_somebody_goes_back_changes_an_answer_and_takes_a_comment_away():
    here, client = open_today(town()), Client()
    first = begin(client, here)
    client.post(first, {"vote": "agree", "comment": "The zebra word"})
    again = text(client.get(first))
    assert re.search(r'value="agree"[^>]*checked', again) and "zebra" not in again
    assert "You wrote something here before" in again
    client.post(first, {"vote": "disagree", "remove": "on"})
    answer = Response.objects.get()
    assert (answer.vote, answer.comment_entry_id) == ("disagree", None)


def test_not_having_seen_enough_leaves_no_row_and_can_be_made_up_for():
    here, client = open_today(town()), Client()
    first = begin(client, here)
    skip = re.search(r'href="([^"]+)">I have not seen enough', text(client.get(first)))[1]
    last = re.search(r'href="([^"]+)">I have not seen enough', text(client.get(skip)))[1]
    thanks = text(client.get(last))
    assert "You answered 0 of 2" in thanks and f'href="{first}"' in thanks
    assert not Response.objects.exists()


def test_a_form_without_an_answer_comes_back_with_what_was_written():
    here, client = open_today(town()), Client()
    first = begin(client, here)
    response = client.post(first, {"comment": "Kept while I choose"})
    assert response.status_code == 422
    page = text(response)
    assert "Choose agree, disagree or pass" in page and "Kept while I choose" in page and "<title>Error:" in page


def test_the_cookie_is_signed_hidden_from_scripts_and_sent_to_the_vote_alone():
    here, client = open_today(town()), Client()
    client.post(f"/{here.programme.slug}/vote/")
    cookie = client.cookies["coproduce-vote"]
    assert cookie["httponly"] and cookie["path"] == f"/{here.programme.slug}/vote/" and cookie["samesite"] == "Lax"
    token = cookie.value.split(":")[0]
    assert Voter.objects.get().token_hash and token not in Voter.objects.get().token_hash
    forged = Client()
    forged.cookies["coproduce-vote"] = cookie.value[:-3] + "abc"
    assert forged.get(f"/{here.programme.slug}/vote/thanks/").status_code == 302


def test_somebody_who_only_looks_leaves_nothing():
    here, client = open_today(town()), Client()
    client.get(f"/{here.programme.slug}/vote/")
    assert client.get(f"/{here.programme.slug}/vote/on/ST01/").status_code == 302
    assert "coproduce-vote" not in client.cookies and not Voter.objects.exists()


def test_a_browser_that_keeps_no_cookies_is_told_so():
    here = open_today(town())
    there = Client().post(f"/{here.programme.slug}/vote/on/ST01/", {"vote": "agree"})["Location"]
    assert "Allow cookies" in text(Client().get(there))


def test_before_after_and_without_a_round_the_welcome_says_so():
    here = town()
    assert "Voting closed on" in text(Client().get(f"/{here.programme.slug}/vote/"))
    with on(2):
        assert "Voting opens on" in text(Client().get(f"/{here.programme.slug}/vote/"))
    bare = house.programme("A Bare Town")
    assert "nothing to vote on yet" in text(Client().get(f"/{bare.slug}/vote/"))


def test_once_the_record_is_locked_nobody_can_vote():
    here, client = open_today(town()), Client()
    first = begin(client, here)
    verbs.change_round(
        round=here.round, opens_on=here.round.opens_on, closes_on=clock.today() - timedelta(days=1), by=None
    )
    verbs.lock_decisions(programme=here.programme, by=here.lead)
    assert client.post(first, {"vote": "agree"}).status_code == 302
    assert "Begin" not in text(client.get(f"/{here.programme.slug}/vote/"))
    assert not Response.objects.exists()


def test_a_closed_stage_closes_the_vote():
    here, client = open_today(town()), Client()
    first = begin(client, here)
    programmes.set_stage(programme=here.programme, key=StageKey.TEST, state=StageState.CLOSED, by=None)
    assert client.post(first, {"vote": "agree"}).status_code == 302
    assert not Response.objects.exists()


def test_a_slip_takes_the_answers_and_a_wrong_code_is_slowed_down():
    here, client = open_today(town()), Client()
    person = house.participant(here.programme)
    code = listening.issue_slip(participant=person, by=None)
    first = begin(client, here)
    client.post(first, {"vote": "agree"})
    address = f"/{here.programme.slug}/vote/slip/"
    wrong = client.post(address, {"code": "wrong words here"})
    assert wrong.status_code == 422 and "We do not know these words here" in text(wrong)
    joined = client.post(address, {"code": code})
    assert "Your answers now belong to your slip" in text(client.get(joined["Location"]))
    assert Response.objects.get().voter.participant_id == person.pk
    answers = [client.post(address, {"code": f"wrong {n}"}).status_code for n in range(12)]
    assert answers[-1] == 429


def test_a_slip_of_another_programme_opens_nothing():
    here, other, client = open_today(town()), house.programme("Elsewhere"), Client()
    code = listening.issue_slip(participant=house.participant(other), by=None)
    begin(client, here)
    assert client.post(f"/{here.programme.slug}/vote/slip/", {"code": code}).status_code == 422


def test_somebody_suggests_a_statement_and_it_waits():
    here, client = open_today(town()), Client()
    begin(client, here)
    address = f"/{here.programme.slug}/vote/suggest/"
    assert client.post(address, {"text": "Parks need a zebra."}).status_code == 422
    sent = client.post(address, {"text": "Parks need a zebra.", "agreed": "on"})
    assert "We look at your statement" in text(client.get(sent["Location"]))
    assert Statement.objects.get(status="waiting").text == ""
    assert "zebra" not in text(client.get(f"/{here.programme.slug}/priorities/"))


def test_somebody_without_a_slip_takes_all_answers_back_even_after_the_vote():
    here, client = open_today(town()), Client()
    first = begin(client, here)
    client.post(first, {"vote": "agree", "comment": "The zebra word"})
    client.post(f"/{here.programme.slug}/vote/suggest/", {"text": "A zebra.", "agreed": "on"})
    verbs.change_round(
        round=here.round, opens_on=here.round.opens_on, closes_on=clock.today() - timedelta(days=1), by=None
    )
    address = f"/{here.programme.slug}/vote/take-back/"
    assert "This cannot be undone" in text(client.get(address)) and Response.objects.exists()
    assert "Your answers are erased" in text(client.post(address))
    assert not Voter.objects.exists() and not Response.objects.exists()
    assert not Statement.objects.filter(status="waiting").exists()
    assert client.get(address).status_code == 302


def test_words_written_at_the_vote_are_nowhere_but_in_the_vault():
    here, client = open_today(town()), Client()
    first = begin(client, here)
    client.post(first, {"vote": "agree", "comment": "Quagga in the comment"})
    client.post(f"/{here.programme.slug}/vote/suggest/", {"text": "A quagga for all.", "agreed": "on"})
    for alias in ("default", "keys"):
        connection = connections[alias]
        with connection.cursor() as cursor:
            for table in connection.introspection.table_names(cursor):
                cursor.execute(f'SELECT * FROM "{table}"')
                assert not any(b"uagga" in _bytes(value) for row in cursor.fetchall() for value in row), table


def _bytes(value) -> bytes:
    return bytes(value) if isinstance(value, bytes | memoryview) else str(value).encode()
