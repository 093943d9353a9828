# SPDX-License-Identifier: MIT
"""What it would take: the numbers do what they promise, and no fewer would."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coproduce.analysis.intervals import share_interval
from coproduce.analysis.reach import reach_results
from coproduce.analysis.reach_plan import more_conversations, together

FAITH = {"faith": {"Christian": 34, "Muslim": 30, "none": 24, "Sikh": 3}}


def people(name, **categories):
    return [{name: category} for category, count in categories.items() for _ in range(count)]


def test_the_consultation_that_heard_few_muslims_is_told_how_many_to_talk_with():
    result = reach_results(people("faith", Christian=173, Muslim=18, none=141, Sikh=10), FAITH)
    wanted = {one.category: one for one in more_conversations(result)}
    muslim = wanted["Muslim"]
    share = 30 / 91
    assert muslim.to_share == 142 and (18 + 142) / (342 + 142) >= share > (18 + 141) / (342 + 141)
    assert 0 < muslim.to_tell < muslim.to_share and muslim.to_show == 0
    assert "Christian" not in wanted


GROUPS = st.fixed_dictionaries({name: st.integers(0, 60) for name in ("Christian", "Muslim", "none", "Sikh")})


@settings(max_examples=60, deadline=None)
@given(GROUPS)
def test_each_number_is_the_least_that_does_it(heard):
    result = reach_results(people("faith", **heard), FAITH)
    n = sum(heard.values())
    for one in more_conversations(result):
        share = FAITH["faith"][one.category] / 91
        k = heard[one.category]
        assert (k + one.to_share) / (n + one.to_share) >= share - 1e-9
        assert one.to_share == 0 or (k + one.to_share - 1) / (n + one.to_share - 1) < share
        assert share_interval(k + one.to_tell, n + one.to_tell)[1] >= share
        assert one.to_tell == 0 or share_interval(k + one.to_tell - 1, n + one.to_tell - 1)[1] < share
        assert k + one.to_show >= 10 or one.to_show == 10 - k


@settings(max_examples=40, deadline=None)
@given(GROUPS, st.integers(0, 60), st.integers(0, 60))
def test_after_the_plan_no_smaller_group_is_said_to_be_under_its_share(heard, women, men):
    census = {**FAITH, "sex": {"Female": 50, "Male": 50}}
    faiths = [{"faith": name} for name, count in heard.items() for _ in range(count)]
    sexes = ["Female"] * women + ["Male"] * men
    rows = [{**row, "sex": sexes[i] if i < len(sexes) else ""} for i, row in enumerate(faiths)]
    result = reach_results(rows, census)
    plan = together(result)
    if plan is None:
        return
    wanted = {name: dict(more) for name, more in plan.more}
    for each in result.characteristics:
        mine = wanted.get(each.name, {})
        assert sum(mine.values()) <= plan.people
        for category in each.categories:
            after = share_interval(category.heard + mine.get(category.category, 0), each.answered + plan.people)
            if each.answered and category.population_share <= 0.5:
                assert after[1] >= category.population_share - 1e-9


def test_a_group_of_more_than_half_asks_for_nobody():
    """Disabled people were sought out: nobody needs to be found who is not."""
    result = reach_results(people("disabled", yes=60, no=60), {"disabled": {"yes": 17, "no": 83}})
    (only,) = more_conversations(result)
    assert only.category == "no" and only.majority and only.to_share > 200
    assert together(result).people == 0


def test_nobody_or_nothing_makes_no_plan():
    assert together(reach_results([], FAITH)) is None and more_conversations(reach_results([], FAITH)) == ()
    result = reach_results(people("faith", Christian=20, Muslim=20, none=20, Sikh=3), FAITH)
    assert together(result, ["age"]) is None
    assert together(result) == pytest.approx(together(result, ["faith"]))
