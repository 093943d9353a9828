# SPDX-License-Identifier: MIT
"""Answers to statements: seen, passed and unseen are three things."""

import random

import pytest

from coproduce.analysis.disclosure import HES
from coproduce.analysis.intervals import wilson
from coproduce.analysis.statements import Response, Vote, public_result, statement_results


def answers(statement, agree=0, disagree=0, passed=0, importance=None):
    votes = [Vote.AGREE] * agree + [Vote.DISAGREE] * disagree + [Vote.PASS] * passed
    return [Response(statement, f"R{i:03}", vote, importance) for i, vote in enumerate(votes)]


def one(**votes):
    return statement_results(answers("ST01", **votes))[0]


def test_counts_interval_and_exposure():
    everybody = answers("ST01", agree=96, disagree=6, passed=9) + answers("ST02", agree=30)
    first, second = statement_results(everybody)
    assert (first.seen, first.agree, first.disagree, first.passed) == (111, 96, 6, 9)
    assert first.interval == wilson(96, 111) and first.exposure == 1.0
    assert second.exposure == pytest.approx(30 / 111)
    assert first.verdict == second.verdict == "most agree"


def test_passing_is_not_disagreeing():
    assert one(agree=20, passed=30).interval == wilson(20, 50)
    assert one(agree=20, passed=30).verdict == "no clear answer"
    assert one(agree=20, disagree=30).verdict == "opinions differ"
    assert one(agree=5, disagree=60).verdict == "most disagree"


def test_nine_are_too_few_to_say():
    assert one(agree=9).verdict == "too few to say" and not one(agree=9).enough
    assert one(agree=10).verdict == "most agree"


def test_a_statement_that_nobody_saw_is_listed():
    (unseen,) = statement_results([], ["ST09"])
    assert (unseen.seen, unseen.exposure, unseen.interval, unseen.importance) == (0, 0.0, (0.0, 1.0), None)
    assert unseen.verdict == "too few to say"


def test_importance_counts_only_those_who_said():
    some = [*answers("ST01", agree=12, importance=2), Response("ST01", "late", Vote.AGREE, 3)]
    some.append(Response("ST01", "blank", Vote.PASS))
    (result,) = statement_results(some)
    assert result.importance_answers == 13 and result.importance == pytest.approx(27 / 13)
    low, high = result.importance_interval
    assert low < result.importance < high
    assert one(agree=20).importance is None


def test_the_order_of_answers_makes_no_difference():
    everybody = answers("ST02", agree=40, disagree=31, importance=1.1) + answers("ST01", agree=12, importance=0.7)
    mixed = everybody[:]
    random.Random(3).shuffle(mixed)
    assert statement_results(mixed) == statement_results(everybody)


def test_nobody_answers_twice():
    with pytest.raises(ValueError, match="R000 answered ST01 twice"):
        statement_results(answers("ST01", agree=1) + answers("ST01", disagree=1))


def test_in_public_a_few_who_disagree_cannot_be_worked_out():
    shown = public_result(one(agree=96, disagree=4, passed=11))
    assert shown.seen.value == 111 and shown.agree.percent == 86
    assert [f.text for f in shown.answers.figures] == ["96", "not shown", "not shown"]


def test_in_public_nearly_all_is_said_in_words():
    shown = public_result(one(agree=100, disagree=3, passed=4))
    assert shown.agree.text == "nearly all" and shown.agree.value is None
    assert not shown.answers["agree"].shown


def test_in_public_agreement_gives_way_where_it_guards_a_smaller_count():
    shown = public_result(one(agree=12, disagree=60, passed=5))
    assert not shown.agree.shown and shown.answers["disagree"].value == 60


def test_in_public_too_few_is_all_that_is_said():
    shown = public_result(one(agree=5, disagree=2))
    assert shown.verdict == shown.agree.text == "too few to say" and shown.seen.text == "fewer than ten"
    assert public_result(one(agree=5, disagree=3), HES).seen.value == 10
