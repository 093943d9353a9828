# SPDX-License-Identifier: AGPL-3.0-or-later
"""Coded comments become suggestions for others at the command line: the same bytes each time, every row accounted for."""

import gzip
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from coproduce.cli.main import main
from coproduce.formats.writing import write_csv, write_xlsx
from tests.analysis.coding.sample import comments
from tests.cli.test_analyse_themes import BLOCKED

TEXTS, CODES = comments()
NEW = [
    "The bus is late once more",
    "Our garden is lovely",
    "I waited two years",
    "",
    "...",
    "The bus is full. I waited",
]


@pytest.fixture(autouse=True)
def letters(monkeypatch):
    """Words and letters alone: what is tested here is the command, and not the model that reads."""
    from coproduce.analysis.embedding_choice import Choice
    from coproduce.analysis.embedding_letters import Letters

    monkeypatch.setattr("coproduce.analysis.coding.choose", lambda *given: Choice(Letters()))


@pytest.fixture
def sheets(tmp_path: Path) -> tuple[Path, Path]:
    train, ask = tmp_path / "a.csv", tmp_path / "b.csv"
    rows = [[text, "|".join(codes)] for text, codes in zip(TEXTS, CODES, strict=True)]
    train.write_bytes(write_csv(["text", "codes"], [*rows, ["Nobody coded me", ""], ["", "Buses"]]))
    ask.write_bytes(write_csv(["text"], [[text] for text in NEW]))
    return train, ask


def analyse(*words: object, out: Path) -> dict:
    assert main(["analyse", "coding", *map(str, words), "--text", "text", "-o", str(out)]) == 0
    return json.loads(out.read_text(encoding="utf-8"))


def refused(capsys, *words: object) -> str:
    assert main(["analyse", "coding", *map(str, words)]) == 2
    said = capsys.readouterr().err.strip().splitlines()[-1]
    assert said.startswith("coproduce: ")
    return said


def test_every_row_has_its_suggestions_or_a_reason(sheets, tmp_path):
    train, ask = sheets
    result = analyse("--train", train, "--predict", ask, "--labels", "codes", out=tmp_path / "o.json")
    assert set(result) >= {"version", "settings", "input", "predictions", "review", "validation"}
    assert "not for publication" in result["publication"]
    assert result["input"] == {"rows": 6, "rows_read": 6, "not_read": []}
    assert result["train"] == {"rows": 86, "rows_read": 86, "not_read": [], "coded": 84}
    assert [given["row"] for given in result["predictions"]] == [0, 1, 2, 5]
    assert result["unassigned"] == [{"row": 3, "reason": "empty"}, {"row": 4, "reason": "only punctuation"}]
    assert [given["chosen"] for given in result["predictions"]][:3] == [["Buses"], ["Gardens"], ["Waiting"]]
    assert sorted(result["review"]) == [0, 1, 2, 5]
    for given in result["predictions"]:
        assert [why["label"] for why in given["why"]] == given["chosen"]
        for why in given["why"]:
            assert all(why["label"] in CODES[near["train_row"]] for near in why["nearest"])
    validation = result["validation"]
    assert validation["comments"] == 84 and [one["label"] for one in validation["by_label"]] == [
        "Buses",
        "Gardens",
        "Waiting",
    ]
    for one in validation["by_label"]:
        assert one["recall_interval"][0] <= one["recall"] <= one["recall_interval"][1]


def test_a_codebook_is_enough(sheets, tmp_path):
    book = tmp_path / "c.csv"
    lines = [["Buses", "Buses and trams"], ["Gardens", "Gardens and allotments"], ["Waiting", "Waiting lists"]]
    book.write_bytes(write_csv(["Name", "Definition"], lines))
    result = analyse("--predict", sheets[1], "--codebook", book, out=tmp_path / "o.json")
    assert result["settings"]["learned"] is False and result["train"] is None
    assert result["validation"]["by_label"] == [] and "60" in result["validation"]["why_none"]
    assert result["codes"] == [{"label": name, "threshold": None} for name, _ in lines]
    assert "Buses" in result["predictions"][0]["chosen"]


def test_every_kind_of_sheet_and_every_run_gives_the_same_bytes(sheets, tmp_path):
    train = tmp_path / "few.csv"
    train.write_bytes(write_csv(["text", "codes"], [["The bus", "Buses"], ["The garden", "Gardens"]]))
    told = [[text] for text in NEW if text]
    (tmp_path / "b.csv").write_bytes(write_csv(["text"], told))
    (tmp_path / "b.csv.gz").write_bytes(gzip.compress((tmp_path / "b.csv").read_bytes()))
    (tmp_path / "b.xlsx").write_bytes(write_xlsx(["text"], told))
    outs = set()
    for name in ("b.csv", "b.csv.gz", "b.xlsx", "b.csv"):
        analyse("--train", train, "--predict", tmp_path / name, "--labels", "codes", out=tmp_path / "o.json")
        outs.add((tmp_path / "o.json").read_bytes())
    assert len(outs) == 1
    assert str(tmp_path).encode() not in next(iter(outs))


def test_another_sign_between_codes(tmp_path, sheets):
    train = tmp_path / "semi.csv"
    train.write_bytes(write_csv(["text", "codes"], [["The bus", "Buses; Waiting"], ["The garden", "Gardens"]]))
    result = analyse(
        "--train", train, "--predict", sheets[1], "--labels", "codes", "--separator", ";", out=tmp_path / "o"
    )
    assert [code["label"] for code in result["codes"]] == ["Buses", "Gardens", "Waiting"]


def test_the_site_is_never_loaded_and_no_connection_opened(sheets, tmp_path):
    train, ask = tmp_path / "few.csv", sheets[1]
    train.write_bytes(write_csv(["text", "codes"], [["The bus", "Buses"], ["The garden", "Gardens"]]))
    words = ["--train", train, "--predict", ask, "--text", "text", "--labels", "codes", "-o", tmp_path / "o.json"]
    source = str(Path(__file__).resolve().parents[2] / "src")
    done = subprocess.run(
        [sys.executable, "-c", BLOCKED, "analyse", "coding", *map(str, words)],
        env={**os.environ, "PYTHONPATH": source}, capture_output=True, text=True, timeout=240, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert "reading: " in done.stderr and done.stdout == ""


def test_mistakes_end_in_one_plain_line(sheets, tmp_path, capsys):
    train, ask = sheets
    start = ("--predict", ask, "--text", "text", "-o", tmp_path / "o.json")
    assert "--train, or --codebook" in refused(capsys, *start)
    assert "--labels" in refused(capsys, *start, "--train", train)
    assert "no column “themes”" in refused(capsys, *start, "--train", train, "--labels", "themes")
    assert "--separator" in refused(capsys, *start, "--train", train, "--labels", "codes", "--separator", "")
    for lines, said in (
        ([["Buses"], ["Buses"]], "stands twice"),
        ([[""], ["Buses"]], "Row 2 of c.csv"),
        ([], "no codes"),
    ):
        (tmp_path / "c.csv").write_bytes(write_csv(["name", "x"], [[*line, "1"] for line in lines]))
        assert said in refused(capsys, *start, "--codebook", tmp_path / "c.csv")
    (tmp_path / "c.csv").write_bytes(write_csv(["x"], [["1"]]))
    assert "names of codes" in refused(capsys, *start, "--codebook", tmp_path / "c.csv")
    bare = tmp_path / "bare.csv"
    bare.write_bytes(write_csv(["text", "codes"], [["The bus", ""]]))
    assert "has a code" in refused(capsys, *start, "--train", bare, "--labels", "codes")
    assert not (tmp_path / "o.json").exists()
