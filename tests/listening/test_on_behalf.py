# SPDX-License-Identifier: AGPL-3.0-or-later
"""Somebody without a phone asks a facilitator, who types the words of their slip and sees none of what they said."""

import re
from datetime import timedelta

import pytest
from django.core import signing

from coproduce.listening.models import Objection, Participant, Voice
from coproduce.listening.verbs import issue_slip
from coproduce.people import throttle
from coproduce.process import clock
from coproduce.process.roles import Role
from tests import house

pytestmark = pytest.mark.django_db(databases=["default", "keys"], transaction=True)
SAID = ("Sparrows in the hedge", "Nobody clears the snow")


@pytest.fixture(autouse=True)
def _nobody_failed_yet():
    throttle._failures.clear()


@pytest.fixture
def town():
    return house.programme()


@pytest.fixture
def person(town):
    who = house.participant(town)
    for words, code in zip(SAID, ("Q1", "Q2"), strict=True):
        house.voice(town, words, who=who, asked=code)
    return who


def opened(client, town, person, role=Role.FACILITATOR):
    client.force_login(house.team(town, role))
    code = issue_slip(participant=person, by=None)
    page = client.post(f"/team/{town.slug}/slip/", {"words": code.upper().replace("-", "  ")})
    assert page.status_code == 200
    return page.content.decode(), re.search(r'name="opened" value="([^"]+)"', page.content.decode())[1]


def test_it_shows_what_was_asked_and_none_of_the_words(client, town, person):
    page, _ = opened(client, town, person)
    assert "What helps you feel well?" in page and "quote them" in page
    assert not any(words in page for words in SAID)


def test_one_voice_is_taken_back(client, town, person):
    _, sealed = opened(client, town, person)
    voice = Voice.objects.get(question__code="Q1")
    page = client.post(f"/team/{town.slug}/slip/", {"opened": sealed, "voice": voice.pk, "do": "withdraw"})
    assert "What you said is erased" in page.content.decode()
    assert list(Voice.objects.values_list("question__code", flat=True)) == ["Q2"]


def test_everything_is_taken_back_when_asked_twice(client, town, person):
    _, sealed = opened(client, town, person)
    asked = client.post(f"/team/{town.slug}/slip/", {"opened": sealed, "do": "everything"}).content.decode()
    assert "Take everything back?" in asked and Voice.objects.count() == 2
    client.post(f"/team/{town.slug}/slip/", {"opened": sealed, "do": "everything", "sure": "yes"})
    assert not Voice.objects.exists() and not Participant.objects.exists()


def test_that_is_not_what_i_meant(client, town, person):
    _, sealed = opened(client, town, person)
    voice = Voice.objects.get(question__code="Q2")
    act = {"opened": sealed, "voice": voice.pk, "do": "not-meant"}
    empty = client.post(f"/team/{town.slug}/slip/", act | {"said": " "})
    assert empty.status_code == 422 and "Write what the person meant" in empty.content.decode()
    client.post(f"/team/{town.slug}/slip/", act | {"said": "The steps, not the street"})
    objection = Objection.objects.get()
    assert objection.about_id == str(voice.pk) and objection.participant == person


def test_a_slip_closes_with_time_with_another_hand_and_when_it_is_replaced(client, town, person):
    voice = Voice.objects.first()
    _, sealed = opened(client, town, person)
    act = {"opened": sealed, "voice": voice.pk, "do": "withdraw"}
    issue_slip(participant=person, by=None)
    assert client.post(f"/team/{town.slug}/slip/", act).status_code == 422
    _, sealed = opened(client, town, person)
    client.force_login(house.team(town, Role.FACILITATOR))
    assert client.post(f"/team/{town.slug}/slip/", act | {"opened": sealed}).status_code == 422
    assert client.post(f"/team/{town.slug}/slip/", act | {"opened": sealed + "x"}).status_code == 422
    assert Voice.objects.count() == 2


def test_a_quarter_of_an_hour(client, town, person, monkeypatch):
    _, sealed = opened(client, town, person)
    later = (clock.recorded() + timedelta(minutes=16)).timestamp()
    monkeypatch.setattr(signing.time, "time", lambda: later)
    act = {"opened": sealed, "do": "everything", "sure": "yes"}
    user = client.session["_auth_user_id"]
    assert client.post(f"/team/{town.slug}/slip/", act).status_code in (302, 422) and user
    assert Voice.objects.count() == 2


def test_words_of_elsewhere_open_nothing_and_guessing_is_slowed(client, town, person):
    client.force_login(house.team(town, Role.FACILITATOR))
    other = issue_slip(participant=house.participant(house.programme("Another Town")), by=None)
    answer = client.post(f"/team/{town.slug}/slip/", {"words": other})
    assert answer.status_code == 422 and "in this programme" in answer.content.decode()
    for _ in range(12):
        client.post(f"/team/{town.slug}/slip/", {"words": "nothing like it"})
    assert client.post(f"/team/{town.slug}/slip/", {"words": other}).status_code == 429


def test_another_persons_voice_is_out_of_reach(client, town, person):
    _, sealed = opened(client, town, person)
    theirs = house.voice(town, "Theirs", who=house.participant(town))
    for wanted in (theirs.pk, "not-an-id"):
        act = {"opened": sealed, "voice": wanted, "do": "withdraw"}
        assert client.post(f"/team/{town.slug}/slip/", act).status_code == 404
    assert Voice.objects.count() == 3


@pytest.mark.parametrize(("role", "status"), [(Role.LEAD, 200), (Role.ANALYST, 403), (Role.PARTNER, 403)])
def test_who_may(client, town, role, status):
    client.force_login(house.team(town, role))
    assert client.get(f"/team/{town.slug}/slip/").status_code == status
