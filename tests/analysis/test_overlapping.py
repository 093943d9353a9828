# SPDX-License-Identifier: AGPL-3.0-or-later
"""Themes, their parts and the sentences that cite them: who is in one and not in the other must not follow."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coproduce.analysis.disclosure import DEFAULT, HES, gate_overlapping
from tests.analysis.reading import Reader


def test_groups_that_nobody_knows_to_overlap_stand_alone():
    made = gate_overlapping({"T1": range(40), "T2": range(38), "T3": range(4)})
    assert [(f.text, f.words) for f in made.values()] == [
        ("40", "forty"),
        ("38", "thirty-eight"),
        ("fewer than ten",) * 2,
    ]


def test_a_theme_and_its_part_are_not_printed_side_by_side_when_three_people_lie_between():
    made = gate_overlapping({"T1": range(40), "T1a": range(37)}, [("T1a", "T1")])
    assert made["T1"].value == 40
    assert made["T1a"].text == made["T1a"].words == "some", "were the whole hidden, 37 in it would say why"


def test_all_of_a_theme_in_its_part_says_nothing_of_anybody():
    made = gate_overlapping({"T1": range(40), "T1a": range(40)}, [("T1a", "T1")])
    assert [f.value for f in made.values()] == [40, 40]


def test_a_small_part_of_a_large_theme_keeps_its_own_words():
    made = gate_overlapping({"T1": range(40), "T1a": range(4)}, [("T1a", "T1")])
    assert (made["T1"].value, made["T1a"].text) == (40, "fewer than ten")


def test_how_many_spoke_of_both_follows_from_a_sentence_that_cites_both():
    """Thirty and twenty make forty-seven: three spoke of both."""
    groups = {"T1": range(30), "T2": range(27, 47), "S": range(47)}
    made = gate_overlapping(groups, [("T1", "S"), ("T2", "S")])
    assert sum(f.shown for f in made.values()) == 2


def test_a_part_that_lies_elsewhere_is_refused():
    with pytest.raises(ValueError, match="“b” is in “a”"):
        gate_overlapping({"a": range(20), "b": range(15, 30)}, [("b", "a")])


@settings(max_examples=40, deadline=None)
@given(
    people=st.lists(st.lists(st.booleans(), min_size=4, max_size=4), min_size=12, max_size=60),
    profile=st.sampled_from([DEFAULT, HES]),
)
def test_nobody_between_two_groups_is_found(people, profile):
    """Two themes, a part of the first, and a sentence that cites both themes and one more passage."""
    first = {n for n, p in enumerate(people) if p[0]}
    groups = {"part": {n for n in first if people[n][3]}, "T1": first, "T2": {n for n, p in enumerate(people) if p[1]}}
    groups["S"] = groups["T1"] | groups["T2"] | {0}
    inside = [("part", "T1"), ("T1", "S"), ("T2", "S"), ("part", "S")]
    made = gate_overlapping(groups, inside, profile)
    shown = {name: profile.bounds(figure.value) for name, figure in made.items() if figure.shown}
    lines = [((part, f"{whole} not {part}"), whole) for part, whole in inside]
    reader = Reader(shown, lines, profile.threshold, unseen=[line[0][1] for line in lines])
    for (part, rest), whole in lines:
        between = len(groups[whole] - groups[part])
        if profile.is_small(between) and not profile.is_small(len(groups[whole])):
            assert reader.limit(rest, -1) >= profile.threshold
        for name in (part, whole):
            assert made[name].shown != profile.is_small(len(groups[name])) or made[name].text == "some"
