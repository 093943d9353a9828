# SPDX-License-Identifier: AGPL-3.0-or-later
"""`coproduce import voices`: what it says, what it gives back, and how it stops."""

import pytest

from coproduce.cli.main import main
from coproduce.formats.tables import read_table
from coproduce.listening.models import Voice
from coproduce.programmes.verbs import create_programme
from tests import house
from tests.listening.sheets import Said, csv

pytestmark = pytest.mark.django_db(databases=["default", "keys"], transaction=True)
BASIS = ["--basis", "Published feedback"]


@pytest.fixture(autouse=True)
def _in_this_house(monkeypatch, settings):
    """The command opens the house of the test."""
    monkeypatch.setenv("COPRODUCE_DATA", str(settings.DATA_DIR))
    monkeypatch.setattr("coproduce.cli.house.bring_up_to_date", lambda: None)


def sheet(tmp_path, head, rows, name="answers.csv"):  # noqa: ANN001, ANN201
    path = tmp_path / name
    path.write_bytes(csv(head, rows))
    return path


def test_it_tells_what_it_found_and_gives_back_what_it_could_not_read(tmp_path, capsys):
    town = house.programme()
    path = sheet(tmp_path, ["comment", "date", "ward"], [["A bench", "2025-02-01", "A"], ["=1+1", "never", "B"]])
    assert main(["import", "voices", str(path), "--programme", town.slug, *BASIS]) == 0
    said = capsys.readouterr().out
    assert "comment: What people said" in said and "ward: left out" in said
    assert "2 rows read: 1 taken (1 voices, 0 people we can tell apart), 0 known already, 1 given back." in said
    (back,) = read_table(tmp_path / "answers.csv.given-back.csv").rows
    assert back.cells["comment"] == "=1+1" and back.cells["What to do"].startswith("Write it as")
    assert "'=1+1" in (tmp_path / "answers.csv.given-back.csv").read_text("utf-8-sig")
    assert main(["import", "voices", str(path), "--programme", town.slug, *BASIS]) == 0
    assert "0 taken (0 voices, 0 people we can tell apart), 1 known already" in capsys.readouterr().out


def test_looking_takes_nothing_in(tmp_path, capsys):
    town = house.programme()
    path = sheet(tmp_path, ["comment"], [["A bench"]])
    assert main(["import", "voices", str(path), "--programme", town.slug, "--look", "--question", "New?"]) == 0
    assert "1 taken" in capsys.readouterr().out and not Voice.objects.exists() and town.questions.count() == 2


def test_a_question_may_be_a_column_or_the_question_itself(tmp_path):
    town = house.programme()
    column = sheet(tmp_path, ["asked of them", "said"], [["Q2", "Noise"]], "one.csv")
    itself = sheet(tmp_path, ["said"], [["Silence"]], "two.csv")
    main(["import", "voices", str(column), "--programme", town.slug, "--question", "asked of them", *BASIS])
    main(["import", "voices", str(itself), "--programme", town.slug, "--question", "What gets in the way?", *BASIS])
    assert set(Voice.objects.values_list("question__code", flat=True)) == {"Q2"} and len(Said.of(town)) == 2


@pytest.mark.parametrize(("extra", "taken"), [([], 0), (["--add-questions"], 1)])
def test_a_guide_is_not_added_to_unasked(tmp_path, capsys, extra, taken):
    town = house.programme()
    path = sheet(tmp_path, ["question", "answer"], [["What of the night?", "Lights"]])
    assert main(["import", "voices", str(path), "--programme", town.slug, *BASIS, *extra]) == 0
    said = capsys.readouterr().out
    assert Voice.objects.count() == taken and ("--add-questions" in said) is not bool(taken)


def test_a_programme_without_a_guide_takes_that_of_the_sheet(tmp_path):
    town = create_programme(name="New Town", aim="", by=None, brought_in=True)
    house.programmes.set_stage(programme=town, key=house.StageKey.LISTEN, state=house.StageState.OPEN, by=None)
    path = sheet(tmp_path, ["question", "answer"], [["What of the night?", "Lights"]])
    assert main(["import", "voices", str(path), "--programme", town.slug, *BASIS]) == 0
    assert town.questions.get().text == "What of the night?"


@pytest.mark.parametrize(
    ("head", "rows", "extra", "said"),
    [
        (["comment"], [["A bench"]], [], "Record on what basis"),
        (["comment"], [["A bench"]], ["--text", "words", *BASIS], "There is no column “words”. Row 1 has: “comment”."),
        (["a", "b"], [["1", "2"], ["3", "4"]], BASIS, "Say which column holds what people said."),
        (["comment"], [["A bench"]], ["--session", "S99", *BASIS], "There is no session “S99”"),
        (["comment"], [["A bench"]], ["--language", "Klingon tongue", *BASIS], "We know no language"),
        (["text", "text"], [["One", "Two"]], ["--text", "text", *BASIS], "Two columns in row 1 are called “text”."),
    ],
)
def test_each_fault_is_one_line_with_its_mend_and_nothing_is_taken(tmp_path, capsys, head, rows, extra, said):
    town = house.programme()
    path = sheet(tmp_path, head, rows)
    assert main(["import", "voices", str(path), "--programme", town.slug, *extra]) == 2
    told = capsys.readouterr().err
    assert said in told and told.count("\n") == 1 and not Voice.objects.exists()
    assert list(tmp_path.iterdir()) == [path]


def test_a_file_that_is_not_there_and_a_programme_that_is_not_there(tmp_path, capsys):
    town = house.programme()
    assert main(["import", "voices", str(tmp_path / "no.csv"), "--programme", town.slug]) == 2
    assert "There is no file no.csv." in capsys.readouterr().err
    assert main(["import", "voices", str(tmp_path / "no.csv"), "--programme", "nowhere"]) == 2
    assert town.slug in capsys.readouterr().err
