# SPDX-License-Identifier: AGPL-3.0-or-later
"""Looking after somebody, and answering "that is not what I meant"; and what the team's start says of both."""

from datetime import UTC, datetime, timedelta

import pytest

from coproduce.listening import verbs
from coproduce.listening.models import Concern, Objection, Voice
from coproduce.process import clock
from coproduce.process.consent import VoiceState
from coproduce.process.roles import Role
from tests import house

pytestmark = pytest.mark.django_db(databases=["default", "keys"], transaction=True)
WORDS = "I do not know how to go on."


@pytest.fixture
def town():
    return house.programme()


def signed_in(client, town, role):
    user = house.team(town, role)
    client.force_login(user)
    return user


def test_a_concern_hides_the_words_until_the_lead_for_safeguarding_gives_them_back(client, town):
    voice = house.voice(town, WORDS)
    analyst = signed_in(client, town, Role.ANALYST)
    button = f"/team/{town.slug}/voices/{voice.pk}/concern/"
    assert "hidden from analysts" in client.get(button).content.decode() and not Concern.objects.exists()
    client.post(button)
    concern = Concern.objects.get()
    assert concern.raised_by == analyst and Voice.objects.get().state == VoiceState.CONCERN
    lead = signed_in(client, town, Role.SAFEGUARDING)
    page = f"/team/{town.slug}/concerns/"
    assert WORDS in client.get(page).content.decode()
    concern.refresh_from_db()
    assert concern.seen_by == lead and concern.seen_at is not None
    assert "Write what was done" in client.post(page, {"concern": concern.pk}, follow=True).content.decode()
    client.post(page, {"concern": concern.pk, "done": "Rang, and they are safe.", "back": "yes"})
    assert Voice.objects.get().state == VoiceState.HELD
    assert WORDS not in client.get(page).content.decode()


def test_a_concern_of_another_programme_is_out_of_reach(client, town):
    other = house.programme("Another town")
    concern = verbs.raise_concern(voice=house.voice(other, WORDS), by=None)
    signed_in(client, town, Role.SAFEGUARDING)
    answer = client.post(f"/team/{town.slug}/concerns/", {"concern": concern.pk, "done": "x"})
    assert answer.status_code == 404 and Concern.objects.get().closed_at is None
    assert client.post(f"/team/{town.slug}/voices/{concern.voice_id}/concern/").status_code == 404


@pytest.mark.parametrize(("role", "status"), [(Role.SAFEGUARDING, 200), (Role.LEAD, 403), (Role.ANALYST, 403)])
def test_concerns_open_for_the_safeguarding_lead_alone(client, town, role, status):
    signed_in(client, town, role)
    assert client.get(f"/team/{town.slug}/concerns/").status_code == status


def test_an_objection_gets_a_dated_reply(client, town):
    voice = house.voice(town, WORDS)
    objection = verbs.object_to(programme=town, about_kind="voice", about_id=voice.pk, words="I said something else.")
    lead = signed_in(client, town, Role.FACILITATOR)
    page = f"/team/{town.slug}/objections/"
    shown = client.get(page).content.decode()
    assert "I said something else." in shown and f"/voices/{voice.pk}/" in shown and "Overdue" not in shown
    assert "Write a reply" in client.post(page, {"objection": objection.pk}, follow=True).content.decode()
    client.post(page, {"objection": objection.pk, "reply": "We put it right."})
    objection = Objection.objects.get()
    assert objection.replied_by == lead and objection.replied_at and objection.reply == "We put it right."
    assert "We put it right." in client.get(page).content.decode()


def test_what_waits_too_long_comes_first_and_says_so(client, town):
    with clock.at(datetime.now(UTC) - timedelta(days=30)):
        late = verbs.object_to(programme=town, about_kind="theme", about_id="T1", words="")
        verbs.reply_to_objection(objection=late, reply="Answered.", by=house.team(town, Role.LEAD))
        verbs.object_to(programme=town, about_kind="sentence", about_id="s1", words="Not so.")
    signed_in(client, town, Role.LEAD)
    page = client.get(f"/team/{town.slug}/objections/").content.decode()
    assert page.index("a sentence of the strategy") < page.index("About a theme") and "Overdue" in page
    assert "Overdue: 1." in client.get(f"/team/{town.slug}/").content.decode()


@pytest.mark.parametrize("wrong", ["", "7", "6f9619ff-8b86-d011-b42d-00cf4fc964ff"])
def test_an_objection_that_is_not_there(client, town, wrong):
    signed_in(client, town, Role.LEAD)
    answer = client.post(f"/team/{town.slug}/objections/", {"objection": wrong, "reply": "x"})
    assert answer.status_code == 404


def test_the_start_says_how_far_listening_has_come(client, town):
    signed_in(client, town, Role.LEAD)
    start = f"/team/{town.slug}/"
    assert "Nobody was heard yet." in client.get(start).content.decode()
    house.voice(town, WORDS, who=house.participant(town))
    page = client.get(start).content.decode()
    assert "Voices: 1. People we can tell apart: 1." in page and "Somebody waits for you" not in page
