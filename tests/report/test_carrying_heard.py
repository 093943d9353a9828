# SPDX-License-Identifier: AGPL-3.0-or-later
"""Two releases side by side: what was said of areas, of weights and of differences gives no single person away."""

from coproduce.analysis.disclosure import DEFAULT, gate_count
from coproduce.report.queries.carrying import carried


def heard(first=85, second=17, effective=94, here=40, there=12):
    def area(name, n):
        return {"name": name, "heard": gate_count(n).as_json(), "population": "45 %", "verdict": "about as many"}

    told = {"key": "sex", "theme": "Safety", "group": "Women", "more": True, "sentence": f"Women: {here}",
            "here": gate_count(here).as_json(), "there": gate_count(there).as_json()}  # fmt: skip
    return {
        "people": gate_count(205).as_json(), "characteristics": [], "not_heard": [], "hardly_heard": [], "heard_more": [],
        "areas": [area("1", first), area("2", second)], "effective": gate_count(effective).as_json(),
        "differences": [told],
    }  # fmt: skip


def side_by_side(before, now):
    rest = {"statements": [], "rounds": [], "findings": {}}
    return carried({"heard": now, **rest}, {"heard": before, **rest}, DEFAULT)["heard"]


def test_one_person_fewer_leaves_everything_as_it_was():
    found = side_by_side(heard(), heard(first=84, effective=93, here=39))
    assert found["areas"] == heard()["areas"] and found["effective"] == heard()["effective"]
    assert found["differences"] == heard()["differences"], "the sentence holds the number too"


def test_many_more_people_are_told_anew():
    now = heard(first=120, second=40, effective=120, here=60, there=30)
    assert {name: side_by_side(heard(), now)[name] for name in ("areas", "effective", "differences")} == {
        name: now[name] for name in ("areas", "effective", "differences")
    }


def test_a_release_from_before_these_figures_hinders_nothing():
    old = {name: kept for name, kept in heard().items() if name not in ("areas", "effective", "differences")}
    now = heard()
    assert side_by_side(old, now)["areas"] == now["areas"] and side_by_side(old, now)["effective"] == now["effective"]
    assert not {"areas", "effective", "differences"} & set(side_by_side(heard(), old))


def test_numbers_that_come_back_after_they_were_kept_are_not_compared():
    before = heard()
    before["differences"][0] |= {"here": None, "there": None}
    assert side_by_side(before, heard())["differences"] == heard()["differences"]
