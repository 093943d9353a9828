# SPDX-License-Identifier: AGPL-3.0-or-later
"""A facilitator types what was said in a room, covers a name, hands out a slip, and takes words back for somebody."""

import re

import pytest

from coproduce.listening import verbs, voices
from coproduce.listening.models import Consent, Mask, Participant, Refusal, Session, Voice
from coproduce.listening.slips import participant_for
from coproduce.people.queries import PUBLIC
from coproduce.process.consent import Purpose, Reading, VoiceState
from coproduce.process.roles import Role
from coproduce.process.stages import StageKey, StageState
from coproduce.programmes.verbs import set_stage
from coproduce.vault.models import Entry
from tests import house

pytestmark = pytest.mark.django_db(databases=["default", "keys"], transaction=True)
WORDS = "A bench where Maureen can sit without buying anything."
TYPED = {"person": "new", "question": "Q1", "channel": "spoken", "language": "en", "text": WORDS}
KEEP = {"agreed": ["hold", "analyse"]}


@pytest.fixture
def town():
    return house.programme()


@pytest.fixture
def room(town):
    return house.session(town)


@pytest.fixture
def facilitator(client, town):
    user = house.team(town, Role.FACILITATOR)
    client.force_login(user)
    return user


def at(town, room, step: str = "") -> str:
    return f"/team/{town.slug}/sessions/{room.code}/{step}"


def given(voice) -> set[str]:
    return set(voice.consents.filter(latest=True, given=True).values_list("purpose", flat=True))


def test_a_session_is_added_and_opens_for_typing(client, town, facilitator):
    day = {"title": "Tea", "kind": "coffee morning", "happens_on": "2025-03-07", "place": "Library",
           "ward": "Erdington", "headcount": "14", "languages": ["en", "ur"], "access": "Step-free"}  # fmt: skip
    where = client.post(f"/team/{town.slug}/sessions/new/", day)["Location"]
    made = Session.objects.get()
    assert made.place.ward == "Erdington" and made.languages == ["en", "ur"] and made.headcount == 14
    assert client.get(where).status_code == 200
    assert "Tea" in client.get(f"/team/{town.slug}/sessions/").content.decode()
    wrong = client.post(f"/team/{town.slug}/sessions/new/", day | {"happens_on": "soon", "headcount": "-2"})
    assert wrong.status_code == 422 and Session.objects.count() == 1


def test_voices_are_typed_one_after_another_by_the_same_person(client, town, room, facilitator):
    first = client.post(at(town, room), TYPED | KEEP)
    person = Participant.objects.get()
    assert f"person={person.pk}" in first["Location"] and "question=Q1" in first["Location"]
    page = client.get(first["Location"]).content.decode()
    assert f'<option value="{person.pk}" selected>' in page and "checked" not in page
    again = TYPED | {"person": str(person.pk), "text": "And a kettle.", "as_before": "on", "question": ""}
    client.post(at(town, room), again)
    second = Voice.objects.get(question=None)
    assert second.participant == person and given(second) == {"hold", "analyse"}
    assert second.taken_by == facilitator and second.session == room


def test_without_a_yes_to_keeping_nothing_is_kept(client, town, room, facilitator):
    answer = client.post(at(town, room), TYPED | {"agreed": ["quote"]})
    assert answer.status_code == 422 and "refusal" in answer.content.decode()
    assert not Voice.objects.exists() and not Participant.objects.exists() and not Entry.objects.exists()
    client.post(at(town, room, "refusal/"))
    assert Refusal.objects.get().session == room


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"text": " "}, "Write what was said"),
        ({"as_before": "on"}, "no earlier words"),
        ({"person": "nobody", "slip": "on"}, "belongs to a person"),
        ({"person": "999"}, "999"),
    ],
)
def test_what_cannot_be_is_said_and_nothing_is_lost(client, town, room, facilitator, change, said):
    answer = client.post(at(town, room), TYPED | KEEP | change)
    page = answer.content.decode()
    assert answer.status_code == 422 and said in page and not Voice.objects.exists()
    assert change.get("text", WORDS) in page


def test_a_note_without_a_name_is_quoted_only_where_a_notice_said_so(client, town, room, facilitator):
    client.post(at(town, room), TYPED | {"person": "nobody", "agreed": ["hold", "quote"]})
    note = Voice.objects.get()
    assert note.participant is None and given(note) == {"hold", "analyse"}
    assert set(note.consents.values_list("basis", flat=True)) == {"notice"}
    Session.objects.update(notes_quotable=True)
    client.post(at(town, room), TYPED | {"person": "nobody", "text": "A notice was up."})
    assert "quote" in given(Voice.objects.exclude(pk=note.pk).get())


def test_a_slip_stands_alone_on_its_page(client, town, room, facilitator):
    page = client.post(at(town, room), TYPED | KEEP | {"slip": "on"}).content.decode()
    code = re.search(r'class="slipwords"[^>]*>([a-z0-9 ]+)<', page)[1]
    person = participant_for(code)
    assert person == Participant.objects.get() and WORDS not in page and "<svg" in page
    new = client.post(at(town, room, f"people/{person.pk}/slip/")).content.decode()
    assert participant_for(code) is None and "slipwords" in new
    assert client.get(at(town, room, f"people/{person.pk}/slip/")).status_code == 302


def test_a_concern_hides_the_words_from_everybody_but_whoever_typed_them(client, town, room, facilitator):
    client.post(at(town, room), TYPED | KEEP | {"concern": "on"})
    voice = Voice.objects.get()
    assert voice.state == VoiceState.CONCERN and WORDS not in client.get(at(town, room)).content.decode()
    page = f"/team/{town.slug}/voices/{voice.pk}/"
    assert client.get(page).status_code == 200
    client.force_login(house.team(town, Role.FACILITATOR))
    assert client.get(page).status_code == 403


def test_a_name_is_covered_wherever_it_stands(client, town, facilitator):
    voice = house.voice(town, "Ask Maureen at the desk, Maureen knows.")
    page = f"/team/{town.slug}/voices/{voice.pk}/"
    assert client.post(page, {"do": "cover", "piece": "Doreen"}).status_code == 422
    assert client.post(page, {"do": "cover", "piece": "Maureen"}).status_code == 302
    assert Mask.objects.count() == 2
    quoted = voices.read([voice.pk], purpose=Reading.QUOTE, by=PUBLIC)[voice.pk]
    assert quoted.text == "Ask […] at the desk, […] knows."


def test_translation_and_consent_are_put_right(client, town, facilitator):
    voice = house.voice(town, "چائے", language="ur", translation="Coffee")
    page = f"/team/{town.slug}/voices/{voice.pk}/"
    client.post(page, {"do": "mend", "translation": "Tea"})
    assert "Tea" in client.get(page).content.decode()
    client.post(page, {"do": "change", "agreed": ["analyse"]})
    assert given(voice) & {"analyse", "quote", "describe", "contact", "hold"} == {"analyse", "hold"}
    kept = Consent.objects.count()
    client.post(page, {"do": "change", "agreed": ["analyse"]})
    assert Consent.objects.count() == kept


def test_a_facilitator_takes_words_back_for_somebody(client, town, room, facilitator):
    person = house.participant(town, room)
    one, _ = house.voice(town, WORDS, who=person, at=room), house.voice(town, "Tea.", who=person, at=room)
    verbs.issue_slip(participant=person, by=None)
    gone = client.post(f"/team/{town.slug}/voices/{one.pk}/withdraw/").content.decode()
    assert "erased" in gone and Voice.objects.count() == 1
    ask = client.get(at(town, room, f"people/{person.pk}/withdraw/")).content.decode()
    assert "cannot be undone" in ask and Participant.objects.exists()
    gone = client.post(at(town, room, f"people/{person.pk}/withdraw/")).content.decode()
    assert "your slip" in gone or "slip" in gone
    assert not Voice.objects.exists() and not Participant.objects.exists() and not Entry.objects.exists()


def test_when_the_stage_is_not_open_the_page_says_so(client, facilitator, town, room):
    set_stage(programme=town, key=StageKey.LISTEN, state=StageState.PLANNED, by=None)
    page = client.get(at(town, room)).content.decode()
    if "does not take voices" in page:
        assert client.post(at(town, room), TYPED | KEEP).status_code == 403


@pytest.mark.parametrize("role", [Role.ANALYST, Role.PARTNER, Role.DIRECTOR])
def test_only_who_may_type_types(client, town, room, role):
    person, voice = house.participant(town, room), house.voice(town, WORDS, at=room)
    client.force_login(house.team(town, role))
    for page in (at(town, room), f"/team/{town.slug}/voices/{voice.pk}/", f"/team/{town.slug}/sessions/new/"):
        assert client.get(page).status_code == 403
    for page in (f"people/{person.pk}/withdraw/", f"people/{person.pk}/slip/", "refusal/"):
        assert client.post(at(town, room, page)).status_code == 403
    assert client.post(f"/team/{town.slug}/voices/{voice.pk}/withdraw/").status_code == 403
    assert Voice.objects.exists()


def test_another_programmes_people_and_voices_cannot_be_reached(client, town, room, facilitator):
    other = house.programme("Another town")
    theirs = house.session(other)
    stranger, voice = house.participant(other, theirs), house.voice(other, WORDS)
    assert client.get(f"/team/{town.slug}/voices/{voice.pk}/").status_code == 404
    assert client.post(at(town, room, f"people/{stranger.pk}/withdraw/")).status_code == 404
    assert client.get(at(other, theirs)).status_code == 404
    assert Purpose.HOLD.value in given(voice)
