# SPDX-License-Identifier: AGPL-3.0-or-later
"""One person's line, upright, step by step. Drawn on that person's slip alone and on no other page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from coproduce.look.palette import colour_role
from coproduce.look.pictures.drawing import Canvas, wrap
from coproduce.look.pictures.picture import NOTHING, Picture, Table

RING, PARTS, WAITS, KNOT, GAP = "ring", "parts", "waits", "knot", "gap"
STEP, LINE = 74, 30


@dataclass(frozen=True)
class PathStep:
    """One thing that happened to a person's words. `kind` is one of the thread's verbs; `when` is already said."""

    label: str
    when: str = ""
    kind: str = RING
    colours: tuple[int, ...] = ()


def path(steps: Sequence[PathStep], *, scheme: str = "web", rtl: bool = False) -> Picture:
    """Draws the line from the top: rings where one can look, a knot where it ended, a gap where it was taken out."""
    if not steps:
        return NOTHING
    canvas = Canvas(360, STEP * len(steps) + 24, scheme, rtl, tall=True)
    for n, step in enumerate(steps):
        _step(canvas, step, 24 + n * STEP, last=n == len(steps) - 1)
    title = _("Where your words went")
    desc = " ".join(
        f"{n}. {step.label}{f', {step.when}' if step.when else ''}." for n, step in enumerate(steps, start=1)
    )
    rows = tuple((step.label, step.when or "·") for step in steps)
    table = Table(title, (_("What happened"), _("When")), rows, numbers=False)
    return Picture(canvas.svg(identity="path", title=title, desc=desc), title, desc, desc, table)


def _step(canvas: Canvas, step: PathStep, top: float, last: bool) -> None:
    """One step: how the thread goes on below it, its mark, its words, and its themes' colours."""
    if step.kind == WAITS:
        canvas.stroke(canvas.flow(top, LINE, top + (0 if last else STEP), LINE), "edge", 4, dash="0.1 9", cap="round")
    elif step.kind == GAP:
        for edge in (top - 8, top + 26):
            canvas.stroke(canvas.flow(edge, LINE - 8, edge, LINE + 8), "edge", 1.5)
    elif step.kind != KNOT and not last:
        canvas.gold(canvas.flow(top, LINE, top + STEP, LINE))
    if step.kind == PARTS and not last:
        canvas.gold(canvas.flow(top, LINE, top + STEP, LINE - 18), 3)
    if step.kind == KNOT:
        canvas.knot(top - 6, LINE, "gold", 4)
    elif step.kind != GAP:
        canvas.ring(top, LINE, 9, "edge" if step.kind == WAITS else "gold")
    lines = wrap(step.label, 32, 2)
    for n, line in enumerate(lines):
        canvas.text(60, top + 5 + n * 20, line, size=16, weight=650)
    canvas.text(60, top + 5 + 20 * len(lines), step.when, size=14, role="ink-2")
    for n, colour in enumerate(step.colours):
        canvas.bar(top - 10, 44 + 5 * n, 24, 3, colour_role(colour))
