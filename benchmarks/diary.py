# SPDX-License-Identifier: AGPL-3.0-or-later
"""From a sheet of 500 comments to a Word report, really done in a browser: every press counted, every wait timed.

    .venv/bin/python benchmarks/diary.py [SHEET]

SHEET is a CSV with the columns `text` and `question`; without one, the NHS comments of COPRODUCE_REAL_DATA. What people
do with their heads is not measured here: docs/diary.md adds it, and says how it was reckoned.
"""

import csv
import gzip
import os
import re
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from docx import Document
from playwright.sync_api import sync_playwright

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from scripts import machine  # noqa: E402
from tests.journeys.fresh_house import House, fresh_house  # noqa: E402

DATA = Path(os.environ.get("COPRODUCE_REAL_DATA", ROOT.parent / "shared" / "data"))
ROWS = 500
EMPTY = {"did not answer"}


@dataclass
class Diary:
    """What was pressed, typed and waited for, step by step."""

    page: Any
    step: str = ""
    lines: dict[str, list[float]] = field(default_factory=dict)

    def begin(self, step: str) -> None:
        """From now on everything belongs to this step."""
        self.step = step
        self.lines[step] = [0, 0, 0.0]

    def _did(self, presses: int, typed: int, act: Callable[[], Any]) -> None:
        began = time.perf_counter()
        act()
        line = self.lines[self.step]
        line[0], line[1], line[2] = line[0] + presses, line[1] + typed, line[2] + time.perf_counter() - began

    def press(self, role: str, name: "str | re.Pattern[str]") -> None:
        """A button or a link; its page counts as the wait."""
        self._did(1, 0, lambda: self.page.get_by_role(role, name=name).first.click())

    def type(self, label: str, words: str) -> None:
        """Go into a field and type."""
        self._did(1, 1, lambda: self.page.get_by_label(label).first.fill(words))

    def choose(self, label: str, file: Path) -> None:
        """Press the field, choose the file, press open."""
        self._did(3, 0, lambda: self.page.get_by_label(label).set_input_files(file))

    def untick(self, number: int) -> None:
        """Untick a passage."""
        self._did(1, 0, lambda: self.page.get_by_label(f"Passage {number}", exact=True).uncheck())

    def command(self, act: Callable[[], Any]) -> Any:
        """A line typed at the prompt."""
        kept: list[Any] = []
        self._did(0, 1, lambda: kept.append(act()))
        return kept[0]

    def wait(self, act: Callable[[], Any]) -> None:
        """Nothing to do but wait."""
        self._did(0, 0, act)


def sheet(folder: Path) -> Path:
    """The first ROWS comments in which somebody said something."""
    source = Path(sys.argv[1]) if len(sys.argv) > 1 else DATA / "nhs_fft_v6" / "comments.csv.gz"
    if not source.is_file():
        raise SystemExit(f"diary: no sheet at {source}; name one, or set COPRODUCE_REAL_DATA.")
    opener = gzip.open if source.suffix == ".gz" else open
    with opener(source, "rt", encoding="utf-8", newline="") as opened:
        rows = [row for row in csv.DictReader(opened) if row["text"].strip().lower() not in EMPTY][:ROWS]
    words = [len(row["text"].split()) for row in rows]
    print(f"{len(rows)} comments, {sum(words)} words, {sorted(words)[len(words) // 2]} in the middle one")
    path = folder / "answers.csv"
    with path.open("w", encoding="utf-8", newline="") as opened:
        writer = csv.writer(opened)
        writer.writerow(["person", "question", "text"])
        writer.writerows([row.get("respondent", at), row["question"], row["text"]] for at, row in enumerate(rows))
    return path


def walk(house: House, page: Any, answers: Path, folder: Path) -> tuple[Diary, int]:
    """The whole work but the thinking; how many themes came of it."""
    diary = Diary(page)
    diary.begin("sign in")
    page.goto(house.link)
    diary.press("button", "Sign in")
    diary.press("link", "Comments of last year")
    diary.begin("bring in the sheet")
    diary.press("link", "Bring in a sheet")
    diary.choose("The sheet", answers)
    diary.press("button", "Look at it")
    diary.type("On what basis may we analyse them?", "What people were told when they answered")
    diary.press("button", "Take it in")
    diary.begin("let the machine sort")
    diary.press("link", "Themes")
    diary.press("link", re.compile("^Suggestions"))
    diary.press("button", "Sort the voices")
    diary.wait(lambda: page.get_by_role("heading", name="Waiting for your decision").wait_for(timeout=300_000))
    themes = decide(diary, page)
    diary.begin("say what people said, theme by theme")
    for number in range(1, themes + 1):
        diary.press("link", "Themes")
        diary.press("link", re.compile(f"A name in our words, {number}$"))
        diary.press("link", "Rename or describe")
        diary.type("What did people say?", "Several sentences by a person who has read everything under this theme.")
        diary.press("button", "Keep")
    diary.begin("the report, as Word, PDF and web page")
    diary.command(lambda: house.command("report", house.slug, "--out", str(folder / "report")))
    return diary, themes


def decide(diary: Diary, page: Any) -> int:
    """Name every suggestion of two or more, after unticking every tenth comment; set the others aside."""
    diary.begin("decide on every suggestion")
    made, unticked = 0, 0
    while page.get_by_role("link", name=re.compile("^Suggestion [0-9]+:")).count():
        diary.press("link", re.compile("^Suggestion [0-9]+:"))
        behind = page.get_by_role("region", name=re.compile("^Everything in it")).get_by_role("checkbox").count()
        if behind < 2:
            diary.press("button", "Set aside")
        else:
            made += 1
            for number in range(10, behind + 1, 10):
                diary.untick(number)
                unticked += 1
            diary.type("What would you call it?", f"A name in our words, {made}")
            diary.press("button", "Accept")
            diary.press("link", "All themes")
            diary.press("link", re.compile("^Suggestions"))
    print(f"{made} themes, {unticked} comments unticked")
    diary.begin("code on the bench what was unticked")
    diary.press("link", "All themes")
    for _ in range(unticked):
        diary.press("link", "Read and code")
        diary.press("button", re.compile("A name in our words, 1$|A name in our words, 1 "))
        diary.press("link", "Themes")
    return made


def main() -> int:
    """Do it, and print the table."""
    with tempfile.TemporaryDirectory(prefix="coproduce-diary-") as name, sync_playwright() as driver:
        folder = Path(name)
        answers = sheet(folder)
        browser = driver.chromium.launch(executable_path=str(machine.chromium()), args=["--no-sandbox"])
        with fresh_house(folder, "Comments of last year") as house:
            page = browser.new_page()
            page.set_default_timeout(30_000)
            diary, _ = walk(house, page, answers, folder)
        browser.close()
        word = Document(str(folder / "report" / "report.docx"))
        print(f"the Word report: {sum(len(p.text.split()) for p in word.paragraphs)} words\n")
    print(f"{'step':44s} {'presses':>8s} {'typed':>6s} {'waited, s':>10s}")
    for step, (presses, typed, waited) in diary.lines.items():
        print(f"{step:44s} {presses:8.0f} {typed:6.0f} {waited:10.1f}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
