# SPDX-License-Identifier: AGPL-3.0-or-later
"""What every `analyse` command writes: the same bytes each time, whole or not at all, and how far it is."""

import io
import json
import math
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coproduce.cli import analyse_output as output
from coproduce.cli.stopping import Stop
from coproduce.formats.tables import Problem, Table

VALUES = [
    (1 / 3, 9, 0.333333333), (1 / 3, 12, 0.333333333333), (123456789.123, 9, 123456789.0), (float("nan"), 9, None),
    (float("inf"), 9, None), (True, 9, True), (None, 9, None), (7, 9, 7), ("0.33333333333", 9, "0.33333333333"),
    ([1 / 3, (2 / 3,)], 3, [0.333, [0.667]]), ({"a": {"b": 1e-20 / 3}}, 2, {"a": {"b": 3.3e-21}}), (-0.0, 9, -0.0),
]  # fmt: skip


@pytest.mark.parametrize(("value", "digits", "found"), VALUES)
def test_figures_are_rounded_and_nothing_else_is_changed(value, digits, found):
    assert output.rounded(value, digits) == found


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_rounding_twice_is_rounding_once_and_changes_little(value):
    once = output.rounded(value)
    assert output.rounded(once) == once and math.isclose(once, value, rel_tol=1e-8, abs_tol=5e-324)


def test_the_same_result_gives_the_same_bytes_and_letters_stay_letters(tmp_path):
    result = {"label": "چائے 🙂", "share": 1 / 3, "rows": [1, 2]}
    for name in ("one.json", "two.json"):
        output.write(result, tmp_path / name)
    one = (tmp_path / "one.json").read_bytes()
    assert one == (tmp_path / "two.json").read_bytes() and "چائے 🙂".encode() in one and one.endswith(b"}\n")
    assert json.loads(one) == {"label": "چائے 🙂", "share": 0.333333333, "rows": [1, 2]}
    assert sorted(path.name for path in tmp_path.iterdir()) == ["one.json", "two.json"]


def test_a_dash_writes_to_whoever_reads_us(capsys):
    output.write({"n": 1}, Path("-"))
    assert json.loads(capsys.readouterr().out) == {"n": 1}


FAULTS = {
    "a folder that is not there": ("no/such/out.json", "Choose a folder that is there."),
    "a folder of that name": ("folder", "Choose another name or folder."),
}


@pytest.mark.parametrize("name", FAULTS)
def test_where_it_cannot_write_it_says_so_and_leaves_nothing(tmp_path, name):
    where, mend = FAULTS[name]
    (tmp_path / "folder").mkdir()
    with pytest.raises(Stop) as stopped:
        output.write({"n": 1}, tmp_path / where)
    assert stopped.value.mend == mend and [path.name for path in tmp_path.rglob("*")] == ["folder"]


def test_an_older_result_stays_until_the_new_one_is_whole(tmp_path):
    (tmp_path / "out.json").write_text("the older one")
    with pytest.raises(TypeError):
        output.write({"n": object()}, tmp_path / "out.json")
    assert (tmp_path / "out.json").read_text() == "the older one" and len(list(tmp_path.iterdir())) == 1


@pytest.mark.parametrize(("body", "said"), [(b"", "The file is empty."), (b"PK\x03\x04x", "The workbook is damaged.")])
def test_a_file_that_cannot_be_read_is_named_with_its_mend(tmp_path, body, said):
    (tmp_path / "a.xlsx").write_bytes(body)
    with pytest.raises(Stop) as stopped:
        output.read(tmp_path / "a.xlsx")
    assert stopped.value.what == f"a.xlsx: {said}" and stopped.value.mend


def test_a_column_is_named_as_it_stands_or_refused_with_those_there_are():
    table = Table(("Comment",), [], [])
    assert output.column(table, "comment") == "Comment"
    with pytest.raises(Stop, match="There is no column “words”. Row 1 has: “Comment”."):
        output.column(table, "words")


@pytest.mark.parametrize(("number", "lines", "last"), [(0, 0, ""), (20, 20, "Row 21"), (23, 21, "… and 3 more notes")])
def test_the_first_notes_are_told_and_the_rest_counted(capsys, number, lines, last):
    output.tell(Table((), [], [Problem(n + 2, None, "is odd.", "Look at it.") for n in range(number)]))
    said = capsys.readouterr().err.splitlines()
    assert len(said) == lines and (not last or said[-1].startswith(last))


class Terminal(io.StringIO):
    """A stream that says that somebody watches."""

    def isatty(self):
        return True


def test_progress_is_a_line_for_each_quarter_where_nobody_watches(capsys):
    progress = output.Progress()
    for done in range(101):
        progress("reading", done, 100)
    said = capsys.readouterr().err.splitlines()
    assert said == ["reading: 0 of 100", "reading: 25 of 100", "reading: 50 of 100", "reading: 75 of 100",
                    "reading: 100 of 100"]  # fmt: skip


def test_progress_of_one_piece_says_that_it_began_and_ended(capsys):
    progress = output.Progress()
    for done in (0, 1, 1):
        progress("sorting", done, 1)
    progress("nothing", 0, 0)
    assert capsys.readouterr().err.splitlines() == ["sorting …", "sorting: done", "nothing …"]


def test_on_a_terminal_progress_stays_on_its_line_until_it_is_done(monkeypatch):
    screen = Terminal()
    monkeypatch.setattr(sys, "stderr", screen)
    progress = output.Progress()
    for done in (0, 500, 1000):
        progress("reading", done, 1000)
    assert screen.getvalue().count("\n") == 1 and screen.getvalue().endswith("1000 of 1000\n")
    assert screen.getvalue().count("\r") == 3
