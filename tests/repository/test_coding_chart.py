# SPDX-License-Identifier: AGPL-3.0-or-later
"""The chart of learning shows the figures that are kept beside it, in both orders, and says so in words."""

import csv
from pathlib import Path

from scripts.coding_chart import chart

PICTURES = Path(__file__).resolve().parents[2] / "docs" / "pictures"


def figures() -> list[dict[str, str]]:
    with (PICTURES / "learning-from-decisions.csv").open(encoding="utf-8", newline="") as sheet:
        return list(csv.DictReader(sheet))


def test_every_figure_is_drawn_once_for_micro_and_once_for_macro():
    rows = figures()
    drawn = chart(rows)["data"]["values"]
    assert len(drawn) == 2 * len(rows)
    assert {value["order"] for value in drawn} == {"in the order asked", "in random order"}
    assert {value["f1"] for value in drawn} == {float(row[kind]) for row in rows for kind in ("micro_f1", "macro_f1")}


def test_the_picture_in_the_docs_has_the_words_of_the_chart():
    picture = (PICTURES / "learning-from-decisions.svg").read_text(encoding="utf-8")
    for words in ("comments coded by people", "F1 on unseen comments", "in the order asked", "in random order"):
        assert words in picture


def test_the_page_says_the_same_in_a_table():
    page = (PICTURES.parent / "explanation" / "learning-from-decisions.md").read_text(encoding="utf-8")
    for row in figures():
        assert f"{float(row['micro_f1']):.2f} / {float(row['macro_f1']):.2f}" in page
