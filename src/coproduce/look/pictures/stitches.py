# SPDX-License-Identifier: AGPL-3.0-or-later
"""Fourteen stitches, one per theme slot: in greyscale, or without colour vision, the stitch tells themes apart."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import quote

from coproduce.look.palette import colour_role, paint, slot

# What a quoted address in a style sheet may hold as it is; encoded, nobody could read the sheet.
SAFE_IN_URI = " =/:'().,-"


@dataclass(frozen=True)
class Stitch:
    """One repeat of a stitch, eight units high: its plain name, its length, and its SVG shapes in one ink."""

    name: str
    length: int
    shapes: str

    def inked(self, ink: str) -> str:
        """The shapes with their colour put in."""
        return self.shapes.replace("INK", ink)


def _line(path: str, width: float, cap: str = "") -> str:
    """A stroked path of a stitch."""
    extra = f" stroke-linecap='{cap}'" if cap else ""
    return f"<path d='{path}' stroke='INK' stroke-width='{width}' fill='none'{extra}/>"


def _fill(path: str) -> str:
    """A filled path of a stitch."""
    return f"<path d='{path}' fill='INK'/>"


def _dot(x: float, y: float, radius: float) -> str:
    """A filled dot of a stitch."""
    return f"<circle cx='{x}' cy='{y}' r='{radius}' fill='INK'/>"


STITCHES: tuple[Stitch, ...] = (
    Stitch("running", 14, _line("M1 4h8", 3, "round")),
    Stitch("blanket", 10, _line("M0 7h10M3 7V1", 1.8)),
    Stitch("arrow", 9, _line("M1.5 1l4 3-4 3", 1.9)),
    Stitch("cross", 10, _line("M1.5 1l6 6m0-6l-6 6", 1.7)),
    Stitch(
        "chain",
        11,
        "<ellipse cx='5.5' cy='4' rx='4.4' ry='2.7' stroke='INK' stroke-width='1.7' fill='none'/>"
        + _line("M0 4h1.4M9.6 4H11", 1.7),
    ),
    Stitch("brick", 11, _fill("M1 1h7v6H1z")),
    Stitch("wave", 16, _line("M0 4q4-6.5 8 0t8 0", 1.9)),
    Stitch("seed", 12, _dot(3, 2, 1.6) + _dot(9, 6, 1.6)),
    # from here on colours repeat, so these shapes are unlike the eight above and unlike each other
    Stitch("double running", 16, _line("M1 2h7M9 6.2h6", 2.2, "round")),
    Stitch("herringbone", 12, _line("M0 7l3-6 3 6 3-6 3 6", 1.8)),
    Stitch("long and dot", 18, _line("M1.5 4h8", 2.6, "round") + _dot(14.5, 4, 1.9)),
    Stitch("tooth", 10, _fill("M1 7l3.5-6L8 7z")),
    Stitch("ladder", 9, _line("M0 1h9M0 7h9M3 1v6", 1.6)),
    Stitch("diamond", 12, _fill("M1 4l4-3.6L9 4 5 7.6z")),
)


def stitch(colour: int | str) -> Stitch:
    """The stitch of a theme slot."""
    return STITCHES[slot(colour) - 1]


def data_uri(colour: int | str, ink: str = "#000", upright: bool = False) -> str:
    """The stitch as an image for CSS: lying along a line, or upright down the side of a quote."""
    thread = stitch(colour)
    width, height = (8, thread.length) if upright else (thread.length, 8)
    shapes = thread.inked(ink)
    if upright:
        shapes = f"<g transform='matrix(0 1 -1 0 8 0)'>{shapes}</g>"
    svg = f"<svg xmlns='http://www.w3.org/2000/svg' width='{width}' height='{height}'>{shapes}</svg>"
    return f'url("data:image/svg+xml,{quote(svg, safe=SAFE_IN_URI)}")'


def pattern(identity: str, colour: int | str, scheme: str = "web", scale: float = 1.0) -> str:
    """An SVG `<pattern>` of the stitch, for sewing a line or a bar inside a drawing."""
    thread = stitch(colour)
    shapes = thread.inked(paint(colour_role(colour), scheme)).replace("'", '"')
    return (
        f'<pattern id="{identity}" width="{thread.length}" height="8" patternUnits="userSpaceOnUse"'
        f' patternTransform="scale({scale:g})">{shapes}</pattern>'
    )


def bar(colour: int | str, share: int, scheme: str = "web") -> str:
    """A sewn bar, `share` hundredths of its room long; decoration beside a number that says the same."""
    # Two bars alike on one page share an id: their patterns are equal, so either serves both.
    identity = f"sb{slot(colour)}-{share}"
    return (
        f'<svg class="sewn-bar" height="8" width="100%" aria-hidden="true" focusable="false">'
        f"<defs>{pattern(identity, colour, scheme)}</defs>"
        f'<rect width="{max(0, min(100, share))}%" height="8" fill="url(#{identity})"/></svg>'
    )
