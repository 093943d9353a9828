# SPDX-License-Identifier: AGPL-3.0-or-later
"""Each verb of listening: what it writes, its line in the audit, what it refuses, and that half of it never stays."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction

from coproduce.listening import models, queries, verbs, voices
from coproduce.listening.models import (
    Concern,
    Consent,
    Contact,
    Draft,
    EqualityAnswer,
    ImportBatch,
    LeftOpen,
    Mask,
    Objection,
    Participant,
    Refusal,
    Session,
    Slip,
    Tombstone,
    Voice,
)
from coproduce.listening.verbs import NewVoice
from coproduce.people.models import AuditEvent
from coproduce.people.queries import PUBLIC, SYSTEM, first_broken_link
from coproduce.process import clock
from coproduce.process.consent import WORDING_VERSION, Purpose, Reading, VoiceState
from coproduce.process.roles import Role
from coproduce.process.stages import NotAllowed, StageKey, StageState
from coproduce.programmes.verbs import Refused, set_stage
from tests import house

pytestmark = pytest.mark.django_db(databases=["default", "keys"])
HOLDS = (Concern, Consent, Contact, Draft, EqualityAnswer, ImportBatch, LeftOpen, Mask, Objection, Participant, Refusal, Session,
         Slip, Tombstone, Voice)  # fmt: skip
WORDS = "Maureen at the desk helped me, Maureen knows."


class Town:
    """A town in which something was said."""

    def __init__(self) -> None:
        self.programme = house.programme()
        self.user = house.team(self.programme, Role.FACILITATOR)
        self.room = house.session(self.programme)
        self.person = house.participant(self.programme, self.room)
        self.voice = house.voice(self.programme, WORDS, who=self.person, at=self.room, translation="In English")


@pytest.fixture
def town():
    return Town()


def rows():
    return {kind.__name__: list(kind.objects.order_by("pk").values()) for kind in HOLDS}


def last() -> AuditEvent:
    return AuditEvent.objects.order_by("-sequence").first()


def concern(town) -> Concern:
    return verbs.raise_concern(voice=town.voice, by=town.user)


def objection(town) -> Objection:
    return verbs.object_to(programme=town.programme, about_kind="voice", about_id=town.voice.pk, words="Not so",
                           participant=town.person)  # fmt: skip


NEW = {"text": "New words", "agreed": {Purpose.HOLD: True, Purpose.QUOTE: True}}
DOES = {
    "a session": (None, lambda t, _: verbs.add_session(
        programme=t.programme, kind="workshop", title=" Tea ", happens_on=date(2026, 1, 2), by=t.user), "session added"),
    "a refusal": (None, lambda t, _: verbs.count_refusal(
        programme=t.programme, session=t.room, by=t.user, how_many=3), "refusal counted"),
    "people": (None, lambda t, _: verbs.add_participants(
        programme=t.programme, codes=["", "A1"], session=t.room, by=t.user), "people added"),
    "a slip": (None, lambda t, _: verbs.issue_slip(participant=t.person, by=t.user), "slip issued"),
    "answers about oneself": (None, lambda t, _: verbs.answer_equality(
        participant=t.person, answers={"sex": "Female", "carer": ""}, by=t.user), "equality answers kept"),
    "a way to reach somebody": (None, lambda t, _: verbs.keep_contact(
        participant=t.person, how="0121 555", agreed_for=["results"], by_whom="Ann", by=t.user), "contact kept"),
    "words hidden on a slip": (None, lambda t, _: verbs.hide_words(
        participant=t.person, hidden=True), "words hidden on slip"),
    "a voice": (None, lambda t, _: verbs.take_voice(
        programme=t.programme, voice=NewVoice(**NEW), by=t.user), "voices taken"),
    "a mask": (None, lambda t, _: verbs.mask(
        voice=t.voice, start=0, end=7, reason="a name", by=t.user), "words masked"),
    "a concern": (None, lambda t, _: concern(t), "concern raised"),
    "a concern seen": (concern, lambda t, made: verbs.see_concern(concern=made, by=t.user), "concern seen"),
    "a concern closed": (concern, lambda t, made: verbs.close_concern(
        concern=made, what_was_done="Rang them", back_to_analysts=True, by=t.user), "concern closed"),
    "an objection": (None, lambda t, _: objection(t), "objection raised"),
    "a reply": (objection, lambda t, made: verbs.reply_to_objection(
        objection=made, reply="We changed it", by=t.user), "objection answered"),
    "a translation": (None, lambda t, _: verbs.mend_translation(
        voice=t.voice, translation="Better", by=t.user), "translation mended"),
    "words mended": (None, lambda t, _: verbs.mend_words(voice=t.voice, text="Better", by=t.user), "voice withdrawn"),
    "consent": (None, lambda t, _: verbs.change_consent(
        voice=t.voice, changes={Purpose.QUOTE: False}, by=t.user), "consent changed"),
    "one voice taken back": (None, lambda t, _: verbs.withdraw_voice(voice=t.voice, by=t.user), "voice withdrawn"),
    "everything taken back": (None, lambda t, _: verbs.withdraw_everything(
        participant=t.person, by=t.user), "everything withdrawn"),
}  # fmt: skip


@pytest.mark.parametrize("what", DOES)
def test_each_verb_is_logged_with_who_and_where_and_without_words(town, what):
    before, do, action = DOES[what]
    made = before(town) if before else None
    counted = AuditEvent.objects.count()
    do(town, made)
    event = last()
    assert event.action == action and event.programme_id == town.programme.pk
    assert AuditEvent.objects.count() >= counted + 1 and first_broken_link() is None
    said = str(list(AuditEvent.objects.values_list("detail", "about_id", "about_kind")))
    for word in ("Maureen", "New words", "Better", "Rang", "0121", "Not so", "Female"):
        assert word not in said


@pytest.mark.parametrize("what", DOES)
def test_where_the_log_cannot_be_written_nothing_is_done(town, what, monkeypatch):
    before, do, _ = DOES[what]
    made = before(town) if before else None
    there = rows()

    def broken(**_):
        raise RuntimeError("the log cannot be written")

    for module in ("asking", "mending", "people", "sessions", "taking", "withdrawing"):
        monkeypatch.setattr(f"coproduce.listening.verbs.{module}.record", broken)
    with pytest.raises(RuntimeError):
        do(town, made)
    assert rows() == there
    opened = voices.read([town.voice.pk], purpose=Reading.CAPTURE, by=SYSTEM)
    assert opened[town.voice.pk].text == WORDS and opened[town.voice.pk].translation == "In English"


SELF = ("a slip", "answers about oneself", "a way to reach somebody", "a voice", "a translation", "words mended",
        "consent", "one voice taken back", "everything taken back", "an objection")  # fmt: skip


@pytest.mark.parametrize("what", SELF)
def test_what_a_person_does_from_their_slip_is_logged_as_theirs(town, what):
    town.user = None
    DOES[what][1](town, None)
    assert last().by is None and last().by_kind == "self"


def refuse(why):
    """What is refused: how, the field, and the words."""
    return {
        "a voice without words": (lambda t: take(t, text=" \n "), "text", "There are no words here"),
        "a voice that may not be kept": (lambda t: take(t, agreed={}), "hold", "Count it as a refusal"),
        "a no to keeping": (lambda t: take(t, agreed={Purpose.HOLD: False}), "hold", "Count it as a refusal"),
        "the same row twice": (
            lambda t: [take(t, row_key="row 1") for _ in range(2)], "text", "We have this already"),
        "a session mark that is taken": (
            lambda t: add(t, code=t.room.code), "code", "There is already a session S01"),
        "a mask before the words": (lambda t: cover(t, -1, 3), "span", "not inside the voice"),
        "a mask past the words": (lambda t: cover(t, 0, len(WORDS) + 1), "span", "not inside the voice"),
        "a mask over nothing": (lambda t: cover(t, 3, 3), "span", "not inside the voice"),
        "a mask the wrong way round": (lambda t: cover(t, 5, 3), "span", "not inside the voice"),
        "a concern closed without a word": (lambda t: close(t, "  "), "what_was_done", "Write what was done"),
        "a concern closed in too many words": (lambda t: close(t, "x" * 301), "what_was_done", "300"),
        "a concern closed twice": (
            lambda t: [verbs.close_concern(concern=made, what_was_done=f"Try {n}", back_to_analysts=False, by=t.user)
                       for made in [concern(t)] for n in range(2)], "concern", "closed already"),
        "an objection to nothing that we know": (
            lambda t: verbs.object_to(programme=t.programme, about_kind="weather", about_id=1, words="x"),
            "about", "Say what we got wrong"),
        "an empty reply": (
            lambda t: verbs.reply_to_objection(objection=objection(t), reply=" ", by=t.user), "reply", "Write a reply"),
        "mended to nothing": (lambda t: mend(t, "  "), "text", "take it back instead"),
        "mended past all measure": (lambda t: mend(t, "x" * 20_001), "text", "make it shorter"),
    }[why]  # fmt: skip


def take(t, **change):
    return verbs.take_voice(programme=t.programme, voice=NewVoice(**NEW | change), by=t.user)


def add(t, **change):
    return verbs.add_session(
        **{"programme": t.programme, "kind": "workshop", "title": "Tea", "happens_on": date(2026, 1, 2), "by": None}
        | change
    )


def cover(t, start, end):
    return verbs.mask(voice=t.voice, start=start, end=end, reason="a name", by=t.user)


def close(t, words):
    return verbs.close_concern(concern=concern(t), what_was_done=words, back_to_analysts=True, by=t.user)


def mend(t, text):
    return verbs.mend_words(voice=t.voice, text=text, by=None)


REFUSALS = (
    "a voice without words", "a voice that may not be kept", "a no to keeping", "the same row twice",
    "a session mark that is taken", "a mask before the words", "a mask past the words", "a mask over nothing",
    "a mask the wrong way round", "a concern closed without a word", "a concern closed in too many words",
    "a concern closed twice", "an objection to nothing that we know", "an empty reply", "mended to nothing",
    "mended past all measure",
)  # fmt: skip


@pytest.mark.parametrize("why", REFUSALS)
def test_what_cannot_be_is_refused_with_its_field_and_its_mend(town, why):
    do, field, said = refuse(why)
    with pytest.raises(Refused, match=said) as refused:
        do(town)
    assert refused.value.field == field
    town.voice.refresh_from_db()
    assert voices.read([town.voice.pk], purpose=Reading.OWN, by=voices.Reader.own(town.person.pk))


def test_one_bad_voice_among_many_keeps_none(town):
    before = rows()
    with pytest.raises(Refused):
        verbs.take_voices(programme=town.programme, by=None, voices=[
            NewVoice(**NEW), NewVoice(**NEW | {"text": "Another"}), NewVoice(text="", agreed={Purpose.HOLD: True})])  # fmt: skip
    assert rows() == before


@pytest.mark.parametrize("state", [StageState.PLANNED, StageState.CLOSED])
def test_no_voice_comes_in_while_no_stage_listens(town, state):
    for key in StageKey:
        set_stage(programme=town.programme, key=key, state=state, by=None)
    with pytest.raises(NotAllowed, match="take in what people say"):
        take(town)
    assert Voice.objects.count() == 1
    mended, _ = mend(town, "What I did say.")
    assert mended.pk, "putting words right is no new contribution, so no stage need be open"


def test_a_voice_keeps_who_where_when_and_what_was_asked(town):
    asked = house.question(town.programme, "Q2")
    town.programme.keep_words_until = date(2030, 1, 1)
    with clock.at(datetime(2025, 6, 1, 10, tzinfo=UTC)):
        made = take(town, text="  Noise 🙂 ", session=town.room, participant=town.person, question=asked,
                    channel="note", language="ur", code="17", wording_language="ur")  # fmt: skip
    made.refresh_from_db()
    assert (made.session, made.participant, made.question, made.channel, made.language, made.code) == (
        town.room, town.person, asked, "note", "ur", "17")  # fmt: skip
    assert made.happened_at == datetime(2025, 6, 1, 10, tzinfo=UTC) < made.recorded_at
    assert made.length == len("  Noise 🙂 ") == 10, "counted in code points, as spans are"
    assert made.keep_until == date(2030, 1, 1) and made.taken_by == town.user and made.state == "held"
    given = {one.purpose: one for one in made.consents.all()}
    assert {name for name, one in given.items() if one.given} == {"hold", "quote"}
    assert given["hold"].wording_version == WORDING_VERSION and given["hold"].wording_language == "ur"


def test_names_are_masked_wherever_they_stand_on_the_way_in(town):
    made = take(town, text="Sam and Sam and Samuel; not sam.", masks=("Sam", "", "nobody"))
    assert [(m.start, m.end) for m in made.masks.order_by("start")] == [(0, 3), (8, 11), (16, 19)]


def test_the_same_words_by_two_people_are_two_voices_and_the_same_row_is_one(town):
    assert take(town).pk != take(town).pk
    both = [NewVoice(**NEW, row_key="r1"), NewVoice(**NEW, row_key="r1"), NewVoice(**NEW, row_key="r2")]
    assert len(verbs.take_voices(programme=town.programme, voices=both, by=None)) == 2
    assert verbs.take_voices(programme=town.programme, voices=both, by=None) == []


def test_a_row_that_was_taken_back_does_not_come_in_again(town):
    row = NewVoice(**NEW, row_key="r1")
    made = verbs.take_voice(programme=town.programme, voice=row, by=None)
    verbs.withdraw_voice(voice=made, by=None)
    with pytest.raises(Refused, match="already"):
        verbs.take_voice(programme=town.programme, voice=row, by=None)
    other = house.programme("Elsewhere")
    assert verbs.take_voice(programme=other, voice=row, by=None), "what one programme forgot says nothing to another"


@pytest.mark.parametrize("number", [1, 3, 200])
def test_people_get_the_next_free_mark_and_never_one_that_is_taken(town, number):
    verbs.add_participants(programme=town.programme, codes=["P003", "P005"], by=None)
    made = verbs.add_participants(programme=town.programme, codes=[""] * number, by=None)
    codes = list(town.programme.participants.values_list("code", flat=True))
    assert len(set(codes)) == len(codes) == 3 + number and len(made) == number


def test_sessions_get_the_next_free_mark_where_some_were_given_by_hand(town):
    """A plan that was typed in with marks of its own may hold S03 and no S02."""
    add(town, code="S03")
    assert [add(town).code for _ in range(2)] == ["S04", "S05"]


def test_a_new_slip_ends_the_old_and_only_a_hash_is_kept(town):
    from coproduce.listening.slips import participant_for

    first = verbs.issue_slip(participant=town.person, by=town.user)
    second = verbs.issue_slip(participant=town.person, by=town.user)
    assert participant_for(first) is None and participant_for(second.upper().replace("-", " ")) == town.person
    kept = Slip.objects.get()
    assert kept.replaced == 1 and last().action == "slip replaced"
    assert not any(word in str(Slip.objects.values()) for word in second.split("-")[:-1])


def test_an_answer_about_oneself_is_changed_and_a_blank_changes_nothing(town):
    for answers in ({"sex": "Female", "age_band": "35-49"}, {"sex": "Male", "age_band": ""}):
        verbs.answer_equality(participant=town.person, answers=answers, by=None)
    assert dict(EqualityAnswer.objects.values_list("characteristic", "category")) == {
        "sex": "Male",
        "age_band": "35-49",
    }


def test_a_new_way_to_reach_somebody_takes_the_place_of_the_old_one_in_the_vault(town):
    for how in ("ann@example.org", "0121 496 0000"):
        verbs.keep_contact(participant=town.person, how=how, agreed_for=["results"], by_whom="Ann", by=None)
    kept = Contact.objects.get()
    opened = voices.read_words([kept.entry_id], purpose=Reading.REPLY, by=SYSTEM, programme_id=town.programme.pk)
    assert opened == {kept.entry_id: "0121 496 0000"} and kept.agreed_for == ["results"]


def test_mended_words_keep_consent_and_person_and_stay_masked(town):
    """Who is spoken about has not agreed to anything: their name stays covered in the words that take their place."""
    verbs.mask(voice=town.voice, start=0, end=7, reason="a name", by=town.user)
    mended, changed = mend(town, "It was Maureen who helped me.")
    assert not Voice.objects.filter(pk=town.voice.pk).exists() and changed
    assert mended.participant == town.person and mended.session == town.room and mended.happened_at
    assert queries.given_of([mended.pk])[mended.pk] == frozenset(Purpose)
    assert voices.read([mended.pk], purpose=Reading.QUOTE, by=PUBLIC)[mended.pk].text == "It was […] who helped me."


def test_a_concern_stays_open_when_the_words_are_put_right(town):
    """Else somebody at risk would vanish from the safeguarding lead's list, and the words stay hidden for ever."""
    made = concern(town)
    mended, _ = mend(town, "What I did say.")
    (row,) = queries.concerns_of(town.programme.pk, open_only=True)
    assert row.id == made.pk and row.voice_id == mended.pk and mended.state == VoiceState.CONCERN


CLOSING = [
    (True, 1, VoiceState.HELD, "given back"), (False, 1, VoiceState.CONCERN, "stays put aside"),
    (True, 2, VoiceState.CONCERN, "another concern is still open"),
]  # fmt: skip


@pytest.mark.parametrize(("back", "raised", "state", "why"), CLOSING, ids=[row[3] for row in CLOSING])
def test_closing_a_concern(town, back, raised, state, why):
    concerns = [concern(town) for _ in range(raised)]
    verbs.close_concern(concern=concerns[0], what_was_done=" Rang them ", back_to_analysts=back, by=town.user)
    assert Voice.objects.get(pk=town.voice.pk).state == state
    done = Concern.objects.get(pk=concerns[0].pk)
    assert done.what_was_done == "Rang them" and done.closed_at
    assert len(queries.concerns_of(town.programme.pk, open_only=True)) == raised - 1
    assert len(queries.concerns_of(town.programme.pk)) == raised


def test_the_first_look_at_a_concern_is_the_one_that_counts(town):
    made = concern(town)
    assert queries.concerns_of(town.programme.pk)[0].seen_at is None
    verbs.see_concern(concern=made, by=town.user)
    first, counted = made.seen_at, AuditEvent.objects.count()
    verbs.see_concern(concern=made, by=house.team(town.programme))
    made.refresh_from_db()
    assert made.seen_at == first and made.seen_by == town.user
    assert AuditEvent.objects.filter(action="concern seen").count() == 1 and counted


def test_a_reply_is_owed_within_two_weeks_of_the_day_where_people_are(town):
    with clock.at(datetime(2026, 6, 1, 23, 30, tzinfo=UTC)):
        made = objection(town)
    assert made.due_on == date(2026, 6, 2) + timedelta(days=14)
    verbs.reply_to_objection(objection=made, reply=" We changed it. ", by=town.user)
    (row,) = queries.objections_of(town.programme.pk)
    assert (
        row.reply == "We changed it."
        and row.replied_at
        and not queries.objections_of(town.programme.pk, open_only=True)
    )
    assert [one.id for one in queries.objections_of_participant(town.person.pk)] == [made.pk]


def test_an_objection_may_say_nothing_but_that(town):
    made = verbs.object_to(programme=town.programme, about_kind="theme", about_id="T1", words="  ")
    assert made.entry_id is None and made.participant is None


@pytest.mark.parametrize(("words", "there"), [("Better", True), ("  ", False)])
def test_a_translation_is_replaced_or_taken_out_and_the_old_one_is_gone(town, words, there):
    from coproduce.vault.models import Entry

    old = town.voice.translation_entry_id
    verbs.mend_translation(voice=town.voice, translation=words, by=None)
    opened = voices.read([town.voice.pk], purpose=Reading.CAPTURE, by=SYSTEM)[town.voice.pk]
    assert opened.translation == ("Better" if there else None) and not Entry.objects.filter(pk=old).exists()


def test_consent_keeps_its_history_and_one_row_that_counts(town):
    for given in (False, True, False):
        verbs.change_consent(voice=town.voice, changes={Purpose.QUOTE: given}, by=None, language="ur")
    asked = Consent.objects.filter(voice=town.voice, purpose="quote")
    assert asked.count() == 4 and asked.get(latest=True).given is False
    assert asked.get(latest=True).basis == "slip" and asked.get(latest=True).wording_language == "ur"
    with pytest.raises(IntegrityError), transaction.atomic():
        asked.update(latest=True)


def test_a_no_to_keeping_is_a_withdrawal(town):
    changed = verbs.change_consent(voice=town.voice, changes={Purpose.HOLD: False, Purpose.QUOTE: True}, by=None)
    assert not Voice.objects.exists() and changed[0].text.startswith("What you said is erased")


NARROWED = [
    ({Purpose.QUOTE: False}, {Purpose.QUOTE}, "taken back"), ({Purpose.QUOTE: True}, set(), "allowed as before"),
    ({Purpose.AUDIO: False}, set(), "was never allowed"), ({}, set(), "nothing was changed"),
]  # fmt: skip


@pytest.mark.parametrize(("changes", "told", "why"), NARROWED, ids=[row[2] for row in NARROWED])
def test_other_floors_are_told_only_of_what_was_allowed_and_no_longer_is(town, monkeypatch, changes, told, why):
    heard = []
    monkeypatch.setattr(
        "coproduce.process.erasure.narrow", lambda scope, purposes: heard.append((scope, purposes)) or []
    )
    Consent.objects.filter(voice=town.voice, purpose="audio").update(given=False)
    verbs.change_consent(voice=town.voice, changes=changes, by=None)
    assert [purposes for _, purposes in heard] == [told] and heard[0][0].voice_ids == {town.voice.pk}


def test_everything_means_everything_and_leaves_others_alone(town):
    from coproduce.vault.models import Entry

    other = house.voice(town.programme, "Another person's words", who=house.participant(town.programme))
    verbs.issue_slip(participant=town.person, by=None)
    verbs.answer_equality(participant=town.person, answers={"sex": "Female"}, by=None)
    verbs.keep_contact(participant=town.person, how="0121", agreed_for=[], by_whom="", by=None)
    objection(town), concern(town), cover(town, 0, 7)
    verbs.withdraw_everything(participant=town.person, by=None)
    left = {kind.__name__: kind.objects.count() for kind in HOLDS if kind.objects.exists()}
    assert left == {"Voice": 1, "Consent": len(Purpose), "Participant": 1, "Session": 1, "Tombstone": 2}
    assert set(Entry.objects.values_list("pk", flat=True)) == {other.entry_id}


def test_no_model_of_listening_is_forgotten_here():
    assert {kind.__name__ for kind in vars(models).values() if hasattr(kind, "_meta")} <= {k.__name__ for k in HOLDS}
