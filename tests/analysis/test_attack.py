# SPDX-License-Identifier: MIT
"""An attacker who knows every published figure, adds and subtracts, and must find nobody."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog

from coproduce.analysis.disclosure import (
    DEFAULT,
    HES,
    Profile,
    carried_over,
    differences_are_safe,
    from_json,
    gate_count,
    gate_nested,
    gate_series,
    gate_share,
    gate_table,
)

COUNTS = st.one_of(st.integers(0, 14), st.integers(0, 14), st.integers(0, 90))


@st.composite
def tables(draw, biggest=5):
    rows, columns = draw(st.integers(1, biggest)), draw(st.integers(1, biggest))
    return [[draw(COUNTS) for _ in range(columns)] for _ in range(rows)]


def published(counts, profile=DEFAULT):
    names = [str(i) for i in range(len(counts))]
    table = gate_table(counts, names, [f"c{j}" for j in range(len(counts[0]))], profile)
    grid = [[*row, total] for (_, row), total in zip(table.rows, table.row_totals, strict=True)]
    return [*grid, [*table.column_totals, table.total]]


def truth(counts):
    rows = [[*row, sum(row)] for row in counts]
    return [*rows, [sum(column) for column in zip(*rows, strict=True)]]


def what_follows(grid, profile):
    """Least and most of every entry, written apart from the gate's own arithmetic."""
    rows, columns = len(grid), len(grid[0])
    place = {(i, j): i * columns + j for i in range(rows) for j in range(columns)}
    balance = []
    for i in range(rows):
        balance.append([(place[i, j], 1 if j < columns - 1 else -1) for j in range(columns)])
    for j in range(columns):
        balance.append([(place[i, j], 1 if i < rows - 1 else -1) for i in range(rows)])
    matrix = np.zeros((len(balance), rows * columns))
    for number, line in enumerate(balance):
        for at, sign in line:
            matrix[number, at] = sign
    bounds = [profile.bounds(f.value) if f.shown else (1, None) for row in grid for f in row]
    found = {}
    for at, index in place.items():
        ends = []
        for sign in (1, -1):
            goal = np.zeros(rows * columns)
            goal[index] = sign
            answer = linprog(goal, A_eq=matrix, b_eq=np.zeros(len(balance)), bounds=bounds)
            assert answer.status in (0, 3), "what was published contradicts itself"
            ends.append(sign * answer.fun if answer.status == 0 else float("inf"))
        found[at] = tuple(ends)
    return found


@pytest.mark.parametrize("profile", [DEFAULT, HES, Profile(threshold=5, name="five")], ids=lambda p: p.name)
@settings(max_examples=20, deadline=None)
@given(counts=tables(4))
def test_no_small_cell_of_a_table_follows_from_the_rest(profile, counts):
    grid, real = published(counts, profile), truth(counts)
    ranges = what_follows(grid, profile)
    for (i, j), (low, high) in ranges.items():
        if profile.is_small(real[i][j]):
            assert not grid[i][j].shown
            assert high >= profile.threshold - 1e-6, f"entry {i}, {j} is surely small: {low} to {high}"


@settings(max_examples=50, deadline=None)
@given(counts=tables())
def test_no_line_of_a_table_leaves_a_few_over(counts):
    grid = published(counts)
    for line in [*grid, *zip(*grid, strict=True)]:
        *parts, total = line
        if total.shown:
            rest = total.value - sum(f.value for f in parts if f.shown)
            hidden = sum(not f.shown for f in parts)
            assert (rest == 0) if hidden == 0 else (rest >= DEFAULT.threshold)


@settings(max_examples=150, deadline=None)
@given(counts=st.lists(COUNTS, min_size=1, max_size=12))
def test_no_small_count_of_a_series_follows_from_its_total(counts):
    series = gate_series(counts, [str(i) for i in range(len(counts))])
    hidden = [n for n, f in zip(counts, series.figures, strict=True) if not f.shown]
    assert all(f.value == n for n, f in zip(counts, series.figures, strict=True) if f.shown)
    assert not any(DEFAULT.is_small(n) for n, f in zip(counts, series.figures, strict=True) if f.shown)
    if series.total.shown and hidden:
        rest = series.total.value - sum(f.value for f in series.figures if f.shown)
        assert rest - (len(hidden) - 1) >= DEFAULT.threshold


@settings(max_examples=50, deadline=None)
@given(st.lists(st.lists(COUNTS, min_size=1, max_size=5), min_size=1, max_size=5))
def test_no_small_category_follows_from_its_group(groups):
    counts = {f"g{i}": {f"g{i}c{j}": n for j, n in enumerate(group)} for i, group in enumerate(groups)}
    of_groups, inside = gate_nested(counts)
    for name, series in [("all", of_groups), *inside.items()]:
        real = {g: sum(c.values()) for g, c in counts.items()} if name == "all" else counts[name]
        assert all(figure.value == real[label] for label, figure in series if figure.shown)
        hidden = [label for label, figure in series if not figure.shown]
        assert all(label in hidden for label, n in real.items() if DEFAULT.is_small(n))
        if series.total.shown and hidden:
            rest = series.total.value - sum(figure.value for _, figure in series if figure.shown)
            assert rest >= DEFAULT.threshold
            if any(DEFAULT.is_small(real[label]) for label in hidden):
                assert rest - (len(hidden) - 1) >= DEFAULT.threshold


@settings(max_examples=25, deadline=None)
@given(counts=tables(4))
def test_hiding_is_thrifty(counts):
    """Secondary suppression takes no more than three entries more for each small one."""
    grid, real = published(counts), truth(counts)
    if real[-1][-1] < 40:
        return
    small = sum(DEFAULT.is_small(n) for row in real for n in row)
    hidden = sum(not f.shown for row in grid for f in row)
    assert hidden <= 4 * small


@settings(max_examples=20, deadline=None)
@given(counts=tables(4))
def test_every_hidden_entry_carries_the_same_mark(counts):
    assert {f.text for row in published(counts) for f in row if not f.shown} <= {"not shown"}


def test_hospital_rounding_alone_would_have_given_one_person_away():
    """10, 10, * of 15: the parts are at least 8 each and the total at most 17, so * would be 1."""
    series = gate_series([8, 8, 1], ["a", "b", "c"], HES)
    assert [f.text for f in series.figures].count("not shown") >= 2


def test_two_releases_that_differ_by_one_person_are_stopped():
    problems = differences_are_safe({"heard": gate_count(205)}, {"heard": gate_count(204)})
    assert [p.key for p in problems] == ["heard"] and "1" not in problems[0].text
    assert differences_are_safe({"heard": gate_count(205)}, {"heard": gate_count(205)}) == []
    assert differences_are_safe({"heard": gate_count(205)}, {"heard": gate_count(195)}) == []


def test_a_filter_that_leaves_a_few_out_is_stopped():
    everyone = {"T1": gate_series({"yes": 60, "no": 40})}
    without_one_ward = {"T1": gate_series({"yes": 57, "no": 30})}
    assert [p.key for p in differences_are_safe(everyone, without_one_ward)] == ["T1: yes"]


def test_a_share_whose_base_moves_by_a_few_is_stopped():
    old, new = {"ST20": gate_share(60, 111)}, {"ST20": gate_share(60, 114)}
    assert differences_are_safe(old, new)


def test_a_share_whose_remainder_moves_by_a_few_is_stopped():
    old, new = {"ST20": gate_share(60, 100)}, {"ST20": gate_share(80, 123)}
    assert differences_are_safe(old, new), "three more who did not"


def test_two_ways_of_hiding_the_same_table_add_up():
    """One release hides a and b, the next a and c: together b and c are known, and so is a."""
    old = gate_series({"a": 5, "b": 15, "c": 30})
    assert [f.shown for f in old.figures] == [False, False, True]
    otherwise = old.as_json()
    otherwise["figures"][1], otherwise["figures"][2] = gate_count(15).as_json(), otherwise["figures"][0]
    new = from_json(otherwise)
    assert [f.shown for f in new.figures] == [False, True, False]
    assert [p.key for p in differences_are_safe({"x": old}, {"x": new})] == ["x: a"]
    assert differences_are_safe({"x": old}, {"x": old}) == []
    in_another_order = gate_series({"a": 5, "c": 30, "b": 15})
    assert differences_are_safe({"x": old}, {"x": in_another_order}) == []


def test_what_would_give_somebody_away_keeps_its_earlier_figure():
    old = {"heard": gate_count(205), "sessions": gate_count(17)}
    new = {"heard": gate_count(203), "sessions": gate_count(17), "voices": gate_count(490)}
    kept = carried_over(old, new)
    assert kept["heard"].value == 205 and kept["voices"].value == 490
    assert differences_are_safe(old, kept) == []


@settings(max_examples=100, deadline=None)
@given(st.lists(st.tuples(COUNTS, COUNTS), min_size=1, max_size=8))
def test_after_carrying_over_no_subtraction_between_releases_is_small(pairs):
    old = {str(i): gate_count(a) for i, (a, _) in enumerate(pairs)}
    new = carried_over(old, {str(i): gate_count(b) for i, (_, b) in enumerate(pairs)})
    for key in old:
        a, b = old[key].value, new[key].value
        assert a is None or b is None or abs(a - b) == 0 or abs(a - b) >= 10


@settings(max_examples=20, deadline=None)
@given(counts=tables(3), other=tables(3))
def test_tables_carried_over_are_safe_together(counts, other):
    names = [str(i) for i in range(3)]

    def table(numbers):
        filled = [(numbers[i] if i < len(numbers) else [0])[:] for i in range(3)]
        return gate_table([[*row, 0, 0, 0][:3] for row in filled], names, ["a", "b", "c"])

    old = {"t": table(counts)}
    kept = carried_over(old, {"t": table(other)})
    assert differences_are_safe(old, kept) == []
