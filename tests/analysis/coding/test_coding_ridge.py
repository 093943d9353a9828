# SPDX-License-Identifier: AGPL-3.0-or-later
"""Left-out scores and one-by-one learning against the plain way: fitting again."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from coproduce.analysis.coding_ridge import LeaveOutRidge, highest


def drawn(seed: int, rows: int, width: int, groups: int):
    draw = np.random.default_rng(seed)
    return (
        draw.normal(size=(rows, width)),
        (draw.random((rows, 3)) < 0.4).astype(float),
        draw.integers(0, groups, rows),
    )


def again(numbers, codes, mean, penalty, asked):
    """Ridge by its normal equations, with the mean held."""
    inside = numbers.T @ numbers + penalty * np.eye(numbers.shape[1])
    return asked @ np.linalg.solve(inside, numbers.T @ (codes - mean)) + mean


@given(st.integers(0, 10_000), st.integers(4, 25), st.integers(1, 6), st.integers(2, 8))
def test_left_out_scores_are_those_of_a_fit_without_the_group(seed, rows, width, count):
    numbers, codes, groups = drawn(seed, rows, width, count)
    model = LeaveOutRidge(0.5).fit(numbers, codes, groups)
    for group in set(groups.tolist()):
        left = groups == group
        expected = again(numbers[~left], codes[~left], model.mean_, 0.5, numbers[left])
        np.testing.assert_allclose(model.left_out_[left], expected, atol=1e-8)


@given(st.integers(0, 10_000), st.integers(4, 25), st.integers(1, 6), st.integers(2, 8))
def test_sentences_are_scored_without_their_own_comment(seed, rows, width, count):
    numbers, codes, groups = drawn(seed, rows, width, count)
    model = LeaveOutRidge(0.5).fit(numbers, codes, groups)
    np.testing.assert_allclose(model.sentences_left_out(numbers, groups), model.left_out_, atol=1e-8)


@given(st.integers(0, 10_000), st.integers(0, 15), st.integers(1, 6))
def test_learning_one_more_is_fitting_again(seed, rows, width):
    numbers, codes, groups = drawn(seed, rows + 1, width, 4)
    model = LeaveOutRidge(0.5).fit(numbers[:-1], codes[:-1], groups[:-1])
    model.add(numbers[-1], codes[-1])
    expected = again(numbers, codes, model.mean_, 0.5, numbers)
    np.testing.assert_allclose(model.predict(numbers), expected, atol=1e-8)


def test_the_highest_of_each_owner():
    values = np.array([[1.0, 5.0], [2.0, 4.0], [0.0, 9.0]])
    np.testing.assert_array_equal(highest(values, np.array([0, 0, 1]), 2), [[2.0, 5.0], [0.0, 9.0]])
