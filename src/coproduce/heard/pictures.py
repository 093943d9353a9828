# SPDX-License-Identifier: AGPL-3.0-or-later
"""Charts and maps of who was heard, from gated figures alone."""

from dataclasses import replace

from coproduce.analysis.disclosure import Figure
from coproduce.heard.queries import Characteristic, Heard
from coproduce.look.chart_kinds import CensusRow, heard_beside_census
from coproduce.look.pictures.picture import Picture
from coproduce.look.pictures.tiles import FEW, NONE, TEN, Tile, tiles

COLUMNS = 9


def beside_census(one: Characteristic, title: str, *, scheme: str = "web") -> Picture:
    """A chart of one characteristic, with the sentence that says it."""
    rows = [
        CensusRow(title, category.name, category.heard, _share(category.population), category.verdict)
        for category in one.categories
    ]
    picture = heard_beside_census(rows, sentence(one), scheme=scheme)
    # Several of these stand on one page: each needs a name of its own.
    return replace(picture, title=f"{title}, beside the census") if picture else picture


def _share(percent: str) -> float:
    return float(percent.rstrip(" %")) / 100


def sentence(one: Characteristic) -> str:
    """What the chart says, in words: who was heard more, who less, and about whom we cannot tell."""
    fewer = [c.name for c in one.categories if c.verdict == "fewer than expected"]
    more = [c.name for c in one.categories if c.verdict == "more than expected"]
    nobody = [c.name for c in one.categories if c.heard.value == 0]
    said = [
        f"We heard more from {_and(more)} than their share in the population." if more else "",
        f"We heard less from {_and(fewer)}." if fewer else "",
        f"Nobody told us that they are {_and(nobody)}; they may have left it blank." if nobody else "",
    ]
    return " ".join(part for part in said if part) or f"{one.name}: no clear difference from the population."


def _and(names: list[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"


def ward_map(heard: Heard, *, scheme: str = "web") -> Picture | None:
    """One equal tile a ward, in the order of the alphabet; "1 to 9" is never shown exactly."""
    wards = next((one for one in heard.characteristics if one.key == "ward"), None)
    if wards is None:
        return None
    places = sorted(wards.categories, key=lambda category: category.name)
    return tiles(
        [Tile(p.name, n % COLUMNS, n // COLUMNS, _state(p.heard)) for n, p in enumerate(places)], scheme=scheme
    )


def _state(figure: Figure) -> str:
    if figure.value == 0:
        return NONE
    return TEN if figure.shown else FEW
