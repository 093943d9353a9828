# SPDX-License-Identifier: MIT
"""Boundaries from GeoJSON: names found, holes kept, and what is no area refused with its mend."""

import json

import pytest

from coproduce.formats.boundaries import read_boundaries
from coproduce.formats.rows import Unreadable

SQUARE = [[[0.0, 52.0], [1.0, 52.0], [1.0, 53.0], [0.0, 53.0], [0.0, 52.0]]]
HOLE = [[[0.4, 52.4], [0.6, 52.4], [0.6, 52.6], [0.4, 52.4]]]


def collection(*features):
    return json.dumps({"type": "FeatureCollection", "features": list(features)})


def feature(kind="Polygon", coordinates=SQUARE, **properties):
    return {"type": "Feature", "properties": properties, "geometry": {"type": kind, "coordinates": coordinates}}


def test_the_property_that_names_most_places_is_the_name():
    text = collection(
        feature(code="E1", WD24NM="Vesey ", old="Aston"), feature(code="E2", WD24NM="Aston", old="Elsewhere"),
        feature(code="E3", WD24NM="Not ours", old=""),
    )  # fmt: skip
    assert [one.name for one in read_boundaries(text, ["Aston", "Vesey"])] == ["Aston", "Vesey"]


def test_holes_and_islands_are_rings():
    (one,) = read_boundaries(collection(feature("MultiPolygon", [SQUARE + HOLE, SQUARE], name="Aston")), ["Aston"])
    assert len(one.rings) == 3 and one.rings[1][0] == (0.4, 52.4)
    (one,) = read_boundaries(
        collection(feature("Polygon", [[[0, 52, 9], [1, 52, 9], [1, 53, 9]]], name="Aston")), ["Aston"]
    )
    assert one.rings == (((0.0, 52.0), (1.0, 52.0), (1.0, 53.0)),), "height is left out"


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("{", "not JSON"),
        ("[]", "no features"),
        ('{"features": []}', "no features"),
        (collection(feature(name="Elsewhere")), "names a place"),
        (collection(feature("Point", [0, 52], name="Aston")), "Feature 1 is a Point, not an area"),
        (collection({"properties": {"name": "Aston"}, "geometry": None}), "thing without a shape"),
        (collection(feature("Polygon", [[["a", 52]]], name="Aston")), "no numbers"),
        (collection(feature("Polygon", [[[407000.0, 289000.0]]], name="Aston")), "EPSG:4326"),
    ],
)
def test_what_is_no_map_is_refused_with_its_mend(text, complaint):
    with pytest.raises(Unreadable, match=complaint):
        read_boundaries(text, ["Aston"])


def test_the_city_s_own_boundaries(real_data):
    path = real_data / "birmingham" / "wards.geojson"
    if not path.is_file():
        pytest.skip("the boundaries of Birmingham are not here")
    text = path.read_text(encoding="utf-8")
    names = [f["properties"]["ward_name"] for f in json.loads(text)["features"]]
    found = read_boundaries(text, names)
    assert len(found) == 69 and all(len(ring) > 10 for one in found for ring in one.rings[:1])
