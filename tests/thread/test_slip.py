# SPDX-License-Identifier: AGPL-3.0-or-later
"""With the words on a slip, and nothing else, a person sees what became of what they said, and takes it back."""

import pytest

from coproduce.listening import verbs
from coproduce.listening.models import Objection, Voice
from coproduce.people import throttle
from coproduce.process.roles import Role
from coproduce.strategy import verbs as strategy
from coproduce.themes import verbs as themes
from tests import house

pytestmark = pytest.mark.django_db(databases=["default", "keys"], transaction=True)
SAID = "The heron at the lock keeps me going."


@pytest.fixture(autouse=True)
def _nobody_failed_yet():
    throttle._failures.clear()


@pytest.fixture
def town(client):
    made = house.programme()
    lead = house.team(made, Role.LEAD)
    person = house.participant(made, house.session(made))
    voice = house.voice(made, SAID, who=person)
    theme = themes.make_theme(programme=made, name="Places that calm", by=lead)
    passage = themes.find_passage(programme=made, voice_id=voice.pk, exact_text="The heron at the lock", by=lead)
    themes.code(programme=made, passage=passage, theme=theme.code, coder=lead, by=lead)
    text = strategy.begin_strategy(programme=made, title="A kind town", by=lead)
    section = strategy.add_section(strategy=text, title="What we heard", by=lead)
    sentence = strategy.write_sentence(section=section, text="Some places calm people.", by=lead)
    strategy.cite(sentence=sentence, kind="theme", target=theme, by=lead)
    strategy.quote(sentence=sentence, passage=passage, by=lead)
    return made, person, voice, verbs.issue_slip(participant=person, by=None)


def opened(client, code):
    answer = client.post("/slip/", {"words": code.upper().replace("-", " ")})
    assert answer.status_code == 302 and answer["Location"] == "/slip/words/"
    return client.get("/slip/words/").content.decode()


def test_the_first_page_tells_nothing_and_the_second_tells_all(client, town):
    made, _, _, code = town
    first = client.get("/slip/")
    assert made.name not in first.content.decode() and SAID not in first.content.decode()
    assert first["Cache-Control"] == "no-store" and first["Referrer-Policy"] == "no-referrer"
    page = opened(client, code)
    assert SAID in page and "Places that calm" in page and "Some places calm people." in page


def test_a_wrong_word_is_said_kindly_and_guessing_is_slowed(client, town):
    for _ in range(12):
        answer = client.post("/slip/", {"words": "acorn kettle nonsense"})
        assert answer.status_code == 422
    assert client.post("/slip/", {"words": "acorn"}).status_code == 429


def test_a_code_in_an_address_goes_nowhere(client, town):
    answer = client.get(f"/slip/{town[3]}")
    assert answer.status_code == 302 and town[3] not in answer["Location"]


def test_without_the_slip_nothing_opens(client, town):
    assert client.get("/slip/words/")["Location"] == "/slip/"
    assert client.post("/slip/voice/", {"voice": town[2].pk, "do": "withdraw", "sure": "yes"})["Location"] == "/slip/"
    assert Voice.objects.filter(pk=town[2].pk).exists()


def test_another_persons_voice_cannot_be_touched(client, town):
    other = house.voice(town[0], "Not yours.", who=house.participant(town[0]))
    opened(client, town[3])
    assert client.post("/slip/voice/", {"voice": other.pk, "do": "withdraw", "sure": "yes"}).status_code == 404


def test_taking_back_the_yes_to_quoting_empties_the_public_page_at_once(client, town):
    address = f"/{town[0].slug}/strategy/"
    assert "The heron at the lock" in client.get(address).content.decode()
    opened(client, town[3])
    client.post(
        "/slip/voice/", {"voice": town[2].pk, "analyse": "yes", "quote": "no", "describe": "no", "contact": "no"}
    )
    page = client.get(address).content.decode()
    assert "The heron at the lock" not in page and "Some places calm people." in page


def test_withdrawing_asks_twice_and_says_what_changed(client, town):
    opened(client, town[3])
    asked = client.post("/slip/voice/", {"voice": town[2].pk, "do": "withdraw"})
    assert "cannot be undone" in asked.content.decode() and Voice.objects.filter(pk=town[2].pk).exists()
    done = client.post("/slip/voice/", {"voice": town[2].pk, "do": "withdraw", "sure": "yes"}).content.decode()
    assert "erased" in done and "cannot call back" in done
    assert not Voice.objects.filter(pk=town[2].pk).exists()


def test_that_is_not_what_i_meant_gets_an_answer_on_the_slip(client, town):
    opened(client, town[3])
    client.post("/slip/not-meant/", {"kind": "voice", "about": town[2].pk, "words": "I meant the bird."})
    analyst = house.team(town[0], Role.ANALYST)
    verbs.reply_to_objection(objection=Objection.objects.get(), reply="We have put it right.", by=analyst)
    assert "We have put it right." in client.get("/slip/words/").content.decode()
