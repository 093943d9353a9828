# SPDX-License-Identifier: AGPL-3.0-or-later
"""Themes that are parts of themes: whatever is merged, split or retired, each entry in use is in the tree once."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from coproduce.process.roles import Role
from coproduce.themes import queries, verbs
from coproduce.themes.models import Coding
from coproduce.themes.verbs import CodingRow, Part, ThemeProblem
from tests import house
from tests.themes.state import assert_log_tells_the_truth, now

pytestmark = pytest.mark.django_db(databases=["default", "keys"])


def family(*pairs: str):
    """`family("A", "B<A")`: a theme A, and B as a part of it."""
    town = house.programme()
    ana = house.team(town, Role.ANALYST)
    for pair in pairs:
        code, _, parent = pair.partition("<")
        verbs.make_theme(programme=town, name=f"About {code}", code=code, parent=parent, by=ana)
    return town, ana


def shape(town) -> str:
    """The tree as text, such as `A(B(C)) D`."""

    def said(branch) -> str:
        inside = " ".join(said(part) for part in branch.parts)
        return f"{branch.theme.code}({inside})" if inside else branch.theme.code

    return " ".join(said(branch) for branch in queries.tree(town.pk))


@pytest.mark.parametrize(
    ("made", "from_", "into", "then"),
    [
        # What is merged away leaves its parts to what it became.
        (("A", "B<A", "D"), ["A"], "D", "D(B)"),
        # A part that swallows its whole stands where the whole stood.
        (("A", "B<A"), ["A"], "B", "B"),
        (("Z", "A<Z", "B<A"), ["A"], "B", "Z(B)"),
        # A part of a part that swallows the top: its own whole becomes its part. Never a ring of two.
        (("A", "B<A", "C<B"), ["A"], "C", "C(B)"),
        (("Z", "A<Z", "B<A", "C<B"), ["A"], "C", "Z(C(B))"),
        # The top and the middle go together.
        (("A", "B<A", "C<B"), ["A", "B"], "C", "C"),
        # Brothers and sisters stay under the same whole.
        (("A", "B<A", "C<A"), ["B"], "C", "A(C)"),
        # A whole that swallows its part keeps the part's parts.
        (("A", "B<A", "C<B"), ["B"], "A", "A(C)"),
        # A new theme takes in both families.
        (("A", "B<A", "D", "E<D"), ["A", "D"], "N", "N(B E)"),
        # A whole and its part become something new.
        (("A", "B<A", "C<B"), ["A", "B"], "N", "N(C)"),
    ],
)
def test_a_merge_in_a_family(made, from_, into, then):
    town, ana = family(*made)
    before = shape(town)
    verbs.merge(programme=town, from_=from_, into=into, name="Together", why="One.", by=ana)
    assert shape(town) == then
    assert_log_tells_the_truth(town)
    verbs.undo(programme=town, sequence=queries.log(town.pk)[-1].sequence, by=ana)
    assert shape(town) == before


def test_a_part_that_is_split_leaves_its_parts_with_the_same_whole():
    town, ana = family("A", "B<A")
    said = house.voice(town, "Tea and shame.", who=house.participant(town))
    held = verbs.find_passage(programme=town, voice_id=said.pk, exact_text="Tea", by=ana)
    verbs.code(programme=town, passage=held, theme="B", by=ana)
    verbs.split(programme=town, code="B", parts=[Part("Tea", [held], "C")], why="Apart.", by=ana)
    assert shape(town) == "A(C)", "nothing was left in B, so it is retired"


def test_a_candidate_with_parts_takes_them_along_when_it_becomes_a_theme():
    town, ana = family("B")
    verbs.make_theme(programme=town, name="Maybe", code="C1", state="candidate", by=ana)
    verbs.edit_theme(programme=town, code="B", parent="C1", by=ana)
    verbs.promote(programme=town, code="C1", to="T1", by=ana)
    assert shape(town) == "T1(B)"


def test_people_are_counted_once_in_a_whole_and_its_parts():
    town, ana = family("A", "B<A", "C<B", "D")
    one, two = house.participant(town), house.participant(town)
    for who, text, code in [(one, "Tea.", "B"), (one, "Cake.", "C"), (two, "Sugar.", "C"), (None, "A note.", "B")]:
        said = house.voice(town, text, who=who)
        held = verbs.find_passage(programme=town, voice_id=said.pk, exact_text=text, by=ana)
        verbs.code(programme=town, passage=held, theme=code, by=ana)
    sizes = {row.code: (row.size.people, row.size.notes) for row in queries.themes_of(town.pk)}
    assert sizes == {"A": (2, 1), "B": (2, 1), "C": (2, 0), "D": (0, 0)}
    assert {code: len(found.people) for code, found in queries.people_by_theme(town.pk).items()} == {
        "A": 2, "B": 2, "C": 2, "D": 0,
    }  # fmt: skip
    assert [str(queries.theme(town.pk, code).size) for code in ("A", "C", "D")] == [
        "2 people and 1 unsigned note", "2 people", "0 people",
    ]  # fmt: skip


STEPS = st.lists(
    st.tuples(st.sampled_from(["merge", "split", "move", "rename", "promote", "undo", "parent"]),
              st.integers(0, 99), st.integers(0, 99), st.booleans()),
    min_size=4, max_size=8,
)  # fmt: skip


@given(STEPS)
@settings(max_examples=10, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
def test_no_curation_loses_anybodys_passage_and_every_theme_in_use_is_in_the_tree_once(steps):
    """Merging, splitting, moving, naming and taking back only carry: who coded what stays coded, by whom it was."""
    town, ana = family("A", "B<A", "C<B", "D")
    verbs.make_theme(programme=town, name="Maybe", code="C1", state="candidate", by=ana)
    tom = house.team(town, Role.ANALYST)
    rows = []
    for n, code in enumerate(["A", "B", "C", "D", "C1"]):
        said = house.voice(town, f"Thing {n}.", who=house.participant(town))
        held = verbs.make_passage(programme=town, voice_id=said.pk, start=0, end=5, by=None)
        rows += [CodingRow(held, code, who) for who in ((ana, tom) if n % 2 else (ana,))]
    verbs.code_many(programme=town, rows=rows, by=ana)
    sewn = {(row.passage, row.who) for row in rows}
    first = queries.log(town.pk, codings=True)[-1].sequence
    for act, a, b, flag in steps:
        live = [row.code for row in queries.themes_of(town.pk)]
        one, two = live[a % len(live)], live[b % len(live)]
        said = {"programme": town, "why": "To see.", "by": (ana, tom)[flag]}
        mine = sorted(queries.passage_ids_of(town.pk, one), key=str)
        try:
            match act:
                case "merge":
                    verbs.merge(from_=[one, two], into=two if flag else "", name="" if flag else "Merged", **said)
                case "split":
                    verbs.split(code=one, parts=[Part("Part", mine[:1]), Part("Rest", mine[1:])][: 1 + b % 2], **said)
                case "move":
                    verbs.move(passages=mine[: 1 + b % 2], from_=one, to=two, retire_if_empty=flag, **said)
                case "rename":
                    verbs.rename(code=one, name=f"Name {b}", **said)
                case "promote":
                    verbs.promote(code=one, **said)
                case "parent":
                    verbs.edit_theme(code=one, parent=two if flag else "", **said)
                case "undo":
                    later = [line.sequence for line in queries.log(town.pk) if line.sequence > first]
                    verbs.undo(sequence=later[a % len(later)] if later else 0, **said)
        except ThemeProblem:
            pass
        standing = Coding.objects.filter(theme__programme=town, ended_at__isnull=True)
        assert {(row.passage_id, row.coder_id) for row in standing} == {(p, who) for p, who in sewn}
        retired = {row.code for row in queries.themes_of(town.pk, retired=True) if row.state == "retired"}
        assert not retired & now(town).keys(), "a passage under a retired theme is under none that anybody sees"
        drawn = shape(town).replace("(", " ").replace(")", " ").split()
        assert sorted(drawn) == sorted(row.code for row in queries.themes_of(town.pk))
    assert_log_tells_the_truth(town)
