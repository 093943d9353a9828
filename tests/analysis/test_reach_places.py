# SPDX-License-Identifier: MIT
"""Areas that nobody was asked about, estimated from wards."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coproduce.analysis.intervals import wilson
from coproduce.analysis.reach_places import area_reach

SPREAD = {
    "Aston": {"most deprived": 0.9, "others": 0.1},
    "Vesey": {"others": 1.0},
    "Oscott": {"most deprived": 0.25, "others": 0.75},
}
RESIDENTS = {"Aston": 2.0, "Vesey": 2.0, "Oscott": 4.0}


def test_each_person_counts_by_the_ward_s_share():
    found = {
        one.area: one
        for one in area_reach(["Aston"] * 10 + ["Vesey"] * 30 + ["", None, "Elsewhere"], SPREAD, RESIDENTS)
    }
    most = found["most deprived"]
    assert most.heard == pytest.approx(9) and most.share == pytest.approx(9 / 40)
    assert most.population_share == pytest.approx((2 * 0.9 + 4 * 0.25) / 8)
    assert most.interval == wilson(9.0, 40) and most.ratio == pytest.approx(0.225 / 0.35)
    assert most.verdict == "too few to say", "about nine people"


def test_verdicts_say_what_the_interval_says():
    few = {one.area: one.verdict for one in area_reach(["Vesey"] * 60, SPREAD, RESIDENTS)}
    assert few == {"most deprived": "fewer than expected", "others": "more than expected"}
    assert {one.verdict for one in area_reach(["Vesey"] * 9, SPREAD, RESIDENTS)} == {"too few to say"}
    assert {one.interval for one in area_reach([], SPREAD, RESIDENTS)} == {None}


@given(st.lists(st.sampled_from(["Aston", "Vesey", "Oscott", ""]), max_size=80), st.randoms())
def test_shares_add_up_and_order_makes_no_difference(wards, mixer):
    found = area_reach(wards, SPREAD, RESIDENTS)
    mixed = wards[:]
    mixer.shuffle(mixed)
    assert area_reach(mixed, SPREAD, RESIDENTS) == found
    assert sum(one.population_share for one in found) == pytest.approx(1)
    assert sum(one.heard for one in found) == pytest.approx(sum(bool(ward) for ward in wards))


def test_shares_that_do_not_add_up_are_refused():
    with pytest.raises(ValueError, match="“Aston” add up to 0.800"):
        area_reach(["Aston"], {"Aston": {"a": 0.5, "b": 0.3}}, {"Aston": 1.0})
