# SPDX-License-Identifier: AGPL-3.0-or-later
"""A drawing made for a page becomes the cover's, and paper knows where its golden line ends."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from coproduce.look.typesetting.cover import on_sheet
from coproduce.look.typesetting.document import BadDocument
from coproduce.look.typesetting.html import checked_svg
from coproduce.look.typesetting.pdf import typeset
from tests.look.typesetting import sample

TALL = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 300 420" width="300" height="420"><path d="M0 0V9"/></svg>'


def test_it_hangs_from_the_top_and_keeps_its_shape() -> None:
    art, point = on_sheet(TALL, (150, 398))
    checked_svg(art)
    assert 'viewBox="0 0 840 1188"' in art and 'viewBox="0 0 300 420"' in art
    assert art.count(" width=") == 1
    assert point is not None
    assert point[0] > 420 and 0 < point[1] < 690


def test_a_drawing_without_a_line_to_follow_has_no_point() -> None:
    assert on_sheet(TALL)[1] is None


def test_a_drawing_of_no_known_size_is_refused() -> None:
    with pytest.raises(BadDocument):
        on_sheet("<svg></svg>")


def test_the_cover_is_set_with_it(typefaces: Path) -> None:
    art, point = on_sheet(TALL, (150, 398))
    report = sample.report()
    made = typeset(replace(report, cover=replace(report.cover, art=art, thread=point)), cache=typefaces)
    assert made.warnings == ()
