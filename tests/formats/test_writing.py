# SPDX-License-Identifier: MIT
"""What goes out opens in a spreadsheet without running, and what was given back can be mended and brought in again."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coproduce.formats.guarding import guard, unguard
from coproduce.formats.problems import given_back, write_given_back
from coproduce.formats.rows import Problem
from coproduce.formats.tables import read_table
from coproduce.formats.writing import write_csv, write_xlsx

NASTY = ['=HYPERLINK("http://x")', "+1", "-2+3", "@SUM(A1)", "\tx", "\rx", " =1+1", "＝1"]


@pytest.mark.parametrize("text", NASTY)
@pytest.mark.parametrize("write", [write_csv, write_xlsx])
def test_no_cell_is_a_formula(text, write):
    data = write(["text", "n"], [[text, -2]])
    row = read_table(data, "a.xlsx" if write is write_xlsx else "a.csv").rows[0]
    assert row.cells["text"].startswith("'")
    assert row.cells["n"] == "-2"


@given(st.text())
def test_guarding_is_undone_exactly(text):
    assert unguard(guard(text)) == text


ANYTHING = st.text(alphabet=st.characters(exclude_characters="\x00\ufeff", codec="utf-8"))


@given(st.lists(st.tuples(ANYTHING, st.integers())))
def test_csv_comes_back_as_it_went_out(rows):
    table = read_table(write_csv(["text", "n"], rows), "a.csv", delimiter=",")
    assert [(row.cells["text"], row.cells["n"]) for row in table.rows] == [(guard(text), str(n)) for text, n in rows]


def test_a_column_of_empty_answers_keeps_its_rows():
    assert len(read_table(write_csv(["text"], [[""], ["a"], [""]]), "a.csv").rows) == 3


def test_control_characters_do_not_stop_a_workbook():
    assert read_table(write_xlsx(["text"], [["a\x07b"]]), "a.xlsx").rows[0].cells["text"] == "a\ufffdb"


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_rows_given_back_can_be_mended_and_read_again(form):
    table = read_table(b"id,text\n1,Warm, kind\n2,ok\n3,=danger\n", "a.csv")
    unknown = Problem(4, "text", "the question is unknown.", "Choose one of the guide.", refused=True)
    problems = [*table.problems, unknown]
    assert [row.sheet_row for row, _ in given_back(table, problems)] == [2, 4]
    data = write_given_back(table, problems, form)
    again = read_table(data, f"back.{form}")
    assert [row.cells["Row in your file"] for row in again.rows] == ["2", "4"]
    assert again.rows[0].cells["Cell 1 too many"] == " kind"
    assert again.rows[1].cells["text"] == "=danger"
    assert "text: the question is unknown." in again.rows[1].cells["What is wrong"]
