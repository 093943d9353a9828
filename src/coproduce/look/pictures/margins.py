# SPDX-License-Identifier: AGPL-3.0-or-later
"""Shares with their margins, group by group, each beside a share to compare with: a dot, a line, and a bar across it.

Three shapes of one drawing: `wide`, with names before and verdicts behind; `column`, the same for a column on paper; `narrow`,
for a phone, with both above the line.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from coproduce.look.pictures.drawing import Canvas, number, wrap
from coproduce.look.pictures.picture import NOTHING, Picture, Table

WIDE, LABELS, PLOT_END, ROW, HEAD = 960.0, 300.0, 744.0, 32.0, 30.0
COLUMN, COLUMN_LABELS, COLUMN_END, LOW_ROW = 640.0, 160.0, 480.0, 26.0
NARROW, TALL_ROW = 320.0, 62.0


@dataclass(frozen=True)
class Mark:
    """One row. `share`, `low` and `high` are None where the gate kept the number back; all are parts of 1."""

    group: str
    name: str
    share: float | None
    low: float | None
    high: float | None
    beside: float
    verdict: str
    people: str


def margins(
    rows: Sequence[Mark], *, title: str, sentence: str, beside: str, form: str = "wide", scheme: str = "web",
    rtl: bool = False,
) -> Picture:  # fmt: skip
    """The drawing, its sentence, and a table of the same. `beside` names what the bars stand for."""
    if not rows:
        return NOTHING
    most = max(value for row in rows for value in (row.beside, row.high or 0.0, row.share or 0.0))
    # One step past the largest, so that the furthest mark does not sit on the edge.
    top = min(100, 10 * (int(most * 100) // 10 + 1))
    canvas = {"wide": _wide, "column": _column, "narrow": _narrow}[form](rows, top, scheme, rtl)
    desc = f"{sentence} {_('The table says the same.')}"
    svg = canvas.svg(identity=f"margins-{form}", title=title, desc=desc, css="pic margins")
    head = (_("Group"), _("Heard"), _("Share"), _("Margin (95 in 100)"), beside, _("So"))
    table = Table(title, head, tuple(_said(row) for row in rows))
    return Picture(svg, title, desc, sentence, table)


def _said(row: Mark) -> tuple[str, ...]:
    share = "·" if row.share is None else f"{100 * row.share:.0f}%"
    margin = "·" if row.low is None or row.high is None else f"{100 * row.low:.0f} to {100 * row.high:.0f}%"
    return (f"{row.group}: {row.name}", row.people, share, margin, f"{100 * row.beside:.1f}%", row.verdict)


def _grouped(rows: Sequence[Mark]) -> list[tuple[str, list[Mark]]]:
    groups: dict[str, list[Mark]] = {}
    for row in rows:
        groups.setdefault(row.group, []).append(row)
    return list(groups.items())


def _wide(rows: Sequence[Mark], top: int, scheme: str, rtl: bool) -> Canvas:
    groups = _grouped(rows)
    height = HEAD + ROW * len(rows) + 14 * len(groups)
    canvas = Canvas(WIDE, height, scheme, rtl)
    scale = (PLOT_END - LABELS) / top
    _axis(canvas, LABELS, scale, top, height)
    y = HEAD
    for group, members in groups:
        canvas.text(0, y + ROW / 2 + 5, group, weight=700)
        for row in members:
            middle = y + ROW / 2
            canvas.text(LABELS - 14, middle + 5, _isolated(row.name, canvas), anchor="end")
            _row(canvas, row, LABELS, scale, middle)
            canvas.text(PLOT_END + 16, middle + 5, _isolated(row.verdict, canvas), role="ink-2")
            y += ROW
        y += 14
    return canvas


def _column(rows: Sequence[Mark], top: int, scheme: str, rtl: bool) -> Canvas:
    groups = _grouped(rows)
    canvas = Canvas(COLUMN, HEAD + LOW_ROW * len(rows) + 32 * len(groups), scheme, rtl)
    scale = (COLUMN_END - COLUMN_LABELS) / top
    _axis(canvas, COLUMN_LABELS, scale, top, canvas.height, step=20)
    y = HEAD
    for group, members in groups:
        canvas.text(0, y + 18, group, size=16, weight=700, halo=True)
        y += 26
        for row in members:
            middle = y + LOW_ROW / 2
            canvas.text(COLUMN_LABELS - 12, middle + 5, _isolated(row.name, canvas), anchor="end")
            _row(canvas, row, COLUMN_LABELS, scale, middle)
            canvas.text(COLUMN_END + 12, middle + 5, _isolated(row.verdict, canvas), role="ink-2")
            y += LOW_ROW
        y += 6
    return canvas


def _narrow(rows: Sequence[Mark], top: int, scheme: str, rtl: bool) -> Canvas:
    groups = _grouped(rows)
    height = HEAD + TALL_ROW * len(rows) + 40 * len(groups)
    canvas = Canvas(NARROW, height, scheme, rtl)
    scale = (NARROW - 40) / top
    _axis(canvas, 18, scale, top, height, step=20)
    y = HEAD
    for group, members in groups:
        canvas.text(0, y + 20, group, size=17, weight=700, halo=True)
        y += 32
        for row in members:
            name = _isolated(wrap(row.name, 22, 1)[0], canvas)
            canvas.text(0, y + 16, name, size=15, halo=True)
            canvas.text(NARROW, y + 16, _isolated(row.verdict, canvas), size=13, role="ink-2", anchor="end", halo=True)
            _row(canvas, row, 18, scale, y + 38)
            y += TALL_ROW
        y += 8
    return canvas


def _isolated(words: str, canvas: Canvas) -> str:
    """Words in their own direction: "16 to 24" in a drawing from the right would be turned into "to 24 16"."""
    return f"\u2068{words}\u2069" if canvas.rtl else words


def _axis(canvas: Canvas, start: float, scale: float, top: int, height: float, step: int = 10) -> None:
    for share in range(0, top + 1, step if top <= 70 else 20):
        place = start + share * scale
        (x, y1), (_x, y2) = canvas.at(place, HEAD - 8), canvas.at(place, height)
        canvas.stroke(f"M{x} {y1}V{y2}", "rule", 1)
        canvas.text(place, 14, f"{share}%", size=14, role="ink-2", anchor="middle")


def _row(canvas: Canvas, row: Mark, start: float, scale: float, middle: float) -> None:
    """The line of the margin, the bar to compare with, and the dot above both."""
    if row.low is not None and row.high is not None:
        (x1, y), (x2, _y) = (
            canvas.at(start + 100 * row.low * scale, middle),
            canvas.at(start + 100 * row.high * scale, middle),
        )
        canvas.stroke(f"M{x1} {y}H{x2}", "ink", 2)
    bar, y = canvas.at(start + 100 * row.beside * scale, middle)
    canvas.stroke(f"M{bar} {number(middle - 12)}V{number(middle + 12)}", "calm", 5)
    if row.share is not None:
        x, y = canvas.at(start + 100 * row.share * scale, middle)
        canvas.shapes.append(f'<circle cx="{x}" cy="{y}" r="7" fill="{canvas.paint("ink")}"/>')
