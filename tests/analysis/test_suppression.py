# SPDX-License-Identifier: AGPL-3.0-or-later
"""What is hidden beside small counts: enough, and never much more than must be."""

from itertools import chain, combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coproduce.analysis.profiles import DEFAULT, HES, Profile
from coproduce.analysis.suppression import hidden_in, hide_in_line, hide_in_table, with_totals
from coproduce.analysis.suppression_attack import unprotected
from coproduce.analysis.suppression_balance import balance
from coproduce.analysis.suppression_exact import cheapest
from coproduce.analysis.suppression_greedy import grown, shown_again
from coproduce.analysis.suppression_grid import Grid, hide_in_grid
from tests.analysis.reading import Reader

COUNTS = st.one_of(st.integers(0, 14), st.integers(0, 14), st.integers(0, 90))


def cube(cells, profile=DEFAULT):
    """A table of any number of ways with all its sums, in balance."""
    full = np.asarray(cells)
    for axis in range(full.ndim):
        full = np.concatenate([full, full.sum(axis=axis, keepdims=True)], axis=axis)
    places = np.arange(full.size).reshape(full.shape)
    lines = [line for axis in range(full.ndim) for line in np.moveaxis(places, axis, -1).reshape(-1, full.shape[axis])]
    return balance(full.ravel(), lines, profile)


def reader_of(these, hidden):
    shown = {i: these.profile.bounds(int(n)) for i, n in enumerate(these.counts) if not hidden[i]}
    lines = [([int(i) for i in line[:-1]], int(line[-1])) for line in these.lines]
    return Reader(shown, lines, these.profile.threshold)


def tables(*shape):
    size = int(np.prod(shape))
    return st.lists(COUNTS, min_size=size, max_size=size).map(lambda numbers: np.reshape(numbers, shape))


@settings(max_examples=12, deadline=None)
@given(cells=tables(2, 3), profile=st.sampled_from([DEFAULT, HES, Profile(threshold=5, name="five")]))
def test_somebody_who_knows_the_rule_learns_no_small_count(cells, profile):
    these = cube(cells, profile)
    hidden = hidden_in(these)
    if these.counts[-1] < profile.threshold:
        assert (hidden == (these.counts > 0)).all(), "of fewer than ten in all, nothing is printed but zeros"
        return
    reader = reader_of(these, hidden)
    for place in np.flatnonzero(these.small):
        assert hidden[place] and not reader.learns(int(place))


@settings(max_examples=6, deadline=None)
@given(cells=tables(2, 3, 2))
def test_nor_from_a_table_of_three_ways_where_fractions_would_deceive(cells):
    these = cube(cells + 1)
    hidden = hidden_in(these)
    assert not (hidden & (these.counts == 0)).any(), "zeros are published"
    reader = reader_of(these, hidden)
    assert [int(i) for i in np.flatnonzero(these.small) if reader.learns(int(i))] == []


def fewest(these):
    """The fewest counts that protect all, by trying every choice."""
    others = [int(i) for i in np.flatnonzero(these.movable & ~these.small)]
    for more in chain.from_iterable(combinations(others, n) for n in range(len(others) + 1)):
        hidden = these.small.copy()
        hidden[list(more)] = True
        if not unprotected(these, hidden):
            return hidden
    raise AssertionError("hiding everything always protects")


@settings(max_examples=12, deadline=None)
@given(cells=tables(2, 3))
def test_no_choice_hides_fewer(cells):
    these = cube(cells)
    best = int(fewest(these).sum())
    assert int(hidden_in(these).sum()) == best
    assert best <= int(shown_again(these, grown(these, these.first_hidden)).sum()) <= max(best + 1, 1.2 * best)


@settings(max_examples=15, deadline=None)
@given(cells=tables(4, 4))
def test_the_proof_of_the_cheapest_holds(cells):
    these = cube(cells)
    found = cheapest(these)
    assert found.proved and not unprotected(these, found.hidden)
    assert found.bound == pytest.approx(these.cost @ found.hidden, abs=0.01)
    quick = shown_again(these, grown(these, these.first_hidden))
    assert these.cost @ quick >= found.bound - 0.01


def test_a_search_that_is_stopped_says_so_and_its_bound_still_holds():
    these = cube(np.random.default_rng(5).poisson(9, (4, 4, 3)))
    stopped, proved = cheapest(these, fraction_rounds=1, rounds=1), cheapest(these)
    assert not stopped.proved and proved.proved
    assert stopped.bound <= proved.bound
    assert cheapest(these, rounds=0).hidden is None


@settings(max_examples=15, deadline=None)
@given(cells=tables(5, 6))
def test_the_network_agrees_with_the_linear_programme(cells):
    full = with_totals(cells)
    these = cube(cells)
    hidden = hide_in_grid(full, these.cost.reshape(full.shape), DEFAULT)
    assert unprotected(these, hidden.ravel(), strict=True) == []
    grid, bare = Grid(full, np.ones(full.shape), DEFAULT), these.small.reshape(full.shape)
    left = set(unprotected(these, these.small))
    for at in zip(*np.nonzero(bare), strict=True):
        assert grid.flows_back(bare, at) == (int(np.ravel_multi_index(at, full.shape)) not in left)
    assert not (grid.protected_by_rectangle(bare).ravel()[sorted(left)]).any()


def test_a_large_table_is_hidden_by_its_network_and_nothing_small_stays():
    cells = np.random.default_rng(1).poisson(60, (40, 30))
    hidden = hide_in_table(cells, DEFAULT)
    small = with_totals(cells) < 10
    assert (hidden >= small).all() and hidden.sum() <= 4 * small.sum()
    grid = Grid(with_totals(cells), np.ones(hidden.shape), DEFAULT)
    assert all(grid.flows_back(hidden, at) for at in zip(*np.nonzero(small), strict=True))


def test_a_table_that_is_too_small_to_hide_anything_in_shows_zeros_alone():
    full = with_totals(np.array([[3, 0], [0, 2]]))
    assert (hide_in_grid(full, np.ones(full.shape), DEFAULT) == (full > 0)).all()
    assert hide_in_table(np.array([[3, 0], [0, 2]]), DEFAULT)[full > 0].all()


def test_a_group_that_nobody_printed_is_protected_too():
    """Everybody and the women are printed; the men are not, and there are three."""
    these = balance([40, 3, 43], [[0, 1, 2]], DEFAULT, never_shown=[1])
    assert hidden_in(these).tolist() in ([True, True, False], [False, True, True])
    plenty = balance([40, 13, 53], [[0, 1, 2]], DEFAULT, never_shown=[1])
    assert hidden_in(plenty).tolist() == [False, True, False]


def test_a_total_alone_guards_nobody_from_a_reader_who_knows_the_rule():
    """Ten in one cell, one person in another. Were only the total hidden beside the one, it could not be the small one."""
    these = cube([[0, 10, 0], [0, 0, 1]])
    total_only = these.small | (np.arange(12) == 11)
    assert unprotected(these, total_only) == []
    assert unprotected(these, total_only, strict=True) == [6, 7, 10]
    hidden = hidden_in(these)
    assert unprotected(these, hidden, strict=True) == [] and not hidden[11]


def test_counts_that_do_not_add_up_are_refused():
    with pytest.raises(ValueError, match="add up"):
        balance([1, 2, 4], [[0, 1, 2]], DEFAULT)


@settings(max_examples=40, deadline=None)
@given(cells=st.lists(COUNTS, min_size=1, max_size=6))
def test_a_line_needs_no_programme_and_hides_as_few(cells):
    dark, total = hide_in_line(np.array(cells), DEFAULT)
    these = balance([*cells, sum(cells)], [range(len(cells) + 1)], DEFAULT)
    hidden = np.append(dark, total)
    assert unprotected(these, hidden) == []
    assert hidden.sum() <= hidden_in(these).sum() + (1 if these.small.any() else 0)


def test_the_same_counts_give_the_same_choice():
    cells = np.random.default_rng(2).poisson(12, (5, 5))
    assert (hide_in_table(cells, DEFAULT) == hide_in_table(cells.copy(), DEFAULT)).all()
