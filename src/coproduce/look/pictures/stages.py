# SPDX-License-Identifier: AGPL-3.0-or-later
"""The stages of a programme on one thread, drawn for paper; on the web the `rail` component says the same in words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from coproduce.look.pictures.drawing import Canvas, wrap
from coproduce.look.pictures.picture import NOTHING, Picture, Table

DONE, NOW, NEXT = "done", "now", "next"
COLUMN = 360


@dataclass(frozen=True)
class StageStop:
    """One stage: its name, when it is, and whether it is done, now or next."""

    name: str
    when: str
    state: str


def stages(stops: Sequence[StageStop], *, scheme: str = "paper", rtl: bool = False) -> Picture:
    """Draws the rail: gold as far as the thread has run, only the holes beyond."""
    if not stops:
        return NOTHING
    canvas = Canvas(COLUMN * len(stops) + 24, 110, scheme, rtl)
    for n, stop in enumerate(stops):
        start, last = 12 + n * COLUMN, n == len(stops) - 1
        # A little past the middle: gold that ended at the ring would look as if nothing had begun.
        reach = {DONE: COLUMN, NOW: COLUMN * 0.55}.get(stop.state, 0)
        # Nothing comes after the last stage: holes beyond it would promise one more.
        if reach < COLUMN and not (last and not reach):
            canvas.stroke(canvas.flow(start + reach, 20, start + COLUMN, 20), "edge", 4, dash="0.1 9", cap="round")
        if reach:
            canvas.gold(canvas.flow(start, 20, start + reach, 20))
        canvas.ring(start, 20, 9, "edge" if stop.state == NEXT else "gold")
        canvas.text(start - 8, 62, wrap(stop.name, 34, 1)[0], size=18, weight=700)
        canvas.text(start - 8, 86, wrap(stop.when, 42, 1)[0], size=15, role="ink-2")
    words = {DONE: _("done"), NOW: _("now"), NEXT: _("next")}
    said = ". ".join(f"{stop.name}: {words.get(stop.state, stop.state)}, {stop.when}" for stop in stops) + "."
    title = _("The stages")
    rows = tuple((stop.name, words.get(stop.state, stop.state), stop.when) for stop in stops)
    table = Table(title, (_("Stage"), _("State"), _("When")), rows, numbers=False)
    return Picture(canvas.svg(identity="stages", title=title, desc=said), title, said, said, table)
