# SPDX-License-Identifier: AGPL-3.0-or-later
"""Whatever is done in whatever order, the log replays to the codebook as it is, and every prefix to what it was."""

from uuid import uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from coproduce.listening import verbs as listening
from coproduce.listening.models import Voice
from coproduce.process.roles import Role
from coproduce.themes import queries, verbs
from coproduce.themes.queries.codebook_state import CodebookState, Move, Sewn, moved, patched
from coproduce.themes.verbs import CodingRow, Part, ThemeProblem
from tests import house
from tests.themes.state import assert_log_tells_the_truth, now

pytestmark = pytest.mark.django_db(databases=["default", "keys"])

ACTS = st.lists(
    st.tuples(
        st.sampled_from(["merge", "split", "move", "rename", "retire", "promote", "undo", "uncode", "code", "edit"]),
        st.integers(0, 99), st.integers(0, 99), st.booleans(),
    ),
    min_size=3, max_size=9,
)  # fmt: skip


def begin():
    town = house.programme()
    readers = [house.team(town, Role.ANALYST), house.team(town, Role.ANALYST)]
    held = []
    for n in range(6):
        said = house.voice(town, f"Thing {n}.", who=house.participant(town))
        held.append(verbs.make_passage(programme=town, voice_id=said.pk, start=0, end=5, by=None))
    for n in range(3):
        verbs.make_theme(programme=town, name=f"Candidate {n}", state="candidate", by=readers[0])
    rows = [CodingRow(p, f"C{1 + n % 3}", readers[r]) for n, p in enumerate(held) for r in range(1 + n % 2)]
    verbs.code_many(programme=town, rows=rows, by=readers[0])
    return town, readers, held


def do(town, readers, held, act, a, b, flag):
    """One act on whatever the numbers point at; what makes no sense is refused and changes nothing."""
    live = [row.code for row in queries.themes_of(town.pk)]
    one, two = live[a % len(live)], live[b % len(live)]
    mine = sorted(queries.passage_ids_of(town.pk, one), key=str)
    by, said = readers[flag], {"programme": town, "why": "To see.", "by": readers[flag]}
    match act:
        case "merge":
            verbs.merge(from_=[one, two], into=two if flag else "", name="" if flag else "Merged", **said)
        case "split":
            verbs.split(code=one, parts=[Part("Part", mine[: 1 + b % 3])], **said)
        case "move":
            verbs.move(passages=mine[: 1 + b % 3], from_=one, to=two, retire_if_empty=flag, **said)
        case "rename":
            verbs.rename(code=one, name=f"Name {b}", **said)
        case "retire":
            verbs.retire(code=one, to={two: mine[:1]} if mine and one != two else {}, let_go=flag, **said)
        case "promote":
            verbs.promote(code=one, **said)
        case "undo":
            verbs.undo(sequence=1 + a % len(queries.log(town.pk, codings=True)), **said)
        case "uncode":
            verbs.uncode(programme=town, passage=held[b % 6], theme=one, coder=by if flag else None, by=by)
        case "code":
            verbs.code(programme=town, passage=held[b % 6], theme=one, by=by)
        case "edit":
            verbs.edit_theme(code=one, definition=f"Words {b}", parent=two if flag and one != two else "", **said)


@given(ACTS)
@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
def test_the_log_replays_to_what_is_there(acts):
    town, readers, held = begin()
    seen: dict[int, CodebookState] = {}
    for act, a, b, flag in acts:
        before = queries.replay(town.pk)
        try:
            do(town, readers, held, act, a, b, flag)
        except ThemeProblem as problem:
            assert problem.reason.endswith((".", "first.", "it."))
            assert queries.replay(town.pk) == before, "a refusal changed something"
        assert_log_tells_the_truth(town)
        state = queries.replay(town.pk)
        seen[state.sequence] = state
    assert all(queries.replay(town.pk, upto=sequence) == state for sequence, state in seen.items())
    listening.withdraw_voice(voice=Voice.objects.filter(programme=town).first(), by=None)
    assert_log_tells_the_truth(town)


def test_a_taken_back_voice_is_a_gap_at_every_step_it_was_in():
    town, readers, held = begin()
    verbs.merge(programme=town, from_=["C1", "C2"], name="Both", why="One.", by=readers[0])
    gone = Voice.objects.get(passages=held[0])
    listening.withdraw_voice(voice=gone, by=None)
    assert [queries.replay(town.pk, upto=n).gaps for n in (3, 4, 5)] == [0, 1, 1]
    verbs.undo(programme=town, sequence=5, why="Back.", by=readers[0])
    assert held[0] not in {p for found in now(town).values() for p in found}
    assert_log_tells_the_truth(town)


def test_laying_a_difference_on_and_off_again_changes_nothing():
    themes = {"T1": {"name": "A", "state": "theme"}}
    there = patched(themes, {"T1": {"name": "B"}, "T2": {"name": "C"}})
    assert there == {"T1": {"name": "B", "state": "theme"}, "T2": {"name": "C"}}
    assert patched(there, {"T1": {"name": "A"}, "T2": None}) == themes
    move = Move(held := uuid4(), "T1", "T2", 7)
    codings = frozenset({Sewn(held, "T1", 7)})
    assert moved(moved(codings, [move]), [move.back()]) == codings and Move.of(move.row()) == move
