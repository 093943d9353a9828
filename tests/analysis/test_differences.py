# SPDX-License-Identifier: MIT
"""Which themes are raised more by which group: found where they are, and small groups are not drowned."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coproduce.analysis.differences import theme_differences
from coproduce.analysis.exact import fisher
from coproduce.analysis.intervals import newcombe

PEOPLE = [{"sex": "Female", "faith": "a"}] * 60 + [{"sex": "Male", "faith": "b"}] * 40 + [{"sex": "", "faith": "a"}] * 5


def find(found, theme, category):
    return next(one for one in found.compared if one.theme == theme and one.category == category)


def test_a_theme_of_women_is_found_and_told_in_people():
    raised = {"safety": set(range(40)) | {60, 61, 102}, "work": set(range(30)) | set(range(60, 80))}
    found = theme_differences(PEOPLE, raised, ["sex"])
    women = find(found, "safety", "Female")
    assert (women.raised, women.people, women.others_raised, women.others) == (40, 60, 2, 40)
    assert women.verdict == "raised more" and find(found, "safety", "Male").verdict == "raised less"
    assert women.p == pytest.approx(fisher(40, 60, 2, 40)[0]) and women.interval == newcombe(40, 60, 2, 40)
    assert women.difference == pytest.approx(40 / 60 - 2 / 40)
    assert find(found, "work", "Female").verdict == "no clear difference"
    assert [one.theme for one in found.found] == ["safety", "safety"]
    assert found.family == 2, "both sides of a question with two groups are one test"


def test_who_did_not_tell_is_nobody_s_other():
    found = theme_differences(PEOPLE, {"safety": {100, 101}}, ["sex"])
    assert find(found, "safety", "Female").others == 40 and find(found, "safety", "Male").others_raised == 0


def test_a_small_group_that_is_loud_is_kept_beside_the_tests():
    """Three of four Roma people speak of one thing that seven of two hundred others do: no average shows it."""
    people = [{"group": "Roma"}] * 4 + [{"group": "White"}] * 150 + [{"group": "Asian"}] * 50
    found = theme_differences(people, {"site": {0, 1, 2, 10, 11, 12, 13, 14, 15, 16}}, ["group"])
    assert not any(one.category == "Roma" for one in found.compared), "four are too few to test"
    (strong,) = found.strong
    assert (strong.category, strong.raised, strong.people, strong.others_raised, strong.others) == (
        "Roma",
        3,
        4,
        7,
        200,
    )


def test_a_group_of_five_can_be_found():
    people = [{"group": "Roma"}] * 5 + [{"group": "White"}] * 200
    found = theme_differences(people, {"site": {0, 1, 2, 3, 4, 10}}, ["group"])
    assert find(found, "site", "Roma").verdict == "raised more" and found.strong[0].raised == 5


@settings(max_examples=30, deadline=None)
@given(st.integers(0, 1000), st.randoms())
def test_order_makes_no_difference_and_every_figure_fits_its_counts(seed, mixer):
    rng = np.random.default_rng(seed)
    people = [
        {"sex": str(s), "age": str(a)}
        for s, a in zip(rng.choice(["F", "M", ""], 60), rng.choice(["y", "m", "o"], 60), strict=True)
    ]
    raised = {f"t{i}": set(np.flatnonzero(rng.random(60) < 0.3).tolist()) for i in range(3)}
    found = theme_differences(people, raised, ["sex", "age"])
    order = list(range(60))
    mixer.shuffle(order)
    place = {old: new for new, old in enumerate(order)}
    mixed = {theme: {place[person] for person in who} for theme, who in reversed(raised.items())}
    assert theme_differences([people[old] for old in order], mixed, ["age", "sex"]) == found
    for one in found.compared:
        assert 0 <= one.raised <= one.people and one.people >= 5 and one.q >= one.p >= one.mid_p
        assert one.interval[0] <= one.difference + 1e-12 and one.difference - 1e-12 <= one.interval[1]
        assert one.raised + one.others_raised <= len(raised[one.theme])


def test_where_nothing_differs_hardly_anything_is_found():
    rng = np.random.default_rng(11)
    wrong = 0
    for _ in range(80):
        people = [
            {"sex": str(s), "age": str(a)}
            for s, a in zip(rng.choice(["F", "M"], 205), rng.choice(list("abcdef"), 205), strict=True)
        ]
        raised = {
            f"t{i}": set(np.flatnonzero(rng.random(205) < share).tolist())
            for i, share in enumerate((0.3, 0.2, 0.1, 0.05))
        }
        wrong += bool(theme_differences(people, raised, ["sex", "age"]).found)
    assert wrong <= 8


def test_somebody_who_is_not_there_is_refused_and_nobody_is_no_error():
    with pytest.raises(ValueError, match="somebody who is not among the 105 people"):
        theme_differences(PEOPLE, {"safety": {105}}, ["sex"])
    nobody = theme_differences([], {}, ["sex"])
    assert (nobody.compared, nobody.strong, nobody.family, nobody.found) == ((), (), 0, ())
