# SPDX-License-Identifier: MIT
"""What the gate lets through, and in which words."""

import copy
import dataclasses
import json

import pytest

from coproduce.analysis.disclosure import (
    DEFAULT,
    HES,
    INTERNAL,
    Figure,
    Profile,
    SafeSeries,
    from_json,
    gate_count,
    gate_map,
    gate_series,
    gate_share,
    gate_table,
)


def texts(figures):
    return [figure.text for figure in figures]


def test_headline_numbers_are_ordinary_counts():
    assert texts([gate_count(205), gate_count(17), gate_count(1144)]) == ["205", "17", "1,144"]
    assert gate_count(205).words == "two hundred and five" and gate_count(17).words == "seventeen"
    assert gate_count(17).say == str(gate_count(17)) == "17"


@pytest.mark.parametrize("n", range(1, 10))
def test_one_to_nine_are_never_told_apart(n):
    assert gate_count(n) == gate_count(1)
    assert gate_count(n).text == gate_count(n).words == "fewer than ten" and gate_count(n).value is None


def test_nought_and_ten_are_shown():
    assert (gate_count(0).value, gate_count(0).words) == (0, "none")
    assert gate_count(10).value == 10


def test_the_hospital_profile_keeps_its_published_vector():
    assert texts(gate_count(n, HES) for n in (0, 1, 7, 8, 12, 13)) == ["0", "*", "*", "10", "10", "15"]
    assert gate_count(13, HES).words == "about fifteen"
    assert gate_count(3, HES).words == "fewer than eight"


def test_internal_figures_show_everything_and_say_that_they_are_not_for_publication():
    figure = gate_count(3, INTERNAL)
    assert figure.text == "3" and not figure.publishable
    assert not gate_table([[1, 2]], ["a"], ["b", "c"], INTERNAL).publishable
    assert gate_count(3).publishable


def test_a_share_says_of_how_many_with_interval_and_percentage():
    share = gate_share(96, 111)
    assert (share.value, share.of, share.percent) == (96, 111, 86)
    assert share.interval == pytest.approx((0.789, 0.917), abs=0.001)


def test_no_percentage_of_fewer_than_ten():
    assert gate_share(7, 9).text == "too few to say" and gate_share(7, 9).percent is None
    assert gate_share(7, 9, INTERNAL).percent is None
    assert gate_share(10, 10).percent == 100


def test_a_small_share_is_said_in_words():
    few = gate_share(4, 205)
    assert (few.text, few.of, few.value, few.percent, few.interval) == ("fewer than ten", 205, None, None, None)


def test_all_but_a_few_would_give_the_few_away():
    assert gate_share(200, 205).text == "nearly all" and gate_share(200, 205).value is None
    assert gate_share(11, 15).text == "not shown"
    assert gate_share(205, 205).value == 205


@pytest.mark.parametrize("wrong", [-1, 2.5, True, None, "12"])
def test_only_counts_are_counted(wrong):
    with pytest.raises(ValueError, match="count people"):
        gate_count(wrong)


def test_more_than_all_is_refused():
    with pytest.raises(ValueError, match="not a share"):
        gate_share(12, 11)


def test_results_cannot_be_made_by_hand():
    with pytest.raises(TypeError):
        Figure(3, "3", "three", None, None, "default", True)
    with pytest.raises(TypeError, match="made by"):
        Figure(3, "3", "three", None, None, "default", True, object())
    with pytest.raises((TypeError, ValueError)):
        dataclasses.replace(gate_count(20), value=3)
    with pytest.raises(dataclasses.FrozenInstanceError):
        gate_count(20).value = 3
    assert copy.deepcopy(gate_count(20)) == gate_count(20)


def test_themes_overlap_so_each_stands_alone():
    themes = gate_series({"Finding help": 88, "Carers": 6}, totals=False)
    assert texts(themes.figures) == ["88", "fewer than ten"] and themes.total is None
    assert themes["Carers"].value is None and themes.note


def test_beside_a_total_one_more_is_hidden_and_both_look_alike():
    sessions = gate_series({"stall": 4, "workshop": 30, "coffee": 16})
    assert texts(sessions.figures) == ["not shown", "30", "not shown"] and sessions.total.value == 50


def test_a_small_total_is_hidden_with_all_that_makes_it():
    tiny = gate_series({"a": 3, "b": 0, "c": 4})
    assert texts(tiny.figures) == ["not shown", "0", "not shown"] and not tiny.total.shown


def test_a_map_is_in_the_order_of_its_places():
    wards = gate_map({"Nechells": 14, "Aston": 30, "Moseley": 2, "Newtown": 11})
    assert wards.labels == ("Aston", "Moseley", "Nechells", "Newtown")
    assert texts(wards.figures) == ["30", "not shown", "14", "not shown"]
    assert isinstance(wards, SafeSeries) and dict(wards)["Aston"].value == 30


def test_a_table_with_nothing_small_is_whole():
    table = gate_table([[12, 30], [40, 10]], ["women", "men"], ["under 50", "over 50"])
    assert [f.value for f in table.row_totals] == [42, 50] and [f.value for f in table.column_totals] == [52, 40]
    assert table.total.value == 92 and table.note == "" and table.cell("men", "over 50").value == 10


def test_a_table_without_totals_hides_only_what_is_small():
    table = gate_table([[12, 3], [40, 10]], ["women", "men"], ["under 50", "over 50"], totals=False)
    assert table.cell("women", "over 50").text == "fewer than ten"
    assert table.cell("men", "over 50").value == 10 and table.total is None is table.row_totals


@pytest.mark.parametrize("counts", [[[1, 2]], [[1], [2]], [[1, 2], [3]]])
def test_counts_must_fill_the_table(counts):
    with pytest.raises(ValueError, match="fill"):
        gate_table(counts, ["a", "b"], ["c", "d"])


def test_labels_are_one_to_a_count():
    assert gate_series([12, 14], ["a", "b"]).labels == ("a", "b")
    for labels in (["a"], ["a", "a"], None):
        with pytest.raises(ValueError, match="label"):
            gate_series([12, 14], labels)


RESULTS = [
    gate_count(205),
    gate_count(3),
    gate_share(96, 111),
    gate_count(13, HES),
    gate_series({"a": 3, "b": 20, "c": 15}),
    gate_series({"a": 3, "b": 20}, totals=False),
    gate_table([[3, 20, 15], [12, 40, 30], [11, 2, 60]], list("xyz"), list("abc")),
    gate_table([[3, 20]], ["x"], ["a", "b"], HES, totals=False),
]


@pytest.mark.parametrize("result", RESULTS)
def test_a_manifest_holds_results_and_gives_them_back(result):
    written = json.dumps(result.as_json())
    again = from_json(json.loads(written))
    assert json.dumps(again.as_json()) == written and type(again) is type(result)


@pytest.mark.parametrize(
    ("change", "complaint"),
    [
        ({"value": 3, "text": "3"}, "too small"),
        ({"of": 7}, "too small"),
        ({"text": "3"}, "differs"),
        ({"value": 12.5}, "not a figure"),
        ({"kind": "guess"}, "no result"),
        ({"profile": "mine"}, "no result"),
    ],
)
def test_an_edited_manifest_is_refused(change, complaint):
    with pytest.raises(ValueError, match=complaint):
        from_json({**gate_share(96, 111).as_json(), **change})


def test_a_programme_may_have_a_rule_of_its_own():
    strict = Profile(threshold=20, name="strict")
    assert gate_count(15, strict).text == "fewer than twenty"
    assert from_json(gate_count(25, strict).as_json(), {"strict": strict}) == gate_count(25, strict)
    for wrong in ({"threshold": 0}, {"rounding": 0}, {"threshold": 3, "rounding": 5}):
        with pytest.raises(ValueError):
            Profile(**wrong)
    assert DEFAULT.threshold == 10


def test_no_rule_for_the_public_shows_four_people():
    with pytest.raises(ValueError, match="fewer than 5"):
        Profile(threshold=1)
    assert gate_count(3, Profile(threshold=1, publishable=False)).publishable is False
