# SPDX-License-Identifier: MIT
"""The row of headings: a name for each column, and what to say when headings are missing or twice there."""

from collections.abc import Sequence
from dataclasses import dataclass

from coproduce.formats.rows import Problem, Unreadable


@dataclass(frozen=True)
class Headings:
    """Column names, each once, with those that stood there twice and what to tell the person."""

    columns: tuple[str, ...]
    duplicates: tuple[str, ...]
    problems: tuple[Problem, ...]


def letter(position: int) -> str:
    """The spreadsheet's letter of a column counted from 0: A, B … Z, AA."""
    name = ""
    position += 1
    while position:
        position, rest = divmod(position - 1, 26)
        name = chr(65 + rest) + name
    return name


def headings(cells: Sequence[str], row: int) -> Headings:
    """Names from the first row: blank ones get their letter, repeated ones a number, and both are told."""
    names = [cell.strip().lstrip("\ufeff") for cell in cells]
    # Spreadsheets write out empty columns at the end that somebody once touched.
    while names and not names[-1]:
        names.pop()
    if not names:
        raise Unreadable(f"Row {row} has no headings.", "Put a name above each column.")
    problems: list[Problem] = []
    seen: dict[str, int] = {}
    result: list[str] = []
    duplicates: list[str] = []
    for position, name in enumerate(names):
        if not name:
            given = f"Column {letter(position)}"
            what = f"column {letter(position)} has no heading; we call it “{given}”."
            problems.append(Problem(row, None, what, "Give it a name."))
            name = given
        seen[name] = seen.get(name, 0) + 1
        if seen[name] > 1:
            duplicates.append(name)
            what = f"the heading stands there {seen[name]} times; we call this one “{name} ({seen[name]})”."
            problems.append(Problem(row, name, what, "Give each column its own name."))
        result.append(name if seen[name] == 1 else _free(f"{name} ({seen[name]})", result, names))
    problems += _doubtful(names, row)
    return Headings(tuple(result), tuple(dict.fromkeys(duplicates)), tuple(problems))


def _free(name: str, taken: Sequence[str], coming: Sequence[str]) -> str:
    while name in taken or name in coming:
        name += "′"
    return name


def _doubtful(names: Sequence[str], row: int) -> list[Problem]:
    """A first row of figures, or with a very long text in it, is probably an answer and not a heading."""
    numeric = all(name.replace(".", "", 1).replace("-", "", 1).isdigit() for name in names if name)
    if not numeric and max(len(name) for name in names) <= 300:
        return []
    what = "the first row looks like an answer and not like headings."
    return [Problem(row, None, what, "If it is an answer, put a row of headings above it.")]
