# SPDX-License-Identifier: AGPL-3.0-or-later
"""The grouping alone is a scikit-learn clusterer; its ground is the same for any order and draws languages together."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.metrics import adjusted_rand_score
from sklearn.utils.estimator_checks import parametrize_with_checks

from coproduce.analysis import ThemeGrouper
from coproduce.analysis.embedding import unit
from coproduce.analysis.theming_centring import Centring
from coproduce.analysis.theming_ground import PART, Ground, fair_part, smoothed


@parametrize_with_checks([ThemeGrouper()])
def test_it_keeps_what_scikit_learn_asks_of_a_clusterer(estimator, check):
    check(estimator)


def blobs(seed, sizes, width=16, spread=0.25):
    random = np.random.default_rng(seed)
    middles = unit(random.normal(size=(len(sizes), width)))
    truth = np.repeat(np.arange(len(sizes)), sizes)
    return unit(middles[truth] + spread * random.normal(size=(len(truth), width)) / np.sqrt(width) * 2), truth


@settings(max_examples=15, deadline=None)
@given(st.integers(0, 10**6), st.integers(2, 5))
def test_any_order_gives_the_same_groups(seed, count):
    vectors, _ = blobs(seed, [12] * count)
    order = np.random.default_rng(seed).permutation(len(vectors))
    straight = ThemeGrouper(count).fit(vectors)
    turned = ThemeGrouper(count).fit(vectors[order])
    assert (straight.labels_[order] == turned.labels_).all()


@pytest.mark.parametrize("seed", range(4))
def test_a_group_of_three_in_a_hundred_is_found_among_loud_ones(seed):
    vectors, truth = blobs(seed, [170, 150, 150, 15, 15])
    labels = ThemeGrouper(5).fit(vectors).labels_
    for small in (3, 4):
        mine = set(labels[truth == small].tolist())
        assert len(mine) == 1 and not mine & set(labels[truth < 3].tolist())


def test_past_the_part_every_row_is_still_grouped_and_well():
    vectors, truth = blobs(1, [900, 900, 900, 120])
    assert len(vectors) > PART
    labels = ThemeGrouper(4).fit(vectors).labels_
    assert len(labels) == len(vectors) and adjusted_rand_score(truth, labels) > 0.95


def test_new_rows_go_to_the_nearest_group():
    vectors, _ = blobs(2, [20, 20, 20])
    model = ThemeGrouper(3).fit(vectors)
    assert (model.predict(vectors) == model.labels_).mean() > 0.95


def test_fewer_than_one_group_is_refused():
    with pytest.raises(ValueError, match="at least 1"):
        ThemeGrouper(0).fit(np.eye(4))


def test_a_fair_part_is_spread_evenly():
    assert fair_part(3).tolist() == [0, 1, 2]
    rows = fair_part(10 * PART)
    assert len(rows) == PART and rows[0] == 0 and rows[-1] == 10 * PART - 1 and np.diff(rows).max() <= 11


def test_neighbours_come_from_each_language_alike():
    topics, truth = blobs(3, [30, 30])
    spoken = ["en" if row % 2 else "ur" for row in range(60)]
    shift = unit(np.random.default_rng(9).normal(size=(1, 16)))
    vectors = unit(topics + 0.8 * np.where(np.array(spoken)[:, None] == "ur", shift, 0))

    def pull(languages):
        moved = smoothed(Ground(vectors, languages))
        across = [
            moved[(truth == t) & (np.array(spoken) == name)].mean(axis=0) for t in (0, 1) for name in ("en", "ur")
        ]
        return np.linalg.norm(across[0] - across[1]) + np.linalg.norm(across[2] - across[3])

    assert pull(spoken) < 0.7 * pull([""] * 60)


def test_centring_takes_each_language_s_own_mean_away_and_remembers_it():
    random = np.random.default_rng(5)
    spoken = ["en"] * 40 + ["ur"] * 40 + ["so"] * 5
    vectors = unit(random.normal(size=(85, 12)) + np.repeat([[3.0], [-3.0], [1.0]], [40, 40, 5], axis=0))
    found = Centring.learned(vectors, vectors[:0], spoken, [])
    assert set(found.means) == {"en", "ur"}
    flat = found.apply(vectors, spoken)
    assert np.linalg.norm(flat[:40].mean(axis=0)) < 0.15 > np.linalg.norm(flat[40:80].mean(axis=0))
    np.testing.assert_array_equal(found.apply(vectors[:3], spoken[:3]), flat[:3])
