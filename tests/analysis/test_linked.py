# SPDX-License-Identifier: AGPL-3.0-or-later
"""Tables, filters and groups of the same people, read together by somebody who wants to find one of them."""

import json

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from coproduce.analysis.disclosure import DEFAULT, HES, INTERNAL, Crossing, SafeCube, from_json, gate_tables
from coproduce.analysis.disclosure_groups import EVERYBODY, Groups, narrowed
from tests.analysis.publications import (
    Reader,
    broad_and_filtered,
    figures_of,
    gated,
    gated_apart,
    publication,
    recovered,
)


@example(seed=1_000_000, profile=DEFAULT)  # a filter leaves nine in all, and nothing but zeros is printed
@settings(max_examples=150, deadline=None)
@given(seed=st.integers(0, 10**9), profile=st.sampled_from([DEFAULT, DEFAULT, HES]))
def test_nobody_is_found_in_any_publication(seed, profile):
    people, tables = publication(seed)
    assert recovered(people, tables, gated(people, tables, profile)) == []


@example(seed=50, profile=DEFAULT)  # four of the seven in 400 that gave somebody away when rests of two
@example(seed=91, profile=DEFAULT)  # questions, or of groups that had to be added up, were not looked at
@example(seed=195, profile=DEFAULT)
@example(seed=204, profile=HES)
@settings(max_examples=30, deadline=None)
@given(seed=st.integers(0, 10**9), profile=st.sampled_from([DEFAULT, DEFAULT, HES]))
def test_nor_between_fine_and_broad_groups_and_filters(seed, profile):
    people, tables = broad_and_filtered(seed)
    assert recovered(people, tables, gated(people, tables, profile)) == []


def test_the_reader_finds_people_where_tables_are_gated_one_by_one():
    """Otherwise the test above could not fail."""
    found = [
        seed for seed in range(40) if recovered(*(made := publication(seed)), gated_apart(*made), consistent=False)
    ]
    assert len(found) >= 5


def crowd(**groups):
    """People by answers: `crowd(women_aston=12)` are twelve with the answers women and aston."""
    return [dict(zip(("sex", "ward"), name.split("_"), strict=True)) for name, n in groups.items() for _ in range(n)]


def texts(series):
    return {label: figure.text for label, figure in series}


def test_a_group_has_one_answer_in_every_table():
    people = crowd(women_aston=12, women_bordesley=30, men_aston=4, men_bordesley=40)
    made = gate_tables(
        people, {"both": Crossing(("sex", "ward")), "ward": Crossing(("ward",)), "sex": Crossing(("sex",))}
    )
    both = made["both"]
    assert both.cell("men", "aston").text == "not shown"
    assert dict(zip(both.column_labels, both.column_totals, strict=True)) == dict(made["ward"])
    assert dict(zip(both.row_labels, both.row_totals, strict=True)) == dict(made["sex"])
    assert both.total == made["ward"].total == made["sex"].total


def test_who_stands_outside_a_filter_is_protected_though_nobody_printed_them():
    people = crowd(women_aston=42, men_aston=3, women_bordesley=20, men_bordesley=25)
    made = gate_tables(people, {"all": Crossing(("ward",)), "women": Crossing(("ward",), {"sex": "women"})})
    assert not (made["all"]["aston"].shown and made["women"]["aston"].shown), "45 less 42 is three men"
    assert made["all"]["bordesley"].shown or made["women"]["bordesley"].shown


def test_a_group_and_its_parts_in_different_tables():
    people = [
        {"group": name}
        for name, n in {"pakistani": 30, "indian": 3, "british": 50, "irish": 14}.items()
        for _ in range(n)
    ]
    broad = {"broad": ("group", {"pakistani": "asian", "indian": "asian", "british": "white", "irish": "white"})}
    made = gate_tables(people, {"fine": Crossing(("group",)), "broad": Crossing(("broad",))}, broad=broad)
    assert texts(made["broad"]) == {"asian": "33", "white": "64"}
    assert texts(made["fine"])["indian"] == texts(made["fine"])["pakistani"] == "not shown"
    apart = gate_tables(people, {"fine": Crossing(("group",))})
    assert texts(apart["fine"])["irish"] == "not shown", "alone, the smallest other one guards it"
    within = gate_tables(
        people, {"asian": Crossing(("group",), {"broad": "asian"}), "broad": Crossing(("broad",))}, broad=broad
    )
    assert within["asian"].labels == ("indian", "pakistani") and within["asian"].total == made["broad"]["asian"]


def carers_by_group(**counts):
    """One table of the carers of three groups, one of everybody's broad groups: a and b are "few", c is "many"."""
    people = [dict(zip(("carer", "group"), k.split("_"), strict=True)) for k, n in counts.items() for _ in range(n)]
    broad = {"broad": ("group", {"a": "few", "b": "few", "c": "many"})}
    tables = {"carers": Crossing(("group",), {"carer": "yes"}), "broad": Crossing(("broad",))}
    return lambda profile=DEFAULT: gate_tables(people, tables, profile, broad=broad)


@pytest.mark.parametrize("profile", [DEFAULT, HES])
def test_who_is_left_over_between_groups_that_differ_in_two_questions(profile):
    """Sixteen are of the few groups and thirteen are carers of one of them: three are neither, in no table."""
    made = carers_by_group(yes_a=13, yes_c=40, no_b=3, no_c=30)(profile)
    assert not (made["carers"]["a"].shown and made["broad"]["few"].shown)
    enough = carers_by_group(yes_a=13, yes_c=40, no_b=23, no_c=30)(profile)
    assert all(figure.shown for table in enough.values() for figure in table.figures)


@pytest.mark.parametrize("profile", [DEFAULT, HES])
def test_who_is_left_over_from_what_several_figures_add_up_to(profile):
    """36 are of the few groups; of these, 13 and 20 are carers, whom no table adds up: three are not."""
    made = carers_by_group(yes_a=13, yes_b=20, yes_c=40, no_b=3, no_c=30)(profile)
    assert not (made["carers"]["a"].shown and made["carers"]["b"].shown and made["broad"]["few"].shown)


def test_a_rounded_publication_that_gave_two_groups_away():
    people, tables = publication(314)
    assert recovered(people, tables, gated(people, tables, HES)) == []


def test_our_reader_adds_and_subtracts_what_no_table_does():
    """Otherwise the publications above would not be read as closely as the gate looks."""
    people = [
        {"sex": sex, "group": group}
        for sex, group, n in [("f", "group0", 13), ("f", "group1", 20), ("m", "group1", 3), ("m", "group2", 40)]
        for _ in range(n)
    ]
    tables = {"women": Crossing(("group",), {"sex": "f"}), "broad": Crossing(("group_broad",))}
    assert [sum(who) for who in recovered(people, tables, gated_apart(people, tables))] != []
    assert recovered(people, tables, gated(people, tables)) == []


def test_three_ways_make_a_cube_that_a_manifest_keeps():
    people = [{"a": f"a{n % 2}", "b": f"b{n % 3}", "c": f"c{n % 5 // 3}"} for n in range(300)]
    cube = gate_tables(people, {"x": Crossing(("a", "b", "c"))})["x"]
    assert isinstance(cube, SafeCube) and cube.cell("", "", "").value == 300
    assert cube.cell("a0", "", "").value == 150 and len(cube.cells) == 3 * 4 * 3
    assert from_json(json.loads(json.dumps(cube.as_json()))) == cube
    assert not gate_tables(people, {"x": Crossing(("a", "b", "c"))}, INTERNAL)["x"].publishable


def test_categories_come_in_the_order_asked_and_those_without_anybody_too():
    made = gate_tables(
        crowd(women_aston=20, men_aston=15), {"w": Crossing(("ward",))}, categories={"ward": ("nechells", "aston")}
    )
    assert texts(made["w"]) == {"nechells": "0", "aston": "35"}


def test_of_fewer_than_ten_in_all_nothing_is_printed_but_zeros():
    made = gate_tables(crowd(women_aston=4, men_bordesley=2), {"t": Crossing(("sex", "ward"))})
    assert {figure.text for _, figure in figures_of(made["t"])} == {"0", "not shown"}


@pytest.mark.parametrize(
    ("people", "crossing", "complaint"),
    [
        ([{"sex": "women"}, {}], Crossing(("sex",)), "Person 1 has no “sex”"),
        ([{"sex": "women"}], Crossing(("sex",), {"sex": "men"}), "Nobody has “men” as “sex”"),
        ([{"sex": "women"}], Crossing(("ward",)), "Person 0 has no “ward”"),
    ],
)
def test_what_cannot_be_counted_is_named(people, crossing, complaint):
    with pytest.raises(ValueError, match=complaint):
        gate_tables(people, {"t": crossing})


def test_conditions_that_exclude_each_other_leave_nobody():
    women, men = (frozenset({("sex", frozenset({each}))}) for each in ("women", "men"))
    assert narrowed(women, men) is None and narrowed(women, EVERYBODY) == women
    with pytest.raises(ValueError, match="exclude"):
        Groups([{"sex": "women"}]).add([[("women", women)], [("men", men)]], EVERYBODY)


def test_the_order_of_people_changes_nothing():
    people, tables = publication(7)
    assert gated(people, tables) == gated(list(reversed(people)), tables)


def test_a_reader_of_one_plain_series_sees_what_is_there():
    people = crowd(women_aston=20, men_aston=15)
    tables = {"w": Crossing(("sex",))}
    reader = Reader(people, tables, gate_tables(people, tables))
    assert reader.secrets() == set() and reader.hidden == []
