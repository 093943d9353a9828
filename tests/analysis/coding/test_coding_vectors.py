# SPDX-License-Identifier: AGPL-3.0-or-later
"""The first step alone is a scikit-learn regressor, and its left-out scores are those of learners without the group."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.linear_model import Ridge
from sklearn.model_selection import GroupKFold, cross_val_score
from sklearn.utils.estimator_checks import parametrize_with_checks

from coproduce.analysis import CodeRidge


@parametrize_with_checks([CodeRidge()])
def test_it_keeps_what_scikit_learn_asks_of_a_regressor(estimator, check):
    check(estimator)


def drawn(seed, rows=40, width=6, codes=3):
    random = np.random.default_rng(seed)
    points = random.normal(size=(rows, width))
    said = (points @ random.normal(size=(width, codes)) + random.normal(size=(rows, codes)) > 0.5).astype(float)
    return points, said, random.integers(0, 12, rows)


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 10**6), st.floats(0.05, 20))
def test_left_out_is_what_a_ridge_without_the_group_says(seed, penalty):
    points, said, groups = drawn(seed)
    model = CodeRidge(penalty).fit(points, said, groups)
    for group in set(groups.tolist()):
        own = groups == group
        without = Ridge(penalty, fit_intercept=False).fit(points[~own], said[~own] - said.mean(axis=0))
        np.testing.assert_allclose(model.left_out_[own], without.predict(points[own]) + said.mean(axis=0), atol=1e-8)


def test_one_code_gives_one_score_a_row_and_names_of_groups_may_be_words():
    points, said, groups = drawn(3)
    many = CodeRidge().fit(points, said, groups)
    one = CodeRidge().fit(points, said[:, 0], [f"person {group}" for group in groups])
    assert one.left_out_.shape == (40,) and many.left_out_.shape == (40, 3)
    np.testing.assert_allclose(one.left_out_, many.left_out_[:, 0])
    np.testing.assert_allclose(one.predict(points), many.predict(points)[:, 0])


def test_left_out_scores_are_humbler_than_scores_of_what_was_seen():
    points, said, groups = drawn(5)
    model = CodeRidge().fit(points, said, groups)
    assert ((said - model.left_out_) ** 2).mean() > ((said - model.predict(points)) ** 2).mean()


def test_it_stands_in_cross_validation_as_any_regressor():
    points, said, groups = drawn(7, rows=200)
    assert cross_val_score(CodeRidge(), points, said, groups=groups, cv=GroupKFold(4)).mean() > 0.2


def test_no_penalty_and_groups_of_another_length_are_refused():
    points, said, groups = drawn(1)
    with pytest.raises(ValueError, match="above 0"):
        CodeRidge(0).fit(points, said)
    with pytest.raises(ValueError, match="inconsistent numbers of samples"):
        CodeRidge().fit(points, said, groups[:-1])
