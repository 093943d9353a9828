# SPDX-License-Identifier: AGPL-3.0-or-later
"""Each notebook runs from its first cell to its last, in one name space, as a reader would run it."""

import csv
import json
from pathlib import Path
from typing import Any

import pytest

NOTEBOOKS = sorted((Path(__file__).resolve().parents[2] / "notebooks").glob("*.ipynb"))


def run(path: Path) -> dict[str, Any]:
    """Run the code cells in order; what the notebook leaves behind."""
    left: dict[str, Any] = {"__name__": "__main__"}
    for number, cell in enumerate(json.loads(path.read_text(encoding="utf-8"))["cells"]):
        if cell["cell_type"] == "code":
            exec(compile("".join(cell["source"]), f"{path.name}, cell {number}", "exec"), left)
    return left


def test_there_is_a_notebook():
    assert NOTEBOOKS


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_no_output_is_kept(path):
    cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    assert all(not cell["outputs"] and cell["execution_count"] is None for cell in cells if cell["cell_type"] == "code")


def test_comments_become_a_coded_table(tmp_path, monkeypatch):
    monkeypatch.setattr("tempfile.mkdtemp", lambda: str(tmp_path))
    left = run(next(path for path in NOTEBOOKS if path.stem == "from-comments-to-a-coded-table"))
    with (tmp_path / "coded.csv").open(encoding="utf-8", newline="") as sheet:
        table = list(csv.DictReader(sheet))
    assert [row["text"] for row in table] == left["texts"]
    assert len(left["model"].coded_) == 101 and left["found"].comments == 101
    assert sum(bool(row["suggested"]) for row in table) > 50
    assert not any(row["suggested"] and row["coded by people"] for row in table)
