# SPDX-License-Identifier: MIT
"""Headings, hidden characters, the text of a cell: each rule beside the reason for it."""

from datetime import date, datetime, time, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coproduce.formats.characters import hidden_in, problems_in, without_nul
from coproduce.formats.decoding import decide
from coproduce.formats.guarding import guard, unguard
from coproduce.formats.headings import headings, letter
from coproduce.formats.rows import Problem, Row, Table, Unreadable
from coproduce.formats.tables import read_table
from coproduce.formats.workbook import as_text
from coproduce.formats.writing import write_csv, write_xlsx


@pytest.mark.parametrize(
    ("place", "name"), [(0, "A"), (25, "Z"), (26, "AA"), (51, "AZ"), (52, "BA"), (701, "ZZ"), (702, "AAA")]
)
def test_columns_have_the_letters_of_a_spreadsheet(place, name):
    assert letter(place) == name


@given(st.integers(min_value=0, max_value=18_277))  # ZZZ is the last that the other library knows
def test_each_column_has_a_letter_of_its_own(place):
    from openpyxl.utils import get_column_letter

    assert letter(place) == get_column_letter(place + 1)


HEADINGS = {
    "as they stand": (["id", "text"], ("id", "text"), []),
    "spaces round them go": ([" id ", "text\t"], ("id", "text"), []),
    "a mark for the encoding is no part of a name": (["\ufeffid", "text"], ("id", "text"), []),
    "empty ones at the end are no columns": (["id", "text", "", " "], ("id", "text"), []),
    "a blank one takes its letter": (["id", "", "text"], ("id", "Column B", "text"), ["column B has no heading"]),
    "twice the same": (["text", "text"], ("text", "text (2)"), ["stands there 2 times"]),
    "thrice the same": (["a", "a", "a"], ("a", "a (2)", "a (3)"), ["2 times", "3 times"]),
    "the name that we would give is taken": (["a", "a (2)", "a"], ("a", "a (2)", "a (2)′"), ["2 times"]),
    "figures alone are probably an answer": (["12", "3.5"], ("12", "3.5"), ["looks like an answer"]),
    "a heading as long as an answer": (["x" * 301], ("x" * 301,), ["looks like an answer"]),
    "a long question is still a heading": (["x" * 300], ("x" * 300,), []),
}


@pytest.mark.parametrize("name", HEADINGS)
def test_headings(name):
    cells, columns, told = HEADINGS[name]
    found = headings(cells, 3)
    assert found.columns == columns and len(set(columns)) == len(columns)
    assert len(found.problems) == len(told)
    for problem, said in zip(found.problems, told, strict=True):
        assert said in problem.what and problem.row == 3 and problem.mend and not problem.refused


@pytest.mark.parametrize("cells", [[], [""], ["", "  ", "\ufeff"]])
def test_a_row_without_headings_is_refused(cells):
    with pytest.raises(Unreadable, match="Row 1 has no headings. Put a name above each column."):
        headings(cells, 1)


@given(st.lists(st.text(alphabet="ab ()23", max_size=6), min_size=1, max_size=8))
def test_no_two_columns_ever_share_a_name(cells):
    try:
        found = headings(cells, 1)
    except Unreadable:
        assert not any(cell.strip() for cell in cells)
    else:
        assert len(set(found.columns)) == len(found.columns) <= len(cells)


HIDDEN = {
    "plain words": ("Warm and kind", []),
    "letters of many languages": ("Café ਸਤ اردو 中文", []),
    "a space that nobody sees": ("zero\u200bwidth", ["zero-width space"]),
    "an override that turns words round": ("pay \u202eten", ["right-to-left override"]),
    "each is named once": ("\u200ba\u200bb\u00ad", ["zero-width space", "soft hyphen"]),
    "a joiner in Urdu is at home": ("می\u200cخواهم", []),
    "a joiner in a family of emoji is at home": ("👨\u200d👩\u200d👧", []),
    "a joiner between Latin letters is not": ("a\u200db", ["zero-width joiner"]),
    "a mark in the middle of a text": ("a\ufeffb", ["zero-width no-break space"]),
}


@pytest.mark.parametrize("name", HIDDEN)
def test_what_nobody_sees_is_named_unless_it_belongs_to_the_language(name):
    text, named = HIDDEN[name]
    assert hidden_in(text) == named


CHARACTERS = {
    "zero bytes go": ("A\x00B", "zero bytes were taken out"),
    "control characters stay": ("A\x07B", "holds control characters; we kept them"),
    "letters that were lost before": ("Caf\ufffd", "some letters were lost"),
    "hidden ones stay": ("A\u2066B", "first strong isolate|left-to-right isolate"),
}


@pytest.mark.parametrize("name", CHARACTERS)
def test_each_oddity_is_told_with_its_row_and_column(name):
    import re

    text, said = CHARACTERS[name]
    (problem,) = problems_in(text, 7, "text")
    assert re.search(said, problem.what) and (problem.row, problem.column) == (7, "text") and not problem.refused
    assert problems_in("Warm and kind\nwith a second line\tand a tab", 7, "text") == []


@given(st.text())
def test_without_zero_bytes_all_else_stays(text):
    assert without_nul(text) == "".join(sign for sign in text if sign != "\x00")


TEXTS = [
    (None, "", "an empty cell"), (True, "TRUE", "as a spreadsheet shows it"), (False, "FALSE", ""),
    (3, "3", ""), (3.0, "3", "whole numbers lose their point"), (-2.5, "-2.5", ""), (0.1 + 0.2, "0.3", "as shown"),
    (1e20, "1e+20", "too large to be a count"), (float("inf"), "inf", ""), (Decimal("1.50"), "1.50", "as it was"),
    (date(2025, 3, 4), "2025-03-04", ""), (datetime(2025, 3, 4), "2025-03-04", "midnight is a day"),
    (datetime(2025, 3, 4, 9, 5), "2025-03-04 09:05:00", ""), (time(9, 5), "09:05", ""),
    (timedelta(hours=1), "1:00:00", ""), ("None", "None", "an answer"), ("a_x000D_\nb", "a\nb", "Excel's line ends"),
    ("a_x000D_b", "a\nb", ""),
]  # fmt: skip


@pytest.mark.parametrize(("value", "text", "why"), TEXTS)
def test_a_cell_is_what_a_person_reads_in_it(value, text, why):
    assert as_text(value) == text


ENCODINGS = [
    ("text\nCafé\n".encode(), "utf-8", ""), (b"text\nplain\n", "utf-8", ""),
    ("text\nCafé\n".encode("utf-8-sig"), "utf-8-sig", ""), ("text\nCafé\n".encode("utf-16"), "utf-16", ""),
    ("text\nCafé\n".encode("utf-32"), "utf-32", ""),
    ("text\nplain words here\n".encode("utf-16-le"), "utf-16-le", "UTF-16 without a byte order mark"),
    ("text\nplain words here\n".encode("utf-16-be"), "utf-16-be", "UTF-16 without a byte order mark"),
    ("text\nCafé – £5\n".encode("cp1252"), "cp1252", "line 2"),
    (b"text\nfine\nbad \x81\x8d\n", "latin-1", "line 3"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("data", "encoding", "told"), ENCODINGS, ids=[f"{row[1]}-{n}" for n, row in enumerate(ENCODINGS)]
)
def test_the_encoding_is_found_on_evidence_and_a_guess_is_told(data, encoding, told):
    decision = decide(data)
    assert decision.encoding == encoding
    assert (told in decision.problems[0].what) if told else not decision.problems


def test_a_letter_that_lies_across_the_pieces_we_read_in_is_whole(monkeypatch):
    monkeypatch.setattr("coproduce.formats.decoding._CHUNK", 5)
    assert decide("textééééé\n中中中".encode()).encoding == "utf-8"
    fault = decide("text\n中中é".encode() + b"\xff\n").problems[0]
    assert "line 2" in fault.what, "the line of the first fault, past pieces that were held back"


SENTENCES = [
    (Problem(3, "date", "is wrong.", "Mend it."), "Row 3, column “date”: is wrong. Mend it."),
    (Problem(3, None, "is wrong.", "Mend it."), "Row 3: is wrong. Mend it."),
    (Problem(None, "date", "is wrong.", "Mend it."), "Column “date”: is wrong. Mend it."),
    (Problem(None, None, "It is wrong.", "Mend it."), "It is wrong. Mend it."),
]


@pytest.mark.parametrize(("problem", "sentence"), SENTENCES)
def test_a_problem_says_where_what_and_the_mend(problem, sentence):
    assert problem.sentence() == sentence


NEEDS = [
    ("text", "text", ""), ("Text", "text", ""), (" TEXT ", "text", ""), ("words", "", "Row 1 has: “id”, “text”"),
    ("twice", "", "Two columns in row 1 are called “twice”"),
]  # fmt: skip


@pytest.mark.parametrize(("asked", "found", "said"), NEEDS)
def test_a_column_is_found_by_its_name_or_refused_with_those_there_are(asked, found, said):
    table = Table(("id", "text"), [], [], duplicates=("twice",))
    if found:
        assert table.need(asked) == found
        return
    with pytest.raises(Unreadable, match=said):
        table.need(asked)


def test_two_columns_that_differ_in_capitals_alone_are_not_guessed_between():
    table = Table(("Text", "TEXT"), [], [])
    assert table.need("TEXT") == "TEXT"
    with pytest.raises(Unreadable, match="There is no column “text”"):
        table.need("text")


def test_a_long_list_of_headings_is_cut_and_only_readable_rows_are_handed_on():
    table = Table(tuple(f"column {n} {'x' * 80}" for n in range(40)), [Row(0, 2, {}), Row(1, 3, {}, refused=True)], [])
    with pytest.raises(Unreadable) as refused:
        table.need("nothing")
    assert len(refused.value.what) < 1500 and "column 25" not in refused.value.what
    assert [row.sheet_row for row in table.readable()] == [2]


def test_a_spoilt_file_does_not_drown_its_reader_and_no_refusal_is_left_out():
    body = "a,b\n" + "".join(f"x\u200by{n},1\n" for n in range(500)) + "1,2,3\n" * 300
    problems = read_table(body.encode(), "a.csv").problems
    assert sum(problem.refused for problem in problems) == 300
    notes = [problem for problem in problems if not problem.refused]
    assert len(notes) == 201 and "300 more notes" in notes[-1].what


@given(st.text(max_size=20), st.sampled_from(["=", "+", "-", "@", "\t", "\r", "\n", "＝", " =", "\u00a0+"]))
def test_no_formula_leaves_unguarded_and_none_comes_back_changed(text, start):
    guarded = guard(start + text)
    assert guarded.startswith("'") and unguard(guarded) == start + text


@pytest.mark.parametrize("text", ["", "plain", "5 - 3", "it's", "'quoted'", "a=b", "£5", "–5 with a dash", "٪"])
def test_plain_words_are_left_alone(text):
    assert guard(text) == text == unguard(text)


@pytest.mark.parametrize("title", ["Rows: to mend", "a/b\\c?*[d]", "", "x" * 60, ":"])
def test_any_name_will_do_for_a_sheet(title):
    assert read_table(write_xlsx(["text"], [["a"]], title), "a.xlsx").rows[0].cells == {"text": "a"}


@pytest.mark.parametrize("write", [write_csv, write_xlsx])
def test_headings_are_guarded_too_and_figures_stay_figures(write):
    table = read_table(write(["=cmd", "n"], [["a", 5], [None, 2.5], [True, date(2025, 1, 2)]]),
                       "a.xlsx" if write is write_xlsx else "a.csv")  # fmt: skip
    assert table.columns == ("'=cmd", "n")
    assert [row.cells["n"] for row in table.rows] == ["5", "2.5", "2025-01-02"]
    assert table.rows[1].cells["'=cmd"] == ""
