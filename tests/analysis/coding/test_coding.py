# SPDX-License-Identifier: AGPL-3.0-or-later
"""Suggestions that begin with the codebook and learn from each decision."""

import numpy as np
import pytest
from sklearn.base import clone

from coproduce.analysis import CodingModel
from coproduce.analysis.embedding_letters import Letters
from tests.analysis.coding.sample import CODEBOOK, comments

TEXTS, CODES = comments()


@pytest.fixture(scope="module")
def learned() -> CodingModel:
    return CodingModel(CODEBOOK, embedder="letters").fit(TEXTS, CODES)


def started(coded: int = 0) -> CodingModel:
    given = [codes if row < coded else None for row, codes in enumerate(CODES)]
    return CodingModel(CODEBOOK, embedder=Letters()).fit(TEXTS, given)


def right(model: CodingModel) -> float:
    """Share of comments whose chosen codes are those of the careful reader."""
    return float(np.mean([tuple(sorted(got)) == tuple(sorted(said)) for got, said in zip(model.predict(), CODES, strict=True)]))  # fmt: skip  # noqa: E501


def test_a_codebook_alone_already_sorts():
    model = started()
    assert not model.learned_ and model.coded_ == []
    assert right(model) > 0.5
    assert np.isnan(model.thresholds_).all()
    assert model.explain(0, "Buses") == []


def test_decisions_make_it_better_and_count_at_once():
    """Names that say nothing, so that all it knows comes from decisions."""
    blind = {"Buses": "K1", "Gardens": "K2", "Waiting": "K3"}
    codes = [tuple(blind[name] for name in own) for own in CODES]
    model = CodingModel(list(blind.values()), embedder="letters").fit(TEXTS)

    def found() -> float:
        return float(np.mean([set(got) == set(said) for got, said in zip(model.predict(), codes, strict=True)]))

    before, row = found(), 7
    chance = model.predict_proba()[row].copy()
    model.decide(row, codes[row])
    assert (model.predict_proba()[row] != chance).any() and model.coded_ == [row]
    model.decide_all({row: codes[row] for row in model.review()[:50]})
    assert model.learned_ and before < 0.4 and found() > 0.7
    assert row not in model.review() and len(model.review()) == len(TEXTS) - 51


def test_deciding_one_by_one_and_then_settling_is_fitting_all_at_once():
    one_by_one, at_once = started(40), started(45)
    for row in range(40, 45):
        one_by_one.decide(row, CODES[row])
    np.testing.assert_allclose(one_by_one.settle().predict_proba(), at_once.predict_proba(), atol=1e-9)


def test_a_changed_mind_is_unlearned():
    model = started(40)
    before = model.predict_proba()
    model.decide(3, ["Gardens"])
    model.decide(3, CODES[3])
    np.testing.assert_allclose(model.predict_proba(), before, atol=1e-9)


def test_an_empty_coding_is_a_decision_and_no_coding_is_none():
    model = CodingModel(CODEBOOK, embedder="letters").fit(TEXTS[:4], [(), None, ("Buses",), None])
    assert model.coded_ == [0, 2] and sorted(model.review()) == [1, 3]


def test_the_order_of_the_rows_changes_nothing(learned):
    order = np.random.default_rng(1).permutation(len(TEXTS))
    mixed = CodingModel(CODEBOOK, embedder="letters").fit([TEXTS[row] for row in order], [CODES[row] for row in order])
    assert (mixed.predict_proba() == learned.predict_proba()[order]).all()
    given = [codes if row % 4 == 0 else None for row, codes in enumerate(CODES)]
    straight = CodingModel(CODEBOOK, embedder="letters").fit(TEXTS, given)
    turned = CodingModel(CODEBOOK, embedder="letters").fit([TEXTS[row] for row in order], [given[row] for row in order])
    assert [int(order[row]) for row in turned.review()] == straight.review()


def test_new_comments_are_read_in_the_same_space(learned):
    assert learned.predict(["The bus is late again. I waited a year too"]) == [("Buses", "Waiting")]
    assert learned.predict_proba(["My garden", ""]).shape == (2, 3)
    np.testing.assert_allclose(learned.predict_proba(TEXTS[:3]), learned.predict_proba()[:3], atol=1e-9)


def test_a_suggestion_is_explained_by_passages_that_people_coded(learned):
    row = TEXTS.index("The bus is late. Also I waited a year for help")
    nearest = learned.explain(row, "Waiting")
    assert len(nearest) == 3 and row not in [near.row for near in nearest]
    for near in nearest:
        assert "Waiting" in CODES[near.row]
        assert "wait" in TEXTS[near.row][near.start : near.end].lower()
        assert "waited" in TEXTS[row][near.own_start : near.own_end]
    assert [near.likeness for near in nearest] == sorted((near.likeness for near in nearest), reverse=True)


def test_suggestions_say_what_is_chosen_and_where_a_person_is_needed(learned):
    for suggestion in learned.suggest(range(10)):
        assert {*suggestion.chosen} <= {name for name, _ in suggestion.labels}
        chances = [chance for _, chance in suggestion.labels]
        assert chances == sorted(chances, reverse=True) and all(0 <= chance <= 1 for chance in chances)
        assert suggestion.abstains == (not suggestion.chosen)


def test_validation_is_on_peoples_decisions_only(learned):
    found = learned.validate()
    assert found is not None and found.comments == len(TEXTS) and [one.code for one in found.by_code] == learned.names_
    assert found.micro_f1 > 0.8
    few = started(20)
    assert few.validate() is None


def test_what_has_no_pattern_is_not_praised():
    """Codes drawn by lot: a model that tested itself on what it knew would look good."""
    draw = np.random.default_rng(0)
    lots = [("Buses",) if draw.random() < 0.5 else ("Gardens",) for _ in TEXTS]
    found = CodingModel(embedder="letters").fit(TEXTS, lots).validate()
    assert found is not None and found.micro_f1 < 0.72


def test_the_question_changes_what_an_answer_means():
    texts = [f"Nothing, really {number // 2}" for number in range(80)]
    asked = ["What was good?" if number % 2 else "What could be better?" for number in range(80)]
    codes = [("Complaint",) if number % 2 else ("Praise",) for number in range(80)]
    model = CodingModel(embedder="letters").fit(texts, codes, questions=asked)
    assert model.predict(["Nothing, really"], ["What was good?"]) == [("Complaint",)]
    assert model.predict(["Nothing, really"], ["What could be better?"]) == [("Praise",)]


def test_odd_comments_are_read_like_the_others():
    """Empty, one word, emoji, other scripts and several at once, 10,000 words, only signs, only lines."""
    odd = ["", "bus", "🙂🙂", "بس دیر سے آتی ہے", "bus ਬੱਸ 公交车 автобус", "the bus is late " * 2500, "...", "\n\n"]
    model = CodingModel(CODEBOOK, embedder="letters").fit([*TEXTS[:40], *odd], [*CODES[:40], *([None] * len(odd))])
    assert np.isfinite(model.predict_proba()).all() and sorted(model.review()) == list(range(40, 48))


def test_one_comment_equal_comments_and_one_code():
    assert CodingModel(CODEBOOK, embedder="letters").fit(["The bus"]).predict_proba().shape == (1, 3)
    same = CodingModel(["A"], embedder="letters").fit(["The bus"] * 70, [("A",)] * 70)
    assert same.validate() is not None and same.predict_proba().shape == (70, 1)
    assert CodingModel(CODEBOOK, embedder="letters").fit([]).review() == []


def test_mistakes_are_said(learned):
    with pytest.raises(ValueError, match="no code yet"):
        CodingModel(embedder="letters").fit(["The bus"])
    with pytest.raises(ValueError, match="2 texts and 1 codings"):
        CodingModel(CODEBOOK, embedder="letters").fit(["a", "b"], [None])
    with pytest.raises(ValueError, match="There is no code “Trains”"):
        learned.decide(0, ["Trains"])
    with pytest.raises(ValueError, match="There is no row 999"):
        learned.decide(999, ["Buses"])


def test_it_keeps_scikit_learns_way_of_naming_and_copying():
    model = CodingModel(CODEBOOK, embedder="letters", random_state=3)
    assert set(model.get_params()) == {"codebook", "embedder", "random_state"}
    copy = clone(model)
    assert copy.get_params()["random_state"] == 3 and not hasattr(copy, "codes_")
    assert model.fit(TEXTS, CODES) is model
