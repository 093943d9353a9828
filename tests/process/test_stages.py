# SPDX-License-Identifier: AGPL-3.0-or-later
"""Every act × every combination of stage states, locked or not."""

import itertools

import pytest

from coproduce.process.stages import (
    NAME,
    TABLE,
    Act,
    NotAllowed,
    StageKey,
    StageState,
    check_allowed,
    diagram,
    is_allowed,
)

LISTEN, TEST, DEVELOP = StageKey
PLANNED, OPEN, CLOSED = StageState
EVERY = [dict(zip(StageKey, states, strict=True)) for states in itertools.product(StageState, repeat=3)]


def begun(state):
    return state is not PLANNED


# Written from the design and not from the table: what each act asks of (listen, test, develop, locked).
TRUTH = {
    Act.TAKE_VOICES: lambda li, te, de, locked: OPEN in (li, te),
    Act.CODE: lambda li, te, de, locked: begun(li) or begun(te),
    Act.CURATE: lambda li, te, de, locked: begun(li) or begun(te),
    Act.SHAPE: lambda li, te, de, locked: begun(li) or begun(te) or begun(de),
    Act.PUT_STATEMENTS: lambda li, te, de, locked: te is OPEN and not locked,
    Act.VOTE: lambda li, te, de, locked: te is OPEN and not locked,
    Act.DECIDE: lambda li, te, de, locked: begun(te) or begun(de),
    Act.WRITE: lambda li, te, de, locked: de is OPEN,
    Act.PUBLISH: lambda li, te, de, locked: begun(li) or begun(te) or begun(de),
    Act.REPORT_PROGRESS: lambda li, te, de, locked: begun(de),
}


def test_the_truth_table_names_every_act():
    assert set(TRUTH) == set(Act) == set(TABLE)


@pytest.mark.parametrize("act", Act)
@pytest.mark.parametrize("locked", [False, True])
def test_every_act_in_every_state(act, locked):
    for states in EVERY:
        assert is_allowed(act, states, locked) is TRUTH[act](*states.values(), locked), states


@pytest.mark.parametrize("act", Act)
def test_nothing_is_allowed_before_anything_has_started(act):
    assert not is_allowed(act, {})


def test_earlier_work_that_was_brought_in_need_not_wait():
    ready = {act for act in Act if is_allowed(act, {}, brought_in=True)}
    assert ready == {Act.CODE, Act.CURATE, Act.SHAPE, Act.DECIDE}


def test_testing_is_refused_once_the_decisions_are_locked():
    with pytest.raises(NotAllowed) as refused:
        check_allowed(Act.VOTE, {TEST: OPEN}, locked=True)
    assert "the decisions were made" in refused.value.reason


def test_bringing_work_in_does_not_undo_the_lock():
    assert not is_allowed(Act.VOTE, {TEST: OPEN}, locked=True, brought_in=True)


def test_a_refusal_says_when_it_would_be_allowed():
    with pytest.raises(NotAllowed) as refused:
        check_allowed(Act.WRITE, {LISTEN: OPEN})
    assert refused.value.reason == "You can write the strategy when “Co-develop the strategy” is open."
    with pytest.raises(NotAllowed, match="has started"):
        check_allowed(Act.CODE, {DEVELOP: OPEN})


def test_the_diagram_shows_every_stage_and_act_once():
    drawn = diagram()
    for act, rule in TABLE.items():
        assert drawn.count(f'{act}["{rule.meaning}"]') == 1
    assert all(f'subgraph {stage}["{name}"]' in drawn for stage, name in NAME.items())
    assert "lock -. ends .-> vote" in drawn
