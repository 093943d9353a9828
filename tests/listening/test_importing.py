# SPDX-License-Identifier: AGPL-3.0-or-later
"""A sheet comes in whole: every row is taken, known already, or given back with a reason; nothing twice."""

from dataclasses import replace
from datetime import timedelta

import pytest

from coproduce.formats.tables import read_table
from coproduce.formats.writing import write_xlsx
from coproduce.listening import voices
from coproduce.listening.models import Consent, ImportBatch, Participant, Voice
from coproduce.listening.verbs import importing, withdraw_everything, withdraw_voice
from coproduce.listening.verbs.importing import Matching, guess, import_voices, named
from coproduce.people.queries import SYSTEM
from coproduce.process import clock
from coproduce.process.consent import Purpose, Reading
from coproduce.programmes.verbs import Refused
from coproduce.themes.queries import themes_of
from tests import house
from tests.listening.sheets import BASIS, Said, accounted, brought_in, csv

pytestmark = pytest.mark.django_db(databases=["default", "keys"], transaction=True)
SHEET = b"question,answer,ok\nWhat helps you feel well?,Nothing,yes\nQ2,,yes\nwhat gets in the way,A friend,no\n"


def test_each_row_is_accounted_for_and_nothing_is_an_answer():
    town = house.programme()
    done = brought_in(town, SHEET, analyse="ok")
    assert accounted(done) == (3, 2, 0, 1)
    (problem,) = [p for p in done.problems if p.refused]
    assert problem.row == 3 and problem.column == "answer" and problem.mend
    assert set(Said.of(town)) == {"Nothing", "A friend"}
    assert {v.question.code for v in Voice.objects.all()} == {"Q1", "Q2"}


def test_the_same_sheet_twice_adds_nothing_in_whatever_order_form_or_company():
    town = house.programme()
    rows = [["Noise", "2025-01-02"], ["Noise", "2025-01-02"], ["None", ""], ["Buses", ""]]
    assert accounted(brought_in(town, csv(["text", "date"], rows))) == (4, 4, 0, 0)
    assert accounted(brought_in(town, csv(["text", "date"], rows[::-1]))) == (4, 0, 4, 0)
    book = write_xlsx(["text", "date"], [*rows, ["A new one", ""]])
    assert accounted(brought_in(town, book, "answers.xlsx")) == (5, 1, 4, 0)
    assert Voice.objects.count() == 5


def test_a_number_of_its_own_tells_rows_apart_and_survives_a_new_column():
    town = house.programme()
    brought_in(town, csv(["id", "text"], [["1", "None"], ["2", "None"]]))
    again = brought_in(
        town, csv(["id", "text", "ward"], [["2", "None", "Aston"], ["1", "None", ""], ["3", "None", ""]])
    )
    assert accounted(again) == (3, 1, 2, 0)


def test_without_consent_columns_a_basis_is_asked_and_nothing_is_quoted():
    town = house.programme()
    with pytest.raises(Refused, match="basis"):
        brought_in(town, SHEET, basis=" ")
    assert not Voice.objects.exists() and not ImportBatch.objects.exists()
    brought_in(town, csv(["text"], [["A walk"]]))
    assert {c.purpose: (c.given, c.basis) for c in Consent.objects.all()} == {
        "hold": (True, "lead's record"), "analyse": (True, "lead's record"), "quote": (False, "lead's record"),
    }  # fmt: skip
    assert ImportBatch.objects.get().basis == BASIS


def test_columns_of_consent_are_obeyed_and_a_no_to_keeping_keeps_nothing():
    town = house.programme()
    head = ["text", "May we keep it?", "May we read it?", "May we quote you?"]
    rows = [
        ["One", "yes", "Yes", "no"],
        ["Two", "yes", "no", "yes"],
        ["Three", "No", "yes", "yes"],
        ["Four", "y", "perhaps", ""],
    ]
    done = brought_in(town, csv(head, rows), basis="")
    assert accounted(done) == (4, 2, 0, 2)
    assert Consent.objects.filter(purpose="analyse", given=True).count() == 1
    assert Consent.objects.filter(purpose="quote", given=True).count() == 1
    assert {p.row: p.column for p in done.problems} == {4: "May we keep it?", 5: "May we read it?"}


def test_a_question_that_nobody_asked_is_given_back_until_somebody_says_that_it_is_ours():
    town = house.programme()
    sheet = csv(["question", "text"], [["What of the night?", "Street lights"], ["Q1", "Tea"]])
    done = brought_in(town, sheet)
    assert accounted(done) == (2, 1, 0, 1) and done.unknown == ("What of the night?",)
    assert town.questions.count() == 2
    table = read_table(sheet)
    ours = replace(guess(table), add=frozenset({"What of the night?"}))
    done = import_voices(programme=town, table=table, matching=ours, basis=BASIS, by=None)
    assert accounted(done) == (2, 1, 1, 0)
    assert accounted(brought_in(town, sheet)) == (2, 0, 2, 0)
    assert Voice.objects.filter(question__text="What of the night?").count() == 1


CITIZEN_SPACE = (
    ["Response ID", "Date Submitted", "1. What is your name? - Name", "2. What is your email address? - Email",
     "3. What helps you feel well? - Please tell us", "4. How often do you go out? - Often", "5. What would you change?"],
    [["ANON-1", "2025-03-01 10:00", "", "", "My allotment, every morning", "Daily", "Fewer forms to fill in"],
     ["ANON-2", "2025-03-02 11:30", "", "", "Singing with others", "Weekly", ""],
     ["ANON-3", "2025-03-02 11:45", "", "", "", "Daily", ""]],
)  # fmt: skip


def test_a_citizen_space_export_needs_no_renaming():
    town = house.programme()
    sheet = csv(*CITIZEN_SPACE)
    found = guess(read_table(sheet))
    assert found.text == (CITIZEN_SPACE[0][4], CITIZEN_SPACE[0][6]) and found.row_is_person
    assert found.of("id") == "Response ID" and found.of("date") == "Date Submitted"
    done = import_voices(
        programme=town, table=read_table(sheet), matching=replace(found, add_all=True), basis=BASIS, by=None
    )
    assert accounted(done) == (3, 2, 0, 1) and (done.voices, done.people) == (3, 2)
    assert Voice.objects.filter(question__text=CITIZEN_SPACE[0][6]).get().happened_at.date().isoformat() == "2025-03-01"


def test_a_sheet_that_was_coded_already_brings_its_themes():
    town = house.programme()
    rows = [["A bench", "Places; Company"], ["A choir", "company"], ["Nothing", ""]]
    done = brought_in(town, csv(["comment", "theme"], rows))
    assert accounted(done) == (3, 3, 0, 0) and "2 are new" in done.said[0]
    sizes = {row.name: row.size.voices for row in themes_of(town.pk)}
    assert sizes == {"Places": 1, "Company": 2}


def test_sessions_people_languages_and_ways_of_speaking():
    town = house.programme()
    hall = house.session(town)
    known = house.participant(town, hall)
    head = ["comment", "participant", "session", "language", "channel", "date", "translation"]
    rows = [
        ["پارک", known.code, hall.title, "Urdu", "Said aloud", "4 March 2025", "The park"],
        ["Trees", "Nadia", hall.code, "", "paper", "04/03/2025", ""],
        ["Shade", "Nadia", "", "en", "", "", ""],
    ]
    done = brought_in(town, csv(head, rows))
    assert accounted(done) == (3, 3, 0, 0) and done.people == 2
    urdu = Voice.objects.get(language="ur")
    assert urdu.participant == known and urdu.session == hall and urdu.channel == "spoken"
    assert Said.of(town)["پارک"].translation == "The park"
    assert not Participant.objects.filter(code__contains="Nadia").exists()
    assert Voice.objects.filter(participant__code__startswith="sheet-").count() == 2


def test_what_was_taken_back_does_not_come_in_again():
    town = house.programme()
    sheet = csv(["id", "person", "text"], [["1", "a", "One"], ["2", "b", "Two"], ["3", "b", "Three"]])
    brought_in(town, sheet)
    withdraw_voice(voice=Voice.objects.get(code="1"), by=None)
    withdraw_everything(participant=Voice.objects.get(code="2").participant, by=None)
    longer = sheet + b"4,b,Four\r\n"
    assert accounted(brought_in(town, longer)) == (4, 0, 4, 0)
    assert not Voice.objects.exists()


def test_a_mended_file_of_rows_given_back_comes_in():
    town = house.programme()
    batch = importing.begin_import(
        programme=town, data=csv(["text", "date"], [["=cmd()", "soon"], ["Fine", ""]]), name="a.csv", by=None
    )
    matching = guess(importing.open_table(batch))
    back = importing.given_back(batch, matching, BASIS)
    assert b"we cannot read this day" in back and b"'=cmd()" in back
    account = importing.confirm_import(batch=batch, matching=matching, basis=BASIS, by=None)
    assert accounted(account) == (2, 1, 0, 1) and importing.given_back(batch, matching, BASIS) == back
    assert accounted(brought_in(town, back.replace(b"soon", b"2025-02-01"))) == (1, 1, 0, 0)
    assert "=cmd()" in Said.of(town)


def test_a_sheet_that_nobody_finished_is_erased_and_at_once_when_somebody_withdraws():
    town = house.programme()
    first = importing.begin_import(programme=town, data=csv(["text"], [["One"]]), name="a.csv", by=None)
    with clock.at(clock.now() + timedelta(days=2)):
        assert importing.purge_left_over(programme=town) == 1
    assert not ImportBatch.objects.filter(pk=first.pk).exists()
    waiting = importing.begin_import(programme=town, data=csv(["text"], [["Two"]]), name="b.csv", by=None)
    withdraw_voice(voice=house.voice(town, "Two"), by=None)
    waiting.refresh_from_db()
    with pytest.raises(Refused, match="not kept here"):
        importing.open_table(waiting)


def test_a_failure_half_way_leaves_nothing(monkeypatch):
    town = house.programme()
    importing.register("a test", lambda *_: 1 / 0)
    try:
        with pytest.raises(ZeroDivisionError):
            brought_in(town, csv(["text", "theme", "person"], [["One", "T", "me"]]))
    finally:
        importing.register("a test", lambda *_: "")
    assert not Voice.objects.exists() and not Participant.objects.exists() and not ImportBatch.objects.exists()


def test_five_thousand_rows_come_in_at_once_and_each_person_once():
    town = house.programme()
    rows = [[str(n), f"p{n % 900}", f"Answer {n} of many", "2025-01-05"] for n in range(5000)]
    assert brought_in(town, csv(["id", "person", "text", "date"], rows)).taken == 5000
    assert Participant.objects.count() == 900


def test_real_comments_are_accounted_for_row_by_row(real_data):
    path = real_data / "nhs_fft_v6" / "comments.csv.gz"
    if not path.is_file():
        pytest.skip("the NHS comments are not on this machine")
    town = house.programme()
    table = read_table(path)
    matching = replace(named(table, text=["text"]), add_all=True)
    done = import_voices(programme=town, table=table, matching=matching, basis=BASIS, by=None)
    assert done.read == len(table.rows) == done.taken + done.known + done.given_back
    said = voices.read([v.id for v in Voice.objects.all()], purpose=Reading.ANALYSE, by=SYSTEM)
    wanted = sorted(row.cells["text"] for row in table.readable() if row.cells["text"].strip())
    assert sorted(w.text for w in said.values()) == wanted
    assert {"none", "nothing", "did not answer"} & {words.strip().casefold() for words in wanted}
    assert not Consent.objects.filter(purpose=Purpose.QUOTE, given=True).exists()
    assert not Voice.objects.filter(question=None).exists()


def test_matching_is_kept_by_place():
    table = read_table(csv(*CITIZEN_SPACE))
    found = guess(table)
    kept = found.to_places(table.columns, ["What?"])
    assert Matching.from_places(kept, table.columns) == found and "allotment" not in str(kept)
