# SPDX-License-Identifier: AGPL-3.0-or-later
"""The lens shows what people told apart, only in the field that it was learned in, and holds nothing that was said."""

import numpy as np
import pytest

from coproduce.analysis.embedding import unit
from coproduce.analysis.theming import ThemeModel
from coproduce.analysis.theming_lens import Lens, learn, packaged, seen
from tests.analysis.test_theming import TEXTS


def coded(random, hidden, count=400, width=30):
    """Loud noise in most directions; the codes differ in one quiet direction each."""
    codes = random.integers(0, 3, count)
    vectors = random.normal(size=(count, width)) * 3
    vectors[:, :3] = random.normal(size=(count, 3)) * 0.3 + np.eye(3)[codes]
    return np.asarray(unit(vectors @ hidden), dtype=np.float32), [[f"c{code}"] for code in codes], codes


def test_it_turns_up_what_people_told_apart():
    random = np.random.default_rng(0)
    hidden = np.linalg.qr(random.normal(size=(30, 30)))[0]
    vectors, given, _ = coded(random, hidden)
    lens = learn([(vectors, given)])
    fresh, _, codes = coded(random, hidden)
    assert lens.directions.shape == (30, 3)

    def apart(points):
        means = np.array([points[codes == code].mean(axis=0) for code in range(3)])
        return means.var(axis=0).sum() / points.var(axis=0).sum()

    assert apart(seen(fresh, lens)) > 5 * apart(fresh)


def test_rare_codes_are_left_out_and_one_code_is_no_lens():
    vectors = unit(np.random.default_rng(1).normal(size=(20, 8)))
    with pytest.raises(ValueError, match="two codes"):
        learn([(vectors, [["a"]] * 15 + [["b"]] * 5)])


def test_several_sets_with_codes_of_their_own_make_one_lens():
    random = np.random.default_rng(2)
    hidden = np.linalg.qr(random.normal(size=(30, 30)))[0]
    one, two = coded(random, hidden), coded(random, hidden)
    both = learn([one[:2], (two[0], [[f"other {code}" for code in given] for given in two[1]])])
    assert both.directions.shape[1] <= 6
    turned = learn([(one[0][::-1], one[1][::-1])])
    np.testing.assert_allclose(abs(turned.directions), abs(learn([one[:2]]).directions), atol=1e-3)


def test_the_lens_that_comes_with_the_package_is_small_and_for_one_model():
    lens = packaged("all-MiniLM-L6-v2-int8")
    assert lens.directions.shape == (384, 40) and np.isfinite(lens.directions).all()
    assert abs(np.linalg.norm(lens.home) - 1) < 1e-2
    assert packaged("some-other-model") is None


def test_it_is_used_at_home_and_left_out_elsewhere():
    care = [f"The {who} {did} {when}" for who in ("nurse", "doctor", "paramedic", "receptionist", "team")
            for did in ("was very kind and helpful", "kept me waiting", "explained everything well", "did not listen to me",
                        "gave good care") for when in ("today", "at the clinic", "on the ward", "on the phone")]  # fmt: skip
    assert ThemeModel(resamples=0).fit(care).lensed_
    assert not ThemeModel(resamples=0).fit(TEXTS).lensed_
    assert not ThemeModel(resamples=0, lens=None).fit(care).lensed_
    with pytest.raises(ValueError, match="no lens"):
        ThemeModel(resamples=0, lens="rose-tinted").fit(TEXTS)


def test_a_lens_of_another_width_is_left_out():
    lens = Lens(np.ones((5, 2), dtype=np.float32), np.ones(5, dtype=np.float32))
    assert not ThemeModel(resamples=0, lens=lens).fit(TEXTS).lensed_
