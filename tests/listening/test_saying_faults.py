# SPDX-License-Identifier: AGPL-3.0-or-later
"""Have your say, by somebody who skips, goes back, presses twice, comes late or is a machine."""

import pytest

from coproduce.listening.models import Draft, EqualityAnswer, Participant, Refusal, Slip, Voice
from coproduce.listening.views import saying
from coproduce.people import throttle
from coproduce.process.stages import StageKey, StageState
from coproduce.programmes.models import Question
from coproduce.programmes.verbs import add_services, set_stage
from coproduce.vault.models import Entry
from tests import house
from tests.listening.sheets import Said

pytestmark = pytest.mark.django_db(databases=["default", "keys"])
WORDS = {"words": "The heron by the lock", "language": "en"}
YES = {"hold": "yes", "analyse": "yes", "quote": "yes", "describe": "no"}


@pytest.fixture(autouse=True)
def _nobody_came_yet():
    throttle._failures.clear()


@pytest.fixture
def town():
    return house.programme()


def say(client, town, step="", data=None, **query):
    where = f"/{town.slug}/say/{step}"
    return client.get(where, query) if data is None else client.post(where, data, query_params=query)


def filled(client, town, **allowed):
    say(client, town, "question/Q1/", WORDS)
    say(client, town, "question/Q2/", {"skip": "yes"})
    say(client, town, "allow/", YES | allowed)
    say(client, town, "about-you/", {"skip": "yes"})


def kept():
    return [kind.objects.count() for kind in (Voice, Participant, Slip, EqualityAnswer)]


FAULTS = [
    ("question/Q1/", {"words": "", "language": "en"}, "Write what you want to say, or skip", "id_words"),
    ("question/Q1/", {"words": "  \n ", "language": "en"}, "Write what you want to say, or skip", "id_words"),
    ("question/Q1/", {"words": "x" * 10_001, "language": "en"}, "longer than we can take at once", "id_words"),
    ("question/Q1/", {"words": "x", "language": "xx"}, "valid choice", "id_language"),
    ("question/Q1/", {"words": "a\x00b", "language": "en"}, "Null characters", "id_words"),
    ("allow/", {}, "", ""), ("allow/", {"hold": "yes"}, "Say yes or no.", "id_quote"),
    ("allow/", YES | {"quote": "perhaps"}, "valid choice", "id_quote"),
    ("about-you/", {"sex": "Martian"}, "valid choice", "id_sex"),
]  # fmt: skip


@pytest.mark.parametrize(("step", "data", "said", "field"), FAULTS)
def test_what_is_wrong_is_said_beside_its_field_and_nothing_is_lost(client, town, step, data, said, field):
    if step != "question/Q1/":
        say(client, town, "question/Q1/", WORDS)
    answer = say(client, town, step, data)
    page = answer.content.decode()
    if not said:
        assert answer.status_code == 200, "an empty form that is sent is a form that is shown"
        return
    assert answer.status_code == 422 and said in page and f'href="#{field}' in page and kept() == [0, 0, 0, 0]
    if step == "question/Q1/" and data["words"] == "x":
        assert ">x</textarea>" in page or ">\nx</textarea>" in page


JUMPS = [
    ("check/", "/say/"), ("question/Q9/", None), ("question/Q1/", ""), ("allow/", ""), ("about-you/", ""),
]  # fmt: skip


@pytest.mark.parametrize(("step", "leads"), JUMPS)
def test_who_jumps_ahead_is_led_back_or_told_and_nothing_breaks(client, town, step, leads):
    answer = say(client, town, step)
    if leads is None:
        assert answer.status_code == 404
    elif leads:
        assert answer["Location"] == f"/{town.slug}{leads}"
    else:
        assert answer.status_code == 200


def test_checking_before_allowing_asks_first(client, town):
    say(client, town, "question/Q1/", WORDS)
    assert say(client, town, "check/")["Location"] == f"/{town.slug}/say/allow/"


def test_answers_wait_in_the_vault_and_not_in_the_cookie(client, town):
    answer = say(client, town, "question/Q1/", WORDS)
    cookie = answer.cookies[saying.COOKIE]
    assert "heron" not in cookie.value and cookie["httponly"] and cookie["samesite"] == "Lax"
    assert cookie["path"] == f"/{town.slug}/say/", "no other page learns that somebody is at it"
    assert Draft.objects.count() == Entry.objects.count() == 1 and "heron" not in str(Draft.objects.values())
    assert not client.session.items()


@pytest.mark.parametrize("cookie", ["", "made-up", "made-up:signature:x"])
def test_a_made_up_cookie_opens_nobodys_answers(client, town, cookie):
    say(client, town, "question/Q1/", WORDS)
    client.cookies[saying.COOKIE] = cookie
    assert "heron" not in say(client, town, "question/Q1/").content.decode()


def test_answers_of_one_programme_are_not_those_of_another(client, town):
    other = house.programme("Elsewhere")
    say(client, town, "question/Q1/", WORDS)
    client.cookies[saying.COOKIE]["path"] = "/"
    assert "heron" not in say(client, other, "question/Q1/").content.decode()


def test_going_back_shows_what_one_wrote_and_a_skip_takes_it_out(client, town):
    say(client, town, "question/Q1/", WORDS)
    assert "The heron by the lock" in say(client, town, "question/Q1/").content.decode()
    answer = say(client, town, "question/Q1/", {"skip": "yes"}, then="check")
    assert answer["Location"].endswith("/say/check/")
    assert "heron" not in say(client, town, "question/Q1/").content.decode()


def test_who_says_nothing_leaves_nothing(client, town):
    for code in ("Q1", "Q2"):
        say(client, town, f"question/{code}/", {"skip": "yes"})
    assert "You said nothing this time" in say(client, town, "allow/").content.decode()
    assert not Draft.objects.exists() and kept() == [0, 0, 0, 0]


def test_a_no_to_keeping_is_counted_and_erased_at_once(client, town):
    say(client, town, "question/Q1/", WORDS)
    page = say(client, town, "allow/", YES | {"hold": "no"}).content.decode()
    assert "We kept nothing" in page and Refusal.objects.get().session is None
    assert kept() == [0, 0, 0, 0] and not Draft.objects.exists()


def test_pressing_send_twice_sends_once(client, town):
    filled(client, town)
    cookie = client.cookies[saying.COOKIE].value
    assert "Thank you" in say(client, town, "check/", {}).content.decode()
    client.cookies[saying.COOKIE] = cookie
    assert "nothing to send" in say(client, town, "check/", {}).content.decode()
    assert kept() == [1, 1, 1, 0] and set(Said.of(town)) == {"The heron by the lock"}


def test_a_fault_while_sending_loses_nothing_that_was_written(client, town, monkeypatch):
    """All of it, once, or nothing: somebody may try again."""
    filled(client, town)

    def broken(**_):
        raise RuntimeError("the disk is full")

    client.raise_request_exception = False
    with monkeypatch.context() as patched:
        patched.setattr("coproduce.listening.views.sending.verbs.issue_slip", broken)
        assert say(client, town, "check/", {}).status_code == 500
    assert kept() == [0, 0, 0, 0] and Draft.objects.count() == 1
    assert "The heron by the lock" in say(client, town, "check/").content.decode()
    say(client, town, "check/", {})
    assert kept() == [1, 1, 1, 0]


@pytest.mark.parametrize(("slip", "number"), [("yes", 1), ("no", 0), ("", 1)])
def test_a_slip_is_given_unless_it_is_refused(client, town, slip, number):
    filled(client, town)
    say(client, town, "check/", {"slip": slip})
    assert Slip.objects.count() == number and Voice.objects.count() == 1


def test_answers_about_oneself_are_kept_apart_and_only_those_given(client, town):
    filled(client, town)
    say(client, town, "about-you/", {"sex": "Female", "carer": ""})
    say(client, town, "check/", {})
    assert list(EqualityAnswer.objects.values_list("characteristic", "category")) == [("sex", "Female")]


@pytest.mark.parametrize("state", [StageState.PLANNED, StageState.CLOSED])
@pytest.mark.parametrize("step", ["question/Q1/", "allow/", "about-you/", "check/"])
def test_while_listening_is_closed_every_step_leads_to_the_door_that_says_so(client, town, state, step):
    for key in StageKey:
        set_stage(programme=town, key=key, state=state, by=None)
    for answer in (say(client, town, step), say(client, town, step, WORDS)):
        assert answer.status_code == 302 and answer["Location"] == f"/{town.slug}/say/"
    assert say(client, town).status_code == 200 and not Draft.objects.exists()


@pytest.mark.parametrize(("limit", "step"), [("MOST_PAGES", "question/Q1/"), ("MOST_SENT", "check/")])
def test_a_machine_that_fills_in_forms_is_slowed(client, town, monkeypatch, limit, step):
    monkeypatch.setattr(saying, limit, 2)
    answers = [say(client, town, step, WORDS).status_code for _ in range(3)]
    assert answers[-1] == 429 and 429 not in answers[:2]


def test_a_question_is_asked_in_a_language_that_was_chosen_and_marked_as_such(client, town):
    Question.objects.filter(programme=town, code="Q1").update(translations={"ur": "کیا مدد کرتا ہے؟"})
    page = say(client, town, "question/Q1/", lang="ur").content.decode()
    assert '<span lang="ur" dir="rtl">کیا مدد کرتا ہے؟</span>' in page
    for unknown in ("xx", "<b>", ""):
        assert "What helps you feel well?" in say(client, town, "question/Q1/", lang=unknown).content.decode()


def test_a_retired_question_is_asked_no_more(client, town):
    Question.objects.filter(programme=town, code="Q1").update(retired=True)
    assert say(client, town, "question/Q1/").status_code == 404
    assert say(client, town, "question/Q2/").status_code == 200


def test_a_programme_without_a_guide_still_listens(client, town):
    Question.objects.filter(programme=town).delete()
    say(client, town, "question/anything/", WORDS)
    say(client, town, "allow/", YES)
    say(client, town, "check/", {})
    assert Voice.objects.get().question is None


@pytest.mark.parametrize("step", ["", "question/Q1/", "allow/", "about-you/"])
def test_no_step_is_stored_or_says_where_one_came_from(client, town, step):
    answer = say(client, town, step)
    assert answer["Cache-Control"] == "no-store" and answer["Referrer-Policy"] == "no-referrer"


def test_where_to_get_help_has_lines_for_a_crisis_first(client, town):
    assert client.get(f"/{town.slug}/help/").status_code == 200
    rows = [{"code": "a", "name": "Walks"}, {"code": "b", "name": "Night line", "crisis": True, "phone": "111"}]
    add_services(programme=town, services=rows, by=None)
    page = client.get(f"/{town.slug}/help/").content.decode()
    assert page.index("Night line") < page.index("Walks") and "111" in page
