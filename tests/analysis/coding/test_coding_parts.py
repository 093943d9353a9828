# SPDX-License-Identifier: AGPL-3.0-or-later
"""The small parts: groups, folds, thresholds, figures, the order of review, the codebook."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.metrics import f1_score

from coproduce.analysis.coding_codebook import Code, as_codes
from coproduce.analysis.coding_pairs import folds_of
from coproduce.analysis.coding_people import together
from coproduce.analysis.coding_review import in_order, worth
from coproduce.analysis.coding_thresholds import thresholds
from coproduce.analysis.coding_validation import calibration_error, figures


def test_one_person_and_equal_words_are_left_out_together():
    texts = ["The bus.", "Gardens", "the BUS", "Waiting", "Gardens!", "Alone"]
    groups = together(texts, ["a", "a", None, "b", "b", ""])
    assert groups[0] == groups[1] == groups[2] == groups[3] == groups[4] != groups[5]
    assert len(set(together(texts).tolist())) == 4


@given(st.lists(st.integers(0, 30), min_size=1, max_size=200))
def test_folds_never_part_a_group_and_are_about_equal(numbers):
    groups = np.array(numbers)
    folds = folds_of(groups, 5)
    for group in set(numbers):
        assert len(set(folds[groups == group].tolist())) == 1
    biggest = max(numbers.count(group) for group in set(numbers))
    sizes = np.bincount(folds, minlength=5)
    assert sizes.max() - sizes.min() <= biggest


def test_a_threshold_is_half_of_the_best_expected_f1():
    chances = np.repeat([[0.9], [0.1]], 200, axis=0)
    codes = np.zeros((400, 1))
    codes[:180] = codes[200:220] = 1
    # Choosing the first 200: 180 right of 200 suggested and 200 coded, F1 0.9.
    assert thresholds(chances, codes)[0] == pytest.approx(0.45, abs=1e-9)


@given(st.integers(0, 1000), st.integers(1, 40), st.integers(1, 6))
def test_thresholds_are_never_below_the_floor_nor_above_a_half(seed, rows, count):
    draw = np.random.default_rng(seed)
    found = thresholds(draw.random((rows, count)), (draw.random((rows, count)) < 0.3).astype(float))
    assert found.shape == (count,) and (found >= 0.2).all() and (found <= 0.5).all()


@given(st.integers(0, 1000), st.integers(20, 60))
def test_figures_are_those_of_scikit_learn(seed, rows):
    draw = np.random.default_rng(seed)
    codes = (draw.random((rows, 4)) < 0.4).astype(float)
    chosen = draw.random((rows, 4)) < 0.4
    names = list("abcd")
    found = figures(names, codes, chosen * 0.8, chosen, np.arange(rows), [3] * rows, ["en"] * rows)
    assert found.micro_f1 == pytest.approx(f1_score(codes, chosen, average="micro", zero_division=0))
    each = f1_score(codes, chosen, average=None, zero_division=0)
    for one, expected in zip(found.by_code, each, strict=True):
        assert (one.f1 or 0.0) == pytest.approx(expected)
        assert one.f1_interval[0] <= one.f1_interval[1]
        assert one.recall is None or one.recall_interval[0] <= one.recall <= one.recall_interval[1]
    assert found.micro_f1_interval[0] <= found.micro_f1 <= found.micro_f1_interval[1]
    assert found.by_language == (("en", rows, found.micro_f1),) and found.by_words[0][0] == "1-4 words"


def test_chances_that_come_true_have_no_error_and_boasts_do():
    codes = np.array([[1.0], [0.0], [1.0], [0.0]])
    assert calibration_error(np.full((4, 1), 0.5), codes) == pytest.approx(0)
    assert calibration_error(np.full((4, 1), 0.99), codes) == pytest.approx(0.49)
    assert calibration_error(np.zeros((4, 1)), codes) == 0


def test_review_takes_the_unsure_first_the_rare_before_the_common_and_spreads():
    chances = np.array([[0.5, 0.0], [0.0, 0.5], [0.99, 0.0]])
    values = worth(chances, np.array([50.0, 1.0]))
    assert values[1] > values[0] > values[2]
    numbers = np.array([[1.0, 0.0], [1.0, 0.0], [0.0, 1.0]])
    order = in_order(np.array([1.0, 0.99, 0.9]), numbers, np.zeros((0, 2)))
    assert order.tolist() == [0, 2, 1]
    assert in_order(np.zeros(0), np.zeros((0, 2)), numbers).tolist() == []


@given(st.integers(0, 500), st.integers(0, 30))
def test_review_has_every_comment_once(seed, rows):
    draw = np.random.default_rng(seed)
    numbers = draw.normal(size=(rows, 3))
    assert sorted(in_order(draw.random(rows), numbers, numbers[:2]).tolist()) == list(range(rows))


def test_a_codebook_comes_in_three_shapes_and_no_code_twice():
    assert as_codes(["A", "B"]) == (Code("A"), Code("B"))
    assert as_codes({"A": "what it is"}) == (Code("A", "what it is"),)
    with pytest.raises(ValueError, match="“A” stands twice"):
        as_codes(["A", Code("A", "again")])
    with pytest.raises(ValueError, match="no name"):
        as_codes([" "])
    assert "bus stops" in Code("Buses", "Trams, bus stops and trains").terms
