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
STEP, TOP, LINE, ASIDE = 74, 24, 38, 14


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
    _thread(canvas, steps)
    for n, step in enumerate(steps):
        _step(canvas, step, TOP + n * STEP)
    title = _("Where your words went")
    desc = " ".join(
        f"{n}. {step.label}{f', {step.when}' if step.when else ''}." for n, step in enumerate(steps, start=1)
    )
    rows = tuple((step.label, step.when or "·") for step in steps)
    table = Table(title, (_("What happened"), _("When")), rows, numbers=False)
    return Picture(canvas.svg(identity="path", title=title, desc=desc), title, desc, desc, table)


def _thread(canvas: Canvas, steps: Sequence[PathStep]) -> None:
    """The line itself: it parts where two things were said, waits where nothing is done yet, and never just stops."""
    # Where something ended the line parts and goes on: nobody's thread just stops.
    knots = [n for n, step in enumerate(steps) if step.kind == KNOT]
    parts = next((n for n, step in enumerate(steps) if step.kind == PARTS), None)
    apart = parts is not None and bool(knots)
    if apart and parts is not None:
        leave, end = TOP + parts * STEP, TOP + knots[-1] * STEP
        canvas.gold(canvas.flow(leave, LINE, leave + STEP, ASIDE) + canvas.flow(leave + STEP, ASIDE, end, ASIDE), 3)
    own = [n for n, step in enumerate(steps) if not (apart and step.kind == KNOT)]
    for here, following in zip(own, own[1:], strict=False):
        start, stop = TOP + here * STEP, TOP + following * STEP
        if steps[here].kind == WAITS or steps[following].kind == WAITS:
            canvas.stroke(canvas.flow(start, LINE, stop, LINE), "edge", 4, dash="0.1 9", cap="round")
        else:
            first = start + (26 if steps[here].kind == GAP else 0)
            canvas.gold(canvas.flow(first, LINE, stop - (10 if steps[following].kind == GAP else 0), LINE))


def _step(canvas: Canvas, step: PathStep, top: float) -> None:
    """One step: its mark, its words, and its themes' colours."""
    if step.kind == GAP:
        for edge in (top - 10, top + 26):
            canvas.stroke(canvas.flow(edge, LINE - 8, edge, LINE + 8), "edge", 1.5)
    elif step.kind == KNOT:
        canvas.knot(top - 6, ASIDE, "gold", 3)
    else:
        canvas.ring(top, LINE, 9, "edge" if step.kind == WAITS else "gold")
    lines = wrap(step.label, 32, 2)
    for n, line in enumerate(lines):
        canvas.text(72, top + 5 + n * 20, line, size=16, weight=650)
    canvas.text(72, top + 5 + 20 * len(lines), step.when, size=14, role="ink-2")
    for n, colour in enumerate(step.colours):
        canvas.bar(top - 10, 56 + 5 * n, 24, 3, colour_role(colour))
