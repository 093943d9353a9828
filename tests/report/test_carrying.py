# SPDX-License-Identifier: AGPL-3.0-or-later
"""Two releases side by side tell of nobody: what moved by a few people is said again as it was."""

from typing import Any

import pytest

from coproduce.analysis.disclosure import DEFAULT, HES, gate_count, gate_share
from coproduce.report.queries.carrying import carried


def manifest(people: int = 25, women: int = 14, men: int = 11, seen: int = 30, agree: int = 18, **more: Any) -> dict:
    """The gated parts of a manifest."""
    category = [
        {"name": "Female", "heard": gate_count(women).as_json(), "population": "51", "verdict": f"v{women}"},
        {"name": "Male", "heard": gate_count(men).as_json(), "population": "49", "verdict": f"v{men}"},
    ]
    rest = seen - agree
    answers = {"seen": gate_count(seen), "agree": gate_share(agree, seen), "disagree": gate_share(rest, seen),
               "passed": gate_share(0, seen), "exposure": gate_share(seen, 40)}  # fmt: skip
    return {
        "heard": {
            "people": gate_count(people).as_json(),
            "characteristics": [{"key": "sex", "name": "Sex", "categories": category}],
            "not_heard": [], "hardly_heard": more.pop("hardly_heard", []), "heard_more": [],
        },
        "statements": [{"code": "ST01", "verdict": f"{agree}", **{k: f.as_json() for k, f in answers.items()}}],
        "rounds": [{"number": 1, "took_part": gate_count(more.pop("took_part", 40)).as_json()}],
        "findings": {"F01": more.pop("finding", gate_count(people).as_json())},
        "title": more.pop("title", "A strategy"),
    }  # fmt: skip


def said(made: dict) -> dict[str, str]:
    """Every figure of it in words."""
    statement = made["statements"][0]
    return {
        "people": made["heard"]["people"]["text"],
        **{c["name"]: c["heard"]["text"] for c in made["heard"]["characteristics"][0]["categories"]},
        **{name: statement[name]["text"] for name in ("seen", "agree")},
        "took part": made["rounds"][0]["took_part"]["text"],
        "finding": made["findings"]["F01"]["text"],
    }


@pytest.mark.parametrize(
    ("change", "kept"),
    [
        # One person took everything back: every count that they were in would tell of them.
        ({"people": 24, "women": 13, "seen": 29, "agree": 17, "took_part": 39},
         {"people", "Female", "seen", "agree", "took part", "finding"}),
        # Nine more came: nine can still be named in a village; each count by itself decides.
        ({"people": 34, "women": 23}, {"people", "Female", "finding"}),
        # Ten more: enough for the threshold, so the new figures stand.
        ({"people": 35, "women": 24}, set()),
        # The same again: nothing to keep.
        ({}, set()),
        # Only the answers to the statement moved: who took part is not touched by it.
        ({"agree": 19}, {"agree"}),
    ],
)  # fmt: skip
def test_a_figure_that_moved_by_a_few_is_said_again(change, kept):
    before, now = manifest(), manifest(**change)
    result = said(carried(now, before, DEFAULT))
    expected = {name: said(before)[name] if name in kept else said(now)[name] for name in result}
    assert result == expected


def test_answers_to_one_statement_stand_or_fall_together():
    """40 saw it and 20 agreed, where it was 30 and 18: two more agreed, and the rest would follow by subtraction."""
    before, now = manifest(), manifest(seen=40, agree=20)
    row = carried(now, before, DEFAULT)["statements"][0]
    assert row == before["statements"][0]


def test_the_verdict_on_a_group_stays_with_its_figure():
    before, now = manifest(hardly_heard=["Sex: Male"]), manifest(men=12, women=30, people=42)
    heard = carried(now, before, DEFAULT)["heard"]
    assert [c["verdict"] for c in heard["characteristics"][0]["categories"]] == ["v30", "v11"]
    assert heard["hardly_heard"] == ["Sex: Male"], "the list says what the kept figure says"


def test_a_group_whose_figure_changed_is_listed_as_today():
    before, now = manifest(hardly_heard=["Sex: Male"]), manifest(men=40, people=54)
    assert carried(now, before, DEFAULT)["heard"]["hardly_heard"] == []


def test_what_is_new_or_gone_is_compared_with_nothing():
    before, now = manifest(), manifest()
    before["statements"], before["rounds"], before["findings"] = [], [], {}
    before["heard"]["characteristics"] = []
    assert carried(now, before, DEFAULT) == now
    assert carried(now, None, DEFAULT) == now and carried(now, {}, DEFAULT) == now


def test_a_release_of_an_older_version_lacks_parts_and_is_still_compared():
    before, now = manifest(), manifest(people=24, seen=29, agree=17)
    del before["rounds"], before["statements"][0]["exposure"]
    assert said(carried(now, before, DEFAULT))["agree"] == "18"


def test_counts_of_things_may_move_by_one():
    """Seventeen sessions and then eighteen: no person is in that number."""
    thing = {"kind": "thing", "value": 17, "text": "17", "words": "seventeen", "of": None}
    more = {**thing, "value": 18, "text": "18", "words": "eighteen"}
    kept = carried(manifest(finding=more), manifest(finding=thing), DEFAULT)
    assert kept["findings"]["F01"]["text"] == "18"


def test_rounded_figures_move_in_whole_steps():
    """Under a rule that rounds to five, a step says only that a border was crossed."""
    before, now = ({"heard": {"people": gate_count(n, HES).as_json(), "characteristics": [], "not_heard": [],
                              "hardly_heard": [], "heard_more": []}, "statements": [], "rounds": [], "findings": {}}
                   for n in (25, 31))  # fmt: skip
    assert carried(now, before, HES)["heard"]["people"]["text"] == "30"


def test_a_figure_that_goes_below_the_threshold_is_hidden_at_once():
    """Keeping 25 where nine are left would say of sixteen people what they took back."""
    assert said(carried(manifest(people=9), manifest(people=25), DEFAULT))["people"] == "fewer than ten"


def test_the_teams_words_are_always_the_new_ones():
    assert carried(manifest(title="Another"), manifest(), DEFAULT)["title"] == "Another"


def test_the_first_release_is_remembered_when_the_third_comes_out():
    first, second, third = manifest(people=25), manifest(people=40), manifest(people=26)
    assert said(carried(third, second, DEFAULT))["people"] == "26", "beside the second alone it is safe"
    kept = said(carried(third, second, DEFAULT, [first]))
    assert kept["people"] == kept["finding"] == "40", "and what is kept is the latest that was said"


def test_what_is_said_of_places_and_differences_stands_or_falls_as_a_whole():
    def with_areas(*counts):
        made = manifest()
        made["heard"]["areas"] = [
            {"name": f"tenth {n}", "heard": gate_count(c).as_json()} for n, c in enumerate(counts)
        ]
        made["heard"]["differences"] = [
            {"key": "sex", "theme": "Help", "group": "women", "here": None, "sentence": "x"}
        ]
        return made

    before = with_areas(20, 30)
    assert carried(with_areas(40, 31), before, DEFAULT)["heard"]["areas"] == before["heard"]["areas"]
    assert carried(with_areas(40, 41), before, DEFAULT)["heard"]["areas"][1]["heard"]["text"] == "41"
    assert (
        carried(with_areas(41, 30), with_areas(60, 30), DEFAULT, [before])["heard"]["areas"][0]["heard"]["text"] == "41"
    )
    assert (
        carried(with_areas(29, 30), with_areas(60, 30), DEFAULT, [before])["heard"]["areas"][0]["heard"]["text"] == "60"
    )
