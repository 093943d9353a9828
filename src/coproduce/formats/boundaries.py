# SPDX-License-Identifier: MIT
"""Boundaries of places from GeoJSON (RFC 7946): names and rings of longitude and latitude, for a map without a basemap.

The standard library's JSON reader is all that is needed: no projection is looked up and nothing is fetched.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from coproduce.formats.rows import Unreadable

Ring = tuple[tuple[float, float], ...]


@dataclass(frozen=True)
class Boundary:
    """One place: its name, and its rings as (longitude, latitude) in degrees; holes are rings too."""

    name: str
    rings: tuple[Ring, ...]


def read_boundaries(text: str, names: Iterable[str]) -> tuple[Boundary, ...]:
    """The places of a GeoJSON feature collection, in order of name.

    `names` are the places that are wanted: the property that names most of them is taken as the name. Raises
    `Unreadable` where the text is no feature collection, names none of them, or holds anything but areas.
    """
    try:
        read = json.loads(text)
    except ValueError as fault:
        raise Unreadable("The boundaries are not JSON.", "Save them as GeoJSON.") from fault
    features = read.get("features") if isinstance(read, Mapping) else None
    if not isinstance(features, list) or not features:
        raise Unreadable("The boundaries hold no features.", "Save them as a GeoJSON feature collection.")
    wanted = set(names)
    counted: dict[str, int] = {}
    for feature in features:
        for key, value in (feature.get("properties") or {}).items():
            counted[key] = counted.get(key, 0) + (str(value).strip() in wanted)
    best = max(sorted(counted), key=lambda key: counted[key], default="")
    if not counted.get(best):
        raise Unreadable(
            "No property of the boundaries names a place that the population table has.",
            "Give each feature a property with the name of its ward, written as in the table.",
        )
    found = (
        Boundary(str(f["properties"].get(best, "")).strip(), _rings(f, number)) for number, f in enumerate(features, 1)
    )
    return tuple(sorted((one for one in found if one.name in wanted), key=lambda one: one.name))


def _rings(feature: Mapping[str, Any], number: int) -> tuple[Ring, ...]:
    geometry: Mapping[str, Any] = feature.get("geometry") or {}
    kind: str = geometry.get("type", "")
    coordinates: Any = geometry.get("coordinates")
    if kind not in ("Polygon", "MultiPolygon"):
        raise Unreadable(f"Feature {number} is a {kind or 'thing without a shape'}, not an area.", "Keep areas only.")
    polygons = [coordinates] if kind == "Polygon" else coordinates
    try:
        rings = tuple(tuple((float(x), float(y)) for x, y, *_ in ring) for polygon in polygons for ring in polygon)
    except (TypeError, ValueError) as fault:
        raise Unreadable(f"Feature {number} has coordinates that are no numbers.", "Save the file again.") from fault
    if not all(-180 <= x <= 180 and -90 <= y <= 90 for ring in rings for x, y in ring):
        raise Unreadable(
            f"Feature {number} is not in degrees of longitude and latitude.", "Export it as WGS 84 (EPSG:4326)."
        )
    return rings
