# SPDX-License-Identifier: AGPL-3.0-or-later
"""Charts and maps of who was heard, from gated figures alone."""

from coproduce.analysis.disclosure import Figure
from coproduce.heard.places import CREDIT, boundaries, tile_places
from coproduce.heard.queries import Category, Characteristic, Heard
from coproduce.heard.tables import in_people, in_short
from coproduce.look.pictures.margins import Mark, margins
from coproduce.look.pictures.picture import Picture, Table
from coproduce.look.pictures.tiles import FEW, NONE, TEN, Area, Tile, areas, tiles

COLUMNS = 9


def _share(percent: str) -> float:
    return float(percent.rstrip(" %")) / 100


def _and(names: list[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"


def beside_all(heard: Heard, *, form: str = "wide", scheme: str = "web", rtl: bool = False) -> Picture:
    """All questions in one drawing, beside the census; groups of more than half of the population are left out."""
    rows = [
        Mark(
            one.name, in_short(one.key, c.name), *_shares(c.heard), _share(c.population), c.verdict, _of(c.heard)
        )
        for one in heard.characteristics
        if one.key not in {"ward", "ethnic_group"}
        for c in one.categories
        if not _is_rest(one, c)
    ]  # fmt: skip
    return margins(
        rows, title="Who was heard, beside the census", sentence=all_in_a_sentence(heard), beside="In the population",
        form=form, scheme=scheme, rtl=rtl,
    )  # fmt: skip


def _shares(figure: Figure) -> tuple[float | None, float | None, float | None]:
    if figure.value is None or not figure.of:
        return (None, None, None)
    low, high = figure.interval or (None, None)
    return (figure.value / figure.of, low, high)


def _of(figure: Figure) -> str:
    return f"{figure.say} of {figure.of:,}" if figure.shown and figure.of else figure.say


def all_in_a_sentence(heard: Heard) -> str:
    """What the drawing says: whom we heard more, whom less, and that the rest cannot be told apart from chance."""
    more, less = _grouped(heard, "more than expected"), _grouped(heard, "fewer than expected")
    if not more and not less:
        return "No group was clearly heard more or less than its share. With few people, little can be told."
    said = [f"{_and(more)} were heard more than their share." if more else "",
            f"{_and(less)} were heard less." if less else ""]  # fmt: skip
    return " ".join([*(part for part in said if part), "For the rest, what we see could be chance."])


def _grouped(heard: Heard, verdict: str) -> list[str]:
    names = [
        in_people(one.key, category.name)
        for one in heard.characteristics
        if one.key not in {"ward", "ethnic_group"}
        for category in one.categories
        if category.verdict == verdict and not _is_rest(one, category)
    ]
    return [name if n == 0 else _lowered(name) for n, name in enumerate(names)]


def _is_rest(one: Characteristic, category: Category) -> bool:
    """A group of more than half of the population: the smaller ones beside it say the same. Women and men both stand."""
    return one.key != "sex" and _share(category.population) > 0.5


def _lowered(name: str) -> str:
    first = name.split()[0]
    return (
        f"{name[0].lower()}{name[1:]}"
        if first in {"People", "Women", "Men", "Carers", "Disabled", "Straight", "Gay", "Bisexual"}
        else name
    )


def ward_map(heard: Heard, place: str = "", *, scheme: str = "web") -> Picture | None:
    """The wards: with real boundaries where somebody supplied them for `place`, else as tiles laid out like the place.

    Where nobody drew a tile map either, the tiles stand in the order of the alphabet.
    """
    wards = next((one for one in heard.characteristics if one.key == "ward"), None)
    if wards is None:
        return None
    states = {category.name: _state(category.heard) for category in wards.categories}
    shapes = boundaries(place, tuple(sorted(states)))
    if shapes:
        return areas([Area(one.name, one.rings, states[one.name]) for one in shapes], scheme=scheme, credit=CREDIT)
    drawn, names = tile_places(place), sorted(states)
    if set(names) <= set(drawn):
        return tiles([Tile(name, *drawn[name], states[name]) for name in names], scheme=scheme)
    return tiles([Tile(name, n % COLUMNS, n // COLUMNS, states[name]) for n, name in enumerate(names)], scheme=scheme)


def _state(figure: Figure) -> str:
    if figure.value == 0:
        return NONE
    return TEN if figure.shown else FEW


def areas_table(heard: Heard) -> Table | None:
    """How deprived the places are, as rows."""
    if not heard.areas:
        return None
    rows = tuple((one.name, _of(one.heard), one.population, one.verdict) for one in heard.areas)
    return Table(
        f"Tenths of England by deprivation ({heard.areas_source})",
        ("Tenth", "About", "Of residents", "So"),
        rows,
        False,
    )


def detail_table(heard: Heard) -> Table | None:
    """The detailed ethnic groups, as rows."""
    one = next((one for one in heard.characteristics if one.key == "ethnic_group"), None)
    if one is None:
        return None
    rows = tuple((c.name, _of(c.heard), c.population, c.verdict) for c in one.categories)
    return Table(
        "Ethnic group in detail, beside the census", ("Group", "Heard", "In the population", "So"), rows, False
    )
