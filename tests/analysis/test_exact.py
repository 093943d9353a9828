# SPDX-License-Identifier: MIT
"""Exact tests and the control of false discoveries, against other implementations and known numbers."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import binomtest, fisher_exact

from coproduce.analysis.exact import adjusted, fewer_by_chance, fisher

SHARES = st.integers(1, 60).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))
CHANCES = st.lists(st.floats(0, 1), min_size=1, max_size=40)


@settings(max_examples=60)
@given(SHARES, SHARES)
def test_fisher_is_that_of_scipy(one, other):
    (k, n), (j, m) = one, other
    p, mid_p = fisher(k, n, j, m)
    assert p == pytest.approx(fisher_exact([[k, n - k], [j, m - j]]).pvalue, abs=1e-9)
    assert 0 < mid_p <= p <= 1


@given(SHARES, SHARES)
def test_fisher_does_not_mind_which_group_comes_first_nor_which_answer_is_counted(one, other):
    (k, n), (j, m) = one, other
    there = fisher(k, n, j, m)
    assert fisher(j, m, k, n) == pytest.approx(there, abs=1e-9)
    assert fisher(n - k, n, m - j, m) == pytest.approx(there, abs=1e-9)


def test_the_lady_tasting_tea():
    """Fisher's own example: three of four cups of each kind named rightly."""
    p, mid_p = fisher(3, 4, 1, 4)
    assert p == pytest.approx(34 / 70) and mid_p == pytest.approx(26 / 70)
    assert fisher(4, 4, 0, 4)[0] == pytest.approx(2 / 70)


def test_nothing_can_be_told_where_nothing_differs_or_nobody_is_there():
    assert fisher(0, 5, 0, 7) == fisher(5, 5, 7, 7) == fisher(0, 0, 3, 7) == fisher(0, 0, 0, 0) == (1.0, 1.0)
    with pytest.raises(ValueError, match="not shares of people"):
        fisher(6, 5, 0, 1)


@given(SHARES, st.floats(0.001, 0.999))
def test_fewer_by_chance_is_the_exact_binomial_test(asked, share):
    k, n = asked
    found = fewer_by_chance(np.array([k]), np.array([n]), np.array([share]))[0]
    assert found == pytest.approx(binomtest(k, n, share, alternative="less").pvalue, abs=1e-9)


def test_false_discoveries_as_benjamini_and_hochberg_published_them():
    """Their 15 p-values of 1995: four are found at a rate of 0.05."""
    p = [
        0.0001,
        0.0004,
        0.0019,
        0.0095,
        0.0201,
        0.0278,
        0.0298,
        0.0344,
        0.0459,
        0.3240,
        0.4262,
        0.5719,
        0.6528,
        0.7590,
        1.0,
    ]
    assert sum(q <= 0.05 for q in adjusted(p)) == 4
    assert adjusted(p)[0] == pytest.approx(0.0015)
    assert sum(q <= 0.05 for q in adjusted(p, "yekutieli")) == 3


@given(CHANCES)
def test_adjusting_keeps_the_order_and_never_finds_more(p):
    for control in ("hochberg", "yekutieli"):
        q = adjusted(p, control)
        assert all(before <= after + 1e-12 for before, after in zip(p, q, strict=True))
        ranked = [q[i] for i in np.argsort(p, kind="stable")]
        assert ranked == sorted(ranked) and max(q) <= 1
    assert all(a <= b + 1e-12 for a, b in zip(adjusted(p), adjusted(p, "yekutieli"), strict=True))


def test_an_empty_family_is_no_error():
    assert adjusted([]) == ()
