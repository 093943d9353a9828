# SPDX-License-Identifier: MIT
"""Workbooks and Parquet files come in as the text that a person would read."""

import io
from datetime import date, datetime, time

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from openpyxl import Workbook

from coproduce.formats.tables import Unreadable, read_table


def workbook(*rows, merge: str = "", hidden_first: bool = False) -> bytes:
    book = Workbook()
    sheet = book.active
    sheet.title = "Voices"
    for row in rows:
        sheet.append(row)
    if merge:
        sheet.merge_cells(merge)
    if hidden_first:
        secret = book.create_sheet("Lists", 0)
        secret.append(["do not", "read"])
        secret.sheet_state = "hidden"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def test_cells_become_the_text_that_a_person_reads():
    data = workbook(
        ["text", "n"],
        [3, 3.5], [datetime(2026, 3, 1), date(2026, 3, 2)], [time(9, 30), True], ["None", 1e-7], ["N/A", None],
    )  # fmt: skip
    table = read_table(data, "a.xlsx")
    cells = [(row.cells["text"], row.cells["n"]) for row in table.rows]
    assert cells == [("3", "3.5"), ("2026-03-01", "2026-03-02"), ("09:30", "TRUE"), ("None", "1e-07"), ("N/A", "")]


def test_rows_keep_the_spreadsheets_numbers_past_blank_ones():
    table = read_table(workbook(["text", "q"], ["a", "1"], [], ["b", "2"]), "a.xlsx")
    assert [(row.index0, row.sheet_row) for row in table.rows] == [(0, 2), (1, 4)]


def test_the_visible_sheet_is_read_and_others_are_named():
    table = read_table(workbook(["text"], ["hello"], hidden_first=True), "a.xlsx")
    assert table.rows[0].cells["text"] == "hello"
    assert "Lists" in table.problems[0].what
    asked = read_table(workbook(["text"], ["hello"], hidden_first=True), "a.xlsx", sheet="Lists")
    assert asked.columns == ("do not", "read")
    with pytest.raises(Unreadable, match="no sheet"):
        read_table(workbook(["text"], ["hello"]), "a.xlsx", sheet="Nowhere")


def test_merged_cells_are_not_copied_into_new_voices_but_told():
    table = read_table(workbook(["q", "text"], ["Q1", "one"], [None, "two"], merge="A2:A3"), "a.xlsx")
    assert [row.cells["q"] for row in table.rows] == ["Q1", ""]
    assert table.problems[0].row == 2 and "A2:A3" in table.problems[0].what


def test_an_empty_workbook_is_said():
    with pytest.raises(Unreadable, match="nothing on any sheet"):
        read_table(workbook(), "a.xlsx")


def test_parquet_is_read_as_text():
    out = io.BytesIO()
    columns = {"text": ["None", "", None], "n": [1.0, 2.5, None], "tags": [["a"], [], None]}
    pq.write_table(pa.table(columns), out)
    table = read_table(out.getvalue(), "a.parquet")
    assert [row.cells for row in table.rows] == [
        {"text": "None", "n": "1", "tags": '["a"]'}, {"text": "", "n": "2.5", "tags": "[]"},
        {"text": "", "n": "", "tags": ""},
    ]  # fmt: skip
