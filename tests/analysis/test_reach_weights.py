# SPDX-License-Identifier: MIT
"""Weights for a sample of people who came: the rules of what is raked, and that silence stays silence."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coproduce.analysis.population import parse_population
from coproduce.analysis.raking import rake
from coproduce.analysis.reach_weights import CAP, NOT_REPRESENTATIVE, reach_weights

COLUMNS = "characteristic,category,count,answers,of"
CENSUS = parse_population([COLUMNS, "age,young,30,,", "age,old,70,,", "sex,Female,51,,", "sex,Male,49,,"])


def people(**cells):
    return [
        dict(zip(("age", "sex"), cell.split("_"), strict=True)) for cell, count in cells.items() for _ in range(count)
    ]


def weighted_share(rows, weights, name, category):
    told = [
        (row[name], weight)
        for row, weight in zip(rows, weights, strict=True)
        if row[name] in ("young", "old", "Female", "Male")
    ]
    return sum(weight for answer, weight in told if answer == category) / sum(weight for _, weight in told)


def test_complete_answers_are_plainly_raked():
    rows = people(young_Female=40, young_Male=30, old_Female=20, old_Male=10)
    found = reach_weights(rows, CENSUS)
    codes = [
        np.array([row["age"] == "old" for row in rows], dtype=int),
        np.array([row["sex"] == "Male" for row in rows], dtype=int),
    ]
    plain = rake(codes, [np.array([0.3, 0.7]), np.array([0.51, 0.49])])
    assert np.array(found.weights) == pytest.approx(plain.weights, abs=1e-12)
    assert found.used == ("age", "sex") and found.converged and found.trimmed == 0
    assert found.effective_n == pytest.approx(100 / found.design_effect)


@settings(max_examples=30, deadline=None)
@given(
    st.lists(
        st.tuples(
            st.sampled_from(["young", "old", "", "Prefer not to say", "ageless"]),
            st.sampled_from(["Female", "Male", ""]),
        ),
        min_size=1,
        max_size=80,
    )
)
def test_silence_keeps_its_share_and_those_who_told_get_the_population_s(cells):
    rows = [{"age": age, "sex": sex} for age, sex in cells]
    found = reach_weights(rows, CENSUS)
    if found is None:
        assert not any(age in ("young", "old") or sex for age, sex in cells)
        return
    assert np.mean(found.weights) == pytest.approx(1) and max(found.weights) <= CAP + 1e-9
    if found.converged:
        silent = [weight for row, weight in zip(rows, found.weights, strict=True) if row["sex"] == ""]
        if "sex" in found.used:
            assert sum(silent) == pytest.approx(len(silent), abs=1e-6)
            if {"Female", "Male"} <= {row["sex"] for row in rows}:
                assert weighted_share(rows, found.weights, "sex", "Male") == pytest.approx(0.49, abs=1e-6)


def test_whom_nobody_stands_for_is_said():
    found = reach_weights(people(old_Female=20, old_Male=10), CENSUS)
    assert found.cannot_stand_in == (("age", "young", pytest.approx(0.3)),)
    assert "does not make people who chose to come stand for those who did not" in NOT_REPRESENTATIVE


def test_a_weight_above_the_cap_is_cut_and_the_cost_shown():
    found = reach_weights(people(young_Female=1, young_Male=1, old_Female=99, old_Male=99), CENSUS)
    assert max(found.weights) == pytest.approx(CAP) and found.trimmed == 2
    assert found.design_effect < found.before_trimming and not found.converged and found.largest_gap > 0.2


def test_long_lists_and_second_forms_are_left_out_and_it_says_why():
    wards = [f"ward,w{number},1,," for number in range(30)]
    forms = ["group,a: x,1,,", "group,a: y,1,,", "group,b: z,2,,", "broad,a,2,a: *,group", "broad,b,2,b: *,group"]
    census = parse_population([COLUMNS, *wards, *forms, "faith,none,1,,", "faith,some,1,,"])
    rows = [census.recoded({"ward": f"w{n % 30}", "group": ("a: x", "b: z", "a: y")[n % 3]}) for n in range(90)]
    found = reach_weights(rows, census)
    assert found.used == ("broad",)
    assert dict(found.left_out) == {
        "ward": "30 categories are too many for 90 people", "group": "its broad form is used: broad",
        "faith": "nobody answered it",
    }  # fmt: skip


def test_nobody_at_all():
    assert reach_weights([], CENSUS) is None and reach_weights([{"age": ""}], CENSUS) is None
