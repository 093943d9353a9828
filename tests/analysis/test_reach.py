# SPDX-License-Identifier: MIT
"""Who was heard, beside who lives there."""

import random
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coproduce.analysis.population import BadPopulation, parse_population
from coproduce.analysis.reach import reach_results
from coproduce.analysis.reach_public import public_reach

ROOT = Path(__file__).resolve().parents[2]
BIRMINGHAM = ROOT / "src/coproduce/heard/populations/birmingham-2021.csv"


def shipped():
    return parse_population(BIRMINGHAM.read_text(encoding="utf-8").splitlines())


def people(name, **categories):
    return [{name: category.replace("_", " ")} for category, count in categories.items() for _ in range(count)]


def by_category(result, number=0):
    return {each.category: each for each in result.characteristics[number].categories}


def test_the_consultation_that_heard_few_muslims():
    """Be Heard: 447 answers, of the four groups 173 Christian, 18 Muslim, 10 Sikh, 141 none; city 32.8 % Muslim."""
    groups = ("Christian", "Muslim", "Sikh", "No religion")
    census = {name: count for name, count in shipped().counts["religion"].items() if name in groups}
    heard = people("religion", Christian=173, Muslim=18, Sikh=10, No_religion=141) + people("religion", _=105)
    found = by_category(reach_results(heard, {"religion": census}))
    muslim = found["Muslim"]
    assert (round(100 * muslim.share, 1), round(100 * muslim.population_share, 1)) == (5.3, 32.8)
    assert muslim.verdict == "fewer than expected" and muslim.ratio == pytest.approx(0.16, abs=0.01)
    assert found["Christian"].verdict == found["No religion"].verdict == "more than expected"
    assert found["Sikh"].verdict == "about as many"


def test_not_answered_prefer_not_and_unknown_answers_stand_apart():
    heard = people("sex", Female=30, Male=20, Prefer_not_to_say=3, Martian=2) + [{"sex": ""}, {}, {"sex": None}]
    only = reach_results(heard, {"sex": {"Female": 50, "Male": 50}}).characteristics[0]
    assert (only.answered, only.not_answered, only.prefer_not_to_say, dict(only.elsewhere)) == (
        50,
        3,
        3,
        {"Martian": 2},
    )
    assert sum(each.share for each in only.categories) == pytest.approx(1)


def test_who_was_not_heard_is_a_list_and_not_a_footnote():
    census = {"faith": {"a": 900, "b": 90, "c": 12, "d": 1}}
    result = reach_results(people("faith", a=100), census)
    assert result.not_heard == (("faith", "b"), ("faith", "c")), "nobody would be expected of d in a hundred"
    assert by_category(result)["b"].verdict == "nobody"


def test_a_few_are_too_few_to_say():
    result = reach_results(people("sex", Female=5, Male=4), {"sex": {"Female": 1, "Male": 1}})
    assert {each.verdict for each in result.characteristics[0].categories} == {"too few to say"}
    result = reach_results(people("sex", Female=31, Male=9), {"sex": {"Female": 8, "Male": 2}})
    assert by_category(result)["Male"].verdict == "too few to say"


def test_order_makes_no_difference_and_nobody_at_all_is_no_error():
    heard = people("sex", Female=30, Male=20, x=3, y=2)
    mixed = heard[:]
    random.Random(1).shuffle(mixed)
    assert reach_results(mixed, {"sex": {"Female": 1, "Male": 1}}) == reach_results(
        heard, {"sex": {"Female": 1, "Male": 1}}
    )
    nobody = reach_results([], {"sex": {"Female": 1, "Male": 1}})
    assert nobody.people == 0 and by_category(nobody)["Male"].verdict == "too few to say"
    with pytest.raises(ValueError, match="counts nobody"):
        reach_results([], {"sex": {"Female": 0}})


ANSWERS = st.lists(st.sampled_from(["a", "b", "c", "", "Not answered", "prefer not to say", "Martian"]), max_size=90)


@given(ANSWERS, st.tuples(*[st.integers(1, 100)] * 3))
def test_everybody_is_counted_once_and_verdicts_go_no_further_than_the_margin(answers, living):
    census = dict(zip("abc", living, strict=True))
    only = reach_results([{"faith": answer} for answer in answers], {"faith": census}).characteristics[0]
    told = sum(each.heard for each in only.categories)
    assert told == only.answered and only.people == len(answers)
    assert told + only.not_answered + only.prefer_not_to_say + sum(only.elsewhere.values()) == len(answers)
    assert sum(each.population_share for each in only.categories) == pytest.approx(1)
    assert sum(each.expected for each in only.categories) == pytest.approx(told)
    for each in only.categories:
        if told:
            low, high = each.interval
            assert low <= each.share <= high and each.ratio == pytest.approx(each.share / each.population_share)
        if each.verdict == "more than expected":
            assert low > each.population_share and each.heard >= 10
        if each.verdict == "fewer than expected":
            assert high < each.population_share
        if told < 10:
            assert each.verdict == "too few to say"
        elif each.heard == 0:
            assert each.verdict == "nobody"
    for name, count, (low, high) in only.silence():
        assert name in ("not answered", "prefer not to say") and low <= count / max(len(answers), 1) <= high


def table(*lines):
    return parse_population(["characteristic,category,count,answers,of", *lines])


def test_in_public_what_is_held_back_says_one_thing():
    census = table("faith,a,50", "faith,b,30", "faith,c,10", "faith,d,10", "faith,e,9")
    result = reach_results(people("faith", a=120, b=60, c=4, d=14), census.counts)
    shown = {each.category: each for each in public_reach(result, census)["faith"]}
    assert shown["a"].heard.value == 120 and shown["b"].population_percent == "27.5 %"
    assert {shown[name].heard.text for name in "cd"} == {shown[name].verdict for name in "cd"} == {"not shown"}
    assert shown["e"].heard.value == 0 and shown["e"].verdict == "nobody"


def test_in_public_broad_groups_do_not_give_their_parts_away():
    """56 Asian minus 23 Indian minus 24 Pakistani would leave nine."""
    detailed = ("Asian: Indian", "Asian: Pakistani", "Asian: Chinese", "White: British", "White: Irish")
    census = table(
        *(f"group,{name},20" for name in detailed), "broad,Asian,60,Asian: *,group", "broad,White,40,White: *,group"
    )
    counts = dict(zip(detailed, (23, 24, 9, 60, 14), strict=True))
    sample = [census.recoded({"group": name}) for name, count in counts.items() for _ in range(count)]
    shown = public_reach(reach_results(sample, census.counts), census)
    figures = {each.category: each.heard for name in ("group", "broad") for each in shown[name]}
    assert not figures["Asian: Chinese"].shown
    hidden = [name for name in counts if name.startswith("Asian") and not figures[name].shown]
    assert len(hidden) == 2 or not figures["Asian"].shown
    assert figures["White"].value == 74 and figures["White: British"].value == 60


def test_in_public_answers_that_the_table_does_not_know_are_counted_in():
    census = table("sex,Female,50", "sex,Male,50")
    result = reach_results(people("sex", Female=30, Male=20, Martian=3), census.counts)
    assert [each.heard.text for each in public_reach(result, census)["sex"]] == ["30", "not shown"]


def test_the_shipped_table_covers_what_is_asked():
    counts = shipped().counts
    assert {name: len(categories) for name, categories in counts.items()} == {
        "age_band": 6,
        "sex": 2,
        "ethnic_group": 19,
        "ethnic_group_broad": 5,
        "religion": 8,
        "disability": 2,
        "sexual_orientation": 4,
        "main_language": 2,
        "carer": 2,
        "ward": 69,
    }
    shares = {name: sum(categories.values()) for name, categories in counts.items()}
    assert shares["ward"] == pytest.approx(100_000, abs=40)
    assert shares["age_band"] == sum((163_736, 167_438, 222_683, 185_279, 79_930, 70_556))
    assert round(100 * counts["religion"]["Muslim"] / shares["religion"], 1) == 31.8
    assert all(source and date for source, date in shipped().sources.values())


def test_answers_find_their_category():
    table = shipped()
    person = table.recoded(
        {
            "ethnic_group": "Mixed or Multiple ethnic groups: White and Black Caribbean",
            "disability": "limited a little",
            "main_language": "British Sign Language",
            "carer": "Prefer not to say",
            "religion": "Jedi",
        }
    )
    assert person["ethnic_group"] == "Mixed or Multiple ethnic groups: White and Black Caribbean"
    assert person["ethnic_group_broad"] == "Mixed or Multiple ethnic groups"
    assert person["disability"] == "limited a lot or a little" and person["main_language"] == "not English"
    assert person["carer"] == "Prefer not to say" and person["religion"] == "Jedi" and person["sex"] == ""
    assert table.recoded({"main_language": "English"})["main_language"] == "English"


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("a,b\n1,2", "no column “characteristic”"),
        ("characteristic,category,count\n", "no rows"),
        ("characteristic,category,count\nsex,,3", "Row 2, column “category”"),
        ("characteristic,category,count\nsex,Male,3\nsex,Female,many", "Row 3, column “count”: “many”"),
        ("characteristic,category,count\nsex,Male,-3", "Write a number"),
        ("characteristic,category,count\nsex,Male,nan", "Write a number"),
        ("characteristic,category,count\nsex,Male,3\nsex,Male,4", "Row 3: “Male” stands twice"),
    ],
)
def test_a_bad_table_is_refused_with_row_column_and_mend(text, complaint):
    with pytest.raises(BadPopulation, match=complaint):
        parse_population(text.splitlines())


def test_a_sample_of_the_programmes_size_hears_small_groups_by_chance_only():
    census = {"faith": {"most": 96, "small": 4}}
    result = reach_results(people("faith", most=197, small=8), census)
    assert by_category(result)["small"].expected == pytest.approx(8.2)
