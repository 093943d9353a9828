# SPDX-License-Identifier: AGPL-3.0-or-later
"""Real comments at the command line; the data are not in the repository, so elsewhere this skips and says so."""

import csv
import gzip
import io
import json
import os
from pathlib import Path

import pytest

from coproduce.cli.main import main
from coproduce.formats.tables import read_table
from coproduce.formats.writing import write_csv

DATA = Path(os.environ.get("COPRODUCE_REAL_DATA", Path(__file__).resolve().parents[3] / "shared" / "data"))
COMMENTS = DATA / "nhs_fft_v6" / "comments.csv.gz"
pytestmark = [
    pytest.mark.real_data,
    pytest.mark.skipif(not COMMENTS.exists(), reason=f"no data at {COMMENTS}; set COPRODUCE_REAL_DATA"),
]


def test_our_reader_sees_what_the_standard_one_sees():
    with gzip.open(COMMENTS) as packed:
        expected = list(csv.DictReader(io.TextIOWrapper(packed, encoding="utf-8", newline="")))
    table = read_table(COMMENTS)
    assert [row.cells for row in table.rows] == expected
    assert [row.index0 for row in table.rows] == list(range(len(expected)))


def test_nhs_comments_are_all_accounted_for_and_none_is_an_answer(tmp_path):
    rows = read_table(COMMENTS).rows[::16]
    sheet, out = tmp_path / "part.csv", tmp_path / "out.json"
    sheet.write_bytes(write_csv(["question", "text"], [[row.cells["question"], row.cells["text"]] for row in rows]))
    words = ["--text", "text", "--question", "question", "-o", str(out)]
    assert main(["analyse", "themes", str(sheet), *words]) == 0
    result = json.loads(out.read_text(encoding="utf-8"))
    given = {assignment["row"] for assignment in result["assignments"]}
    out_of_it = {left["row"] for left in result["unassigned"]}
    assert given | out_of_it == set(range(len(rows))) and not given & out_of_it
    assert all(row in given for row, cells in enumerate(rows) if cells.cells["text"].casefold() in ("none", "nothing"))
