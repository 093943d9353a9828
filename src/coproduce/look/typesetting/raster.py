# SPDX-License-Identifier: AGPL-3.0-or-later
"""A drawing as a bitmap, for a format that takes no drawings."""

from __future__ import annotations

import re
from pathlib import Path

import vl_convert

from coproduce.look.typesetting import faces

PIXELS_WIDE = 1600
_registered: set[str] = set()


def png(svg: str, cache: Path | None = None) -> bytes:
    """The drawing at about 240 dots an inch across a page, with the house's typefaces."""
    families = (faces.HOUSE, faces.VOICE, *faces.families_for(svg))
    for copy in faces.plain_copies(families, cache):
        folder = str(copy.parent)
        if folder not in _registered:
            vl_convert.register_font_directory(folder)
            _registered.add(folder)
    size = re.search(r'viewBox="[-\d.]+[ ,]+[-\d.]+[ ,]+([\d.]+)', svg)
    scale = PIXELS_WIDE / float(size[1]) if size else 2.0
    return bytes(vl_convert.svg_to_png(svg, scale=scale))
