# SPDX-License-Identifier: AGPL-3.0-or-later
"""The one door to the words: who, why, in which state, with which consent; and what is written down of it."""

from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coproduce.listening import drafts, slips, verbs, voices
from coproduce.listening.models import Draft, Voice
from coproduce.listening.voices import MASKED, cover
from coproduce.people.models import AuditEvent
from coproduce.people.queries import PUBLIC, SYSTEM, Reader
from coproduce.process import clock
from coproduce.process.consent import TABLE, NotAgreed, Purpose, Reading, VoiceState
from coproduce.process.roles import Role
from coproduce.vault.models import Entry, EntryKey
from tests import house

pytestmark = pytest.mark.django_db(databases=["default", "keys"])
WORDS = "Ask Maureen at the desk."
AGREED = {
    "all": frozenset(Purpose), "hold alone": frozenset({Purpose.HOLD}),
    "hold and analyse": frozenset({Purpose.HOLD, Purpose.ANALYSE}),
    "hold and quote": frozenset({Purpose.HOLD, Purpose.QUOTE}),
}  # fmt: skip
READERS = ("team", "self", "another", "public", "system")


class Said:
    """One voice of one person in each combination of consent and state, and everybody who may ask for it."""

    def __init__(self) -> None:
        self.town = house.programme()
        self.person, other = house.participant(self.town), house.participant(self.town)
        self.readers = {
            "team": Reader.team(house.team(self.town, Role.ANALYST)), "self": Reader.own(self.person.pk),
            "another": Reader.own(other.pk), "public": PUBLIC, "system": SYSTEM,
        }  # fmt: skip
        self.voices = {}
        for name, agreed in AGREED.items():
            for state in (VoiceState.HELD, VoiceState.CONCERN):
                made = house.voice(self.town, f"{name} {state}", agreed=agreed, who=self.person)
                Voice.objects.filter(pk=made.pk).update(state=state)
                self.voices[name, state] = made.pk


@pytest.fixture
def said():
    return Said()


def meant(reading: Reading, reader: str, agreed: frozenset, state: VoiceState) -> bool:
    """What the rule says, written down again in other words: by whom, why, in which state, with what consent."""
    if reading is Reading.OWN:
        return reader == "self"
    if reader == "public" and reading is not Reading.QUOTE:
        return False
    aside = {Reading.CAPTURE, Reading.SAFEGUARD, Reading.ERASE, Reading.BACKUP}
    if state is VoiceState.CONCERN and reading not in aside:
        return False
    return TABLE[reading].purposes <= agreed


@pytest.mark.parametrize("reading", list(Reading))
@pytest.mark.parametrize("reader", READERS)
def test_who_may_open_what_for_which_reason(said, reading, reader):
    for (name, state), pk in said.voices.items():
        try:
            opened = voices.read([pk], purpose=reading, by=said.readers[reader])
        except NotAgreed:
            assert reader == "public" and reading is not Reading.QUOTE
            opened = {}
        expected = meant(reading, reader, AGREED[name], state)
        assert bool(opened) is expected, (reading, reader, name, state)
        if opened:
            assert opened[pk].text == f"{name} {state}"
        else:
            with pytest.raises(NotAgreed) as refused:
                voices.read_one(pk, purpose=reading, by=said.readers[reader])
            assert refused.value.reason.endswith(".")


@pytest.mark.parametrize(("reader", "lines"), [("team", 1), ("self", 1), ("public", 0), ("system", 0)])
def test_what_is_opened_is_written_down_once_with_the_reason_and_without_words(said, reader, lines):
    before = AuditEvent.objects.count()
    reason = Reading.OWN if reader == "self" else Reading.QUOTE
    opened = voices.read(said.voices.values(), purpose=reason, by=said.readers[reader])
    events = AuditEvent.objects.order_by("sequence")[before:]
    assert len(events) == lines and opened
    for event in events:
        assert event.action == "words opened" and event.detail["purpose"] == reason.value
        assert event.detail["voices"] == sorted(str(pk) for pk in opened), "those opened, and not those asked for"
        assert event.by_kind == reader and "hold" not in str(event.detail["voices"])


def test_nothing_opened_is_nothing_written(said):
    before = AuditEvent.objects.count()
    assert voices.read([uuid4()], purpose=Reading.ANALYSE, by=said.readers["team"]) == {}
    assert voices.read([], purpose=Reading.ANALYSE, by=said.readers["team"]) == {}
    assert AuditEvent.objects.count() == before


def test_why_words_are_gone_is_said(said):
    with pytest.raises(NotAgreed, match="the person took them back"):
        voices.read_one(uuid4(), purpose=Reading.ANALYSE, by=SYSTEM)
    with pytest.raises(NotAgreed, match="not yours to open"):
        voices.read_one(said.voices["all", VoiceState.HELD], purpose=Reading.OWN, by=said.readers["another"])
    with pytest.raises(NotAgreed, match="worried about a person"):
        voices.read_one(said.voices["all", VoiceState.CONCERN], purpose=Reading.QUOTE, by=PUBLIC)
    with pytest.raises(NotAgreed, match="did not agree to this: quote them"):
        voices.read_one(said.voices["hold and analyse", VoiceState.HELD], purpose=Reading.QUOTE, by=PUBLIC)


def test_words_whose_key_is_gone_are_absent_and_stop_nobody(said):
    pk = said.voices["all", VoiceState.HELD]
    EntryKey.objects.filter(pk=Voice.objects.get(pk=pk).entry_id).delete()
    assert voices.read([pk], purpose=Reading.QUOTE, by=SYSTEM) == {}
    assert voices.read_spans([(pk, 0, 3)], purpose=Reading.QUOTE, by=SYSTEM) == {}
    assert voices.span_marks(said.town.pk, [(pk, 0, 3)]) == {}


def test_a_translation_is_shown_beside_a_quote_only_where_nothing_is_covered(said):
    plain = house.voice(said.town, "چائے", language="ur", translation="Tea with Maureen")
    masked = house.voice(said.town, "مورین کی چائے", language="ur", translation="Maureen's tea", masks=("مورین",))
    opened = voices.read([plain.pk, masked.pk], purpose=Reading.QUOTE, by=PUBLIC)
    assert opened[plain.pk].translation == "Tea with Maureen" and not opened[plain.pk].masked
    assert opened[masked.pk].translation is None and opened[masked.pk].masked
    assert opened[masked.pk].text == f"{MASKED} کی چائے"
    team = voices.read([masked.pk], purpose=Reading.ANALYSE, by=said.readers["team"])
    assert team[masked.pk].translation == "Maureen's tea" and not team[masked.pk].masked


SPANS = st.lists(
    st.tuples(st.integers(0, 40), st.integers(0, 40)).map(sorted).filter(lambda s: s[0] < s[1]), max_size=6
)


@given(st.text(alphabet="abcdefgh 🙂é", max_size=40), SPANS, st.integers(0, 20))
def test_what_is_covered_never_shows_and_what_is_not_stays_in_order(text, spans, offset):
    """Held against the plainest way of saying it: sign by sign."""
    hidden = {place - offset for start, end in spans for place in range(start, end)}
    shown = "".join(sign for place, sign in enumerate(text) if place not in hidden)
    covered = cover(text, spans, offset)
    assert covered.replace(MASKED, "") == shown
    assert (MASKED in covered) is any(0 <= place < len(text) for place in hidden)


PIECES = [
    ((0, 24), "Ask […] at the desk.", "the whole"), ((4, 11), "[…]", "just the name"), ((6, 9), "[…]", "inside the name"),
    ((0, 3), "Ask", "before it"), ((11, 24), " at the desk.", "after it"), ((0, 5), "Ask […]", "ends inside it"),
    ((10, 14), "[…] at", "begins inside it"), ((24, 24), "", "nothing"), ((20, 99), "esk.", "past the end"),
]  # fmt: skip


@pytest.mark.parametrize(("span", "shown", "why"), PIECES, ids=[row[2] for row in PIECES])
def test_a_piece_of_a_voice_is_covered_like_the_whole(span, shown, why):
    town = house.programme()
    pk = house.voice(town, WORDS, masks=("Maureen",)).pk
    assert voices.read_spans([(pk, *span)], purpose=Reading.QUOTE, by=PUBLIC) == {(pk, *span): shown}
    plain = voices.read_spans([(pk, *span)], purpose=Reading.ANALYSE, by=SYSTEM)
    assert plain[pk, *span] == WORDS[span[0] : span[1]]


def test_marks_of_pieces_tell_the_same_words_from_others_and_open_nothing(said):
    pk = house.voice(said.town, "the park and the park").pk
    marks = voices.span_marks(said.town.pk, [(pk, 0, 8), (pk, 13, 21), (pk, 9, 12)])
    assert marks[pk, 0, 8] == marks[pk, 13, 21] != marks[pk, 9, 12]
    assert marks[pk, 0, 8] == voices.fingerprint(said.town.pk, "the park")
    assert "park" not in str(marks.values())


def test_words_outside_a_voice_are_opened_on_the_record(said):
    (entry,) = voices.keep_words(said.town.pk, ["Not what I meant"])
    before = AuditEvent.objects.count()
    asked = {"purpose": Reading.REPLY, "programme_id": said.town.pk}
    assert voices.read_words([entry], by=said.readers["team"], **asked) == {entry: "Not what I meant"}
    assert AuditEvent.objects.order_by("-sequence").first().detail == {"purpose": "reply", "entries": [str(entry)]}
    voices.read_words([entry], by=SYSTEM, **asked)
    voices.read_words([uuid4()], by=said.readers["team"], **asked)
    assert AuditEvent.objects.count() == before + 1
    voices.erase_words(said.town.pk, [entry, None])
    assert not Entry.objects.filter(pk=entry).exists()


class TestSlips:
    """From typed words to a person."""

    def test_a_slip_is_found_however_it_is_typed_and_in_no_other_way(self, said):
        code = verbs.issue_slip(participant=said.person, by=None)
        for typed in (
            code,
            code.upper(),
            code.replace("-", " "),
            f"  {code.replace('-', ',  ')} ",
            code.rsplit("-", 1)[0],
        ):
            assert slips.participant_for(typed) == said.person, typed
        for typed in ("", "acorn", code[:-1] + ("1" if code[-1] != "1" else "2"), code + " acorn"):
            assert slips.participant_for(typed) is None, typed

    def test_the_hash_is_keyed_by_this_house(self, said):
        from hashlib import sha256

        code = verbs.issue_slip(participant=said.person, by=None)
        assert slips.code_hash(code) == said.person.slip.code_hash != sha256(code.encode()).hexdigest()

    def test_marks_of_what_was_taken_back_differ_by_kind(self):
        assert slips.tombstone_mark("voice", "1") != slips.tombstone_mark("participant", "1")

    def test_a_person_who_is_gone_is_nobody(self, said):
        assert slips.participant_by_id(said.person.pk) == said.person
        verbs.withdraw_everything(participant=said.person, by=None)
        assert slips.participant_by_id(said.person.pk) is None


class TestDrafts:
    """A half-filled form lies in the vault for as long as somebody is at it."""

    ANSWERS = {"answers": {"Q1": {"words": "Nobody sees this 🙂", "language": "en"}}, "hold": "yes"}

    def test_what_was_filled_in_comes_back_for_its_token_and_programme_alone(self, said):
        other = house.programme("Elsewhere")
        token = drafts.write("", said.town.pk, self.ANSWERS)
        assert drafts.read(token, said.town.pk) == self.ANSWERS
        for wrong in (
            ("", said.town.pk),
            ("guessed", said.town.pk),
            (token, other.pk),
            (token.swapcase(), said.town.pk),
        ):
            assert drafts.read(*wrong) == {}
        assert token not in str(Draft.objects.values()) and len(token) >= 32

    def test_writing_again_keeps_the_token_and_nothing_of_the_earlier_answers(self, said):
        token = drafts.write("", said.town.pk, self.ANSWERS)
        first = Draft.objects.get().entry_id
        assert drafts.write(token, said.town.pk, {"hold": "no"}) == token
        assert drafts.read(token, said.town.pk) == {"hold": "no"} and not Entry.objects.filter(pk=first).exists()
        assert Draft.objects.count() == 1

    def test_a_draft_is_taken_out_once(self, said):
        token = drafts.write("", said.town.pk, self.ANSWERS)
        entry = Draft.objects.get().entry_id
        assert drafts.claim(token, said.town.pk) == self.ANSWERS
        assert drafts.claim(token, said.town.pk) == {} and not Draft.objects.exists()
        assert not Entry.objects.filter(pk=entry).exists()

    def test_a_draft_of_another_programme_is_not_claimed(self, said):
        token = drafts.write("", said.town.pk, self.ANSWERS)
        assert drafts.claim(token, house.programme("Elsewhere").pk) == {} and Draft.objects.count() == 1

    @pytest.mark.parametrize(("hours", "stays"), [(23, True), (25, False)])
    def test_what_nobody_touched_for_a_day_is_erased_when_the_next_is_written(self, said, monkeypatch, hours, stays):
        from datetime import timedelta

        token, real = drafts.write("", said.town.pk, self.ANSWERS), clock.recorded()
        monkeypatch.setattr(clock, "recorded", lambda: real + timedelta(hours=hours))
        drafts.write("", said.town.pk, {"hold": "yes"})
        assert bool(drafts.read(token, said.town.pk)) is stays
        assert Entry.objects.filter(programme_id=said.town.pk).count() == len(said.voices) + Draft.objects.count()

    def test_dropping_erases_and_dropping_nothing_is_no_fault(self, said):
        token = drafts.write("", said.town.pk, self.ANSWERS)
        drafts.drop("")
        drafts.drop("never there")
        assert Draft.objects.count() == 1
        drafts.drop(token)
        assert not Draft.objects.exists()
