# SPDX-License-Identifier: AGPL-3.0-or-later
"""What may point at a person is suggested on a voice's page and covered or left by a person, one by one."""

import re

import pytest

from coproduce.listening import queries, verbs, voices
from coproduce.listening.models import LeftOpen, Mask, Voice
from coproduce.people.models import AuditEvent
from coproduce.people.queries import PUBLIC, Reader
from coproduce.process.consent import Purpose, Reading
from coproduce.process.roles import Role
from coproduce.programmes.verbs import Refused, add_place
from coproduce.vault.models import Entry
from tests import house

pytestmark = pytest.mark.django_db(databases=["default", "keys"], transaction=True)
WORDS = "My sister Grace told Dr Lamb, 0121 496 0123. Grace was right, and zebedee too."


@pytest.fixture
def town():
    return house.programme()


@pytest.fixture
def room(town):
    return house.session(town)


@pytest.fixture
def person(town, room):
    return house.participant(town, room)


@pytest.fixture
def facilitator(client, town):
    user = house.team(town, Role.FACILITATOR)
    client.force_login(user)
    return user


@pytest.fixture
def said(town, room, person, facilitator):
    agreed = (Purpose.HOLD, Purpose.ANALYSE, Purpose.QUOTE)
    return house.voice(town, WORDS, who=person, at=room, agreed=agreed, by=facilitator)


def where(town, voice) -> str:
    return f"/team/{town.slug}/voices/{voice.pk}/"


def pieces(voice, user) -> list[str]:
    return [one.piece for one in queries.waiting(voice, WORDS, Reader.team(user))]


def span(voice, user, piece: str) -> str:
    return next(one.span for one in queries.waiting(voice, WORDS, Reader.team(user)) if one.piece == piece)


def test_suggestions_are_shown_and_nothing_is_covered_by_itself(client, town, said, facilitator):
    page = client.get(where(town, said)).content.decode()
    assert pieces(said, facilitator) == ["Grace", "Lamb", "0121 496 0123", "Grace"]
    for piece in ("Grace", "Lamb", "0121 496 0123"):
        assert re.search(rf'<b class="mask" dir="auto">{piece}</b>', page)
    assert not Mask.objects.exists()
    assert "Grace" in voices.read_one(said.pk, purpose=Reading.QUOTE, by=PUBLIC).text


def test_one_is_covered_and_one_is_left(client, town, said, facilitator):
    answer = client.post(
        where(town, said), {"do": "accept", "span": span(said, facilitator, "0121 496 0123")}, follow=True
    )
    assert "Covered" in answer.content.decode()
    client.post(where(town, said), {"do": "leave", "span": span(said, facilitator, "Lamb")})
    mask = Mask.objects.get()
    assert (WORDS[mask.start : mask.end], mask.reason, mask.by) == ("0121 496 0123", "phone, suggested", facilitator)
    assert pieces(said, facilitator) == ["Grace", "Grace"]
    shown = voices.read_one(said.pk, purpose=Reading.QUOTE, by=PUBLIC).text
    assert "0121" not in shown and "Dr Lamb, […]" in shown
    actions = list(AuditEvent.objects.values_list("action", flat=True))
    assert "words masked" in actions and "suggested mask refused" in actions
    assert not any("Lamb" in str(event.detail) for event in AuditEvent.objects.all())


def test_the_audit_outlives_a_voice_and_keeps_no_place_in_its_words(said, facilitator):
    """Where a covered name begins and ends goes with the voice; the chained log, which nobody can erase from, never had it."""
    verbs.cover_suggested(voice=said, start=10, end=15, kind="name", by=facilitator)
    verbs.leave_open(voice=said, start=24, end=28, by=facilitator)
    acted = AuditEvent.objects.filter(action__in=["words masked", "suggested mask refused"])
    assert acted.count() == 2
    assert not any(key in event.detail for event in acted for key in ("start", "end"))


def test_only_what_is_suggested_can_be_decided_and_twice_does_no_harm(client, town, said, facilitator):
    lamb = span(said, facilitator, "Lamb")
    for _ in range(2):
        answer = client.post(where(town, said), {"do": "leave", "span": lamb}, follow=True)
    assert "no longer there" in answer.content.decode() and LeftOpen.objects.count() == 1
    for wrong in ("0-5", "x", "", "-1-99999"):
        client.post(where(town, said), {"do": "accept", "span": wrong})
    assert not Mask.objects.exists()
    verbs.leave_open(voice=said, start=0, end=2, by=facilitator)
    verbs.leave_open(voice=said, start=0, end=2, by=facilitator)
    assert LeftOpen.objects.count() == 2
    with pytest.raises(Refused, match="not inside"):
        verbs.leave_open(voice=said, start=5, end=500, by=facilitator)


def test_a_list_for_the_session_is_kept_in_the_vault_and_used(client, town, room, said, facilitator):
    address = f"/team/{town.slug}/sessions/{room.code}/names/"
    assert client.get(address).status_code == 200
    before = Entry.objects.count()
    client.post(address, {"names": "Zebedee\n\n  Zebedee \nMaud  Quill"})
    room.refresh_from_db()
    assert queries.names_of(room, Reader.team(facilitator)) == ("Zebedee", "Maud Quill")
    assert Entry.objects.count() == before + 1
    assert "Zebedee\nMaud Quill" in client.get(address).content.decode()
    fresh = Voice.objects.get(pk=said.pk)
    assert "zebedee" in pieces(fresh, facilitator)
    client.post(address, {"names": "Maud"})
    assert Entry.objects.count() == before + 1  # the list before is erased, not kept beside
    client.post(address, {"names": " "})
    room.refresh_from_db()
    assert room.names_entry_id is None and Entry.objects.count() == before
    refused = client.post(address, {"names": "\n".join(f"Name {n}" for n in range(201))})
    assert refused.status_code == 422 and "200 at most" in refused.content.decode()
    assert not any("Zebedee" in str(event.detail) for event in AuditEvent.objects.all())


def test_the_list_goes_when_somebody_of_the_session_withdraws_everything(room, person, said, facilitator):
    verbs.keep_names(session=room, names=["Maud"], by=facilitator)
    verbs.leave_open(voice=said, start=0, end=2, by=facilitator)
    entry = room.names_entry_id
    verbs.withdraw_everything(participant=person, by=facilitator)
    room.refresh_from_db()
    assert room.names_entry_id is None and not Entry.objects.filter(pk=entry).exists()
    assert not LeftOpen.objects.exists()


def test_the_lists_of_every_session_where_they_spoke_go_and_no_other(town, person, facilitator):
    """A person of a sheet belongs to the first session they came to and may have spoken at others."""
    later, elsewhere = house.session(town, title="A month later"), house.session(town, title="Without them")
    house.voice(town, WORDS, who=person, at=later, by=facilitator)
    for one in (later, elsewhere):
        verbs.keep_names(session=one, names=["Maud"], by=facilitator)
    entry = later.names_entry_id
    verbs.withdraw_everything(participant=person, by=facilitator)
    later.refresh_from_db()
    elsewhere.refresh_from_db()
    assert later.names_entry_id is None and not Entry.objects.filter(pk=entry).exists()
    assert queries.names_of(elsewhere, Reader.team(facilitator)) == ("Maud",)


def test_a_place_of_the_session_is_no_person(town, said, room, facilitator):
    text = "We met Lauren at Saltley Grace."
    room.place = add_place(programme=town, name="Saltley Grace", ward="", by=facilitator)
    room.save()
    voice = house.voice(town, text, at=room, agreed=(Purpose.HOLD,), by=facilitator)
    assert [one.piece for one in queries.waiting(voice, text, Reader.team(facilitator))] == ["Lauren"]


def test_the_programme_itself_is_no_person_also_where_no_place_is_known(facilitator):
    made = house.programme("Grace for Saltley")
    text = "We met Lauren at Grace for Saltley."
    voice = house.voice(made, text, agreed=(Purpose.HOLD,), by=facilitator)
    assert [one.piece for one in queries.waiting(voice, text, Reader.team(facilitator))] == ["Lauren"]


def test_who_may_not_type_sees_neither(client, town, room, said):
    client.force_login(house.team(town, Role.ANALYST))
    assert client.get(f"/team/{town.slug}/sessions/{room.code}/names/").status_code == 403
    assert client.post(where(town, said), {"do": "accept", "span": "10-15"}).status_code == 403
    assert not Mask.objects.exists()
