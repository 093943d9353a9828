# SPDX-License-Identifier: AGPL-3.0-or-later
"""The palette is one source: the sheet is fresh, text can be read, fourteen themes have fourteen stitches."""

import re

import pytest

from coproduce.look.palette import DARK, LIGHT, SLOTS, colour_role, paint, slot
from coproduce.look.pictures.stitches import STITCHES, bar, data_uri
from coproduce.look.tokens import FACES, SHEET, sheet

LOGICAL = re.compile(
    r"(?<![-\w])(margin|padding|border|inset)-(left|right|top|bottom)|"
    r"(?<![-\w])(left|right|top|bottom)\s*:|text-align:\s*(left|right)|float:"
)
ON_PAPER = ["ink", "ink-2", "link", "error", "good", "calm", "gold-ink"]


def luminance(colour: str) -> float:
    """Relative luminance as WCAG defines it."""
    parts = [int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Contrast ratio as WCAG defines it."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_the_sheet_is_written_from_the_palette() -> None:
    assert SHEET.read_text(encoding="utf-8") == sheet(), "run python -m coproduce.look.tokens"


@pytest.mark.parametrize("palette", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize("ground", ["paper", "wash", "wash-2", "gold-wash", "error-wash", "calm-wash"])
def test_words_can_be_read_on_every_ground(palette: dict[str, str], ground: str) -> None:
    for role in ("ink", "ink-2"):
        assert contrast(palette[role], palette[ground]) >= 4.5, role


@pytest.mark.parametrize("palette", [LIGHT, DARK], ids=["light", "dark"])
def test_roles_stand_out_from_paper(palette: dict[str, str]) -> None:
    assert min(contrast(palette[role], palette["paper"]) for role in ON_PAPER) >= 4.5
    graphics = ["gold", "edge", "focus", *(f"t{n}" for n in range(1, 9))]
    assert min(contrast(palette[role], palette["paper"]) for role in graphics) >= 3
    assert contrast(palette["on-cloth"], palette["cloth"]) >= 4.5
    assert set(LIGHT) == set(DARK)


def test_colours_repeat_after_eight_but_no_stitch_does() -> None:
    assert len({stitch.shapes for stitch in STITCHES}) == len({stitch.name for stitch in STITCHES}) == SLOTS
    assert colour_role(9) == colour_role(1) == "t1"
    assert (slot(14), slot(15), slot("3")) == (14, 1, 3)
    assert data_uri(1) != data_uri(9) != data_uri(9, upright=True)


def test_a_sewn_bar_never_leaves_its_room() -> None:
    assert 'width="100%" height="8" fill' in bar(3, 250)
    assert 'width="0%"' in bar(3, -4)


def test_paint_is_a_variable_on_the_web_and_hex_on_paper() -> None:
    assert paint("ink") == "var(--ink,#171b2e)"
    assert paint("ink", "paper") == "#171b2e"


def test_every_face_is_shipped_with_its_licence() -> None:
    fonts = SHEET.parent / "fonts"
    assert all((fonts / f"{name}.woff2").is_file() for _family, name, _weights, _letters in FACES)
    licences = [path.read_text(encoding="utf-8") for path in fonts.glob("LICENSE-*.txt")]
    assert len(licences) == 6
    assert all("SIL OPEN FONT LICENSE" in text.upper() for text in licences)


@pytest.mark.parametrize("name", ["base.css", "staff.css"])
def test_sheets_are_logical_and_name_no_colour(name: str) -> None:
    css = re.sub(r"/\*.*?\*/", "", (SHEET.parent / name).read_text(encoding="utf-8"), flags=re.DOTALL)
    assert LOGICAL.findall(css) == []
    assert re.findall(r"#[0-9a-fA-F]{3,8}\b(?![^{]*\{)", css) == []
    assert "http" not in css
