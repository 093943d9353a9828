# SPDX-License-Identifier: AGPL-3.0-or-later
"""What is known of the places a programme is about: who lives there, which areas a ward lies in, where it is on a map.

A place is a key, such as `birmingham-2021`. Some ship with the house; a council adds its own to the folder that
`COPRODUCE_PLACES` names: `KEY.csv` (who lives there), `KEY-deprivation.csv` (ward, area, share), `KEY-tiles.csv` (ward,
column, row) and `KEY.geojson` (real ward boundaries). Only the first is needed. A file in the folder goes before ours.
"""

from __future__ import annotations

import csv
import logging
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path

from django.conf import settings

from coproduce.analysis.population import BadPopulation, PopulationTable, parse_population
from coproduce.formats.boundaries import Boundary, read_boundaries
from coproduce.formats.rows import Unreadable

log = logging.getLogger(__name__)
SHIPPED = {"birmingham-2021": "Birmingham, Census 2021"}
CREDIT = "Contains National Statistics and OS data © Crown copyright and database right. Open Government Licence v3.0."


@dataclass(frozen=True)
class Spread:
    """ward → area → share of the ward's residents, with where that comes from."""

    shares: dict[str, dict[str, float]]
    source: str
    date: str


def known() -> list[tuple[str, str]]:
    """(key, name) of each place with a table that can be read."""
    folder = _folder()
    own = sorted(path.stem for path in folder.glob("*.csv")) if folder else []
    found = {key: name_of(key) for key in own if _is_table(key)}
    return list({**SHIPPED, **found}.items())


def name_of(key: str) -> str:
    """What a page calls a place; empty where there is none of this key."""
    if key in SHIPPED:
        return SHIPPED[key]
    return key.replace("-", " ").replace("_", " ").capitalize() if key and _read(f"{key}.csv") is not None else ""


def table(key: str) -> PopulationTable | None:
    """Who lives there; None where the programme compares with nobody. A table with a fault is logged and not used."""
    text = _read(f"{key}.csv") if key else None
    try:
        return None if text is None else _parsed(text)
    except BadPopulation as fault:
        log.warning("The population table “%s” cannot be used: %s", key, fault)
        return None


@cache
def _parsed(text: str) -> PopulationTable:
    return parse_population(text.splitlines())


def _is_table(key: str) -> bool:
    head = (_read(f"{key}.csv") or "").splitlines()[:1]
    return bool(head) and head[0].lstrip("\ufeff").startswith("characteristic") and table(key) is not None


def spread(key: str) -> Spread | None:
    """How the wards' residents are spread over areas of deprivation."""
    text = _read(f"{_base(key)}-deprivation-2025.csv") or _read(f"{key}-deprivation.csv") if key else None
    if not text:
        return None
    rows = list(csv.DictReader(text.splitlines()))
    shares: dict[str, dict[str, float]] = {}
    for row in rows:
        shares.setdefault(row["ward"], {})[row["area"]] = float(row["share"])
    return Spread(shares, rows[0].get("source", ""), rows[0].get("date", ""))


def tile_places(key: str) -> dict[str, tuple[int, int]]:
    """ward → (column, row) of a tile map that looks like the place; empty where nobody drew one."""
    text = _read(f"{_base(key)}-tiles.csv") or _read(f"{key}-tiles.csv") if key else None
    rows = csv.DictReader((text or "").splitlines())
    return {row["ward"]: (int(row["column"]), int(row["row"])) for row in rows}


def boundaries(key: str, wards: tuple[str, ...]) -> tuple[Boundary, ...]:
    """Real boundaries of `wards` where somebody supplied them. A file with a fault is logged and not used."""
    text = _read(f"{key}.geojson") if key else None
    try:
        return _drawn(text, wards) if text else ()
    except Unreadable as fault:
        log.warning("The boundaries of “%s” cannot be used: %s", key, fault)
        return ()


@cache
def _drawn(text: str, wards: tuple[str, ...]) -> tuple[Boundary, ...]:
    return read_boundaries(text, wards)


def _base(key: str) -> str:
    """The place without the year of its census: areas and maps have years of their own."""
    return key.rpartition("-")[0] or key


def _folder() -> Path | None:
    return Path(settings.PLACES_DIR) if settings.PLACES_DIR else None


def _read(name: str) -> str | None:
    folder = _folder()
    if folder is not None and (folder / name).is_file():
        return (folder / name).read_text(encoding="utf-8-sig")
    shipped = files("coproduce.heard").joinpath(f"populations/{name}")
    return shipped.read_text(encoding="utf-8") if "/" not in name and shipped.is_file() else None
