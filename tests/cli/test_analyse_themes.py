# SPDX-License-Identifier: AGPL-3.0-or-later
"""A sheet of comments becomes theme suggestions at the command line: no site, no network, the same bytes each time."""

import gzip
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from coproduce.cli.main import main
from coproduce.formats.tables import read_table
from coproduce.formats.writing import write_csv, write_xlsx

COMMENTS = [
    ("What matters?", "The bus stops too early in the evening"), ("What matters?", "Buses never come on Sundays"),
    ("What matters?", "The number 11 bus is always late"), ("What matters?", "My allotment keeps me well"),
    ("What matters?", "Growing vegetables calms me"), ("What matters?", "We need more allotments and gardens"),
    ("What could be better?", "Nothing"), ("What could be better?", "None"), ("What could be better?", "N/A"),
    ("What could be better?", "I waited a year for counselling"), ("What could be better?", "The waiting list is long"),
    ("What could be better?", ""), ("What could be better?", "…"),
]  # fmt: skip
BLOCKED = """
import sys
class NoDjango:
    def find_spec(self, name, path=None, target=None):
        if name.split(".")[0] in ("django", "asgiref"):
            raise ImportError("analyse must not load " + name)
sys.meta_path.insert(0, NoDjango())
import socket
def refuse(*given, **named):
    raise AssertionError("analyse must not open a connection")
socket.socket.connect = socket.socket.connect_ex = socket.create_connection = refuse
from coproduce.cli.main import main
sys.exit(main())
"""


@pytest.fixture
def sheet(tmp_path: Path) -> Path:
    path = tmp_path / "comments.csv"
    path.write_bytes(write_csv(["question", "text"], COMMENTS))
    return path


def analyse(path: Path, *more: str, out: Path | None = None) -> dict:
    out = out or path.with_suffix(".json")
    assert main(["analyse", "themes", str(path), "--text", "text", *more, "-o", str(out)]) == 0
    return json.loads(out.read_text(encoding="utf-8"))


def refused(capsys, *words: str) -> str:
    assert main(list(words)) == 2
    said = capsys.readouterr().err.strip()
    assert said.startswith("coproduce: ") and "Traceback" not in said and "\n" not in said
    return said


def test_every_row_is_accounted_for(sheet):
    result = analyse(sheet, "--question", "question")
    assert set(result) >= {"version", "settings", "input", "themes", "assignments", "unassigned"}
    assert "not for publication" in result["publication"]
    assert result["input"] == {"rows": 13, "rows_read": 13, "not_read": []}
    assert result["unassigned"] == [{"row": 11, "reason": "empty"}, {"row": 12, "reason": "only punctuation"}]
    assert {given["row"] for given in result["assignments"]} == set(range(11))
    ids = [theme["id"] for theme in result["themes"]]
    assert ids == sorted(ids) and {given["theme"] for given in result["assignments"]} == set(ids)
    for theme in result["themes"]:
        assert set(theme) >= {"id", "label", "keyphrases", "size", "stability", "parent", "exemplars"}
        for phrase, place in zip(theme["keyphrases"], theme["keyphrase_places"], strict=True):
            assert COMMENTS[place["row"]][1][place["start"] : place["end"]] == phrase


def test_nothing_none_and_not_applicable_are_answers(sheet):
    result = analyse(sheet, "--question", "question")
    answer = next(theme for theme in result["themes"] if theme["kind"] == "answer")
    assert {given["row"] for given in result["assignments"] if given["theme"] == answer["id"]} == {6, 7, 8}
    assert answer["size"] == 3


def test_a_row_that_cannot_be_read_is_given_back_with_why_and_the_others_keep_their_numbers(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text("id,text\n1,The bus is late\n2,Warm, kind\n\n3,The garden is good\n", encoding="utf-8")
    result = analyse(path)
    assert result["input"]["rows"] == 3 and result["input"]["rows_read"] == 2
    assert result["input"]["not_read"][0]["row"] == 1
    assert {given["row"] for given in result["assignments"]} == {0, 2}


def test_csv_xlsx_and_packed_files_give_the_same_bytes(sheet, tmp_path):
    rows = [[row.cells["question"], row.cells["text"]] for row in read_table(sheet).rows]
    (tmp_path / "b.xlsx").write_bytes(write_xlsx(["question", "text"], rows))
    (tmp_path / "c.csv.gz").write_bytes(gzip.compress(sheet.read_bytes()))
    outs = []
    for name in ("comments.csv", "b.xlsx", "c.csv.gz", "comments.csv"):
        analyse(tmp_path / name, "--question", "question", out=tmp_path / "out.json")
        outs.append((tmp_path / "out.json").read_bytes())
    assert len(set(outs)) == 1
    assert str(tmp_path).encode() not in outs[0]


def test_people_are_counted_where_they_are_named(tmp_path):
    path = tmp_path / "a.csv"
    path.write_bytes(write_csv(["who", "text"], [["Ann", "The bus is late"], ["Ann", "The bus is late!"], ["Bo", "The bus is late"]]))  # fmt: skip  # noqa: E501
    assert analyse(path, "--person", "who")["themes"][0]["size"] == 2
    assert analyse(path)["themes"][0]["size"] == 3


def test_as_many_themes_as_asked(sheet):
    assert len(analyse(sheet, "--question", "question", "--themes", "3")["themes"]) == 3


def test_the_site_is_never_loaded_and_no_connection_opened(sheet, tmp_path):
    words = ["analyse", "themes", str(sheet), "--text", "text", "-o", str(tmp_path / "out.json")]
    source = str(Path(__file__).resolve().parents[2] / "src")
    done = subprocess.run(
        [sys.executable, "-c", BLOCKED, *words],
        env={**os.environ, "PYTHONPATH": source}, capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert "reading: " in done.stderr and done.stdout == ""
    assert json.loads((tmp_path / "out.json").read_text(encoding="utf-8"))["themes"]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "empty"),
        (b"id,text,text\n1,a,b\n", "Two columns in row 1 are called “text”"),
        (b"id,comment\n1,a\n", "There is no column “text”"),
        (b"id,text\n", "no rows"),
        (b'id,text\n1,"open\n2,b\n', "Row 2 opens a quotation mark"),
    ],
)
def test_bad_files_end_in_one_plain_line(content, said, tmp_path, capsys):
    (tmp_path / "a.csv").write_bytes(content)
    out = tmp_path / "out.json"
    assert said in refused(capsys, "analyse", "themes", str(tmp_path / "a.csv"), "--text", "text", "-o", str(out))
    assert not out.exists()


def test_bad_words_on_the_command_line_end_in_one_plain_line(sheet, tmp_path, capsys):
    start = ("analyse", "themes", str(sheet), "--text", "text")
    assert "--themes" in refused(capsys, *start, "--themes", "many", "-o", "x")
    assert "at least 1" in refused(capsys, *start, "--themes", "0", "-o", "x")
    assert "required" in refused(capsys, "analyse", "themes", str(sheet))
    assert "no file gone.csv" in refused(capsys, "analyse", "themes", "gone.csv", "--text", "text", "-o", "x")


def test_a_folder_that_is_not_there_is_said(sheet, tmp_path, capsys):
    words = ["analyse", "themes", str(sheet), "--text", "text", "-o", str(tmp_path / "none" / "x.json")]
    assert main(words) == 2
    assert "Choose a folder" in capsys.readouterr().err.splitlines()[-1]
