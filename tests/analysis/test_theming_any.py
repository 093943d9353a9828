# SPDX-License-Identifier: AGPL-3.0-or-later
"""Whatever people write: every row has a theme or a reason, in any order, in one go or as a stream."""

import random
from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coproduce.analysis import ThemeModel
from coproduce.analysis.theming_stream import Batch, fit_stream
from tests.analysis.test_theming import TEXTS

ODD = ["", " ", "?!", "👍", "😀😀 great", "n/a", "None", "Nothing", "bus", "a", "7", "Słaby dojazd", "بس دیر سے آتی ہے",
       "ਬੱਸ ਦੇਰ ਨਾਲ ਆਉਂਦੀ ਹੈ", "公交车总是晚点", "bus بس বাস", "The bus is late.", "the bus is late", "\u200d", "\x00",
       "a\nb"]  # fmt: skip
comments = st.lists(st.sampled_from(ODD + TEXTS[::9]) | st.text(max_size=30), max_size=25)


def fitted(texts, **more):
    return ThemeModel(more.pop("n_themes", None), embedder="letters", resamples=1).fit(texts, **more)


@settings(max_examples=60, deadline=None)
@given(comments, st.integers(0, 99), st.none() | st.integers(1, 6))
def test_every_row_is_accounted_for_and_order_never_matters(texts, seed, count):
    model = fitted(texts, n_themes=count)
    placed = Counter()
    for one in model.assignments_:
        placed[one.row] += one.weight
    reasons = {left.row: left.reason for left in model.unassigned_}
    assert placed.keys() | reasons.keys() == set(range(len(texts))) and not placed.keys() & reasons.keys()
    assert all(reasons.values()) and all(abs(total - 1) < 1e-9 for total in placed.values())
    order = list(range(len(texts)))
    random.Random(seed).shuffle(order)
    turned = fitted([texts[row] for row in order], n_themes=count)
    assert [theme.id for theme in model.themes_] == [theme.id for theme in turned.themes_]
    assert [(theme.label, theme.size) for theme in model.themes_] == [(t.label, t.size) for t in turned.themes_]
    assert [model.labels_[row] for row in order] == turned.labels_.tolist()


@settings(max_examples=20, deadline=None)
@given(comments, st.integers(1, 4))
def test_repeats_change_sizes_and_not_groups(texts, times):
    once, often = fitted(texts), fitted(texts * times)
    assert often.labels_[: len(texts)].tolist() == often.labels_[len(texts) * (times - 1) :].tolist()
    assert len(once.views_) == len(often.views_)


@pytest.mark.parametrize(
    "texts",
    [
        ["One comment alone"],
        ["The same"] * 50,
        ["bus"] * 3 + ["train"] * 3,
        ["word " * 10_000],
        ["word " * 10_000, *TEXTS],
    ],
)
def test_the_extremes(texts):
    model = fitted(texts)
    assert {one.row for one in model.assignments_} == set(range(len(texts)))


def test_all_equal_is_one_theme_of_all_its_people():
    (theme,) = fitted(["The same"] * 50).themes_
    assert theme.size == 50


def batches_of(texts, size):
    return lambda: (Batch(texts[at : at + size]) for at in range(0, len(texts), size))


def test_a_stream_gives_each_row_what_one_fit_gives():
    texts = [*TEXTS, "", "Nothing"]
    whole = fitted(texts)
    model = ThemeModel(embedder="letters", resamples=1)
    placed = list(fit_stream(model, batches_of(texts, 10)))
    assert [part.start for part in placed] == list(range(0, len(texts), 10))
    given = [(one.row, one.theme) for part in placed for one in part.assignments]
    assert {row for row, _ in given} | {left.row for part in placed for left in part.unassigned} == set(
        range(len(texts))
    )
    assert [theme.label for theme in model.themes_] == [theme.label for theme in whole.themes_]
    assert sorted(given) == sorted((one.row, one.theme) for one in whole.assignments_)


def test_a_stream_in_other_batches_and_another_order_gives_the_same_themes():
    order = list(TEXTS)
    random.Random(3).shuffle(order)
    found = []
    for texts, size in ((TEXTS, 7), (order, 40)):
        model = ThemeModel(embedder="letters", resamples=0)
        by_text = {}
        for part in fit_stream(model, batches_of(texts, size), part=60):
            for one in part.assignments:
                by_text.setdefault(texts[one.row], []).append((one.theme, one.weight))
        found.append(([(theme.id, theme.label, theme.size) for theme in model.themes_], by_text))
    assert found[0] == found[1] and len(found[0][1]) == len(TEXTS)
    assert sum(size for _, _, size in found[0][0]) >= 60
