# SPDX-License-Identifier: MIT
"""From numbered records to a table: headings first, then every row accounted for."""

from collections.abc import Iterable, Sequence

from coproduce.formats.characters import problems_in, without_nul
from coproduce.formats.guarding import unguard
from coproduce.formats.headings import Headings, headings
from coproduce.formats.rows import Problem, Row, Table, Unreadable

#: Columns that we add to a file of rows given back; a mended copy is read as if they were not there.
GIVEN_BACK = ("Row in your file", "What is wrong", "What to do")
# Past this many notes of one kind people stop reading; the rest are summed up in one line.
_MOST_NOTES = 200


def assemble(
    records: Iterable[tuple[int, Sequence[str]]],
    *,
    encoding: str = "",
    delimiter: str = "",
    told: Sequence[Problem] = (),
) -> Table:
    """A table from (spreadsheet row, cells); records that stand for blank lines are left out by the caller."""
    numbered = iter(records)
    first = next(numbered, None)
    if first is None:
        raise Unreadable("The file is empty.", "Check that you chose the right file; it needs a row of headings.")
    header_row, cells = first
    head = headings([without_nul(cell) for cell in cells], header_row)
    returned = set(GIVEN_BACK) <= set(head.columns)
    problems = [*told, *head.problems]
    rows: list[Row] = []
    for index0, (sheet_row, cells) in enumerate(numbered):
        row, found = _row(index0, sheet_row, cells, head, returned)
        rows.append(row)
        problems += found
    return Table(head.columns, rows, _short(problems), encoding, delimiter, head.duplicates, header_row)


def _row(
    index0: int, sheet_row: int, cells: Sequence[str], head: Headings, returned: bool
) -> tuple[Row, list[Problem]]:
    width = len(head.columns)
    problems: list[Problem] = []
    extra = tuple(cells[width:]) if any(cell.strip() for cell in cells[width:]) else ()
    if extra:
        what = f"has {len(cells)} cells, but there are {width} headings; we did not read it."
        mend = "Put quotation marks round a text that holds the separator."
        problems.append(Problem(sheet_row, None, what, mend, refused=True))
    elif len(cells) < width:
        what = f"has {len(cells)} cells, but there are {width} headings; we took the rest as empty."
        problems.append(Problem(sheet_row, None, what, "Check that nothing is missing or out of place."))
    kept: dict[str, str] = {}
    for position, column in enumerate(head.columns):
        text = cells[position] if position < len(cells) else ""
        if text and not text.isprintable():
            problems += problems_in(text, sheet_row, column)
            text = without_nul(text)
        elif "\ufffd" in text:
            problems += problems_in(text, sheet_row, column)
        kept[column] = unguard(text) if returned else text
    return Row(index0, sheet_row, kept, extra, refused=bool(extra)), problems


def _short(problems: list[Problem]) -> list[Problem]:
    """All refusals, and the first notes; the rest as one line, so that a spoilt file does not drown its reader."""
    notes = [problem for problem in problems if not problem.refused]
    if len(notes) <= _MOST_NOTES:
        return problems
    dropped = {id(problem) for problem in notes[_MOST_NOTES:]}
    kept = [problem for problem in problems if id(problem) not in dropped]
    what = f"There are {len(dropped)} more notes of these kinds."
    return [*kept, Problem(None, None, what, "Mend the first ones and read the file again.")]
