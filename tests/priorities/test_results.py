# SPDX-License-Identifier: AGPL-3.0-or-later
"""Results: exact for the team, gated for everybody else, the same in whatever order people answered."""

import random
from datetime import date

import pytest

from coproduce.priorities import queries, verbs
from coproduce.priorities.verbs import Answer
from tests.priorities.town import Town, on, town

pytestmark = pytest.mark.django_db(databases=["default", "keys"])


def answered(
    here: Town, *, agree: int, disagree: int, passed: int, code: str = "ST01", shuffle: int | None = None
) -> None:
    """That many answers to one statement, by the voters V01, V02, …"""
    votes = ["agree"] * agree + ["disagree"] * disagree + ["pass"] * passed
    rows = [Answer(code, f"V{n:02d}", vote, n % 4, on=date(2025, 7, 8)) for n, vote in enumerate(votes, start=1)]
    if shuffle is not None:
        random.Random(shuffle).shuffle(rows)
    verbs.record_responses(programme=here.programme, rows=rows, by=here.lead)


def test_the_team_sees_counts_interval_and_how_many_saw_it():
    here = town()
    with on(12):
        here.voters(40)
        answered(here, agree=22, disagree=15, passed=3)
        answered(here, agree=10, disagree=0, passed=0, code="ST02")
    first, second = queries.results(here.programme.pk)
    assert (first.numbers.seen, first.agree_percent, first.disagree_percent) == (40, 55, 38)
    assert first.interval_percent == (40, 69) and first.divided
    assert (second.exposure_percent, second.took_part, second.divided) == (25, 40, False)


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_results_do_not_depend_on_the_order_of_answers(seed):
    def found(shuffle):
        here = town(f"Town {shuffle}")
        with on(12):
            here.voters(40)
            answered(here, agree=22, disagree=15, passed=3, shuffle=shuffle)
        return [one.numbers for one in queries.results(here.programme.pk)]

    assert found(None) == found(seed)


def test_nothing_is_shown_while_a_round_is_open():
    here = town()
    with on(12):
        here.voters(40)
        answered(here, agree=22, disagree=15, passed=3)
        assert queries.public_results(here.programme.pk) == []
    with on(28):
        assert [one.statement.code for one in queries.public_results(here.programme.pk)] == ["ST01", "ST02"]


def test_too_few_are_never_counted_in_public():
    here = town()
    with on(12):
        here.voters(9)
        answered(here, agree=5, disagree=3, passed=1)
    with on(28):
        few, none = queries.public_results(here.programme.pk)
    for figure in (few.seen, few.agree, few.disagree, few.passed, few.exposure):
        assert figure.value is None and figure.percent is None and not any(c.isdigit() for c in figure.say)
    assert few.verdict == "too few to say" and not few.shown and few.mattered == ""
    assert not none.shown


def test_a_small_answer_does_not_come_back_by_subtraction():
    here = town()
    with on(12):
        here.voters(40)
        answered(here, agree=22, disagree=15, passed=3)
    with on(28):
        one = queries.public_results(here.programme.pk)[0]
    shown = [figure.value for figure in (one.agree, one.disagree, one.passed) if figure.shown]
    assert one.seen.value == 40 and one.shown
    assert len(shown) < 2


def test_an_internal_profile_gives_way_to_the_default():
    assert queries.profile_named("internal").name == "default"
    assert queries.profile_named("hes").threshold == 8


def test_a_change_is_shown_word_by_word_and_both_wordings_can_be_read_from_it():
    before, after = "We will make sure that everybody knows.", "We will make it easier to say how you are."
    pieces = queries.word_diff(before, after)
    assert "".join(p.text for p in pieces if not p.added).strip() == before
    assert "".join(p.text for p in pieces if not p.removed).strip() == after
    assert any(p.added for p in pieces) and any(p.removed for p in pieces)
    assert queries.word_diff("", "New words.")[0].added


def test_versions_say_what_changed_and_why_and_a_gone_comment_leaves_the_statement():
    here = town()
    with on(8):
        [voter] = here.voters(1)
        verbs.respond(statement=here.posters, voter=voter, vote="disagree", comment="Talk to who?")
    with on(14, 8):
        verbs.write_version(
            priority=here.priority, headline="We will make it easier to talk.", explanation="", why_changed="Posters.",
            causes=[verbs.Cause(statement="ST01", voter="V01")], by=here.lead,
        )  # fmt: skip
    first, second = queries.versions_of(here.priority.pk)
    assert first.headline_changes == () and second.causes[0].kind == "comment"
    voter.responses.all().delete()
    assert queries.versions_of(here.priority.pk)[1].causes[0].kind == "statement"


def test_evidence_keeps_what_contradicts_in_sight():
    here = town()
    verbs.add_evidence(priority=here.priority, theme=here.safe, relation="contradicts", note="Not all.", by=here.lead)
    verbs.add_evidence(priority=here.priority, theme=here.talk, relation="supports", by=here.lead)
    assert [(e.theme_code, e.relation_words) for e in queries.evidence_of(here.priority.pk)] == [
        ("T1", "supports this"), ("T2", "says otherwise"),
    ]  # fmt: skip


def test_the_way_of_a_voter_is_their_own_stays_the_same_and_begins_with_what_few_have_seen():
    here = town()
    with on(8):
        for n in range(3, 9):
            verbs.put_statement(programme=here.programme, round=here.round, text=f"Number {n}.", by=here.lead)
        here.voters(6)
        answered(here, agree=6, disagree=0, passed=0)
    with on(9):
        voters = [verbs.voter_for_token(programme=here.programme)[0] for _ in range(5)]
        ways = [[s.code for s in queries.path_of(v.pk).statements] for v in voters]
        assert all(way[-1] == "ST01" for way in ways)
        assert len({tuple(way) for way in ways}) > 1
        answered(here, agree=6, disagree=0, passed=0, code=ways[0][0])
        again = queries.path_of(voters[0].pk)
        assert [s.code for s in again.statements] == ways[0]
        verbs.respond(statement=here.posters, voter=voters[0], vote="agree")
        assert queries.path_of(voters[0].pk).after(ways[0][-2]) == ""
        assert queries.path_of(voters[0].pk).before(ways[0][1]) == ways[0][0]
    with on(30):
        assert queries.path_of(voters[0].pk) is None
