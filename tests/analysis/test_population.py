# SPDX-License-Identifier: MIT
"""Population tables: counts that stand together, answers in any case, numbers as people write them."""

import pytest

from coproduce.analysis.population import BadPopulation, parse_population


def table(*lines, columns="characteristic,category,count"):
    return parse_population([columns, *lines])


def test_characteristics_counted_together_stand_apart_from_the_others():
    found = table(
        "age,young,40", "age,old,60", "sex,Female,51", "sex,Male,49",
        "sex × age,Male × young,19", "sex × age,Female × young,21", "sex × age,Male × old,30", "sex × age,Female × old,30",
    )  # fmt: skip
    assert list(found.counts) == ["age", "sex"]
    assert found.joint[("age", "sex")][("young", "Male")] == 19, "in the order of the characteristics"
    assert found.recoded({"age": "young", "sex": "Male"})["age"] == "young"


def test_a_name_with_the_sign_in_it_is_a_name_where_its_parts_are_none():
    assert list(table("cats × dogs,both,3").counts) == ["cats × dogs"]


@pytest.mark.parametrize("category", ["Male × younger", "young × Male", "Male", "Male × young × x"])
def test_a_crossing_that_names_no_category_of_each_is_refused(category):
    with pytest.raises(BadPopulation, match="one category of each"):
        table("age,young,40", "sex,Male,49", f"sex × age,{category},19")


def test_answers_are_found_in_any_case_and_counts_with_commas_are_read():
    found = table('sex,Female,"1,144,903"', "sex,Male,560.5")
    assert found.counts["sex"] == {"Female": 1_144_903, "Male": 560.5}
    assert found.recoded({"sex": " female "})["sex"] == "Female"
    assert found.recoded({"sex": "femme"})["sex"] == "femme"


@pytest.mark.parametrize("count", ["1,44", "12,3456", "one", "", "-1", "inf"])
def test_other_counts_are_refused(count):
    with pytest.raises(BadPopulation, match="Row 2, column “count”"):
        table(f'sex,Female,"{count}"')


def test_only_the_questions_that_were_asked():
    found = table(
        "group,a: x,1,,", "group,b: y,2,,", "broad,a,1,a: *,group", "broad,b,2,b: *,group", "sex,F,1,,", "sex,M,1,,",
        "sex × group,F × a: x,1,,", columns="characteristic,category,count,answers,of",
    )  # fmt: skip
    assert found.questions == {"group": "group", "broad": "group", "sex": "sex"}
    assert list(found.only(["group"]).counts) == ["group", "broad"] and not found.only(["group"]).joint
    assert found.only(["group", "sex"]).joint.keys() == {("group", "sex")}


def test_a_locality_is_a_characteristic_whose_answers_are_wards():
    found = table(
        "ward,Aston,2,,", "ward,Oscott,3,,", "ward,Vesey,5,,", "locality,Inner,2,Aston,ward",
        "locality,Outer,8,Oscott|Vesey,ward", columns="characteristic,category,count,answers,of",
    )  # fmt: skip
    assert found.recoded({"ward": "Vesey"}) == {"ward": "Vesey", "locality": "Outer"}
    assert found.questions == {"ward": "ward", "locality": "ward"}, (
        "so that the two are never crossed or raked together"
    )
