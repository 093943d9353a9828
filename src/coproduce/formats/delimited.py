# SPDX-License-Identifier: MIT
"""CSV and its cousins: the separator found by looking, rows numbered as a spreadsheet numbers them."""

import csv
import io
import re
from collections.abc import Iterator, Sequence

from coproduce.formats.assembling import assemble
from coproduce.formats.decoding import decide
from coproduce.formats.rows import Table, Unreadable

_CANDIDATES = (",", ";", "\t", "|")
# A separator that no text holds: a file of one column may have commas in its sentences.
_NONE = "\x1f"
_LOOK = 200
_LONGEST_CELL = 8 * 1024 * 1024
_SEP = re.compile(r"^\ufeff?sep=(.)\r?\n", re.IGNORECASE)


class _Lines:
    """Lines of a text that remember those of the present record, since `csv` swallows an open quotation in silence."""

    def __init__(self, text: io.TextIOBase) -> None:
        self._text = text
        self.record: list[str] = []

    def __iter__(self) -> Iterator[str]:
        for line in self._text:
            self.record.append(line)
            yield line

    def runs_on(self, delimiter: str) -> bool:
        """Whether the record opens a quotation mark that the file never closes."""
        try:
            for _ in csv.reader(self.record, delimiter=delimiter, strict=True):
                pass
        except csv.Error as fault:
            return "unexpected end of data" in str(fault)
        return False


def read_delimited(data: bytes, delimiter: str | None = None) -> Table:
    """A table from the bytes of a delimited text file."""
    decision = decide(data)
    text, named = _opened(data, decision.encoding)
    chosen = delimiter or named or _sniff(data, decision.encoding)
    return assemble(_records(text, chosen), encoding=decision.encoding, delimiter=chosen, told=decision.problems)


def _opened(data: bytes, encoding: str) -> tuple[io.TextIOBase, str | None]:
    """The text, past the line “sep=;” that Excel reads as an instruction and does not show."""
    text = io.TextIOWrapper(io.BytesIO(data), encoding=encoding, newline="")
    match = _SEP.match(text.readline())
    if not match:
        text.seek(0)
    return text, match.group(1) if match else None


def _records(text: io.TextIOBase, delimiter: str) -> Iterator[tuple[int, Sequence[str]]]:
    """(spreadsheet row, cells); a blank line has a number but is not a row, a row of empty cells is one."""
    lines = _Lines(text)
    csv.field_size_limit(_LONGEST_CELL)
    reader = csv.reader(iter(lines), delimiter=delimiter)
    number = 0
    while True:
        lines.record = []
        try:
            cells = next(reader, None)
        except csv.Error as fault:
            what = f"Row {number + 1} cannot be read ({fault})."
            raise Unreadable(what, "Look for a quotation mark that is opened and never closed.") from fault
        if cells is None:
            return
        number += 1
        raw = lines.record
        # An odd number of quotation marks is cheap to see and rare; only then is the record read a second time.
        if sum(line.count('"') for line in raw) % 2 and lines.runs_on(delimiter):
            what = f"Row {number} opens a quotation mark that is never closed, so all after it would be one cell."
            raise Unreadable(what, "Close it, or take it out.")
        # Of one column, a row of one empty cell can only be written as two quotation marks.
        if cells and (len(cells) > 1 or cells[0].strip() or '"' in raw[0]):
            yield number, cells


def _sniff(data: bytes, encoding: str) -> str:
    """The separator that cuts the headings and most rows into the same number of cells."""
    best, best_score = _NONE, (0.0, 1)
    for candidate in _CANDIDATES:
        text, _ = _opened(data, encoding)
        widths = []
        csv.field_size_limit(_LONGEST_CELL)
        try:
            for cells in csv.reader(text, delimiter=candidate):
                if cells:
                    widths.append(len(cells))
                if len(widths) >= _LOOK:
                    break
        except csv.Error:
            continue
        # Of one column every text cuts alike, so a separator has to make two columns to be believed.
        if not widths or widths[0] < 2:
            continue
        score = (sum(width == widths[0] for width in widths) / len(widths), widths[0])
        if score > best_score:
            best, best_score = candidate, score
    return best
