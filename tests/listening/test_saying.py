# SPDX-License-Identifier: AGPL-3.0-or-later
"""A resident says something, one question a page, without script or account, and takes a slip home."""

import re

import pytest
from django.core import signing

from coproduce.listening.equality import question_set
from coproduce.listening.models import Draft, EqualityAnswer, Participant, Refusal, Voice
from coproduce.listening.slips import participant_for
from coproduce.people import throttle
from coproduce.process.stages import StageKey, StageState
from coproduce.programmes.verbs import add_question, set_stage
from coproduce.vault.models import Entry
from tests import house

pytestmark = pytest.mark.django_db(databases=["default", "keys"], transaction=True)
WORDS = "A bench where one can sit without buying anything."
MORE = "The waiting, and not knowing who to ring."
YES = {"hold": "yes", "analyse": "yes", "quote": "no", "describe": "no"}


@pytest.fixture(autouse=True)
def _nobody_failed_yet():
    throttle._failures.clear()


@pytest.fixture
def town():
    return house.programme()


def at(town, step: str = "") -> str:
    return f"/{town.slug}/say/{step}"


def answer(client, town, code: str, words: str, **more):
    return client.post(at(town, f"question/{code}/"), {"words": words, "language": "en"} | more)


def answered(client, town, **allowed):
    """Both questions answered, and consent given."""
    assert client.get(at(town)).status_code == 200
    assert answer(client, town, "Q1", WORDS)["Location"] == at(town, "question/Q2/")
    assert answer(client, town, "Q2", MORE)["Location"] == at(town, "allow/")
    return client.post(at(town, "allow/"), YES | allowed)


def slip_on(page: str) -> str:
    return re.search(r'class="slipwords"[^>]*>([a-z0-9 ]+)<', page)[1]


def test_from_welcome_to_a_slip(client, town):
    assert answered(client, town)["Location"] == at(town, "about-you/")
    about = {"age_band": "35-49", "religion": "Prefer not to say", "sex": ""}
    assert client.post(at(town, "about-you/"), about)["Location"] == at(town, "check/")
    check = client.get(at(town, "check/")).content.decode()
    assert WORDS in check and MORE in check and "35 to 49" in check
    done = client.post(at(town, "check/"), {"slip": "yes"})
    person = participant_for(slip_on(done.content.decode()))
    assert {v.question.code: v.participant for v in Voice.objects.all()} == {"Q1": person, "Q2": person}
    for voice in Voice.objects.all():
        assert {c.purpose: c.given for c in voice.consents.all()} == {k: v == "yes" for k, v in YES.items()}
        assert voice.channel == "online"
    kept = dict(EqualityAnswer.objects.values_list("characteristic", "category"))
    assert kept == {"age_band": "35-49", "religion": "Prefer not to say"}
    assert set(EqualityAnswer.objects.values_list("question_set", flat=True)) == {"census-2021-v1"}


def test_the_code_stands_in_no_address_and_the_square_holds_no_words(client, town):
    answered(client, town)
    done = client.post(at(town, "check/"), {"slip": "yes"})
    page = done.content.decode()
    code = slip_on(page)
    assert done.status_code == 200 and "Location" not in done
    two = r"\W".join(code.split()[:2])
    assert "<svg" in page and not re.search(rf'(href|src|action)="[^"]*{two}', page)
    assert done["Cache-Control"] == "no-store"


def test_sending_leaves_no_draft_no_cookie_and_no_stray_entry(client, town):
    answered(client, town)
    done = client.post(at(town, "check/"), {"slip": "no"})
    assert "slipwords" not in done.content.decode() and done.cookies["coproduce-say"]["max-age"] == 0
    assert not Draft.objects.exists() and Entry.objects.count() == 2


def test_sending_twice_sends_once(client, town):
    answered(client, town)
    token = client.cookies["coproduce-say"].value
    client.post(at(town, "check/"), {"slip": "yes"})
    client.cookies["coproduce-say"] = token
    again = client.post(at(town, "check/"), {"slip": "yes"}).content.decode()
    assert "nothing to send" in again and Voice.objects.count() == 2 and Participant.objects.count() == 1


def test_any_question_may_be_skipped(client, town):
    skipped = client.post(at(town, "question/Q1/"), {"words": "half a thou", "skip": "yes"})
    assert skipped["Location"] == at(town, "question/Q2/")
    answer(client, town, "Q2", MORE)
    client.post(at(town, "allow/"), YES)
    client.post(at(town, "about-you/"), {"skip": "yes"})
    assert "Skipped" in client.get(at(town, "check/")).content.decode()
    client.post(at(town, "check/"), {"slip": "yes"})
    assert Voice.objects.get().question.code == "Q2" and not EqualityAnswer.objects.exists()


def test_who_skips_everything_leaves_nothing(client, town):
    for code in ("Q1", "Q2"):
        client.post(at(town, f"question/{code}/"), {"skip": "yes"})
    assert "You said nothing this time" in client.get(at(town, "allow/")).content.decode()
    assert not Draft.objects.exists() and not Entry.objects.exists()


def test_no_words_and_no_skip_is_said_kindly(client, town):
    page = answer(client, town, "Q1", "  \n ")
    assert page.status_code == 422 and "or skip this question" in page.content.decode()
    assert answer(client, town, "Q1", "x" * 10_001).status_code == 422
    assert answer(client, town, "Q1", WORDS, language="xx").status_code == 422
    assert client.get(at(town, "question/Q9/")).status_code == 404


def test_nothing_is_ticked_beforehand_and_each_is_asked(client, town):
    answer(client, town, "Q1", WORDS)
    assert "checked" not in client.get(at(town, "allow/")).content.decode()
    assert "checked" not in client.get(at(town, "about-you/")).content.decode()
    page = client.post(at(town, "allow/"), {"hold": "yes"})
    assert page.status_code == 422 and "Say yes or no." in page.content.decode()


def test_a_no_to_keeping_keeps_nothing(client, town):
    page = answered(client, town, hold="no").content.decode()
    assert "We kept nothing" in page
    assert not Voice.objects.exists() and not Draft.objects.exists() and not Entry.objects.exists()
    assert Refusal.objects.get().how_many == 1


def test_without_a_yes_nothing_can_be_sent(client, town):
    answer(client, town, "Q1", WORDS)
    assert client.get(at(town, "check/"))["Location"] == at(town, "allow/")
    assert "nothing to send" in client.post(at(town, "check/"), {"slip": "yes"}).content.decode()
    assert not Voice.objects.exists()


def test_half_filled_answers_are_a_vault_entry(client, town):
    first = answer(client, town, "Q1", WORDS)
    cookie = first.cookies["coproduce-say"]
    assert cookie["httponly"] and cookie["path"] == at(town) and WORDS not in cookie.value
    assert Draft.objects.count() == 1 == Entry.objects.count()
    assert WORDS in client.get(at(town, "question/Q1/")).content.decode()
    forged = signing.get_cookie_signer(salt="other").sign("token")
    client.cookies["coproduce-say"] = forged
    assert WORDS not in client.get(at(town, "question/Q1/")).content.decode()


def test_a_change_goes_back_to_checking(client, town):
    answered(client, town)
    client.post(at(town, "about-you/"), {"skip": "yes"})
    page = client.get(at(town, "check/")).content.decode()
    assert f'href="{at(town, "question/Q1/?then=check")}"' in page
    changed = client.post(at(town, "question/Q1/?then=check"), {"words": "A bench.", "language": "ur"})
    assert changed["Location"] == at(town, "check/")
    client.post(at(town, "check/"), {"slip": "yes"})
    assert Voice.objects.get(question__code="Q1").language == "ur"


def test_a_question_comes_in_the_language_that_was_chosen_and_the_page_stays_what_it_is(client, town):
    add_question(programme=town, text="What else?", translations={"ur": "اور کیا؟"}, by=None, code="Q0")
    town.questions.filter(code="Q0").update(position=0)
    page = client.get(at(town, "question/Q0/?lang=ur")).content.decode()
    assert '<span lang="ur" dir="rtl">اور کیا؟</span>' in page and '<html lang="en" dir="ltr">' in page
    client.post(at(town, "question/Q0/?lang=ur"), {"words": "چائے", "language": "ur"})
    assert '<option value="ur" selected>' in client.get(at(town, "question/Q1/")).content.decode()


def test_when_nobody_listens_the_way_in_is_closed_and_says_so(client, town):
    set_stage(programme=town, key=StageKey.LISTEN, state=StageState.CLOSED, by=None)
    if "not listening here" in client.get(at(town)).content.decode():
        assert answer(client, town, "Q1", WORDS)["Location"] == at(town)
        assert not Draft.objects.exists()


def test_a_flood_is_slowed(client, town, monkeypatch):
    monkeypatch.setattr("coproduce.listening.views.saying.MOST_PAGES", 2)
    assert [answer(client, town, "Q1", WORDS).status_code for _ in range(3)] == [302, 302, 429]


def test_the_equality_questions_keep_the_categories_of_the_census():
    names = [question.name for question in question_set().questions]
    assert names[:3] == ["age_band", "sex", "ethnic_group"] and len(names) == len(set(names))
    religion = question_set().questions[names.index("religion")]
    assert religion.shown("Sikh") == "Sikh" and question_set().not_say == "Prefer not to say"


def test_help_is_there_with_what_we_know(client, town):
    assert "116 123" in client.get(f"/{town.slug}/help/").content.decode()
