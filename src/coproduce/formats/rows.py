# SPDX-License-Identifier: MIT
"""What every reader of a table gives back: columns, rows, and the problems that a person can mend."""

from collections.abc import Iterator
from dataclasses import dataclass, field


class Unreadable(Exception):
    """The file, or a column of it, cannot be read: what is wrong, and how to mend it."""

    def __init__(self, what: str, mend: str) -> None:
        super().__init__(f"{what} {mend}")
        self.what = what
        self.mend = mend


@dataclass(frozen=True, slots=True)
class Problem:
    """Something a person should know about one cell, row or file; `row` is the spreadsheet's own row number."""

    row: int | None
    column: str | None
    what: str
    mend: str
    refused: bool = False

    def sentence(self) -> str:
        """The problem as one line: where, what, and the mend."""
        where = [f"row {self.row}"] if self.row is not None else []
        where += [f"column “{self.column}”"] if self.column is not None else []
        place = ", ".join(where)
        return f"{place[:1].upper()}{place[1:]}: {self.what} {self.mend}" if place else f"{self.what} {self.mend}"


@dataclass(frozen=True, slots=True)
class Row:
    """One data row: its position from 0, its row number in the spreadsheet, its cells as text."""

    index0: int
    sheet_row: int
    cells: dict[str, str]
    extra: tuple[str, ...] = ()
    refused: bool = False


@dataclass(frozen=True)
class Table:
    """A table as people see it in a spreadsheet, every cell text, nothing turned into “missing”."""

    columns: tuple[str, ...]
    rows: list[Row]
    problems: list[Problem]
    encoding: str = ""
    delimiter: str = ""
    duplicates: tuple[str, ...] = field(default=())
    header_row: int = 1

    def need(self, column: str) -> str:
        """The column's exact name, or a refusal that lists what there is."""
        # Before an exact match: the first of two columns of one name is as likely the wrong one.
        if column in self.duplicates:
            raise Unreadable(
                f"Two columns in row {self.header_row} are called “{column}”.",
                "Give each its own heading, so that we know which one you mean.",
            )
        if column in self.columns:
            return column
        folded = [name for name in self.columns if name.strip().casefold() == column.strip().casefold()]
        if len(folded) == 1:
            return folded[0]
        shown = ", ".join(f"“{name[:60]}”" for name in self.columns[:20])
        raise Unreadable(
            f"There is no column “{column}”. Row {self.header_row} has: {shown}.",
            "Name one of these; if that row already holds answers, put a row of headings above it.",
        )

    def readable(self) -> Iterator[Row]:
        """The rows that can be taken as they stand."""
        return (row for row in self.rows if not row.refused)
