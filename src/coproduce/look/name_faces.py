# SPDX-License-Identifier: AGPL-3.0-or-later
"""Cuts the small faces that write the names of languages: `python -m coproduce.look.name_faces`.

The menu of languages is on every page. With its own few letters it needs 10 kB instead of the 170 kB of three scripts,
and nobody sees empty boxes where a device lacks a script. Run again when a language is added.
"""

from __future__ import annotations

from fontTools.subset import Options, Subsetter, load_font, save_font

from coproduce.look.tokens import NAME_FACES, SHEET

FONTS = SHEET.parent / "fonts"


def cut(source: str, target: str, letters: str) -> None:
    """One face with these letters alone, shaping rules kept, weight at its usual."""
    # All features stay: without them joined scripts fall into single letters.
    options = Options(flavor="woff2", layout_features=["*"], notdef_outline=True)
    with load_font(str(FONTS / f"{source}.woff2"), options) as font:
        subsetter = Subsetter(options)
        subsetter.populate(text=letters)
        subsetter.subset(font)
        save_font(font, str(FONTS / f"{target}.woff2"), options)


if __name__ == "__main__":
    for source_name, target_name, names in NAME_FACES:
        cut(source_name, target_name, names)
