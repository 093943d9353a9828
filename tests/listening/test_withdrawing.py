# SPDX-License-Identifier: AGPL-3.0-or-later
"""A person changes their mind, and nothing of their words is left."""

import pytest

from coproduce.listening import slips, verbs, voices
from coproduce.listening.models import Consent, EqualityAnswer, Participant, Voice
from coproduce.people.queries import PUBLIC, Reader, first_broken_link
from coproduce.process import clock
from coproduce.process.consent import NotAgreed, Purpose, Reading
from coproduce.process.roles import Role
from coproduce.vault.models import Entry, EntryKey, LedgerLine
from tests import house

pytestmark = pytest.mark.django_db(databases=["default", "keys"], transaction=True)

PLANTED = "The heron at the lock keeper's cottage keeps me going."


def test_words_come_out_only_for_what_was_agreed():
    town = house.programme()
    analyst = Reader.team(house.team(town, Role.ANALYST))
    yes = house.voice(town, PLANTED)
    no = house.voice(town, "Not for quoting.", agreed=[Purpose.HOLD, Purpose.ANALYSE])
    assert voices.read([yes.pk, no.pk], purpose=Reading.QUOTE, by=PUBLIC).keys() == {yes.pk}
    assert voices.read([yes.pk, no.pk], purpose=Reading.ANALYSE, by=analyst).keys() == {yes.pk, no.pk}
    with pytest.raises(NotAgreed, match="quote"):
        voices.read_one(no.pk, purpose=Reading.QUOTE, by=PUBLIC)
    with pytest.raises(NotAgreed):
        voices.read([yes.pk], purpose=Reading.ANALYSE, by=PUBLIC)


def test_a_person_opens_their_own_words_and_nobody_elses():
    town = house.programme()
    one, other = house.participant(town), house.participant(town)
    mine = house.voice(town, PLANTED, who=one)
    reader = Reader.own(other.pk)
    assert voices.read([mine.pk], purpose=Reading.OWN, by=reader) == {}
    assert voices.read([mine.pk], purpose=Reading.OWN, by=Reader.own(one.pk))[mine.pk].text == PLANTED


def test_a_mask_is_visible_in_a_quote_and_only_there():
    town = house.programme()
    said = house.voice(town, "Ask Maureen at the desk, Maureen knows.", masks=("Maureen",))
    analyst = Reader.team(house.team(town, Role.ANALYST))
    quoted = voices.read([said.pk], purpose=Reading.QUOTE, by=PUBLIC)[said.pk]
    assert quoted.text == "Ask […] at the desk, […] knows." and quoted.masked
    assert "Maureen" in voices.read([said.pk], purpose=Reading.ANALYSE, by=analyst)[said.pk].text
    spans = voices.read_spans([(said.pk, 4, 15), (said.pk, 6, 9)], purpose=Reading.QUOTE, by=PUBLIC)
    assert list(spans.values()) == ["[…] at ", "[…]"] or list(spans.values())[0].startswith("[…]")


def test_withdrawing_one_voice_leaves_the_others():
    town = house.programme()
    person = house.participant(town)
    gone, stays = house.voice(town, PLANTED, who=person), house.voice(town, "I walk.", who=person)
    entry = gone.entry_id
    changed = verbs.withdraw_voice(voice=gone, by=None)
    assert "erased" in changed[-1].text
    assert not Voice.objects.filter(pk=gone.pk).exists() and Voice.objects.filter(pk=stays.pk).exists()
    assert not Entry.objects.filter(pk=entry).exists() and not EntryKey.objects.filter(pk=entry).exists()
    assert not Consent.objects.filter(voice_id=gone.pk).exists()
    assert LedgerLine.objects.filter(settled=False).count() == 0
    assert first_broken_link() is None


def test_withdrawing_everything_takes_answers_and_slip_too():
    town = house.programme()
    person = house.participant(town)
    code = verbs.issue_slip(participant=person, by=None)
    verbs.answer_equality(participant=person, answers={"religion": "Sikh", "sex": ""}, by=None)
    house.voice(town, PLANTED, who=person)
    assert slips.participant_for(code.upper().replace("-", " ")) == person
    verbs.withdraw_everything(participant=person, by=None)
    assert slips.participant_for(code) is None
    assert not EqualityAnswer.objects.exists() and not Participant.objects.exists() and not Entry.objects.exists()


def test_taking_hold_back_withdraws():
    town = house.programme()
    said = house.voice(town, PLANTED)
    verbs.change_consent(voice=said, changes={Purpose.HOLD: False}, by=None)
    assert not Voice.objects.exists()


def test_a_replaced_slip_ends_the_old_one():
    town = house.programme()
    person = house.participant(town)
    old = verbs.issue_slip(participant=person, by=None)
    new = verbs.issue_slip(participant=person, by=None)
    assert slips.participant_for(old) is None and slips.participant_for(new) == person


def test_the_ledger_erases_again_what_an_old_copy_brings_back():
    town = house.programme()
    said = house.voice(town, PLANTED)
    kept = Voice.objects.get(pk=said.pk)
    entry = Entry.objects.get(pk=said.entry_id)
    verbs.withdraw_voice(voice=said, by=None)
    entry.save(force_insert=True)
    kept.save(force_insert=True)
    assert verbs.replay_ledger() >= 1
    assert not Voice.objects.exists() and not Entry.objects.exists()


def test_the_ledger_never_takes_somebody_for_the_person_who_had_their_number():
    """An older database counts on from where it stood: the next person gets the number of one who took all back."""
    town = house.programme()
    gone = house.participant(town)
    number = gone.pk
    verbs.withdraw_everything(participant=gone, by=None)
    new = Participant.objects.create(pk=number, programme=town, code="P009", came_at=clock.now())
    house.voice(town, PLANTED, who=new)
    assert verbs.replay_ledger() == 0
    assert Participant.objects.get() == new and Voice.objects.count() == 1


@pytest.mark.parametrize("older", [False, True], ids=["today's line", "a line of an earlier version"])
def test_a_person_whom_an_old_copy_brings_back_is_erased_again(older):
    town = house.programme()
    person = house.participant(town)
    kept = Participant.objects.get(pk=person.pk)
    verbs.withdraw_everything(participant=person, by=None)
    if older:
        LedgerLine.objects.filter(kind="participant").update(ref=str(kept.pk))
    kept.save(force_insert=True)
    assert verbs.replay_ledger() == 1 and not Participant.objects.exists()
