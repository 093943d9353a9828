# SPDX-License-Identifier: MIT
"""Tables on the way out: CSV and XLSX that a spreadsheet opens without running anything."""

import csv
import io
import re
from collections.abc import Iterable, Sequence
from datetime import date

from coproduce.formats.guarding import guard

Cell = str | int | float | date | bool | None
# What XML 1.0 cannot hold.
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def write_csv(columns: Sequence[str], rows: Iterable[Sequence[Cell]]) -> bytes:
    """UTF-8 with a byte order mark, since Excel reads other CSV files in the encoding of the machine."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([guard(column) for column in columns])
    for row in rows:
        cells = ["" if cell is None else guard(cell) if isinstance(cell, str) else cell for cell in row]
        # A lone empty cell would be written as a blank line, and a blank line is not a row.
        writer.writerow(cells) if cells != [""] else out.write('""\r\n')
    return out.getvalue().encode("utf-8-sig")


def write_xlsx(columns: Sequence[str], rows: Iterable[Sequence[Cell]], title: str = "Sheet") -> bytes:
    """A workbook of one sheet, its headings frozen and bold, no cell a formula."""
    from openpyxl import Workbook
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.cell.cell import Cell as SheetCell
    from openpyxl.styles import Alignment, Font

    # Written row by row, so that a long sheet does not lie in memory twice.
    book = Workbook(write_only=True)
    sheet = book.create_sheet(re.sub(r"[\[\]:*?/\\]", " ", title)[:31] or "Sheet")
    sheet.freeze_panes = "A2"
    bold, wrapped = Font(bold=True), Alignment(wrap_text=True, vertical="top")

    def cell(value: Cell, heading: bool = False) -> SheetCell:
        text = _ILLEGAL.sub("\ufffd", guard(value)) if isinstance(value, str) else value
        made = WriteOnlyCell(sheet)
        made.value = text
        made.alignment = wrapped
        if heading:
            made.font = bold
        return made

    sheet.append([cell(column, heading=True) for column in columns])
    for row in rows:
        sheet.append([cell(value) for value in row])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()
