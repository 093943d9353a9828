# SPDX-License-Identifier: AGPL-3.0-or-later
"""Release after release: whoever keeps them all and subtracts must not see who joined and who withdrew."""

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coproduce.analysis.disclosure import (
    DEFAULT,
    Crossing,
    differences_are_safe,
    gate_count,
    gate_series,
    gate_share,
    gate_table,
    gate_tables,
    released,
)
from tests.analysis.publications import figures_of

TABLES = {
    "sex by age": Crossing(("sex", "age")),
    "ward": Crossing(("ward",)),
    "three": Crossing(("sex", "age", "ward")),
}


def person(chance):
    return {
        "sex": chance.choice("fm"),
        "age": chance.choice(["young", "old"]),
        "ward": chance.choice(["a", "b", "b", "c"]),
    }


def everything(people):
    return {"heard": gate_count(len(people)), **gate_tables(people, TABLES), "young": gate_share(
        sum(p["age"] == "young" for p in people), len(people))}  # fmt: skip


def values(results):
    found = {}
    for key, result in results.items():
        if hasattr(result, "value"):
            found[key] = result.value
            found[key, "of"] = result.of
        else:
            found |= {(key, at): figure.value for at, figure in figures_of(result)}
    return found


@settings(max_examples=15, deadline=None)
@given(seed=st.integers(0, 10**6), moves=st.lists(st.integers(-25, 25), min_size=1, max_size=3))
def test_nobody_who_joined_or_withdrew_follows_from_any_two_releases(seed, moves):
    chance = random.Random(seed)
    people = [person(chance) for _ in range(chance.randrange(40, 200))]
    out = [everything(people)]
    for move in moves:
        people = people[: max(12, len(people) + move)] if move < 0 else people + [person(chance) for _ in range(move)]
        chance.shuffle(people)
        out.append(released(everything(people), out, together=[out[0].keys()]))
    for n, earlier in enumerate(out):
        for later in out[n + 1 :]:
            assert differences_are_safe(earlier, later) == []
            before, after = values(earlier), values(later)
            moved = [abs(before[key] - after[key]) for key in before if None not in (before[key], after[key])]
            assert not any(0 < each < 10 for each in moved)


def test_one_withdrawal_is_not_seen_in_any_figure():
    chance = random.Random(1)
    people = [person(chance) for _ in range(205)]
    first = everything(people)
    assert values(released(everything(people[1:]), [first])) == values(first)


def test_the_release_before_the_last_is_remembered():
    """215 is safe beside 205 and 225 beside 215, but 206 is one away from the first."""
    out = [{"heard": gate_count(205)}, {"heard": gate_count(225)}]
    assert released({"heard": gate_count(206)}, out)["heard"].value == 225
    assert released({"heard": gate_count(206)}, out[1:])["heard"].value == 206, "or the test could not fail"


def test_what_stands_together_stays_together():
    old = {"heard": gate_count(205), "T1": gate_count(60)}
    new = {"heard": gate_count(204), "T1": gate_count(90)}
    assert released(new, [old])["T1"].value == 90
    assert released(new, [old], together=[("heard", "T1")])["T1"].value == 60


def test_a_figure_that_an_earlier_release_did_not_have_is_new():
    assert released({"T9": gate_count(14)}, [{"T1": gate_count(13)}], together=[("T1", "T9")])["T9"].value == 14


def test_hidden_counts_that_grew_together_by_two_are_seen_and_stopped():
    old = gate_table([[30, 5, 7], [20, 40, 50]], "ab", "xyz")
    new = gate_table([[40, 6, 8], [20, 40, 50]], "ab", "xyz")
    assert old.cell("a", "x").shown and not new.cell("a", "y").shown
    problems = differences_are_safe({"t": old}, {"t": new})
    assert "t: a, total" in {problem.key for problem in problems}
    assert differences_are_safe({"t": old}, {"t": gate_table([[40, 15, 17], [20, 40, 50]], "ab", "xyz")}) == []


def test_a_series_whose_remainder_moves_is_stopped_too():
    old, new = gate_series({"a": 40, "b": 6, "c": 7}), gate_series({"a": 50, "b": 6, "c": 8})
    assert [p.key for p in differences_are_safe({"s": old}, {"s": new})] == ["s: total"]


@pytest.mark.parametrize("rounds", [1, 2, 5])
def test_carrying_over_again_and_again_changes_nothing_more(rounds):
    out = [{"heard": gate_count(205)}]
    for n in range(rounds):
        out.append(released({"heard": gate_count(204 - n)}, out, DEFAULT))
    assert {release["heard"].value for release in out} == {205}
