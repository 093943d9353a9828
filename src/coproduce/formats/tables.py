# SPDX-License-Identifier: MIT
"""The one door to tables: `read_table` looks at what a file is, not only at what it is called."""

import gzip
import io
import zlib
from pathlib import Path

from coproduce.formats.delimited import read_delimited
from coproduce.formats.parquet import read_parquet
from coproduce.formats.rows import Problem, Row, Table, Unreadable
from coproduce.formats.workbook import read_workbook

#: The largest file that we read, in bytes, unpacked.
LIMIT = 100 * 1024 * 1024
_SPREADSHEETS = {".ods": "OpenDocument", ".numbers": "Numbers", ".docx": "Word", ".pdf": "PDF", ".doc": "Word"}

__all__ = ["LIMIT", "Problem", "Row", "Table", "Unreadable", "read_table"]


def read_table(
    source: Path | str | bytes,
    filename: str | None = None,
    *,
    delimiter: str | None = None,
    sheet: str | None = None,
    limit: int = LIMIT,
) -> Table:
    """A table from a path or from bytes; `filename` helps to say what a file is and is never opened."""
    data = _bytes(source, limit)
    name = (filename or (str(source) if not isinstance(source, bytes) else "")).casefold()
    if data.startswith(b"\x1f\x8b"):
        data, name = _unpacked(data, limit), name.removesuffix(".gz")
    suffix = Path(name).suffix
    # What a file is, by its first bytes: names lie more often (a PDF renamed, an .xls that is HTML).
    if not data.strip():
        raise Unreadable("The file is empty.", "Check that you chose the right file; it needs a row of headings.")
    if data.startswith(b"PAR1"):
        return read_parquet(data)
    if suffix in _SPREADSHEETS:
        kind = _SPREADSHEETS[suffix]
        raise Unreadable(f"This is a {kind} file, which we do not read.", "Save the table as XLSX or CSV.")
    if data.startswith(b"PK\x03\x04"):
        return read_workbook(data, sheet)
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        what = "This is an old Excel file (.xls), or a workbook with a password."
        raise Unreadable(what, "Save it as XLSX without a password, or as CSV.")
    if data.startswith(b"%PDF"):
        raise Unreadable("This is a PDF, which is not a table.", "Save the table as XLSX or CSV.")
    # Read as text it would give a table of noise; the name says what the person believes it to be.
    if suffix in (".xlsx", ".xlsm", ".parquet"):
        what = f"The file is called {suffix}, but it is not one inside."
        raise Unreadable(what, "Open it where it was made and save it again.")
    return read_delimited(data, delimiter)


def _too_large(limit: int) -> Unreadable:
    size = f"{limit // (1024 * 1024)} MB" if limit >= 1024 * 1024 else f"{limit} bytes"
    return Unreadable(f"The file is larger than {size}.", "Split it, and bring in one part after another.")


def _bytes(source: Path | str | bytes, limit: int) -> bytes:
    if isinstance(source, bytes):
        if len(source) > limit:
            raise _too_large(limit)
        return source
    path = Path(source)
    try:
        if path.is_dir():
            raise Unreadable(f"{path.name} is a folder.", "Name the file inside it.")
        if path.stat().st_size > limit:
            raise _too_large(limit)
        return path.read_bytes()
    except FileNotFoundError as fault:
        raise Unreadable(f"There is no file {path.name}.", "Check its name and folder.") from fault
    except PermissionError as fault:
        raise Unreadable(f"We may not read {path.name}.", "Close it elsewhere, or change who may read it.") from fault


def _unpacked(data: bytes, limit: int) -> bytes:
    """The inside of a .gz file, no further than the limit: a small file may unpack to a huge one."""
    try:
        with gzip.GzipFile(fileobj=io.BytesIO(data)) as packed:
            inside = packed.read(limit + 1)
    except (OSError, EOFError, zlib.error) as fault:
        raise Unreadable("The packed file (.gz) is damaged or cut short.", "Pack it again.") from fault
    if len(inside) > limit:
        raise _too_large(limit)
    return inside
