# SPDX-License-Identifier: MIT
"""Cells that a spreadsheet would run as a formula: made harmless on the way out, and whole again on the way in."""

_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def guard(text: str) -> str:
    """The text with an apostrophe before it where a spreadsheet might run it."""
    return f"'{text}" if text.lstrip(" \u00a0").startswith(_STARTS) or text.startswith(_STARTS) else text


def unguard(text: str) -> str:
    """The text that `guard` was given; only for files which we wrote, since people write apostrophes too."""
    return text[1:] if text.startswith("'") and guard(text[1:]) == text else text
