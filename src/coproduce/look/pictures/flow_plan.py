# SPDX-License-Identifier: AGPL-3.0-or-later
"""Where everything of the big picture stands: pure arithmetic, no drawing.

Places run along the thread and across it, so the same plan serves a wide page and a tall phone.
A channel is kept free in the middle, for the golden thread.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

CHANNEL = 40.0
LEAST = 2.0
"""A ribbon whose number the gate kept back, or a very thin one, is still drawn this wide: nobody disappears."""
WIDEST = 9.0
"""However few they are, one person is drawn no broader than this."""


@dataclass(frozen=True)
class FlowTheme:
    """A theme with its people, as the gate lets it be said."""

    code: str
    name: str
    colour: int
    people: Any


@dataclass(frozen=True)
class FlowPriority:
    """A priority."""

    code: str
    name: str


@dataclass(frozen=True)
class FlowLink:
    """How many people's words run from a theme into a priority."""

    theme: str
    priority: str
    people: Any


@dataclass(frozen=True)
class FlowEnd:
    """Where a theme, or a part of it, ended: in words, with its reason and date already said."""

    theme: str
    people: Any
    words: str


@dataclass(frozen=True)
class Flow:
    """The whole of it. `written` says whether the strategy exists yet; until then its threads only wait."""

    people: Any
    themes: tuple[FlowTheme, ...]
    priorities: tuple[FlowPriority, ...]
    links: tuple[FlowLink, ...]
    ends: tuple[FlowEnd, ...] = ()
    strategy: str = ""
    written: bool = False


@dataclass(frozen=True)
class Band:
    """A node: its middle across the thread, and its breadth."""

    middle: float
    breadth: float

    @property
    def first(self) -> float:
        """Its upper edge."""
        return self.middle - self.breadth / 2


def scale(sizes: Sequence[int | None], room: float, gap: float) -> float:
    """Breadth of one person, so that all bands of a column and the gaps between them fit the room."""
    whole = sum(size or 0 for size in sizes)
    free = room - CHANNEL - gap * len(sizes) - LEAST * sum(1 for size in sizes if not size)
    return min(WIDEST, max(0.0, free) / whole) if whole else 0.0


def breadth(size: int | None, one: float) -> float:
    """The breadth of a band or ribbon."""
    return max(LEAST, (size or 0) * one)


def stack(breadths: Sequence[float], room: float, top: float) -> list[Band]:
    """Bands one below the other over the whole room, half above the golden channel and half below it."""
    half = balanced(breadths)
    gaps = max(1, len(breadths))
    space = max(0.0, room - CHANNEL - sum(breadths)) / gaps
    bands, place = [], top + space / 2
    for index, one in enumerate(breadths):
        if index == half:
            place += CHANNEL
        bands.append(Band(place + one / 2, one))
        place += one + space
    return bands


def channel(bands: Sequence[Band], breadths: Sequence[float], room: float, top: float) -> float:
    """The middle of the channel between the bands: where the golden thread passes."""
    half = balanced(breadths)
    above = bands[half - 1].middle + bands[half - 1].breadth / 2 if 0 < half <= len(bands) else top
    below = bands[half].first if half < len(bands) else top + room
    return (above + below) / 2


def balanced(breadths: Sequence[float]) -> int:
    """How many bands stand before the channel: as near to half of the whole as can be, one at least on each side."""
    # 12 is the air around a band: without it many thin ones would weigh nothing and crowd one side.
    whole, running = sum(breadths) + 12 * len(breadths), 0.0
    best, least = 1, float("inf")
    for index, one in enumerate(breadths[:-1], start=1):
        running += one + 12
        if abs(running - whole / 2) < least:
            best, least = index, abs(running - whole / 2)
    return best


class Slots:
    """Hands out the room of a band, ribbon by ribbon, in order."""

    def __init__(self, band: Band, total: float) -> None:
        self.place = band.middle - total / 2

    def take(self, one: float) -> float:
        """The middle of the next ribbon."""
        middle = self.place + one / 2
        self.place += one
        return middle
