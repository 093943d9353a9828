# SPDX-License-Identifier: MIT
"""Saturation: the published rule on a table of known figures, over orders, by group, and off where a school rejects it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coproduce.analysis.saturation import NOT_THIS_SCHOOL, Occasion, in_this_order, saturation_of
from coproduce.analysis.saturation_schools import School, accepts_agreement, accepts_saturation, information_power

BOOK = School.CODEBOOK


def interviews(new):
    """Interviews that bring so many new themes each, and raise some old ones."""
    found, count = [], 0
    for many in new:
        found.append({f"t{n}" for n in range(max(0, count - 3), count + many)})
        count += many
    return found


# Base 4 with 37 themes, then 4, 3, 1, 0, 1, 0 new ones in interviews 5 to 10.
KNOWN = interviews([15, 10, 7, 5, 4, 3, 1, 0, 1, 0])


def test_runs_of_two_and_three_of_the_known_table():
    two = in_this_order(KNOWN, base=4, run=2)
    assert two.before == 6 and two.new == pytest.approx((0.1892, 0.1081, 0.0270), abs=5e-5)
    three = in_this_order(KNOWN, base=4, run=3)
    assert three.before == 7 and three.new == pytest.approx((0.2162, 0.1081, 0.0541, 0.0270), abs=5e-5)


def test_nothing_new_at_all_is_a_harder_threshold():
    assert in_this_order(KNOWN, run=2, threshold=0).before is None
    assert in_this_order(KNOWN, run=1, threshold=0).before == 7


def sessions(count, kind, themes=lambda n: {"a", f"s{n % 5}"}):
    return [Occasion(frozenset(themes(n)), {"kind of session": kind}) for n in range(count)]


def test_each_group_by_itself_and_none_with_too_few():
    found = saturation_of([*sessions(30, "workshop"), *sessions(3, "one-to-one")], unit="session", school=BOOK)
    alone, workshop = found.groups
    assert (alone.group, alone.occasions, alone.median, alone.share) == ("one-to-one", 3, None, None)
    assert "Too few to say: 3" in alone.sentence and "10" in alone.sentence
    assert workshop.group == "workshop" and workshop.themes == 6
    assert workshop.low <= workshop.median <= workshop.high and workshop.share > 0.9
    assert "Saturated at" in workshop.sentence and found.unit == "session"


def test_a_group_where_each_brings_something_new_is_not_saturated():
    found = saturation_of(sessions(12, "street", lambda n: {f"only {n}"}), unit="person", school=BOOK)
    assert found.groups[0].median is None and found.groups[0].share == 0
    assert "Not saturated: none" in found.groups[0].sentence


def test_groups_of_several_groupings():
    both = [
        Occasion(frozenset({"a"}), {"kind": "workshop", "age": "16 to 24" if n % 2 else "65 and over"})
        for n in range(24)
    ]
    assert [(g.grouping, g.group) for g in saturation_of(both, unit="session", school=BOOK).groups] == [
        ("age", "16 to 24"), ("age", "65 and over"), ("kind", "workshop"),
    ]  # fmt: skip


def test_a_school_that_rejects_it_gets_questions_instead():
    found = saturation_of(sessions(30, "workshop"), unit="session", school=School.REFLEXIVE)
    assert found.groups == () and found.off == NOT_THIS_SCHOOL
    asked = information_power(School.REFLEXIVE)
    assert len(asked) == 5 and all("Fewer people are enough with" in one for one in asked)
    assert information_power(BOOK) == () and accepts_saturation(School.CODING_RELIABILITY)
    assert accepts_agreement(BOOK) and not accepts_agreement(School.REFLEXIVE)


THEMES = st.lists(st.frozensets(st.sampled_from("abcdefgh")), min_size=10, max_size=16)


@given(THEMES, st.randoms(use_true_random=False))
def test_the_order_of_rows_does_not_matter(themes, random):
    rows = [Occasion(own, {"g": "x"}) for own in themes]
    mixed = random.sample(rows, len(rows))
    one = saturation_of(rows, unit="session", school=BOOK, orders=50)
    assert one == saturation_of(mixed, unit="session", school=BOOK, orders=50)
    names = dict(zip("abcdefgh", "ABCDEFGH", strict=True))
    other = [Occasion(frozenset(names[t] for t in row.themes), row.groups) for row in rows]
    assert saturation_of(other, unit="session", school=BOOK, orders=50) == one


def by_hand(themes, base, run, threshold):
    """The rule, written as it is said."""
    known = set().union(*themes[:base])
    if not known:
        return None
    for before in range(base, len(themes) - run + 1):
        earlier = set().union(*themes[:before])
        later = set().union(*themes[before : before + run]) - earlier
        if len(later) / len(known) <= threshold:
            return before
    return None


@given(THEMES, st.integers(1, 5), st.integers(1, 3), st.sampled_from([0.0, 0.05, 0.2]))
def test_one_order_is_the_rule_as_it_is_said(themes, base, run, threshold):
    found = in_this_order(themes, base=base, run=run, threshold=threshold)
    assert found.before == by_hand(themes, base, run, threshold)
    assert len(found.new) <= max(0, len(themes) - run + 1 - base)


@given(THEMES)
def test_a_softer_threshold_is_never_reached_later(themes):
    hard, soft = (in_this_order(themes, threshold=limit).before for limit in (0.0, 0.2))
    assert hard is None or (soft is not None and soft <= hard)


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"base": 0}, "at least 1"),
        ({"run": 0}, "at least 1"),
        ({"threshold": 1}, "between"),
        ({"unit": " "}, "what an"),
        ({"orders": 0}, "one order"),
    ],
)
def test_impossible_settings_are_refused(given, said):
    with pytest.raises(ValueError, match=said):
        saturation_of([], **{"unit": "session", "school": BOOK, **given})


def test_few_occasions_in_one_order_are_not_saturated():
    assert in_this_order([{"a"}, {"a"}]).before is None
