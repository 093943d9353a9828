# SPDX-License-Identifier: AGPL-3.0-or-later
"""Words in a drawing are seen on every machine, whatever faces it has."""

from __future__ import annotations

from pathlib import Path

import pytest

from coproduce.look.typesetting.raster import as_bitmap, housed, is_plain, png

OPEN = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 200 40"'


def drawing(family: str, words: str) -> str:
    """A drawing of words alone."""
    return f'{OPEN} {family}><text x="2" y="26" font-size="18">{words}</text></svg>'


@pytest.mark.parametrize(
    "family",
    [
        "",
        'font-family="sans-serif"',
        "font-family='No Such Face'",
        'style="font-family: Helvetica, Arial; fill: black"',
        'font-family="Literata"',
    ],
)
@pytest.mark.parametrize("words", ["Plain words", "朋友", "😐", "ٹھیک", "ਗੱਲ", "কথা", "વાત", "बात"])
def test_words_are_drawn_whatever_face_was_asked(family: str, words: str, typefaces: Path) -> None:
    nothing = png(drawing(family, ""), typefaces)
    assert len(png(drawing(family, words), typefaces)) > len(nothing) + 500


def test_a_generic_face_looks_as_the_house_s_own(typefaces: Path) -> None:
    assert png(drawing('font-family="sans-serif"', "Same"), typefaces) == png(drawing("", "Same"), typefaces)


def test_the_house_s_two_faces_are_kept_and_others_replaced() -> None:
    assert 'font-family="Literata, Atkinson Next"' in housed(drawing('font-family="Literata, serif"', "a"))
    assert 'font-family="Atkinson Next"' in housed(drawing('font-family="Comic"', "a"))
    assert housed(housed(drawing("", "a"))) == housed(drawing("", "a"))


def test_a_web_colour_is_plain_on_paper() -> None:
    assert housed('<svg><rect fill="var(--t1,#b04a48)"/></svg>').endswith('<rect fill="#b04a48"/></svg>')


def test_a_bitmap_keeps_the_drawing_s_shape(typefaces: Path) -> None:
    assert 'viewBox="0 0 1600 320"' in as_bitmap(drawing("", "a"), typefaces)


def test_only_words_that_need_another_face_are_not_plain() -> None:
    assert is_plain(drawing("", "Plain – words…"))
    assert not is_plain(drawing("", "朋友"))
