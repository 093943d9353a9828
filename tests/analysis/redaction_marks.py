# SPDX-License-Identifier: MIT
"""The marked texts, and what a measurement on them counts."""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from coproduce.analysis.redaction import Suggestion

TEXTS = Path(__file__).parent / "redaction_texts"
_MARK = re.compile(r"\{([\w ]+)\|([^}]*)\}")
_TITLE = re.compile(
    r"(?:mr|mrs|ms|miss|dr|nurse|sister|councillor|auntie|mama|baba|bhabi|sheikh|haj|umm|abu)\.? (?=\w)", re.IGNORECASE
)


@dataclass(frozen=True)
class Marked:
    """One text, the origin of its names, and start, end and kind of what should be suggested."""

    origin: str
    text: str
    marks: tuple[tuple[int, int, str], ...]


def marked(part: str) -> Iterator[Marked]:
    """The texts of a part: `development` or `held_out`."""
    origin = ""
    for line in (TEXTS / f"{part}.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("# "):
            origin = line[2:]
        elif line and not line.startswith("#"):
            yield _read(origin, line)


def _read(origin: str, line: str) -> Marked:
    text, marks, at = "", [], 0
    for match in _MARK.finditer(line):
        text += line[at : match.start()]
        marks.append((len(text), len(text) + len(match[2]), match[1]))
        text, at = text + match[2], match.end()
    return Marked(origin, text + line[at:], tuple(marks))


def found(text: str, mark: tuple[int, int, str], suggestions: Sequence[Suggestion]) -> bool:
    """Whether every letter and digit of a mark is inside suggestions; a title before a name need not be."""
    start, end, kind = mark
    if kind == "name" and (title := _TITLE.match(text[start:end])):
        start += title.end()
    wanted = [at for at in range(start, end) if text[at].isalnum()]
    return all(any(one.start <= at < one.end for one in suggestions) for at in wanted)


def measure(part: str, suggest: Callable[[str], Sequence[Suggestion]]) -> dict[str, Counter[str]]:
    """By origin: names and forms that were found and missed, suggestions that are right and wrong."""
    counted: dict[str, Counter[str]] = {}
    for one in marked(part):
        count, suggestions = counted.setdefault(one.origin, Counter()), suggest(one.text)
        for mark in one.marks:
            kind = "name" if mark[2] == "name" else "form"
            count[f"{kind} {'found' if found(one.text, mark, suggestions) else 'missed'}"] += 1
        for suggestion in suggestions:
            right = any(suggestion.start < end and start < suggestion.end for start, end, _ in one.marks)
            count["right" if right else "wrong"] += 1
    return counted


def share(count: Counter[str], yes: str, no: str) -> float:
    """The part of `yes` in both."""
    return count[yes] / (count[yes] + count[no])
