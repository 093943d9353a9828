# SPDX-License-Identifier: AGPL-3.0-or-later
"""A map of the wards, as equal tiles or with real boundaries: three states told apart by fill and by border.

"1 to 9" is never shown exactly.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import cos, radians

from django.utils.translation import gettext as _

from coproduce.look.pictures.drawing import Canvas, number, wrap
from coproduce.look.pictures.picture import NOTHING, Picture, Table

TEN, FEW, NONE = "ten", "few", "none"
WIDTH, HEIGHT, GAP = 88, 58, 5
MAP_WIDTH, MAP_HEIGHT = 640, 760


@dataclass(frozen=True)
class Tile:
    """A place: where it stands in the grid, and its state: `ten` or more, `few` (1 to 9), `none` yet."""

    name: str
    column: int
    row: int
    state: str


@dataclass(frozen=True)
class Area:
    """A place with its real shape: rings of (east, north) in degrees, and its state as a tile has it."""

    name: str
    rings: tuple[tuple[tuple[float, float], ...], ...]
    state: str


def tiles(places: Sequence[Tile], *, scheme: str = "web", rtl: bool = False) -> Picture:
    """Draws the map. It does not mirror: north stays up and east stays right, whatever the language."""
    if not places:
        return NOTHING
    columns, rows = max(place.column for place in places) + 1, max(place.row for place in places) + 1
    canvas = Canvas(columns * (WIDTH + GAP) + GAP, rows * (HEIGHT + GAP) + GAP, scheme)
    for place in sorted(places, key=lambda each: each.name):
        _tile(canvas, place)
    return _picture(canvas, places, _("One tile a ward, so big wards do not shout. North is up."))


def areas(places: Sequence[Area], *, scheme: str = "web", credit: str = "") -> Picture:
    """The same with real boundaries. `credit` is the attribution that their licence asks for."""
    if not places:
        return NOTHING
    east = [x for place in places for ring in place.rings for x, _y in ring]
    north = [y for place in places for ring in place.rings for _x, y in ring]
    # At a city's size one scale for east and one for north is a good map: a degree of longitude is shorter by the cosine.
    wide, tall = (max(east) - min(east)) * cos(radians((max(north) + min(north)) / 2)), max(north) - min(north)
    scale = min(MAP_WIDTH / wide, MAP_HEIGHT / tall)
    canvas = Canvas(wide * scale + 2 * GAP, tall * scale + 2 * GAP, scheme)
    across = wide * scale / (max(east) - min(east))
    # Dashed borders first, so that a neighbour's solid one lies over the edge that both have.
    for place in sorted(places, key=lambda each: (each.state != NONE, each.name)):
        path = "".join(
            _outline([(GAP + (x - min(east)) * across, GAP + (max(north) - y) * scale) for x, y in ring])
            for ring in place.rings
        )
        fill = {TEN: canvas.paint("ink"), FEW: canvas.paint("wash-2")}.get(place.state, canvas.paint("paper"))
        edge = "paper" if place.state == TEN else "edge"
        canvas.area(path, fill=fill, stroke=edge, dash="4 4" if place.state == NONE else "", said=place.name)
    note = _("Dark: ten people or more. Light: one to nine. Dashed: nobody yet. North is up.")
    return _picture(canvas, places, f"{note} {credit}".strip())


def _outline(points: Sequence[tuple[float, float]]) -> str:
    """A ring as a path, without points closer together than anybody can see."""
    kept = [points[0]]
    for x, y in points[1:]:
        if abs(x - kept[-1][0]) + abs(y - kept[-1][1]) >= 0.8:
            kept.append((x, y))
    return "M" + "L".join(f"{number(x)} {number(y)}" for x, y in kept) + "Z" if len(kept) > 2 else ""


def _picture(canvas: Canvas, places: Sequence[Tile | Area], note: str) -> Picture:
    """The sentence and the table that say the same as the map."""
    title = _("In which wards people were heard")
    named = {state: sorted(place.name for place in places if place.state == state) for state in (TEN, FEW, NONE)}
    desc = _(
        "Ten or more people in %(ten)d wards, fewer than ten in %(few)d, nobody yet in %(none)d. The table names them."
    ) % {state: len(names) for state, names in named.items()}
    sentence = _("Somebody was heard from %(some)d of the %(all)d wards, and nobody yet from %(none)d.") % {
        "some": len(places) - len(named[NONE]),
        "all": len(places),
        "none": len(named[NONE]),
    }
    words = {TEN: _("10 people or more"), FEW: _("1 to 9, not shown exactly"), NONE: _("nobody yet")}
    rows_said = tuple((words[state], ", ".join(names) or "·") for state, names in named.items())
    table = Table(title, (_("People heard"), _("Wards")), rows_said, numbers=False)
    svg = canvas.svg(identity="tiles", title=title, desc=desc, css="pic tiles")
    return Picture(svg, title, desc, sentence, table, note)


def _tile(canvas: Canvas, place: Tile) -> None:
    """One ward: ink, wash with a border, or a dashed border alone."""
    left, top = GAP + place.column * (WIDTH + GAP), GAP + place.row * (HEIGHT + GAP)
    fill = {TEN: canvas.paint("ink"), FEW: canvas.paint("wash-2")}.get(place.state, "none")
    border = {TEN: "ink"}.get(place.state, "edge")
    canvas.box(left, top, WIDTH, HEIGHT, fill=fill, stroke=border, dash="4 4" if place.state == NONE else "")
    lines = wrap(place.name, 13, 2)
    for n, line in enumerate(lines):
        canvas.text(
            left + WIDTH / 2,
            top + HEIGHT / 2 + 5 - 9 * (len(lines) - 1) + n * 17,
            line,
            size=12.5,
            anchor="middle",
            role="paper" if place.state == TEN else "ink",
        )
