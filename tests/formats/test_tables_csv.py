# SPDX-License-Identifier: MIT
"""A sheet of answers comes in from wherever it was made, and every row is accounted for."""

import gzip
from pathlib import Path

import pytest

from coproduce.formats.tables import Unreadable, read_table


def texts(data: bytes, column: str = "text", **options) -> list[str]:
    return [row.cells[column] for row in read_table(data, "voices.csv", **options).rows]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_unicode_files_are_read_whatever_wrote_them(encoding, ending):
    greeting = "plain" if encoding == "utf-16-le" else "ਸਤ ਸ੍ਰੀ ਅਕਾਲ"
    sheet = ending.join(["id,text", "1,Café on the corner", f"2,{greeting}", ""])
    assert texts(sheet.encode(encoding))[0] == "Café on the corner"
    assert len(texts(sheet.encode(encoding))) == 2


def test_an_older_windows_file_is_read_and_the_person_is_told():
    table = read_table("id,text\n1,fine\n2,The café costs £3 – “too much”\n".encode("cp1252"), "a.csv")
    assert table.rows[1].cells["text"] == "The café costs £3 – “too much”"
    assert table.encoding == "cp1252"
    assert "line 3" in table.problems[0].what and "Windows-1252" in table.problems[0].what


def test_answers_that_look_like_nothing_are_answers():
    assert texts(b"text\nNone\nN/A\nNothing\nnan\nNULL\n-\n") == ["None", "N/A", "Nothing", "nan", "NULL", "-"]


def test_blank_lines_are_not_rows_and_rows_of_empty_cells_are():
    table = read_table(b"id,text\n1,one\n\n   \n,\n2,two\n\n", "a.csv")
    assert [(row.index0, row.sheet_row, row.cells["text"]) for row in table.rows] == [
        (0, 2, "one"), (1, 5, ""), (2, 6, "two"),
    ]  # fmt: skip


def test_one_column_may_hold_an_empty_cell_and_commas():
    table = read_table(b'text\nStaff, food, and parking\n""\n\n"Kind, very kind"\n', "a.csv")
    assert [row.cells["text"] for row in table.rows] == ["Staff, food, and parking", "", "Kind, very kind"]
    assert [row.sheet_row for row in table.rows] == [2, 3, 5]


def test_a_quoted_line_break_stays_in_its_cell_and_rows_keep_the_numbers_of_a_spreadsheet():
    table = read_table(b'id,text\n1,"first line\nsecond line"\n2,after\n', "a.csv")
    assert table.rows[0].cells["text"] == "first line\nsecond line"
    assert table.rows[1].sheet_row == 3


@pytest.mark.parametrize("mark", [",", ";", "\t", "|"])
def test_the_separator_is_found(mark):
    sheet = f'id{mark}text{mark}place\n1{mark}"Warm, kind; and | quick"{mark}Hub\n2{mark}Late{mark}Hub\n'
    table = read_table(sheet.encode(), "a.csv")
    assert table.columns == ("id", "text", "place")
    assert table.rows[0].cells["text"] == "Warm, kind; and | quick"


def test_headings_with_commas_do_not_mislead_the_separator():
    table = read_table(b"id;What, if anything, would you change?;Where\n1;Buses, mostly;Hub\n2;Nothing;Hub\n", "a.csv")
    assert table.columns[1] == "What, if anything, would you change?"


def test_excels_own_instruction_line_is_no_heading():
    table = read_table(b"sep=;\r\nid;text\r\n1;a, b\r\n", "a.csv")
    assert table.columns == ("id", "text") and table.rows[0].sheet_row == 2


def test_a_packed_file_is_read():
    assert texts(gzip.compress(b"text\nhello\n")) == ["hello"]


def test_a_row_with_too_many_cells_is_given_back_and_a_short_one_is_told():
    table = read_table(b"id,text\n1,Warm, kind\n2\n3,ok,\n", "a.csv")
    assert [row.refused for row in table.rows] == [True, False, False]
    assert [row.index0 for row in table.readable()] == [1, 2]
    assert "Row 2" in table.problems[0].sentence() and "quotation marks" in table.problems[0].mend
    assert table.problems[1].row == 3


def test_hidden_characters_are_kept_and_reported_with_row_and_column():
    table = read_table("id,text\n1,pay\u200bpal\n2,\u202eevil\n3,a\x00b\n".encode(), "a.csv")
    assert [row.cells["text"] for row in table.rows] == ["pay\u200bpal", "\u202eevil", "ab"]
    assert [(problem.row, problem.column) for problem in table.problems] == [(2, "text"), (3, "text"), (4, "text")]
    assert "right-to-left override" in table.problems[1].what


def test_joiners_of_urdu_and_emoji_are_at_home():
    assert read_table("id,text\n1,می\u200cخواهم\n2,👩\u200d⚕️\n".encode(), "a.csv").problems == []


def test_repeated_and_missing_headings_are_told_and_a_choice_between_them_refused():
    table = read_table(b"id,text,text,\n1,a,b,c\n", "a.csv")
    assert table.columns == ("id", "text", "text (2)")
    with pytest.raises(Unreadable, match="Two columns in row 1 are called “text”"):
        table.need("text")
    assert read_table(b"id,,text\n1,a,b\n", "a.csv").columns == ("id", "Column B", "text")


def test_a_column_that_is_not_there_is_answered_with_those_that_are():
    table = read_table(b"id,Comment\n1,a\n", "a.csv")
    assert table.need("comment ") == "Comment"
    with pytest.raises(Unreadable, match="“id”, “Comment”"):
        table.need("text")


def test_a_file_without_headings_is_noticed():
    assert "looks like an answer" in read_table(b"1,5\n2,6\n", "a.csv").problems[0].what


@pytest.mark.parametrize(
    ("data", "name", "said"),
    [
        (b"", "a.csv", "empty"),
        (b" \r\n \n", "a.csv", "empty"),
        (b"\xef\xbb\xbf", "a.csv", "empty"),
        (b",,\n1,2,3\n", "a.csv", "no headings"),
        (b'id,text\n1,"never closed\n2,next\n3,more\n', "a.csv", "Row 2 opens a quotation mark"),
        (b"\xff\xfeid,text", "a.csv", "UTF-16"),
        (b"\x1f\x8b\x08broken", "a.csv.gz", "damaged"),
        (b"PK\x03\x04broken", "a.xlsx", "damaged"),
        (b"\xd0\xcf\x11\xe0old", "a.xls", "old Excel"),
        (b"%PDF-1.7", "a.csv", "PDF"),
        (b"id,text\n", "a.xlsx", "not one inside"),
        (b"PK\x03\x04", "a.ods", "OpenDocument"),
        (b"PAR1 but no", "a.parquet", "damaged"),
    ],
)
def test_what_cannot_be_read_is_said_with_its_mend(data, name, said):
    with pytest.raises(Unreadable, match=said) as refusal:
        read_table(data, name)
    assert refusal.value.mend.endswith(".") or refusal.value.mend


def test_a_file_that_is_too_large_is_refused_packed_or_not():
    big = b"text\n" + b"word\n" * 1000
    for data in (big, gzip.compress(big)):
        with pytest.raises(Unreadable, match="larger than 1000 bytes"):
            read_table(data, "a.csv", limit=1000)


def test_paths_are_read_and_their_faults_said(tmp_path: Path):
    (tmp_path / "a.csv").write_bytes(b"text\nhi\n")
    assert read_table(tmp_path / "a.csv").rows[0].cells == {"text": "hi"}
    with pytest.raises(Unreadable, match="no file b.csv"):
        read_table(tmp_path / "b.csv")
    with pytest.raises(Unreadable, match="folder"):
        read_table(tmp_path)


def test_a_spoilt_file_does_not_drown_its_reader():
    table = read_table(("id,text\n" + "1,a\u200bb\n" * 500).encode(), "a.csv")
    assert len(table.problems) == 201 and "300 more" in table.problems[-1].what
