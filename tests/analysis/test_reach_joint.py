# SPDX-License-Identifier: MIT
"""Gaps where groups cross: found where they are, not found where chance or a bad guess would invent them."""

import random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coproduce.analysis.population import parse_population
from coproduce.analysis.reach_joint import COUNTED, GUESSED, UNRELATED, joint_gaps


def table(*lines, columns="characteristic,category,count"):
    return parse_population([columns, *lines])


AGE_AND_SEX = ("age,young,30", "age,middle,40", "age,old,30", "sex,Female,50", "sex,Male,50")
FAITH = ("group,White,50", "group,Asian,50", "faith,Christian,50", "faith,Muslim,50")


def people(**cells):
    """`young_Male=3` …: people with an age and a sex."""
    return [
        dict(zip(("age", "sex"), cell.split("_"), strict=True)) for cell, count in cells.items() for _ in range(count)
    ]


HEARD = people(young_Female=55, young_Male=5, middle_Female=40, middle_Male=40, old_Female=25, old_Male=35)


def test_young_men_are_found_though_neither_the_young_nor_men_are_missing_much():
    found = joint_gaps(HEARD, table(*AGE_AND_SEX))
    first = found.gaps[0]
    assert (first.characteristics, first.categories) == (("age", "sex"), ("young", "Male"))
    assert (first.heard, first.answered, first.expected, first.basis) == (5, 200, pytest.approx(30), UNRELATED)
    assert first.beyond and first.q <= 0.025 and found.looked_at == 6
    assert [gap.categories for gap in found.gaps] == [("young", "Male")]


def test_counted_together_beats_taking_groups_as_unrelated():
    """Where hardly any young men live, hearing five of them is no gap."""
    counted = (
        "age × sex,young × Male,3", "age × sex,young × Female,27", "age × sex,middle × Male,22",
        "age × sex,middle × Female,18", "age × sex,old × Male,25", "age × sex,old × Female,5",
    )  # fmt: skip
    found = joint_gaps(HEARD, table(*AGE_AND_SEX, *counted))
    assert ("young", "Male") not in {gap.categories for gap in found.gaps}
    assert {gap.basis for gap in found.gaps} <= {COUNTED}


def test_faith_and_ethnic_group_do_not_invent_a_gap():
    """Nobody is both White and Muslim, among ours as in the city: taken as unrelated, fifty would be missing."""
    rows = [{"group": "White", "faith": "Christian"}] * 100 + [{"group": "Asian", "faith": "Muslim"}] * 100
    assert joint_gaps(rows, table(*FAITH)).gaps == ()


def test_a_guess_finds_what_single_gaps_add_up_to_and_claims_no_more():
    rows = [{"group": "White", "faith": "Christian"}] * 120 + [{"group": "White", "faith": "Muslim"}] * 30
    rows += [{"group": "Asian", "faith": "Christian"}] * 30 + [{"group": "Asian", "faith": "Muslim"}] * 20
    found = joint_gaps(rows, table(*FAITH))
    assert [gap.categories for gap in found.gaps] == [("Asian", "Muslim")]
    assert found.gaps[0].basis == GUESSED and not found.gaps[0].beyond


def test_crossings_of_three_are_a_family_of_their_own():
    lines = (*AGE_AND_SEX, "place,north,50", "place,south,50", "age × place,young × north,15", "age × place,young × south,15",
             "age × place,middle × north,20", "age × place,middle × south,20", "age × place,old × north,15",
             "age × place,old × south,15")  # fmt: skip
    rows = [{**person, "place": "south" if number % 2 else "north"} for number, person in enumerate(HEARD)]
    rows = [r for r in rows if r != {"age": "middle", "sex": "Male", "place": "south"}]
    found = joint_gaps(rows, table(*lines))
    three = [gap for gap in found.gaps if len(gap.categories) == 3]
    assert ("middle", "Male", "south") in {gap.categories for gap in three}
    assert {gap.basis for gap in three} == {UNRELATED}
    assert joint_gaps(rows, table(*lines), most_together=2).looked_at == 6 + 6 + 4


def test_two_forms_of_one_question_are_never_crossed():
    lines = ("group,a: x,10,,", "group,a: y,10,,", "group,b: z,20,,", "broad,a,20,a: *,group", "broad,b,20,b: *,group")
    census = table(*lines, "sex,F,1,,", "sex,M,1,,", columns="characteristic,category,count,answers,of")
    rows = [census.recoded({"group": "b: z", "sex": "F"})] * 80
    found = joint_gaps(rows, census)
    assert {gap.characteristics for gap in found.gaps} == {("broad", "sex")}


def test_too_few_to_expect_anybody_is_counted_and_not_tested():
    found = joint_gaps(people(young_Male=2, old_Female=3), table(*AGE_AND_SEX))
    assert (found.gaps, found.looked_at, found.too_small) == ((), 0, 6)
    assert joint_gaps([], table(*AGE_AND_SEX)).gaps == ()


@settings(max_examples=25, deadline=None)
@given(
    st.lists(
        st.tuples(st.sampled_from(["young", "middle", "old", ""]), st.sampled_from(["Female", "Male", ""])),
        max_size=120,
    ),
    st.randoms(),
)
def test_order_makes_no_difference_and_the_family_is_fixed_by_sizes(cells, mixer):
    rows = [{"age": age, "sex": sex} for age, sex in cells]
    mixed = rows[:]
    mixer.shuffle(mixed)
    found = joint_gaps(rows, table(*AGE_AND_SEX))
    assert found == joint_gaps(mixed, table(*AGE_AND_SEX))
    answered = sum(bool(age and sex) for age, sex in cells)
    assert found.looked_at == sum(answered * share >= 5 for share in (0.15, 0.15, 0.2, 0.2, 0.15, 0.15))
    for gap in found.gaps:
        assert gap.heard < gap.expected and gap.q >= gap.p and gap.interval[0] <= gap.heard / gap.answered


def test_a_sample_that_misses_nobody_seldom_finds_a_gap():
    """120 samples drawn from the population: at a rate of 0.05, hardly any finds anything at all."""
    random_ = np.random.default_rng(3)
    census = table(*AGE_AND_SEX, "carer,yes,20", "carer,no,80")
    wrong = 0
    for _ in range(120):
        ages = random_.choice(["young", "middle", "old"], 205, p=[0.3, 0.4, 0.3])
        sexes, carers = random_.choice(["Female", "Male"], 205), random_.choice(["yes", "no"], 205, p=[0.2, 0.8])
        rows = [{"age": a, "sex": s, "carer": c} for a, s, c in zip(ages, sexes, carers, strict=True)]
        wrong += bool(joint_gaps(rows, census).gaps)
    assert wrong <= 12


def test_yekutieli_finds_no_more_than_hochberg():
    rows = HEARD[:]
    random.Random(1).shuffle(rows)
    wide, narrow = joint_gaps(rows, table(*AGE_AND_SEX)), joint_gaps(rows, table(*AGE_AND_SEX), control="yekutieli")
    assert {gap.categories for gap in narrow.gaps} <= {gap.categories for gap in wide.gaps}
    assert narrow.gaps[0].q > wide.gaps[0].q
