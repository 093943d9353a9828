# SPDX-License-Identifier: AGPL-3.0-or-later
"""Every page and button of the slip: what it needs, what it refuses, and that nobody else's words are behind it."""

from uuid import uuid4

import pytest

from coproduce.listening import verbs as listening
from coproduce.listening.models import Objection, Voice
from coproduce.process.consent import Purpose
from coproduce.thread import slip_cookie
from coproduce.thread.forms import CHANGEABLE, Allow
from coproduce.thread.own import own_of
from tests import house
from tests.thread.conftest import SAID, opened

pytestmark = pytest.mark.django_db(databases=["default", "keys"])

BEHIND = ["/slip/words/", "/slip/voice/", "/slip/everything/", "/slip/not-meant/", "/slip/new/"]
BUTTONS = [page for page in BEHIND if page != "/slip/words/"]


@pytest.mark.parametrize("page", BEHIND)
@pytest.mark.parametrize("method", ["get", "post"])
def test_without_an_open_slip_one_begins_at_the_first_page(client, town, page, method):
    answer = getattr(client, method)(page, {"voice": town.voice.pk, "sure": "yes", "do": "withdraw"})
    assert answer.status_code == 302 and answer["Location"] == "/slip/"
    assert Voice.objects.filter(pk=town.voice.pk).exists()


@pytest.mark.parametrize("page", BUTTONS)
def test_a_link_changes_nothing(client, town, page):
    """A prefetching browser, or a link that somebody was sent, must not take anybody's words back."""
    opened(client, town.code)
    answer = client.get(page, {"voice": town.voice.pk, "sure": "yes", "do": "withdraw"})
    assert answer.status_code == 302 and answer["Location"] == "/slip/words/"
    assert Voice.objects.filter(pk=town.voice.pk).exists()
    assert client.put(page).status_code == 405


@pytest.mark.parametrize("do", ["allow", "mend", "translation", "withdraw", ""])
@pytest.mark.parametrize("voice", ["", "nonsense", str(uuid4()), "somebody else's"])
def test_what_is_not_ones_own_is_not_there(client, town, do, voice):
    other = house.voice(town.programme, "Not yours.", who=house.participant(town.programme))
    opened(client, town.code)
    wanted = str(other.pk) if voice == "somebody else's" else voice
    answer = client.post("/slip/voice/", {"voice": wanted, "do": do, "sure": "yes", "save": "yes", "text": "Mine now."})
    assert answer.status_code == 404 and b"Not yours." not in answer.content
    assert Voice.objects.filter(pk=other.pk).exists()


@pytest.mark.parametrize(
    ("said", "changes"),
    [
        ({}, {}),  # nothing was answered: everything stays
        ({"quote": "yes"}, {}),  # the same again is no change
        ({"quote": "no"}, {Purpose.QUOTE: False}),
        ({"contact": "yes", "quote": "no"}, {Purpose.CONTACT: True, Purpose.QUOTE: False}),
        ({"analyse": "no", "archive": "no"}, {Purpose.ANALYSE: False}),
    ],
)
def test_only_what_somebody_answers_otherwise_than_before_changes(said, changes):
    form = Allow(said, given={Purpose.QUOTE, Purpose.ANALYSE})
    assert form.is_valid() and form.changes() == changes


def test_an_answer_that_is_neither_yes_nor_no_is_asked_again():
    assert not Allow({"quote": "maybe"}, given=set()).is_valid()


def test_keeping_is_not_among_the_questions():
    """To say no to keeping is to take it back, which has a page of its own and is asked twice."""
    assert Purpose.HOLD not in CHANGEABLE and "hold" not in Allow().fields


def test_saving_without_a_change_says_so_and_changes_nothing(client, town):
    opened(client, town.code)
    page = client.post("/slip/voice/", {"voice": town.voice.pk, "do": "allow", "save": "yes"}, follow=True)
    assert page.status_code == 200
    assert all(one in own_of(town.person).voices[0].may for one in ("quote them",)) or own_of(town.person).voices[0].may


@pytest.mark.parametrize(
    ("do", "text", "status"),
    [
        ("mend", " ", 422),  # empty words are asked for again; to take them away is another button
        ("translation", " ", 422),
        ("mend", SAID, 302),  # the same words: nothing is mended
    ],
)
def test_words_that_are_none_are_asked_for_again(client, town, do, text, status):
    opened(client, town.code)
    answer = client.post("/slip/voice/", {"voice": town.voice.pk, "do": do, "save": "yes", "text": text})
    assert answer.status_code == status and Voice.objects.filter(pk=town.voice.pk).exists()
    if status == 422:
        assert "Write the words as they should stand." in answer.content.decode()


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ({"about": "", "words": "Hm."}, "Choose what we got wrong."),
        ({"about": "voice:nonsense", "words": "Hm."}, "valid choice"),
        ({"about": "sentence:" + str(uuid4()), "words": "Hm."}, "valid choice"),
    ],
)
def test_one_objects_to_ones_own_alone(client, town, data, said):
    opened(client, town.code)
    answer = client.post("/slip/not-meant/", data)
    assert answer.status_code == 422 and said in answer.content.decode() and not Objection.objects.exists()


def test_an_objection_without_words_is_asked_for_them(client, town):
    opened(client, town.code)
    answer = client.post("/slip/not-meant/", {"about": f"voice:{town.voice.pk}", "words": " "})
    page = answer.content.decode()
    assert answer.status_code == 422 and "Write what you meant, in a few words." in page
    assert 'aria-invalid="true"' in page and not Objection.objects.exists()


@pytest.mark.parametrize("kind", ["voice", "theme", "sentence"])
def test_each_kind_of_thing_can_be_objected_to_and_is_owed_an_answer(client, town, kind):
    about = {"voice": town.voice.pk, "theme": town.theme.pk, "sentence": town.sentence.pk}[kind]
    opened(client, town.code)
    answer = client.post("/slip/not-meant/", {"about": f"{kind}:{about}", "words": "I meant the bridge."}, follow=True)
    assert "answer here within two weeks" in answer.content.decode()
    (one,) = own_of(town.person).asked
    assert one.words == "I meant the bridge." and (one.due_on - one.raised_on).days == 14 and not one.reply


def test_ones_words_hidden_are_hidden_in_what_was_objected_too(client, town):
    opened(client, town.code)
    client.post("/slip/not-meant/", {"about": f"voice:{town.voice.pk}", "words": "I meant the bridge."})
    client.post("/slip/words/", {"hide": "yes"})
    page = client.get("/slip/words/").content.decode()
    assert "bridge" not in page and "heron at the lock keeps" not in page
    client.post("/slip/words/", {"hide": "no"})
    assert "bridge" in client.get("/slip/words/").content.decode()


@pytest.mark.parametrize(
    "cookie",
    ["", "1", "1.", ".5", "x.5:sig", "².5:sig", "9" * 40 + ".5:sig", "1.5:forged", "1.notime:sig", "-1.5:sig"],
)
def test_a_cookie_that_somebody_made_up_opens_nothing(client, town, cookie):
    client.cookies[slip_cookie.NAME] = cookie
    answer = client.get("/slip/words/")
    assert answer.status_code == 302 and answer["Location"] == "/slip/"


def test_a_slip_of_somebody_who_never_said_anything_is_kind(client, town):
    person = house.participant(town.programme)
    page = opened(client, listening.issue_slip(participant=person, by=None))
    own = own_of(person)
    assert own.voices == () and own.lines == () and not own.path
    assert "We hold nothing that you said." in page


def test_several_things_said_are_counted_in_words(town):
    for n in range(2):
        house.voice(town.programme, f"And {n}.", who=town.person)
    own = own_of(town.person)
    assert own.said == "three things" and own.voice(str(uuid4())) is None
    assert "You said three things" in own.path.desc
