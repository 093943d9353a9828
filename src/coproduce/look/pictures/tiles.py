# SPDX-License-Identifier: AGPL-3.0-or-later
"""A map of equal tiles, one a ward: three states told apart by fill and by border. "1 to 9" is never shown exactly."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from coproduce.look.pictures.drawing import Canvas, wrap
from coproduce.look.pictures.picture import NOTHING, Picture, Table

TEN, FEW, NONE = "ten", "few", "none"
WIDTH, HEIGHT, GAP = 88, 58, 5


@dataclass(frozen=True)
class Tile:
    """A place: where it stands in the grid, and its state: `ten` or more, `few` (1 to 9), `none` yet."""

    name: str
    column: int
    row: int
    state: str


def tiles(places: Sequence[Tile], *, scheme: str = "web", rtl: bool = False) -> Picture:
    """Draws the map. It does not mirror: north stays up and east stays right, whatever the language."""
    if not places:
        return NOTHING
    columns, rows = max(place.column for place in places) + 1, max(place.row for place in places) + 1
    canvas = Canvas(columns * (WIDTH + GAP) + GAP, rows * (HEIGHT + GAP) + GAP, scheme)
    for place in sorted(places, key=lambda each: each.name):
        _tile(canvas, place)
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
    return Picture(
        canvas.svg(identity="tiles", title=title, desc=desc, css="pic tiles"),
        title,
        desc,
        sentence,
        table,
        _("One tile a ward, so big wards do not shout. North is up."),
    )


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
