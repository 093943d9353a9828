# SPDX-License-Identifier: MIT
"""A population table: who lives in a place, by characteristic, and which answers belong to which category.

Columns: `characteristic,category,count`, and, where we ship the table ourselves, `source` and `date`. Two more are
optional. `answers` lists the answers that count as the category, separated by `|`; `*` stands for anything (the
census knows "not English", our people say which). `of` names the question whose answers are meant, where it is not
called like the characteristic.
"""

import csv
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fnmatch import fnmatchcase
from typing import Final

_NEEDED: Final = ("characteristic", "category", "count")
_APART: Final = frozenset({"", "not answered", "prefer not to say"})


class BadPopulation(ValueError):
    """A population table that cannot be used; the text names row, column and mend."""


@dataclass(frozen=True)
class Line:
    """One category of one characteristic."""

    characteristic: str
    category: str
    count: float
    source: str
    date: str
    answers: tuple[str, ...]
    of: str


@dataclass(frozen=True)
class PopulationTable:
    """The lines of a table, in their order."""

    lines: tuple[Line, ...]

    @property
    def counts(self) -> dict[str, dict[str, float]]:
        """characteristic → category → count, as `reach_results` takes it."""
        table: dict[str, dict[str, float]] = {}
        for line in self.lines:
            table.setdefault(line.characteristic, {})[line.category] = line.count
        return table

    @property
    def sources(self) -> dict[str, tuple[str, str]]:
        """characteristic → (source, date)."""
        return {line.characteristic: (line.source, line.date) for line in self.lines}

    def recoded(self, person: Mapping[str, str | None]) -> dict[str, str]:
        """A person's answers as categories of this table; an answer that fits none stays as it is."""
        found: dict[str, str] = {}
        decided: set[str] = set()
        for line in self.lines:
            name, answer = line.characteristic, (person.get(line.of) or "").strip()
            found.setdefault(name, answer)
            # The first category that fits is taken, so that `*` may stand last for all the rest.
            if name in decided or answer.casefold() in _APART:
                continue
            if any(fnmatchcase(answer, known) for known in line.answers):
                found[name] = line.category
                decided.add(name)
        return found


def parse_population(text: Iterable[str]) -> PopulationTable:
    """Read a table from the lines of a CSV file. Raises `BadPopulation` with row, column and mend."""
    rows = csv.DictReader(text)
    missing = [name for name in _NEEDED if name not in (rows.fieldnames or [])]
    if missing:
        raise BadPopulation(f"The population table has no column “{missing[0]}”. It needs: {', '.join(_NEEDED)}.")
    lines = [_line(number, row) for number, row in enumerate(rows, start=2)]
    seen: set[tuple[str, str]] = set()
    for number, line in enumerate(lines, start=2):
        if (line.characteristic, line.category) in seen:
            raise BadPopulation(
                f"Row {number}: “{line.category}” stands twice under “{line.characteristic}”. Keep one."
            )
        seen.add((line.characteristic, line.category))
    if not lines:
        raise BadPopulation("The population table has no rows.")
    return PopulationTable(tuple(lines))


def _line(number: int, row: Mapping[str, str | None]) -> Line:
    cell = {name: (text or "").strip() for name, text in row.items() if isinstance(name, str)}
    for name in ("characteristic", "category"):
        if not cell[name]:
            raise BadPopulation(f"Row {number}, column “{name}”: this is empty. Fill it in or take the row out.")
    try:
        count = float(cell["count"])
    except ValueError:
        count = -1.0
    if not 0 <= count < float("inf"):
        raise BadPopulation(f"Row {number}, column “count”: “{cell['count']}” does not count people. Write a number.")
    answers = tuple(each.strip() for each in cell.get("answers", "").split("|") if each.strip())
    return Line(
        characteristic=cell["characteristic"],
        category=cell["category"],
        count=count,
        source=cell.get("source", ""),
        date=cell.get("date", ""),
        answers=(cell["category"], *answers),
        of=cell.get("of", "") or cell["characteristic"],
    )
