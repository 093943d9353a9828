# SPDX-License-Identifier: AGPL-3.0-or-later
"""From rows to voices: every row is taken whole or given back with where, what and the mend."""

from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coproduce.formats.tables import read_table
from coproduce.listening import queries
from coproduce.listening.models import ImportBatch, Participant, Voice
from coproduce.listening.verbs import withdraw_everything
from coproduce.listening.verbs.importing import (
    Matching,
    begin_import,
    confirm_import,
    drop_import,
    given_back,
    guess,
    import_voices,
    look_at,
    open_table,
    purge_left_over,
    read_sheet,
)
from coproduce.people.models import AuditEvent
from coproduce.process import clock
from coproduce.process.consent import Purpose
from coproduce.programmes.models import Question
from coproduce.programmes.verbs import Refused
from coproduce.vault.models import Entry
from tests import house
from tests.listening.sheets import BASIS, Said, accounted, brought_in, csv

pytestmark = pytest.mark.django_db(databases=["default", "keys"])


@pytest.fixture
def town():
    return house.programme()


def read(town, head, rows, basis=BASIS, **change):
    table = read_table(csv(head, rows), "a.csv")
    from dataclasses import replace

    return read_sheet(town, table, replace(guess(table), **change), basis)


CELLS = [
    ("date", "2999-01-01", "this day is still to come.", "Write the day on which it was said."),
    ("date", "soon", "we cannot read this day.", "Write it as 2025-03-31 or 31/03/2025."),
    ("date", "01/02/1025", "this day is too long ago.", "Write the year with four figures."),
    ("question", "Who made the moon?", "the guide has no such question.", "Add it to the guide"),
    ("session", "The other hall", "there is no such session.", "Add the session first"),
    ("language", "Klingon tongue", "we do not know this language.", "such as ur"),
    ("channel", "pigeon", "we do not know this way of speaking.", "Write one of: said aloud"),
    ("consent", "perhaps", "we cannot tell whether this is a yes or a no.", "Write yes or no."),
    ("quote", "perhaps", "we cannot tell whether this is a yes or a no.", "Write yes or no."),
    ("hold", "no", "this person did not agree that we keep it, so we did not.", "Take the row out"),
    ("comment", "x" * 50_001, "this is longer than 50,000 characters.", "Cut it into several rows."),
    ("comment", "  ", "there are no words.", "leave this row out"),
]  # fmt: skip


@pytest.mark.parametrize(("column", "cell", "what", "mend"), CELLS, ids=[f"{row[0]}-{row[2][:24]}" for row in CELLS])
def test_a_bad_cell_gives_its_row_back_with_row_column_and_mend_and_the_others_stay(town, column, cell, what, mend):
    head = ["comment", *([column] if column != "comment" else ["ward"])]
    bad = [cell, "x"] if column == "comment" else ["Words that are fine", cell]
    good = ["Other words", "yes" if column in {"consent", "quote", "hold"} else ""]
    sheet = read(town, head, [bad, good], basis=BASIS)
    (problem,) = [one for one in sheet.problems if one.refused and one.row == 2]
    assert problem.column == column and problem.what == what and mend in problem.mend
    assert 3 not in sheet.refused_rows and [c.voice.text for c in sheet.candidates] == ["Other words"]


def test_several_faults_of_one_row_are_all_said_at_once(town):
    sheet = read(town, ["comment", "date", "language"], [["Words", "never", "Klingon tongue"]])
    assert [problem.column for problem in sheet.problems] == ["date", "language"] and sheet.refused_rows == {2}


CONSENTS = [
    ({}, True, {"hold": True, "analyse": True, "quote": False}, "the lead's reason lets us read and never quote"),
    ({}, False, {"hold": True, "analyse": False, "quote": False}, "without a reason nothing is read"),
    ({"consent": "yes"}, False, {"hold": True, "analyse": True, "quote": False}, "asked and agreed"),
    ({"consent": "no"}, True, {"hold": True, "analyse": False, "quote": False}, "a no outweighs the lead's reason"),
    ({"consent": ""}, True, {"hold": True, "analyse": False, "quote": False}, "a blank is no yes"),
    ({"quote": "yes"}, True, {"hold": True, "analyse": True, "quote": True}, "asked about quoting"),
    ({"quote": "yes", "consent": "no"}, True, {"hold": True, "analyse": False, "quote": True}, "each purpose apart"),
    ({"hold": "yes"}, True, {"hold": True, "analyse": True, "quote": False}, "keeping alone was asked"),
]  # fmt: skip


@pytest.mark.parametrize(("cells", "basis", "agreed", "why"), CONSENTS, ids=[row[3] for row in CONSENTS])
def test_what_a_row_allows(town, cells, basis, agreed, why):
    sheet = read(town, ["comment", *cells], [["Words", *cells.values()]], basis=BASIS if basis else " ")
    (one,) = sheet.candidates
    assert {p.value: given for p, given in one.voice.agreed.items()} == agreed
    assert one.voice.basis == ("asked" if "consent" in cells else "lead's record")


def test_a_row_keeps_its_day_at_noon_its_session_its_language_and_its_number(town):
    room = house.session(town, title="At the hall")
    head = ["id", "comment", "date", "session", "language", "channel", "translation", "theme", "participant"]
    (one,) = read(
        town, head, [["7", "چائے", "4 March 2025", "at the HALL ", "Urdu", "Post it", "Tea", "A; B;A", "P1"]]
    ).candidates
    voice = one.voice
    assert voice.happened_at == datetime(2025, 3, 4, 12, tzinfo=UTC) and voice.session == room
    assert (voice.language, voice.channel, voice.translation, voice.code) == ("ur", "post-it", "Tea", "7")
    assert one.themes == ("A", "B") and one.person == "P1" and one.row == 2


QUESTIONS = [
    ("Q2", "Q2"), ("q2", "Q2"), ("What gets in the way?", "Q2"), ("what  gets in THE way", "Q2"), ("", None),
]  # fmt: skip


@pytest.mark.parametrize(("said", "code"), QUESTIONS)
def test_a_question_is_known_by_its_code_or_its_words(town, said, code):
    (one,) = read(town, ["question", "answer"], [[said, "Noise"]]).candidates
    assert (one.voice.question.code if one.voice.question else None) == code


def test_a_question_in_another_language_is_the_same_question(town):
    Question.objects.filter(programme=town, code="Q2").update(translations={"ur": "کیا چیز روکتی ہے؟"})
    (one,) = read(town, ["question", "answer"], [["کیا چیز روکتی ہے؟", "شور"]]).candidates
    assert one.voice.question.code == "Q2"


def test_one_question_and_one_session_for_all_are_taken_where_the_row_names_none(town):
    room = house.session(town)
    rows = [["Words", ""], ["Others", "Q1"]]
    found = read(town, ["answer", "question"], rows, for_all="Q2", session=room.code, language="ur").candidates
    assert [c.voice.question.code for c in found] == ["Q2", "Q1"]
    assert {c.voice.session for c in found} == {room} and {c.voice.language for c in found} == {"ur"}


def test_the_order_of_days_is_found_in_the_column_and_told(town):
    sheet = read(town, ["comment", "date"], [["One", "03/04/2025"], ["Two", "03/25/2025"]])
    assert [c.voice.happened_at.month for c in sheet.candidates] == [3, 3]
    (note,) = sheet.problems
    assert "took the month first" in note.what and not note.refused


def test_nothing_matched_takes_nothing_and_loses_nothing(town):
    table = read_table(csv(["a"], [["x"], ["y"]]), "a.csv")
    sheet = read_sheet(town, table, Matching(), BASIS)
    assert sheet.nothing_matched and sheet.rows == 2 and not sheet.candidates


def test_the_same_file_twice_and_in_another_order_adds_nothing(town):
    rows = [["A bench", "P1"], ["A bench", "P1"], ["A bench", "P2"], ["Rain", "P1"]]
    assert accounted(brought_in(town, csv(["comment", "person"], rows))) == (4, 4, 0, 0)
    assert accounted(brought_in(town, csv(["comment", "person"], rows))) == (4, 0, 4, 0)
    assert accounted(brought_in(town, csv(["comment", "person"], rows[::-1]))) == (4, 0, 4, 0)
    assert accounted(brought_in(town, csv(["comment", "person"], [*rows, ["New", "P1"]]))) == (5, 1, 4, 0)
    assert Voice.objects.count() == 5 and Participant.objects.count() == 2


@settings(max_examples=12)
@given(st.lists(st.tuples(st.sampled_from(["A bench", "Rain", "None", "", "  "]), st.sampled_from(["", "2025-01-01", "never"])),
                min_size=1, max_size=12))  # fmt: skip
def test_every_row_of_any_sheet_is_taken_known_or_given_back(rows):
    town = house.programme()
    body = csv(["comment", "date"], rows)
    read_rows, taken, known, back = accounted(brought_in(town, body))
    assert read_rows == len(rows)
    assert back == sum(not words.strip() or when == "never" for words, when in rows)
    assert taken == Voice.objects.filter(programme=town).count() and known == 0
    assert accounted(brought_in(town, body)) == (read_rows, 0, taken, back)


def test_looking_writes_nothing_and_says_what_taking_does(town):
    table = read_table(
        csv(["comment", "person", "date"], [["A", "P1", ""], ["B", "P1", ""], ["C", "P2", "never"]]), "a.csv"
    )
    before = AuditEvent.objects.count()
    looked = look_at(town, table, guess(table), BASIS)
    assert (looked.read, looked.taken, looked.given_back, looked.voices, looked.people) == (3, 2, 1, 2, 1)
    assert AuditEvent.objects.count() == before and not Voice.objects.exists() and not Participant.objects.exists()
    done = import_voices(programme=town, table=table, matching=guess(table), basis=BASIS, by=None)
    assert (done.read, done.taken, done.given_back, done.voices, done.people) == (3, 2, 1, 2, 1)


def test_a_fault_at_the_very_end_leaves_nothing_of_the_sheet(town, monkeypatch):
    def broken(*_):
        raise RuntimeError("a later stage failed")

    monkeypatch.setattr("coproduce.listening.verbs.importing.sheets.hand_on", broken)
    before = (AuditEvent.objects.count(), town.questions.count())
    table = read_table(csv(["comment", "person", "question"], [["A", "P1", "New?"]]), "a.csv")
    from dataclasses import replace

    with pytest.raises(RuntimeError):
        import_voices(programme=town, table=table, matching=replace(guess(table), add_all=True), basis=BASIS, by=None)
    assert (AuditEvent.objects.count(), town.questions.count()) == before
    assert not (
        Voice.objects.exists() or Participant.objects.exists() or ImportBatch.objects.exists() or Entry.objects.exists()
    )


def test_somebody_who_took_everything_back_does_not_return_with_a_sheet(town):
    rows = [["A bench", "P1"], ["Rain", "P2"]]
    brought_in(town, csv(["comment", "person"], rows))
    withdraw_everything(participant=Voice.objects.get(code="row 2").participant, by=None)
    done = brought_in(town, csv(["comment", "person"], [*rows, ["More of theirs", "P1"]]))
    assert set(Said.of(town)) == {"Rain"} and accounted(done)[1] == 0


def test_names_in_a_sheet_become_marks(town):
    brought_in(town, csv(["comment", "person"], [["A bench", "Maureen Smith"]]))
    assert Participant.objects.get().code.startswith("sheet-") and "Maureen" not in str(
        list(Participant.objects.values())
    )


class TestOneSheet:
    """From upload to account."""

    BODY = csv(["comment", "date"], [["A bench", ""], ["Rain", "never"]])

    def begun(self, town):
        return begin_import(programme=town, data=self.BODY, name="a.csv", by=None)

    def test_while_it_waits_it_lies_in_the_vault_and_its_headings_nowhere(self, town):
        batch = self.begun(town)
        assert open_table(batch).columns == ("comment", "date") and "comment" not in str(ImportBatch.objects.values())
        assert batch.rows_read == 2 and batch.done_at is None

    def test_taken_in_once_it_is_gone_but_for_the_rows_given_back(self, town):
        batch = self.begun(town)
        matching = guess(open_table(batch))
        assert b"Rain" in given_back(batch, matching, BASIS)
        confirm_import(batch=batch, matching=matching, basis=BASIS, by=None)
        assert batch.done_at and (batch.rows_taken, batch.rows_given_back) == (1, 1)
        kept = given_back(batch, matching, BASIS)
        assert b"Rain" in kept and b"A bench" not in kept
        with pytest.raises(Refused, match="Bring it in again"):
            confirm_import(batch=batch, matching=matching, basis=BASIS, by=None)
        assert Voice.objects.count() == 1

    def test_dropped_it_is_gone_and_given_back_rows_too(self, town):
        batch = self.begun(town)
        drop_import(batch=batch, by=None)
        assert not ImportBatch.objects.exists() and not Entry.objects.exists()
        done = self.begun(town)
        confirm_import(batch=done, matching=guess(open_table(done)), basis=BASIS, by=None)
        drop_import(batch=done, by=None)
        with pytest.raises(Refused, match="still in your own sheet"):
            given_back(done, Matching(), BASIS)
        assert ImportBatch.objects.get().rows_taken == 1

    @pytest.mark.parametrize(("hours", "everything", "left"), [(23, False, 1), (25, False, 0), (1, True, 0)])
    def test_what_nobody_finished_is_erased_after_a_day(self, town, hours, everything, left):
        from datetime import timedelta

        self.begun(town)
        with clock.at(clock.now() + timedelta(hours=hours)):
            assert purge_left_over(programme=town, everything=everything) == 1 - left
        assert ImportBatch.objects.count() == left == Entry.objects.count()

    @pytest.mark.parametrize(
        ("matching", "basis", "field"), [(Matching(), BASIS, "text"), (Matching(text=("comment",)), "  ", "basis")]
    )
    def test_what_is_missing_is_asked_for(self, town, matching, basis, field):
        table = read_table(self.BODY, "a.csv")
        with pytest.raises(Refused) as refused:
            import_voices(programme=town, table=table, matching=matching, basis=basis, by=None)
        assert refused.value.field == field and not ImportBatch.objects.exists()


class TestQueries:
    """None, one, many, and those that are not ours."""

    def test_nothing_yet(self, town):
        assert queries.voices_of(town.pk) == queries.sessions_of(town.pk) == queries.analysable(town.pk) == []
        assert queries.voices_in(town.pk) == queries.participants_in(town.pk) == 0
        assert queries.people_parts(town.pk) == queries.equality_rows(town.pk) == queries.concerns_of(town.pk) == []
        assert queries.voice(house.voice(house.programme("Other"), "x").pk) is not None

    def test_people_are_counted_once_and_notes_as_notes(self, town):
        one, two = house.participant(town), house.participant(town)
        ids = [house.voice(town, f"words {n}", who=who).pk for n, who in enumerate([one, one, two, None, None])]
        counted = queries.count_people(ids)
        assert (counted.known, counted.unsigned_notes) == (2, 2)
        assert queries.count_people([]).known == 0 and queries.people_of(ids)[ids[3]] is None

    def test_only_what_may_be_read_and_is_not_put_aside_is_for_analysis(self, town):
        yes = house.voice(town, "yes")
        house.voice(town, "no", agreed=[Purpose.HOLD])
        aside = house.voice(town, "aside")
        Voice.objects.filter(pk=aside.pk).update(state="concern")
        house.voice(house.programme("Other"), "theirs")
        assert [row.id for row in queries.analysable(town.pk)] == [yes.pk]
        assert queries.voices_in(town.pk) == 3

    def test_refusals_are_counted_by_people_and_sessions_by_what_came(self, town):
        from coproduce.listening.verbs import count_refusal

        room = house.session(town)
        for number in (1, 3):
            count_refusal(programme=town, session=room, how_many=number, by=None)
        count_refusal(programme=town, session=None, by=None)
        person = house.participant(town, room)
        house.voice(town, "one", at=room, who=person), house.voice(town, "two", at=room, who=person)
        (row,) = queries.sessions_of(town.pk)
        assert (row.refusals, row.voices, row.people) == (4, 2, 1)
        assert queries.sessions_of(town.pk, kind="campus") == []

    PARTS = [
        ({"sex": "Female", "age_band": "65-74", "carer": "yes"}, "woman, 65 or over, carer"),
        ({"sex": "Male", "age_band": "75+"}, "man, 65 or over"), ({"age_band": "25-34"}, "25-34"),
        ({"sex": "Prefer not to say", "age_band": "Prefer not to say", "carer": "no"}, ""), ({}, ""),
    ]  # fmt: skip

    @pytest.mark.parametrize(("answers", "said"), PARTS)
    def test_a_description_says_no_more_than_three_plain_things(self, town, answers, said):
        from coproduce.listening.verbs import answer_equality

        room = house.session(town, ward="Aston")
        person = house.participant(town, room)
        answer_equality(participant=person, answers=answers, by=None)
        for language in ("ur-PK", "en", "ur"):
            house.voice(town, f"in {language}", who=person, language=language)
        (found,) = queries.people_parts(town.pk)
        assert found.parts == {
            "kind": "workshop",
            "place": "Aston",
            "date": "March 2025",
            "language": "ur",
            "description": said,
        }
        assert queries.equality_rows(town.pk) == [{k: v for k, v in answers.items() if v}]
