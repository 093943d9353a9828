# SPDX-License-Identifier: MIT
"""Intervals, against published values and another implementation."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import binomtest

from coproduce.analysis.intervals import jeffreys, mean_interval, newcombe, share_interval, wilson
from coproduce.analysis.number_words import in_words

ASKED = st.integers(1, 400).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))


@given(ASKED)
def test_wilson_is_that_of_scipy(asked):
    k, n = asked
    other = binomtest(k, n).proportion_ci(method="wilson")
    assert wilson(k, n) == pytest.approx((other.low, other.high), abs=1e-12)


@given(ASKED)
def test_every_interval_holds_the_share_and_mirrors_itself(asked):
    k, n = asked
    for interval in (wilson, jeffreys, share_interval):
        low, high = interval(k, n)
        assert 0 <= low <= k / n <= high <= 1
        assert interval(n - k, n) == pytest.approx((1 - high, 1 - low), abs=1e-9)


def test_known_values():
    assert wilson(5, 10) == pytest.approx((0.2366, 0.7634), abs=1e-4)
    assert wilson(0, 10) == pytest.approx((0, 0.2775), abs=1e-4)
    assert jeffreys(0, 10) == pytest.approx((0, 0.2172), abs=1e-4)
    assert jeffreys(1, 10) == pytest.approx((0.0110, 0.3813), abs=1e-4)


def test_near_the_edges_jeffreys_is_taken_on_the_edge_s_side():
    assert share_interval(2, 100) == (jeffreys(2, 100)[0], wilson(2, 100)[1])
    assert share_interval(98, 100) == (wilson(98, 100)[0], jeffreys(98, 100)[1])
    assert share_interval(3, 100) == wilson(3, 100)
    assert share_interval(0, 100) == wilson(0, 100)


def test_newcombe_s_own_examples():
    """Newcombe 1998, table II, method 10."""
    assert newcombe(56, 70, 48, 80) == pytest.approx((0.0524, 0.3339), abs=1e-4)
    assert newcombe(9, 10, 3, 10) == pytest.approx((0.1705, 0.8090), abs=1e-4)
    assert newcombe(5, 56, 0, 29) == pytest.approx((-0.0381, 0.1926), abs=1e-4)
    assert newcombe(10, 10, 0, 10) == pytest.approx((0.6075, 1.0), abs=1e-4)
    assert newcombe(0, 0, 3, 10) == (-1.0, 1.0)


@given(ASKED, ASKED)
def test_a_difference_lies_in_its_interval_and_turns_round_with_it(one, other):
    (k, n), (j, m) = one, other
    low, high = newcombe(k, n, j, m)
    assert -1 <= low <= k / n - j / m + 1e-12 and k / n - j / m - 1e-12 <= high <= 1
    assert newcombe(j, m, k, n) == pytest.approx((-high, -low), abs=1e-12)


def test_nobody_asked_leaves_everything_open():
    assert wilson(0, 0) == jeffreys(0, 0) == (0.0, 1.0)


@pytest.mark.parametrize(("k", "n"), [(-1, 3), (4, 3), (0, -1)])
def test_impossible_shares_are_refused(k, n):
    with pytest.raises(ValueError, match="not a share"):
        wilson(k, n)
    with pytest.raises(ValueError, match="Confidence"):
        wilson(1, 2, 1.0)


def test_a_mean_with_students_interval():
    low, high = mean_interval(np.array([1.0, 2.0, 3.0, 4.0, 5.0]))
    assert (low, high) == pytest.approx((1.0368, 4.9632), abs=1e-4)
    assert mean_interval(np.array([2.0])) == (float("-inf"), float("inf"))


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (0, "none"),
        (17, "seventeen"),
        (40, "forty"),
        (99, "ninety-nine"),
        (205, "two hundred and five"),
        (1000, "one thousand"),
        (1_044, "one thousand and forty-four"),
        (183_618, "one hundred and eighty-three thousand six hundred and eighteen"),
        (1_183_618, "1,183,618"),
        (-3, "minus three"),
    ],
)
def test_numbers_in_words(number, words):
    assert in_words(number) == words
