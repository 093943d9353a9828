# SPDX-License-Identifier: AGPL-3.0-or-later
"""A resident says something, without script or account, and a facilitator types what was said in a room."""

import re

import pytest

from coproduce.listening.models import Draft, EqualityAnswer, Refusal, Voice
from coproduce.listening.slips import participant_for
from coproduce.people import throttle
from coproduce.process.roles import Role
from tests import house

pytestmark = pytest.mark.django_db(databases=["default", "keys"], transaction=True)
WORDS = "A bench where one can sit without buying anything."
YES = {"hold": "yes", "analyse": "yes", "quote": "no", "describe": "no"}


@pytest.fixture(autouse=True)
def _nobody_failed_yet():
    throttle._failures.clear()


def said(client, town, **allowed):
    base = f"/{town.slug}/say/"
    assert client.get(base).status_code == 200
    assert (
        client.post(f"{base}words/", {"question": "Q1", "words": WORDS, "language": "en"})["Location"]
        == f"{base}allow/"
    )
    return client.post(f"{base}allow/", YES | allowed)


def test_from_welcome_to_a_slip(client):
    town = house.programme()
    base = f"/{town.slug}/say/"
    assert said(client, town)["Location"] == f"{base}about-you/"
    client.post(f"{base}about-you/", {"age_band": "35-49"})
    check = client.get(f"{base}check/").content.decode()
    assert WORDS in check and "35-49" in check
    done = client.post(f"{base}check/", {"slip": "yes"}).content.decode()
    code = re.search(r'<p class="lead" dir="ltr"><b>([a-z0-9 ]+)</b>', done)
    assert code and participant_for(code[1]) is not None
    voice = Voice.objects.get()
    assert {c.purpose: c.given for c in voice.consents.all()} == {k: v == "yes" for k, v in YES.items()}
    assert EqualityAnswer.objects.get().category == "35-49" and not Draft.objects.exists()


def test_nothing_is_ticked_beforehand_and_each_is_asked(client):
    town = house.programme()
    client.post(f"/{town.slug}/say/words/", {"question": "Q1", "words": WORDS, "language": "en"})
    assert "checked" not in client.get(f"/{town.slug}/say/allow/").content.decode()
    answer = client.post(f"/{town.slug}/say/allow/", {"hold": "yes"})
    assert answer.status_code == 422 and "Say yes or no." in answer.content.decode()


def test_a_no_to_keeping_keeps_nothing(client):
    town = house.programme()
    page = said(client, town, hold="no").content.decode()
    assert "We have kept nothing" in page
    assert not Voice.objects.exists() and not Draft.objects.exists() and Refusal.objects.get().how_many == 1


def test_half_filled_answers_are_a_vault_entry(client):
    town = house.programme()
    client.post(f"/{town.slug}/say/words/", {"question": "Q1", "words": WORDS, "language": "en"})
    assert Draft.objects.count() == 1 and WORDS not in str(client.cookies)
    assert WORDS in client.get(f"/{town.slug}/say/words/").content.decode()


def test_a_facilitator_types_voices_and_hands_out_a_slip(client):
    town = house.programme()
    client.force_login(house.team(town, Role.FACILITATOR))
    day = {
        "title": "Tea",
        "kind": "coffee morning",
        "happens_on": "2025-03-07",
        "place": "Library",
        "ward": "Erdington",
    }
    where = client.post(f"/team/{town.slug}/sessions/new/", day)["Location"]
    typed = {"person": "new", "question": "Q1", "channel": "spoken", "language": "en", "text": WORDS}
    answer = client.post(where, typed)
    assert answer.status_code == 422 and "refusal" in answer.content.decode()
    page = client.post(where, typed | {"agreed": ["hold", "analyse"], "concern": "on"}).content.decode()
    assert "Their slip" in page and Voice.objects.get().state == "concern"
    client.post(where, {"do": "refusal"})
    assert Refusal.objects.count() == 1


@pytest.mark.parametrize(("role", "status"), [(Role.SAFEGUARDING, 200), (Role.LEAD, 403), (Role.ANALYST, 403)])
def test_concerns_open_for_the_safeguarding_lead_alone(client, role, status):
    town = house.programme()
    client.force_login(house.team(town, role))
    assert client.get(f"/team/{town.slug}/concerns/").status_code == status


def test_help_is_there_with_what_we_know(client):
    town = house.programme()
    assert "116 123" in client.get(f"/{town.slug}/help/").content.decode()
