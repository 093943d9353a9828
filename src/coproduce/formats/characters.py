# SPDX-License-Identifier: MIT
"""Characters that nobody sees: kept, since they may belong to a language, but reported with their row."""

import re

from coproduce.formats.rows import Problem

# Joiners and direction marks belong to Urdu, Arabic, Bengali and emoji: they are reported, never removed.
_HIDDEN = {
    "\u200b": "zero-width space", "\u200c": "zero-width non-joiner", "\u200d": "zero-width joiner",
    "\u2060": "word joiner", "\ufeff": "zero-width no-break space", "\u00ad": "soft hyphen",
    "\u200e": "left-to-right mark", "\u200f": "right-to-left mark", "\u061c": "Arabic letter mark",
    "\u202a": "left-to-right embedding", "\u202b": "right-to-left embedding", "\u202c": "end of embedding",
    "\u202d": "left-to-right override", "\u202e": "right-to-left override",
    "\u2066": "left-to-right isolate", "\u2067": "right-to-left isolate", "\u2068": "first strong isolate",
    "\u2069": "end of isolate",
}  # fmt: skip
_PATTERN = re.compile(f"[{''.join(_HIDDEN)}]")
_CONTROL = re.compile(r"[\x01-\x08\x0b\x0c\x0e-\x1f\x7f]")
_HOME = "\u0600-\u08ff\u0900-\u0dff\u2600-\u27bf\ufe0f\U0001f000-\U0001faff"
_JOINERS_AT_HOME = re.compile(f"(?<=[{_HOME}])[\u200c\u200d]")
_DAMAGED = "\ufffd"


def without_nul(text: str) -> str:
    """The text with zero bytes taken out: no database keeps them and no person wrote them."""
    return text.replace("\x00", "")


def hidden_in(text: str) -> list[str]:
    """The names of the hidden characters in a text, each once, in order of first sight."""
    if text.isascii():
        return []
    looked_at = _JOINERS_AT_HOME.sub("", text)
    return list(dict.fromkeys(_HIDDEN[found] for found in _PATTERN.findall(looked_at)))


def problems_in(text: str, row: int, column: str) -> list[Problem]:
    """What a person should know about the characters of one cell."""
    found = []
    if "\x00" in text:
        found.append(Problem(row, column, "zero bytes were taken out.", "Check that the words are whole."))
    if _CONTROL.search(text):
        found.append(Problem(row, column, "holds control characters; we kept them.", "Check that the words are whole."))
    if _DAMAGED in text:
        what = "some letters were lost before the file came to us (�)."
        found.append(Problem(row, column, what, "Save it again from where it was made, as “CSV UTF-8”."))
    hidden = hidden_in(text)
    if hidden:
        what = f"holds characters that nobody sees ({', '.join(hidden)}); we kept them."
        found.append(Problem(row, column, what, "Nothing need be done if the words read well."))
    return found
