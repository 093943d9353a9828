# SPDX-License-Identifier: AGPL-3.0-or-later
"""The how-to about NHS comments keeps its word: its own commands, on the real file, and every row accounted for."""

import csv
import gzip
import json
import re
import shlex
import shutil
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest
from docx import Document

from tests.journeys.fresh_house import ROOT, command, environment

pytestmark = [pytest.mark.real_data, pytest.mark.sqlite]
HOW_TO = ROOT / "docs" / "how-to" / "nhs-comments-to-a-first-report.md"


def documented() -> list[list[str]]:
    """The words of each command of the page's one block, without the path of the command itself."""
    (block,) = re.findall(r"```\n(.*?)```", HOW_TO.read_text(encoding="utf-8"), re.DOTALL)
    lines = [shlex.split(line) for line in block.splitlines() if line.strip()]
    assert all(line[0] == ".venv/bin/coproduce" for line in lines)
    return [line[1:] for line in lines]


def kept(around: dict[str, str], slug: str, folder: Path) -> Counter:
    """Question and words of every voice that the house keeps."""
    paths = {**around, "PYTHONPATH": f"{around['PYTHONPATH']}:{ROOT}"}
    done = subprocess.run(
        [sys.executable, "-m", "tests.journeys.words_kept", slug],
        cwd=folder, env=paths, capture_output=True, text=True, check=True,
    )  # fmt: skip
    return Counter(tuple(json.loads(line)) for line in done.stdout.splitlines())


def test_the_documented_commands_take_every_row_to_a_first_report(real_data, tmp_path, monkeypatch):
    source = real_data / "nhs_fft_v6" / "comments.csv.gz"
    if not source.is_file():
        pytest.skip("the NHS comments are not here")
    shutil.copy(source, tmp_path / "comments.csv.gz")
    monkeypatch.chdir(tmp_path)
    around = environment(tmp_path / "data")
    said = [command(around, *words) for words in documented()]
    with gzip.open(source, "rt", encoding="utf-8", newline="") as opened:
        rows = [(row["question"].strip(), row["text"].strip()) for row in csv.DictReader(opened)]
    read, taken, known, back = map(
        int, re.search(r"(\d+) rows read: (\d+) taken .*?, (\d+) known already, (\d+) given back", said[1]).groups()
    )
    assert read == len(rows) == taken + known + back and (known, back) == (0, 0)
    assert kept(around, "nhs-comments", tmp_path) == Counter(rows), "each row's words stand with their question"
    assert sum(text.lower().rstrip(".") in {"none", "n/a", "no", "nothing"} for _, text in rows) > 40
    sorted_by = re.search(r"(\d+) voices read by .*?; (\d+) not placed", said[2])
    assert sorted_by and int(sorted_by[1]) == len(rows)
    written = {Path(line).name: Path(line) for line in said[4].splitlines() if Path(line).is_file()}
    assert set(written) == {"report.html", "report.pdf", "report.docx", "manifest.json"}
    report = " ".join(paragraph.text for paragraph in Document(str(written["report.docx"])).paragraphs)
    names = [word.partition("=")[2] for word in documented()[3] if "=" in word]
    assert names and all(name in report for name in names) and "Draft, not published" in report
    again = command(around, *documented()[1])
    assert f"0 taken (0 voices, 0 people we can tell apart), {len(rows)} known already" in again
