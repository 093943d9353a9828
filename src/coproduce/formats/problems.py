# SPDX-License-Identifier: MIT
"""The file of rows given back: each row that was not taken, with its number, what is wrong and what to do."""

from collections.abc import Iterable

from coproduce.formats.assembling import GIVEN_BACK
from coproduce.formats.rows import Problem, Row, Table
from coproduce.formats.writing import Cell, write_csv, write_xlsx


def given_back(table: Table, problems: Iterable[Problem]) -> list[tuple[Row, list[Problem]]]:
    """The rows that were refused, in order, each with all that was said about it."""
    by_row: dict[int, list[Problem]] = {}
    for problem in problems:
        if problem.row is not None:
            by_row.setdefault(problem.row, []).append(problem)
    # All that was said of a refused row goes with it, notes too: whoever mends it wants to mend it once.
    return [
        (row, by_row[row.sheet_row])
        for row in table.rows
        if any(problem.refused for problem in by_row.get(row.sheet_row, ()))
    ]


def write_given_back(table: Table, problems: Iterable[Problem], form: str = "csv") -> bytes:
    """The refused rows as a file that can be mended and brought in again; `form` is csv or xlsx."""
    refused = given_back(table, problems)
    originals = [column for column in table.columns if column not in GIVEN_BACK]
    widest = max((len(row.extra) for row, _ in refused), default=0)
    columns = [*GIVEN_BACK, *originals, *(f"Cell {number} too many" for number in range(1, widest + 1))]
    lines: list[list[Cell]] = []
    for row, said in refused:
        what = "; ".join(f"{problem.column}: {problem.what}" if problem.column else problem.what for problem in said)
        mend = "; ".join(dict.fromkeys(problem.mend for problem in said))
        cells = [row.cells.get(column, "") for column in originals]
        extra = [*row.extra, *[""] * (widest - len(row.extra))]
        lines.append([row.sheet_row, what, mend, *cells, *extra])
    return write_xlsx(columns, lines, "Rows to mend") if form == "xlsx" else write_csv(columns, lines)
