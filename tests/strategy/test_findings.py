# SPDX-License-Identifier: AGPL-3.0-or-later
"""Figures come out of the database and pass the gate; none is typed in."""

import pytest

from coproduce.listening import verbs as listening
from coproduce.look.public import Plain
from coproduce.strategy import queries, verbs
from coproduce.strategy.models import Finding
from coproduce.strategy.queries import measures
from tests import house
from tests.strategy.table import Table, put_to_vote, set_table

pytestmark = pytest.mark.django_db(databases=["default", "keys"])


def said(table: Table, measure: str, **settings: object) -> str:
    """What a finding by this measure says."""
    code = f"F{Finding.objects.count() + 1:02d}"
    verbs.compute_finding(
        programme=table.programme, code=code, what=measure, measure=measure, settings=settings, by=table.lead
    )
    return queries.finding(table.programme.pk, code).said


def crowd(table: Table, women: int, men: int, silent: int = 0) -> None:
    """People who told us their sex, and some who did not."""
    answers = ["Female"] * women + ["Male"] * men + ["Prefer not to say"] * silent
    for number, sex in enumerate(answers):
        person = house.participant(table.programme, table.session)
        age = "25-34" if number % 2 else "75+" if number else "Prefer not to say"
        listening.answer_equality(participant=person, answers={"sex": sex, "age_band": age}, by=None)


def test_people_sessions_and_languages_are_counted() -> None:
    """Sessions and languages are things: four of them may be said."""
    table = set_table()
    for number in range(11):
        table.said(f"Remark {number}.", language="ur" if number else "en")
    house.session(table.programme, kind="testing", title="Testing")
    assert said(table, "people_heard") == "11"
    assert said(table, "sessions") == "1"
    assert said(table, "languages") == "2"
    assert said(table, "voices_analysable") == "11"
    assert isinstance(queries.finding(table.programme.pk, "F02").figure, Plain)


def test_few_people_are_said_to_be_few() -> None:
    """The number itself leaves the gate nowhere, not even in what is kept."""
    table = set_table()
    table.said("Alone.")
    assert said(table, "people_heard") == "fewer than ten"
    assert queries.kept(table.programme.pk)["F01"]["value"] is None


def test_a_share_comes_with_its_interval_and_leaves_out_who_did_not_say() -> None:
    """Wilson's interval at 95 %."""
    table = set_table()
    crowd(table, women=20, men=10, silent=7)
    assert said(table, "share_of", characteristic="sex", categories=["Female"]) == (
        "67 % (95 % interval 49 to 81 %, of 30)"
    )


def test_groups_are_counted_together_and_rounded_where_asked() -> None:
    """Men of an age; nobody at all; any of some."""
    table = set_table()
    crowd(table, women=4, men=24)
    assert said(table, "people_in", groups={"sex": ["Male"], "age_band": ["25-34"]}) == "12"
    assert said(table, "people_in", groups={"sex": ["Male"], "age_band": ["25-34"]}, rounding=5) == "about 10"
    assert said(table, "people_in", groups={"sex": ["Female"]}) == "fewer than ten"
    assert said(table, "people_in", groups={"religion": ["Jewish"]}) == "0"
    assert said(table, "people_in_any", groups={"sex": ["Male"], "age_band": ["75+"]}) == "25"


def test_results_of_testing_are_counted() -> None:
    """Who answered, what was put, what was agreed, what split people, who said no each time."""
    table = set_table()
    put_to_vote(table, agree=2, disagree=12)
    assert said(table, "people_voting") == "14"
    assert said(table, "statements_put") == "1"
    assert said(table, "statements_agreed", share=0.6) == "0"
    assert said(table, "statements_split", points=15) == "0"
    assert said(table, "disagreed_with_all", statements=["ST01"]) == "12"


def test_a_finding_says_how_it_was_computed() -> None:
    """Measure, settings, version."""
    table = set_table()
    crowd(table, women=20, men=10)
    said(table, "share_of", characteristic="sex", categories=["Female"])
    row = queries.finding(table.programme.pk, "F01")
    assert row.version == "share_of 1"
    assert "Sex: Female." in row.how


@pytest.mark.parametrize(
    ("measure", "settings", "needle"),
    [("happiness", {}, "no measure"), ("share_of", {"characteristic": "sex"}, "needs categories")],
)
def test_a_measure_that_is_not_there_is_refused(measure: str, settings: dict[str, object], needle: str) -> None:
    """With what there is."""
    table = set_table()
    with pytest.raises(verbs.Refused, match=needle):
        verbs.compute_finding(
            programme=table.programme, code="F01", what="?", measure=measure, settings=settings, by=table.lead
        )


def test_a_figure_that_somebody_made_larger_by_hand_is_not_shown() -> None:
    """The gate reads its own results only."""
    table = set_table()
    crowd(table, women=20, men=10)
    kept = measures.as_json(measures.compute(table.programme, "people_heard", {}))
    with pytest.raises(ValueError, match="differs"):
        measures.revive({**kept, "value": 3000})
    with pytest.raises(ValueError, match="too small"):
        measures.revive({**kept, "value": 3, "text": "3"})
