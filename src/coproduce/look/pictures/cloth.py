# SPDX-License-Identifier: AGPL-3.0-or-later
"""The cloth under the masthead: warp threads for the people heard, in stripes by theme, from gated figures alone.

It carries no session and no order of people. Fewer than ten people make no cloth; many are bundled, and it says so.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from coproduce.look.figures import publishable, said, size
from coproduce.look.palette import colour_role
from coproduce.look.pictures.drawing import Canvas, number
from coproduce.look.pictures.picture import NOTHING, Picture, Table

FEWEST = 10
MOST_THREADS = 260
OPEN_WEAVE = 90
PITCH, HEIGHT = 5, 24
# Round numbers, since the sentence beside the cloth says them.
BUNDLES = (1, 2, 5, 10, 20, 25, 50, 100, 200, 500, 1000)


@dataclass(frozen=True)
class Yarn:
    """A theme in the cloth: its name, its colour slot, and how many people, as the gate lets it be said."""

    name: str
    colour: int
    people: Any


def cloth(yarns: Sequence[Yarn], total: Any, scheme: str = "web") -> Picture:
    """Draws the cloth. It mirrors by CSS (`[dir=rtl] .mirror`), since it carries no words."""
    people = size(total)
    # A cloth of seven threads is seven people, in the colours of what they said.
    if people is None or people < FEWEST:
        return NOTHING
    # A theme that nobody spoke of has no thread; one whose number is kept back has.
    yarns = [yarn for yarn in yarns if size(yarn.people) != 0]
    counts = [size(yarn.people) for yarn in yarns]
    bundle = next(
        step for step in BUNDLES if sum(count or 0 for count in counts) / step <= MOST_THREADS or step == BUNDLES[-1]
    )
    stripes = [max(1, round(count / bundle)) if count else 0 for count in counts]
    svg = _draw(yarns, stripes, scheme) if yarns else ""
    sentence = _sentence(total, bundle)
    rows = tuple((yarn.name, said(yarn.people)) for yarn in yarns)
    table = Table(_("People by theme"), (_("Theme"), _("People")), rows)
    return Picture(
        svg,
        _("The cloth"),
        sentence,
        sentence,
        table,
        publishable=publishable([total, *(yarn.people for yarn in yarns)]),
    )


def _sentence(total: Any, bundle: int) -> str:
    """What the cloth shows, in the foot of each page."""
    each = ngettext("one thread for each person and theme", "one thread for each %(count)d people in a theme", bundle)
    return _(
        "%(people)s people were heard: %(each)s, in stripes by theme. The golden thread is pulled out of it and "
        "runs down every page."
    ) % {"people": said(total), "each": each % {"count": bundle}}


def _draw(yarns: Sequence[Yarn], stripes: Sequence[int], scheme: str) -> str:
    """Warp by theme, a gap between stripes, two wefts over and under. A withheld theme is one dotted thread."""
    places = sum(count or 1 for count in stripes) + len(stripes)
    # A few threads stand further apart, or a small programme's cloth would be a smear across the masthead.
    pitch = PITCH if places >= OPEN_WEAVE else PITCH * OPEN_WEAVE / places
    canvas = Canvas(places * pitch, HEIGHT, scheme)
    if pitch > PITCH:
        canvas.stroke(f"M0 8H{number(canvas.width)}M0 16H{number(canvas.width)}", "rule", 1.5)
    place = 0.5
    for yarn, count in zip(yarns, stripes, strict=True):
        path = "".join(f"M{number((place + n) * pitch)} 0V{HEIGHT}" for n in range(count or 1))
        canvas.stroke(path, colour_role(yarn.colour), 3.1, dash="" if count else "2 4")
        place += (count or 1) + 1
    if pitch == PITCH:
        for row, start in ((7, 0), (15, PITCH)):
            canvas.stroke(f"M{start} {row}H{number(canvas.width)}", "paper", 2.6, dash=f"{PITCH} {PITCH}")
    return canvas.svg(identity="cloth", title="", desc="", css="cloth mirror", hidden=True, stretch=True)
