# SPDX-License-Identifier: AGPL-3.0-or-later
"""Puts a drawing onto the cover's sheet, so that paper can take up its golden line where it ends."""

from __future__ import annotations

import re

from coproduce.look.typesetting.document import BadDocument

SHEET = (840.0, 1188.0)
ROOM = (0.0, 0.0, 840.0, 690.0)
"""Left, top, width and height on the sheet that a cover's drawing may fill; the title stands below."""

SIZE = re.compile(r'viewBox="\s*([-\d.]+)[ ,]+([-\d.]+)[ ,]+([\d.]+)[ ,]+([\d.]+)')


def on_sheet(svg: str, end: tuple[float, float] | None = None) -> tuple[str, tuple[float, float] | None]:
    """The drawing as cover art, and on the sheet the point that is `end` in the drawing's own units.

    The drawing keeps its shape and hangs from the top edge of the sheet, as far to the right as its room lets it.
    """
    found = SIZE.search(svg)
    if not found:
        raise BadDocument("a cover's drawing has no viewBox")
    x, y, width, height = (float(part) for part in found.groups())
    scale = min(ROOM[2] / width, ROOM[3] / height)
    left, top = ROOM[0] + (ROOM[2] - width * scale), ROOM[1]
    # Its own place and size go: the same attribute twice is no XML.
    inner = re.sub(r"\s(x|y|width|height)=\"[^\"]*\"", "", svg[svg.index("<svg") : svg.index(">", svg.index("<svg"))])
    inner += f' x="{left:g}" y="{top:g}" width="{width * scale:g}" height="{height * scale:g}"'
    body = inner + svg[svg.index(">", svg.index("<svg")) :]
    art = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {SHEET[0]:g} {SHEET[1]:g}">{body}</svg>'
    if end is None:
        return art, None
    return art, (left + (end[0] - x) * scale, top + (end[1] - y) * scale)
