# SPDX-License-Identifier: MIT
"""A population table: who lives in a place, by characteristic, and which answers belong to which category.

Columns: `characteristic,category,count`, and, where we ship the table ourselves, `source` and `date`. Two more are
optional. `answers` lists the answers that count as the category, separated by `|`; `*` stands for anything (the
census knows "not English", our people say which). `of` names the question whose answers are meant, where it is not
called like the characteristic.

Where two or three characteristics were counted together, their names and categories are joined by " × ": a line
`sex × age_band,Male × 16-24,81000` says how many young men live there.
"""

import csv
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fnmatch import fnmatchcase
from typing import Final

_NEEDED: Final = ("characteristic", "category", "count")
JOIN: Final = " × "
_THOUSANDS: Final = re.compile(r"\d{1,3}(,\d{3})+(\.\d+)?")
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
        return {name: lines for name, lines in self._all.items() if not self._is_joint(name)}

    @property
    def joint(self) -> dict[tuple[str, ...], dict[tuple[str, ...], float]]:
        """(characteristic, …) → (category, …) → count, where characteristics were counted together.

        Both stand in the order of the table's characteristics, whichever way round they were written.
        """
        order = list(self.counts)
        found: dict[tuple[str, ...], dict[tuple[str, ...], float]] = {}
        for name, lines in self._all.items():
            parts = name.split(JOIN)
            if self._is_joint(name):
                places = sorted(range(len(parts)), key=lambda i: order.index(parts[i]))
                found[tuple(parts[i] for i in places)] = {
                    tuple(category.split(JOIN)[i] for i in places): count for category, count in lines.items()
                }
        return found

    @property
    def _all(self) -> dict[str, dict[str, float]]:
        table: dict[str, dict[str, float]] = {}
        for line in self.lines:
            table.setdefault(line.characteristic, {})[line.category] = line.count
        return table

    def _is_joint(self, name: str) -> bool:
        known = {line.characteristic for line in self.lines}
        return JOIN in name and all(part in known for part in name.split(JOIN))

    @property
    def questions(self) -> dict[str, str]:
        """characteristic → the question whose answers it counts; two of one question are never crossed or raked on."""
        return {line.characteristic: line.of for line in self.lines if not self._is_joint(line.characteristic)}

    @property
    def sources(self) -> dict[str, tuple[str, str]]:
        """characteristic → (source, date)."""
        return {line.characteristic: (line.source, line.date) for line in self.lines}

    def only(self, questions: Iterable[str]) -> "PopulationTable":
        """The part of the table that counts answers to `questions`."""
        kept = set(questions)
        names = {name for name, question in self.questions.items() if question in kept}
        return PopulationTable(
            tuple(
                line
                for line in self.lines
                if set(line.characteristic.split(JOIN)) <= names or line.characteristic in names
            )
        )

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
            if any(fnmatchcase(answer.casefold(), known.casefold()) for known in line.answers):
                found[name] = line.category
                decided.add(name)
        return found


def parse_population(text: Iterable[str]) -> PopulationTable:
    """Read a table from the lines of a CSV file. Raises `BadPopulation` with row, column and mend."""
    rows = csv.DictReader(text)
    return population_of(enumerate(rows, start=2), rows.fieldnames or [])


def population_of(rows: Iterable[tuple[int, Mapping[str, str | None]]], columns: Iterable[str]) -> PopulationTable:
    """A table from (row number as people see it, cells by column). Raises `BadPopulation` as `parse_population` does."""
    missing = [name for name in _NEEDED if name not in set(columns)]
    if missing:
        raise BadPopulation(f"The population table has no column “{missing[0]}”. It needs: {', '.join(_NEEDED)}.")
    numbered = [(number, _line(number, row)) for number, row in rows]
    seen: set[tuple[str, str]] = set()
    for number, line in numbered:
        if (line.characteristic, line.category) in seen:
            raise BadPopulation(
                f"Row {number}: “{line.category}” stands twice under “{line.characteristic}”. Keep one."
            )
        seen.add((line.characteristic, line.category))
    if not numbered:
        raise BadPopulation("The population table has no rows.")
    table = PopulationTable(tuple(line for _, line in numbered))
    for name, cells in table.counts.items():
        if sum(cells.values()) <= 0:
            raise BadPopulation(f"The population table counts nobody under “{name}”. Fill in the column “count”.")
    _check_joint(table)
    return table


def _check_joint(table: PopulationTable) -> None:
    counts = table.counts
    for line in table.lines:
        names, categories = line.characteristic.split(JOIN), line.category.split(JOIN)
        if line.characteristic in counts:
            continue
        fits = [category in counts[name] for name, category in zip(names, categories, strict=False)]
        if len(categories) != len(names) or not all(fits):
            raise BadPopulation(
                f"“{line.category}” under “{line.characteristic}” does not name one category of each. "
                f"Write them in that order, joined by “{JOIN}”."
            )


def _line(number: int, row: Mapping[str, str | None]) -> Line:
    cell = {name: (text or "").strip() for name, text in row.items() if isinstance(name, str)}
    for name in ("characteristic", "category"):
        if not cell[name]:
            raise BadPopulation(f"Row {number}, column “{name}”: this is empty. Fill it in or take the row out.")
    written = cell["count"]
    try:
        count = float(written.replace(",", "") if _THOUSANDS.fullmatch(written) else written)
    except ValueError:
        count = -1.0
    if not 0 <= count < float("inf"):
        raise BadPopulation(f"Row {number}, column “count”: “{written}” does not count people. Write a number.")
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
