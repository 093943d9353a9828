# SPDX-License-Identifier: AGPL-3.0-or-later
"""A sheet of people beside a census at the command line: no site, no network, the same bytes each time."""

import json
import os
import random
import subprocess
import sys
from pathlib import Path

import pytest

from coproduce.analysis.intervals import share_interval
from coproduce.cli.main import main
from coproduce.formats.tables import read_table
from coproduce.formats.writing import write_csv, write_xlsx
from coproduce.illustrative.files import participants
from tests.cli.test_analyse_themes import BLOCKED, refused

ROOT = Path(__file__).resolve().parents[2]
BIRMINGHAM = ROOT / "src/coproduce/heard/populations/birmingham-2021.csv"
FAITHS = [("Christian", 389_405), ("Muslim", 341_821), ("No religion", 276_322), ("Sikh", 33_126)]
BE_HEARD = [("Christian", 173), ("Muslim", 18), ("No religion", 141), ("Sikh", 10)]


@pytest.fixture
def population(tmp_path):
    path = tmp_path / "population.csv"
    path.write_bytes(write_csv(["characteristic", "category", "count"], [["religion", *line] for line in FAITHS]))
    return path


@pytest.fixture
def sample(tmp_path):
    path = tmp_path / "sample.csv"
    rows = [[faith] for faith, count in BE_HEARD for _ in range(count)] + [[""]] * 100 + [["Prefer not to say"]] * 5
    random.Random(4).shuffle(rows)
    path.write_bytes(write_csv(["religion"], rows))
    return path


def analyse(sample, population, out=None):
    out = out or sample.with_suffix(".json")
    assert main(["analyse", "reach", str(sample), "--population", str(population), "-o", str(out)]) == 0
    return json.loads(out.read_text(encoding="utf-8"))


def test_it_says_by_itself_that_five_in_a_hundred_were_muslim_where_a_third_are(sample, population):
    """Be Heard: 447 answers, 342 in four groups; 5.3 % Muslim against 32.8 % of the same four in the census."""
    result = analyse(sample, population)
    (faith,) = result["characteristics"]
    found = {each["category"]: each for each in faith["categories"]}
    muslim = found["Muslim"]
    assert (muslim["heard"], round(100 * muslim["share"], 1), round(100 * muslim["population_share"], 1)) == (
        18,
        5.3,
        32.8,
    )
    assert muslim["verdict"] == "fewer than expected" and muslim["ratio"] == pytest.approx(0.16, abs=0.005)
    assert muslim["interval"] == pytest.approx(share_interval(18, 342), rel=1e-8)
    assert {name: each["verdict"] for name, each in found.items() if name != "Muslim"} == {
        "Christian": "more than expected", "No religion": "more than expected", "Sikh": "about as many",
    }  # fmt: skip
    assert (faith["answered"], [(s["category"], s["heard"]) for s in faith["silence"]]) == (342, [("not answered", 100), ("prefer not to say", 5)])  # fmt: skip  # noqa: E501
    assert result["not_heard"] == []
    assert (
        result["more_conversations"][0]["category"] == "Muslim" and result["more_conversations"][0]["to_share"] == 141
    )


def test_the_contract(sample, population):
    result = analyse(sample, population)
    assert set(result) >= {"version", "settings", "input", "characteristics", "weights", "design_effect", "effective_n", "not_heard"}  # fmt: skip  # noqa: E501
    assert "not for publication" in result["publication"]
    assert result["input"] == {"rows": 447, "rows_read": 447, "not_read": []}
    assert len(result["weights"]) == 447 and sum(result["weights"]) == pytest.approx(447, rel=1e-6)
    weights = result["weights"]
    kish = 447 * sum(w * w for w in weights) / sum(weights) ** 2
    assert result["design_effect"] == pytest.approx(kish, rel=1e-6)
    assert result["effective_n"] == pytest.approx(447 / kish, rel=1e-6)
    assert "does not make people who chose to come stand for those who did not" in result["weighting"]["says"]


def test_the_illustrative_programme_beside_its_city(tmp_path):
    rows = participants()
    sheet = tmp_path / "people.csv"
    sheet.write_bytes(write_csv(list(rows[0]), [list(row.values()) for row in rows]))
    result = analyse(sheet, BIRMINGHAM)
    assert [each["name"] for each in result["characteristics"]] == sorted(
        each["name"] for each in result["characteristics"]
    )
    assert {"participant", "session"} == set(result["settings"]["columns_ignored"])
    assert {"characteristic": "religion", "category": "Jewish"} not in result["not_heard"], "nobody would be expected"
    men = next(one for one in result["more_conversations"] if one["category"] == "Male")
    assert men["characteristic"] == "sex" and men["to_share"] == 61
    assert ["Male", "Muslim"] in [gap["categories"] for gap in result["joint_gaps"]["gaps"]]
    assert result["more_conversations_together"]["people"] >= men["to_tell"]
    assert 1 < result["design_effect"] < 4 and result["weighting"]["converged"]


def test_csv_and_xlsx_and_any_order_of_rows_give_the_same_bytes_but_for_the_weights_places(
    sample, population, tmp_path
):
    # In a workbook a row of empty cells alone is no row, so each person has a number.
    rows = [[str(n), row.cells["religion"]] for n, row in enumerate(read_table(sample).rows)]
    sheets = {"a.csv": write_csv(["person", "religion"], rows), "a.xlsx": write_xlsx(["person", "religion"], rows)}
    for name, data in sheets.items():
        (tmp_path / name).write_bytes(data)
    table = tmp_path / "population.xlsx"
    table.write_bytes(
        write_xlsx(["characteristic", "category", "count"], [["religion", *line] for line in FAITHS[::-1]])
    )
    outs = []
    for source, census in (("a.csv", population), ("a.xlsx", table), ("a.csv", population)):
        analyse(tmp_path / source, census, tmp_path / "out.json")
        outs.append((tmp_path / "out.json").read_bytes())
    assert len(set(outs)) == 1 and str(tmp_path).encode() not in outs[0]
    mixed = tmp_path / "mixed.csv"
    mixed.write_bytes(write_csv(["person", "religion"], rows[::-1]))
    there, here = analyse(mixed, population), json.loads(outs[0])
    assert there.pop("weights")[::-1] == here.pop("weights") and there == here


def test_answers_in_any_case_and_answers_that_the_census_does_not_know(tmp_path, population, capsys):
    path = tmp_path / "a.csv"
    path.write_text("Religion\nmuslim\nMUSLIM\nJedi\n\n\nSikh\n", encoding="utf-8")
    result = analyse(path, population)
    (faith,) = result["characteristics"]
    assert {each["category"]: each["heard"] for each in faith["categories"]}["Muslim"] == 2
    assert faith["elsewhere"] == [{"category": "Jedi", "heard": 1}]
    assert "“Jedi” (1 people) is no category of population.csv" in capsys.readouterr().err
    assert {each["verdict"] for each in faith["categories"]} == {"too few to say"}


def test_a_row_that_cannot_be_read_is_given_back_and_the_others_count(tmp_path, population):
    path = tmp_path / "a.csv"
    path.write_text("religion,age\nSikh,1\nMuslim,2,3\nMuslim,4\n", encoding="utf-8")
    result = analyse(path, population)
    assert result["input"]["rows"] == 3 and result["input"]["not_read"][0]["row"] == 1
    assert len(result["weights"]) == 2


def test_the_site_is_never_loaded_and_no_connection_opened(sample, population, tmp_path):
    words = ["analyse", "reach", str(sample), "--population", str(population), "-o", str(tmp_path / "out.json")]
    done = subprocess.run(
        [sys.executable, "-c", BLOCKED, *words], env={**os.environ, "PYTHONPATH": str(ROOT / "src")},
        capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert done.stdout == "" and "447 people. Groups heard less than expected: 1." in done.stderr


@pytest.mark.parametrize(
    ("census", "said"),
    [
        ("characteristic,category\nreligion,Sikh\n", "no column “count”"),
        ("characteristic,category,count\nreligion,Sikh,many\n", "population.csv: Row 2, column “count”: “many”"),
        ("characteristic,category,count\nreligion,,3\n", "Row 2, column “category”: this is empty"),
        ("characteristic,category,count\nreligion,Sikh,3\nreligion,Sikh,4\n", "Row 3: “Sikh” stands twice"),
        ("characteristic,category,count\nreligion,Sikh,0\n", "counts nobody under “religion”"),
        ("characteristic,category,count\nage,old,3\n", "no characteristic in common"),
        ("characteristic,category,count\n", "no rows"),
    ],
)
def test_a_bad_population_ends_in_one_plain_line(census, said, sample, tmp_path, capsys):
    path = tmp_path / "population.csv"
    path.write_text(census, encoding="utf-8")
    out = tmp_path / "out.json"
    assert said in refused(capsys, "analyse", "reach", str(sample), "--population", str(path), "-o", str(out))
    assert not out.exists()


def test_a_bad_sample_ends_in_one_plain_line(population, tmp_path, capsys):
    path = tmp_path / "a.csv"

    def said(content):
        path.write_text(content, encoding="utf-8")
        return refused(capsys, "analyse", "reach", str(path), "--population", str(population), "-o", "-")

    assert "no rows" in said("religion\n")
    assert "two columns are called “religion”" in said("religion,Religion\nSikh,Sikh\n").replace("Two", "two")
    assert "required" in refused(capsys, "analyse", "reach", str(path))
    assert "no file gone.csv" in refused(
        capsys, "analyse", "reach", "gone.csv", "--population", str(population), "-o", "x"
    )
