# SPDX-License-Identifier: AGPL-3.0-or-later
"""The hand that draws: a small canvas for SVG that mirrors for right-to-left and knows the two schemes.

Attributes only, never `style`, so pictures pass a strict content policy and survive on paper.
"""

from __future__ import annotations

import re
from html import escape

from coproduce.look.palette import paint

FONT = "Atkinson Next, Atkinson Hyperlegible Next, Noto Sans, sans-serif"


CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffe\uffff\ud800-\udfff]")


def drawable(words: str) -> str:
    """Words without what no XML may hold. A line break pasted from Word is such a sign: it would make the whole drawing
    unreadable to a browser, and ends the process that draws charts."""
    return CONTROLS.sub(" ", words)


def written(words: str) -> str:
    """Words as they stand in a drawing."""
    return escape(drawable(words))


def number(value: float) -> str:
    """A coordinate with at most one decimal, the same bytes every time."""
    text = f"{value:.1f}"
    return text[:-2] if text.endswith(".0") else text


class Canvas:
    """Collects shapes. `along` runs with the thread: across the page when wide, down it when `tall`."""

    def __init__(self, width: float, height: float, scheme: str = "web", rtl: bool = False, tall: bool = False) -> None:
        self.width, self.height, self.scheme, self.rtl, self.tall = width, height, scheme, rtl, tall
        self.shapes: list[str] = []
        self.definitions: list[str] = []

    def paint(self, role: str) -> str:
        """A colour by role, for an attribute."""
        return paint(role, self.scheme)

    def at(self, along: float, across: float) -> tuple[str, str]:
        """The point on the page for a place along the thread and across it, mirrored where needed."""
        x, y = (across, along) if self.tall else (along, across)
        return number(self.width - x if self.rtl else x), number(y)

    def flow(self, a1: float, c1: float, a2: float, c2: float) -> str:
        """The path of one thread that leaves and arrives in the direction of travel."""
        middle = (a1 + a2) / 2
        points = [self.at(a1, c1), self.at(middle, c1), self.at(middle, c2), self.at(a2, c2)]
        (sx, sy), *rest = points
        return f"M{sx} {sy}C" + " ".join(f"{x} {y}" for x, y in rest)

    def stroke(self, path: str, role: str, width: float, *, dash: str = "", opacity: float = 1, cap: str = "") -> None:
        """A line in a role's colour."""
        extra = (f' stroke-dasharray="{dash}"' if dash else "") + (f' opacity="{opacity:g}"' if opacity < 1 else "")
        extra += f' stroke-linecap="{cap}"' if cap else ""
        self.shapes.append(
            f'<path d="{path}" fill="none" stroke="{self.paint(role)}" stroke-width="{number(width)}"{extra}/>'
        )

    def ribbon(
        self, a1: float, c1: float, w1: float, a2: float, c2: float, w2: float, role: str, opacity: float
    ) -> None:
        """A band of people between two places, `w1` broad where it leaves and `w2` where it arrives."""
        there = self.flow(a1, c1 - w1 / 2, a2, c2 - w2 / 2)
        back = self.flow(a2, c2 + w2 / 2, a1, c1 + w1 / 2)
        self.shapes.append(f'<path d="{there}L{back[1:]}Z" fill="{self.paint(role)}" fill-opacity="{opacity:g}"/>')

    def gold(self, path: str, width: float = 5) -> None:
        """The golden thread: a dark edge that carries the contrast, a bright core that makes it gold."""
        self.stroke(path, "paper", width + 4, cap="round")
        self.stroke(path, "gold", width, cap="round")
        self.stroke(path, "gold-core", width * 0.44, cap="round")

    def ring(self, along: float, across: float, radius: float = 9, role: str = "gold") -> None:
        """A place where the thread opens."""
        x, y = self.at(along, across)
        self.shapes.append(
            f'<circle cx="{x}" cy="{y}" r="{number(radius)}" fill="{self.paint("paper")}" '
            f'stroke="{self.paint(role)}" stroke-width="3"/>'
        )

    def knot(self, along: float, across: float, role: str, width: float = 4) -> None:
        """The thread ended here: a loop and a tail that turns back."""
        steps = ((0, 0), (16, 0), (18, 12), (9, 12), (0, 12), (2, -10), (13, -8), (21, -6), (24, 2), (30, 0))
        points = [self.at(along + a, across + c) for a, c in steps]
        path = f"M{points[0][0]} {points[0][1]}C" + " ".join(f"{x} {y}" for x, y in points[1:])
        self.stroke(path, role, width, cap="round")

    def bar(self, along: float, across: float, thickness: float, length: float, role: str) -> None:
        """A solid piece `thickness` long along the thread and `length` wide across it."""
        self.box(along, across, thickness, length, fill=self.paint(role))

    def box(
        self,
        along: float,
        across: float,
        thickness: float,
        length: float,
        *,
        fill: str,
        opacity: float = 1,
        stroke: str = "",
        dash: str = "",
    ) -> None:
        """A rectangle from its corner nearest the start."""
        wide, high = (length, thickness) if self.tall else (thickness, length)
        left, top = (across, along) if self.tall else (along, across)
        left = self.width - left - wide if self.rtl else left
        extra = f' stroke="{self.paint(stroke)}" stroke-width="1.5"' if stroke else ""
        extra += (f' stroke-dasharray="{dash}"' if dash else "") + (f' opacity="{opacity:g}"' if opacity < 1 else "")
        self.shapes.append(
            f'<rect x="{number(left)}" y="{number(top)}" width="{number(wide)}" height="{number(high)}" '
            f'fill="{fill}"{extra}/>'
        )

    def area(self, path: str, *, fill: str, stroke: str, dash: str = "", said: str = "") -> None:
        """A shape with its name, for whoever points at it; holes stay open."""
        extra = f' stroke-dasharray="{dash}"' if dash else ""
        name = f"<title>{written(said)}</title>" if said else ""
        self.shapes.append(
            f'<path d="{path}" fill="{fill}" fill-rule="evenodd" stroke="{self.paint(stroke)}" stroke-width="1.2" '
            f'stroke-linejoin="round"{extra}>{name}</path>'
        )

    def text(
        self,
        x: float,
        y: float,
        words: str,
        *,
        role: str = "ink",
        size: float = 15,
        weight: int = 400,
        anchor: str = "start",
        halo: bool = False,
    ) -> None:
        """Words at a point of the page; `start` follows the reading direction."""
        extra = (
            f' stroke="{self.paint("paper")}" stroke-width="4" stroke-linejoin="round" paint-order="stroke"'
            if halo
            else ""
        )
        # Mirrored here and nowhere else, so that no picture has to think of two directions.
        place = number(self.width - x if self.rtl else x)
        self.shapes.append(
            f'<text x="{place}" y="{number(y)}" font-family="{FONT}" font-size="{number(size)}" font-weight="{weight}" '
            f'fill="{self.paint(role)}" text-anchor="{anchor}"{extra}>{written(words)}</text>'
        )

    def svg(
        self, *, identity: str, title: str, desc: str, css: str = "pic", hidden: bool = False, stretch: bool = False
    ) -> str:
        """The whole drawing. `hidden` leaves it out of what is read aloud, where words beside it say the same."""
        label = (
            'aria-hidden="true" focusable="false"'
            if hidden
            else f'role="img" aria-labelledby="{identity}-t {identity}-d"'
        )
        words = (
            ""
            if hidden
            else (f'<title id="{identity}-t">{written(title)}</title><desc id="{identity}-d">{written(desc)}</desc>')
        )
        definitions = f"<defs>{''.join(self.definitions)}</defs>" if self.definitions else ""
        fit = ' preserveAspectRatio="none"' if stretch else ""
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" class="{css}" viewBox="0 0 {number(self.width)} '
            f'{number(self.height)}"{fit} direction="{"rtl" if self.rtl else "ltr"}" {label}>{words}{definitions}'
            f"{''.join(self.shapes)}</svg>"
        )


def wrap(words: str, most: int = 22, lines: int = 2) -> list[str]:
    """Breaks a label into short lines; what does not fit ends in an ellipsis, and the table says it in full."""
    out: list[str] = [""]
    for word in words.split():
        if out[-1] and len(out[-1]) + 1 + len(word) > most:
            if len(out) == lines:
                out[-1] += "…"
                return out
            out.append(word)
        else:
            out[-1] = f"{out[-1]} {word}".strip()
    return out
