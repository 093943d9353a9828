# SPDX-License-Identifier: MIT
"""Which encoding a text file is in: decided on evidence, and told to the person when it was a guess."""

import codecs
from dataclasses import dataclass

from coproduce.formats.rows import Problem, Unreadable

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_CHUNK = 1 << 20


@dataclass(frozen=True)
class Decision:
    """The encoding to read with, and what to tell the person about it."""

    encoding: str
    problems: tuple[Problem, ...] = ()


def decide(data: bytes) -> Decision:
    """Byte order mark first, then strict UTF-8, then UTF-16 by its zero bytes, then Windows-1252 and say so."""
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            _check(data, encoding)
            return Decision(encoding)
    bare = _utf16_without_mark(data)
    if bare:
        _check(data, bare)
        return Decision(bare, (_guess(None, "UTF-16 without a byte order mark"),))
    fault = _first_fault(data, "utf-8")
    if fault is None:
        return Decision("utf-8")
    line = data.count(b"\n", 0, fault) + 1
    if _first_fault(data, "cp1252") is None:
        return Decision("cp1252", (_guess(line, "Windows-1252 (an older Windows encoding)"),))
    return Decision("latin-1", (_guess(line, "Latin-1, as neither UTF-8 nor Windows-1252 fits"),))


def _guess(line: int | None, name: str) -> Problem:
    where = f" (the first sign of it is on line {line})" if line else ""
    return Problem(
        None,
        None,
        f"This file is not in UTF-8{where}; we read it as {name}.",
        "If letters such as é or £ look wrong, save it again as “CSV UTF-8”.",
    )


def _check(data: bytes, encoding: str) -> None:
    fault = _first_fault(data, encoding)
    if fault is not None:
        raise Unreadable(
            f"The file says that it is {encoding.upper()}, but that breaks off near byte {fault + 1}.",
            "It may have been cut short on its way: ask for it again, or save it as “CSV UTF-8”.",
        )


def _first_fault(data: bytes, encoding: str) -> int | None:
    """The position of the first byte that does not fit, reading in pieces so that memory stays small."""
    decoder = codecs.getincrementaldecoder(encoding)()
    view = memoryview(data)
    for start in range(0, len(data), _CHUNK):
        held = len(decoder.getstate()[0])
        try:
            decoder.decode(view[start : start + _CHUNK], start + _CHUNK >= len(data))
        except UnicodeDecodeError as fault:
            return max(0, start - held + fault.start)
    return None


def _utf16_without_mark(data: bytes) -> str:
    """UTF-16 text of Latin letters has a zero in every other byte; anything else hardly ever does."""
    sample = data[:4096]
    half = len(sample) // 2
    if half < 4 or len(data) % 2:
        return ""
    if sample[1::2].count(0) > 0.6 * half and sample[0::2].count(0) < 0.1 * half:
        return "utf-16-le"
    if sample[0::2].count(0) > 0.6 * half and sample[1::2].count(0) < 0.1 * half:
        return "utf-16-be"
    return ""
