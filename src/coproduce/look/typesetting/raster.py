# SPDX-License-Identifier: AGPL-3.0-or-later
"""A drawing as a bitmap, for a format that takes no drawings, or for words that a drawing on paper cannot set."""

from __future__ import annotations

import base64
import re
import struct
from pathlib import Path

import vl_convert

from coproduce.look.typesetting import faces

PIXELS_WIDE = 1600
FAMILY_ATTRIBUTE = re.compile(r"""(font-family\s*=\s*)("[^"]*"|'[^']*')""")
FAMILY_STYLE = re.compile(r"""(font-family\s*:\s*)([^;"}<]*)""")
ROOT_FAMILY = re.compile(r"<svg[^>]*\sfont-family\s*=")
HOUSE_WORDS = (faces.HOUSE,)
VOICE_WORDS = (faces.VOICE, faces.HOUSE)
WEB_COLOUR = re.compile(r"var\(--[\w-]+,\s*(#[0-9A-Fa-f]{3,8})\)")
# The drawer keeps folders for the life of the process, and would keep one again for every picture.
_registered: set[str] = set()


def housed(svg: str, fallback: tuple[str, ...] = ()) -> str:
    """The drawing for paper: a web colour becomes its plain value, and words stand in the house's faces alone, since a
    face that only this machine has would be missing on the next one with all its words."""

    def families(asked: str) -> str:
        first = VOICE_WORDS if faces.VOICE in asked else HOUSE_WORDS
        # a name that ends in a figure is no name unless it is quoted
        return ", ".join((*first, *(f"&apos;{family}&apos;" for family in fallback if family not in first)))

    svg = WEB_COLOUR.sub(r"\1", svg)
    svg = FAMILY_ATTRIBUTE.sub(lambda found: f'{found[1]}"{families(found[2])}"', svg)
    svg = FAMILY_STYLE.sub(lambda found: f"{found[1]}{families(found[2])}", svg)
    return svg.replace("<svg", f'<svg font-family="{families("")}"', 1) if not ROOT_FAMILY.search(svg) else svg


def png(svg: str, cache: Path | None = None) -> bytes:
    """The drawing at about 240 dots an inch across a page, with the house's typefaces."""
    fallback = faces.families_for(svg)
    svg = housed(svg, fallback)
    families = (faces.HOUSE, faces.VOICE, *fallback)
    for copy in faces.plain_copies(families, cache):
        folder = str(copy.parent)
        if folder not in _registered:
            vl_convert.register_font_directory(folder)
            _registered.add(folder)
    size = re.search(r'viewBox="[-\d.]+[ ,]+[-\d.]+[ ,]+([\d.]+)', svg)
    scale = PIXELS_WIDE / float(size[1]) if size else 2.0
    return bytes(vl_convert.svg_to_png(svg, scale=scale))


def is_plain(svg: str) -> bool:
    """Whether the words of a drawing need no face but the house's own. Typst finds no second face for joined scripts
    inside a drawing, and stops."""
    house = faces.covered_by()[faces.HOUSE]
    return all(ord(character) in house or character in "\n\t\r" for character in svg)


def as_bitmap(svg: str, cache: Path | None = None) -> str:
    """The drawing as a drawing that holds one bitmap."""
    picture = png(svg, cache)
    # Every PNG says its size in these eight bytes; no library is needed to read them.
    width, height = struct.unpack(">II", picture[16:24])
    data = base64.b64encode(picture).decode("ascii")
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}">'
        f'<image width="{width}" height="{height}" href="data:image/png;base64,{data}"/></svg>'
    )
