# SPDX-License-Identifier: MIT
"""Where people live, in areas that are not their answer: how deprived, which locality.

A form asks for a ward and nobody asks for a street. Where a ward lies partly in one area and partly in another, a person
counts in each by the ward's share. So a figure here is an estimate: it is right if those who came from a ward live in it
as its residents do. Ward shares are used and never ward counts, which are sums of whole small areas and differ from the
official ones by several per cent.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from coproduce.analysis.intervals import Interval, share_interval
from coproduce.analysis.reach import AS_EXPECTED, ENOUGH, FEWER, MORE, TOO_FEW

CAVEAT: Final = (
    "Estimated from wards: each person counts in an area by the share of their ward's residents who live in it. Shares of "
    "wards are used, not counts, since ward counts are approximate."
)


@dataclass(frozen=True)
class AreaReach:
    """One area: about how many were heard (not a whole number), their share beside the residents' share."""

    area: str
    heard: float
    share: float | None
    interval: Interval | None
    population_share: float
    ratio: float | None
    verdict: str


def area_reach(
    wards: Iterable[str | None], spread: Mapping[str, Mapping[str, float]], residents: Mapping[str, float]
) -> tuple[AreaReach, ...]:
    """`wards`: each person's ward (blank or unknown: not counted). `spread`: ward → area → share of its residents.

    `residents`: ward → its share of all residents (or any number in proportion to it). Raises `ValueError` for a ward
    whose shares do not add up to 1. Areas come in the order of their names, by number where they begin with one.
    """
    for ward, shares in spread.items():
        if abs(sum(shares.values()) - 1) > 0.005:
            raise ValueError(f"The shares of “{ward}” add up to {sum(shares.values()):.3f} and not to 1.")
    counted = [ward for ward in ((each or "").strip() for each in wards) if ward in spread]
    heard = {ward: counted.count(ward) for ward in sorted(set(counted))}
    everybody = sum(residents.get(ward, 0.0) for ward in spread)
    areas = sorted({area for shares in spread.values() for area in shares}, key=_in_order)
    found = []
    for area in areas:
        part = sum(number * spread[ward].get(area, 0.0) for ward, number in heard.items())
        living = sum(residents.get(ward, 0.0) * shares.get(area, 0.0) for ward, shares in spread.items())
        found.append(_area(area, part, len(counted), living / everybody if everybody else 0.0))
    return tuple(found)


def _in_order(area: str) -> tuple[int, str]:
    """A number at the beginning of a name is a number: 10 comes after 2."""
    found = re.match(r"\d+", area)
    return (int(found[0]) if found else 0, area)


def _area(area: str, heard: float, answered: int, expected: float) -> AreaReach:
    # Each person is in the area or not, with a known chance; over all of them the variance is that of a share.
    interval = share_interval(min(heard, answered), answered) if answered else None
    share = heard / answered if answered else None
    return AreaReach(
        area, heard, share, interval, expected,
        share / expected if share is not None and expected else None,
        _verdict(heard, interval, answered, expected),
    )  # fmt: skip


def _verdict(heard: float, interval: Interval | None, answered: int, expected: float) -> str:
    if interval is None or answered < ENOUGH:
        return TOO_FEW
    if interval[1] < expected:
        return FEWER
    if heard < ENOUGH:
        return TOO_FEW
    return MORE if interval[0] > expected else AS_EXPECTED
