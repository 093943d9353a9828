# SPDX-License-Identifier: MIT
"""XLSX: the first sheet with something on it, each cell as the text that a person would read."""

import io
import re
import zipfile
from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any

from coproduce.formats.assembling import assemble
from coproduce.formats.rows import Problem, Table, Unreadable

_UNPACKED_LIMIT = 1024**3
_MERGED = re.compile(rb'<(?:\w+:)?mergeCell [^>]*ref="([A-Z]+)(\d+):([A-Z]+)(\d+)"')
_TAIL = 1 << 20
_ERRORS = {"#N/A", "#REF!", "#NAME?", "#VALUE!", "#DIV/0!", "#NUM!", "#NULL!"}


def read_workbook(data: bytes, sheet: str | None = None) -> Table:
    """A table from the bytes of an XLSX file; other sheets are named, not read."""
    _check_size(data)
    from openpyxl import load_workbook

    book = None
    try:
        book = load_workbook(io.BytesIO(data), read_only=True, data_only=True)
        return _table(data, book, sheet)
    except Unreadable:
        raise
    except Exception as fault:  # openpyxl raises whatever its XML parser meets, at the top or thousands of rows down
        raise Unreadable("The workbook is damaged.", "Open it in your spreadsheet and save it again.") from fault
    finally:
        if book is not None:
            book.close()


def _table(data: bytes, book: Any, sheet: str | None) -> Table:
    chosen = _sheet(book, sheet)
    others = [name for name in book.sheetnames if name != chosen.title]
    told = [] if not others else [_other_sheets(chosen.title, others)]
    told += _merged(data, str(getattr(chosen, "_worksheet_path", "")))
    return assemble(_records(chosen, told), encoding="xlsx", told=told)


def _check_size(data: bytes) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            unpacked = sum(member.file_size for member in archive.infolist())
    except zipfile.BadZipFile as fault:
        raise Unreadable("The workbook is damaged.", "Open it in your spreadsheet and save it again.") from fault
    if unpacked > _UNPACKED_LIMIT:
        raise Unreadable("The workbook unpacks to more than 1 GB.", "Split it, or save the sheet as CSV.")


def _sheet(book: Any, name: str | None) -> Any:
    if name is not None:
        if name not in book.sheetnames:
            raise Unreadable(f"There is no sheet “{name}”.", f"The sheets are: {', '.join(book.sheetnames)}.")
        return book[name]
    visible = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"] or book.worksheets
    for sheet in visible:
        if next(_filled(sheet), None) is not None:
            return sheet
    raise Unreadable("The workbook has nothing on any sheet.", "Check that you chose the right file.")


def _other_sheets(chosen: str, others: Sequence[str]) -> Problem:
    named = ", ".join(f"“{name}”" for name in others)
    return Problem(None, None, f"We read sheet “{chosen}” and not {named}.", "Move what you need to that sheet.")


def _filled(sheet: Any) -> Iterator[tuple[int, Sequence[Any]]]:
    # A sheet may claim a size that it has not; the rows themselves know better.
    sheet.reset_dimensions()
    for number, cells in enumerate(sheet.iter_rows(values_only=True), start=1):
        if any(cell is not None for cell in cells):
            yield number, cells


def _records(sheet: Any, told: list[Problem]) -> Iterator[tuple[int, Sequence[str]]]:
    """(spreadsheet row, cells); rows are padded, since a sheet leaves out empty cells at the end of a row."""
    width = 0
    for number, cells in _filled(sheet):
        texts = [as_text(cell) for cell in cells]
        if not width:
            width = len(texts)
        texts += [""] * (width - len(texts))
        for text in texts:
            if text in _ERRORS:
                told.append(Problem(number, None, f"a formula failed ({text}).", "Mend it, or type the value."))
        yield number, texts


def as_text(value: Any) -> str:
    """What a person reads in the cell: whole numbers without a point, dates as year-month-day."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else f"{value:.15g}"
    if isinstance(value, datetime):
        whole = value.time() == time.min
        return value.date().isoformat() if whole else value.isoformat(sep=" ", timespec="seconds")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, time):
        return value.isoformat(timespec="minutes")
    if isinstance(value, timedelta):
        return str(value)
    return str(value).replace("_x000D_\n", "\n").replace("_x000D_", "\n")


def _merged(data: bytes, path: str) -> list[Problem]:
    """Merged cells below the headings: only their first cell holds the words, and copying words would invent voices."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive, archive.open(path.lstrip("/")) as member:
            tail = b""
            while chunk := member.read(_TAIL):
                tail = (tail + chunk)[-2 * _TAIL :]
    except KeyError:
        return []
    found = []
    for first, top, last, bottom in _MERGED.findall(tail):
        if top != bottom or int(top) > 1:
            span = f"{first.decode()}{int(top)}:{last.decode()}{int(bottom)}"
            what = f"cells {span} are merged; we gave their text to the first of them."
            found.append(Problem(int(top), None, what, "Unmerge them and fill each row that should have it."))
    return found
