# SPDX-License-Identifier: AGPL-3.0-or-later
"""Every theme and every point ends in a dated decision with a reason; what has none is listed."""

from datetime import date

import pytest

from coproduce.priorities import queries, verbs
from coproduce.process.decisions import Outcome
from coproduce.process.stages import NotAllowed
from coproduce.programmes.verbs import Refused
from tests import house
from tests.priorities.test_results import answered
from tests.priorities.town import on, town

pytestmark = pytest.mark.django_db(databases=["default", "keys"])


def decided(here, **other):
    fields = {
        "programme": here.programme, "outcome": Outcome.PARTLY, "body": here.panel, "decided_on": date(2025, 8, 14),
        "why": "Not decided here.", "by": here.lead,
    }  # fmt: skip
    with on(20, 8):
        return verbs.decide(**{**fields, **other})


def test_a_decision_names_what_by_whom_when_and_why():
    here = town()
    decided(here, theme=here.talk, outcome="taken_up", tell="It became Priority 1.")
    decided(
        here, statement=here.posters, point="A poster campaign", raised_in=[here.talk], instead="A few films.",
        passed_to=["The parks team", " "], outcome=Outcome.NOT_TAKEN_UP,
    )  # fmt: skip
    first, second = queries.decisions_of(here.programme.pk)
    assert (first.code, first.about, first.outcome_words, first.body) == (
        "D01",
        "Being able to talk",
        "Taken up",
        "The panel",
    )
    assert (second.about, second.raised_in, second.passed_to) == ("A poster campaign", ("T1",), ("The parks team",))
    assert [d.code for d in queries.decisions_on_themes(here.programme.pk, ["T1"])] == ["D01", "D02"]
    assert queries.decision(here.programme.pk, "D02").instead == "A few films."


@pytest.mark.parametrize(
    "wrong, field",
    [
        ({"why": " "}, "why"), ({"body": None}, "body"), ({"theme": None}, "point"),
        ({"decided_on": date(2025, 9, 1)}, "decided_on"), ({"raised_in": [999_999]}, "theme"),
    ],
)  # fmt: skip
def test_a_decision_that_lacks_something_is_refused(wrong, field):
    here = town()
    with pytest.raises(Refused) as refused:
        decided(here, **{"theme": here.talk, **wrong})
    assert refused.value.field == field
    assert queries.decisions_of(here.programme.pk) == []


def test_what_has_no_decision_is_listed_until_it_has_one():
    here = town()
    with on(12):
        here.voters(40)
        answered(here, agree=20, disagree=18, passed=2)
        answered(here, agree=38, disagree=1, passed=1, code="ST02")
    with on(1, 8):
        before = queries.coverage(here.programme.pk)
    assert [(gap.kind, gap.code) for gap in before.gaps] == [("theme", "T1"), ("theme", "T2"), ("statement", "ST01")]
    decided(here, theme=here.talk)
    decided(here, theme=here.safe)
    decided(here, statement=here.posters, point="Posters")
    with on(21, 8):
        after = queries.coverage(here.programme.pk)
    assert after.whole and (after.themes, after.themes_decided, after.points_decided) == (2, 2, 1)


def test_a_decision_on_what_a_statement_became_covers_it():
    here = town()
    with on(12):
        here.voters(40)
        answered(here, agree=20, disagree=18, passed=2)
        reworded = verbs.put_statement(
            programme=here.programme,
            round=here.round,
            text="People before posters.",
            by=here.lead,
            derived_from=[here.posters],
        )
    decided(here, statement=reworded, point="Posters second")
    with on(21, 8):
        assert not [gap for gap in queries.coverage(here.programme.pk).gaps if gap.kind == "statement"]


def test_a_locked_record_stays_as_it_is():
    here = town()
    made = decided(here, theme=here.talk)
    with on(21, 8):
        verbs.change_decision(decision=made, why="Said better.", instead="", passed_to=[], tell="", by=here.lead)
        verbs.lock_decisions(programme=here.programme, by=here.lead)
    with pytest.raises(NotAllowed, match="locked"):
        decided(here, theme=here.safe)
    made.refresh_from_db()
    with pytest.raises(NotAllowed, match="locked"):
        verbs.change_decision(decision=made, why="Other", instead="", passed_to=[], tell="", by=here.lead)
    assert queries.decisions_of(here.programme.pk)[0].why == "Said better."


def test_a_slip_shows_what_became_of_a_persons_part():
    here = town()
    person = house.participant(here.programme)
    verbs.add_evidence(priority=here.priority, theme=here.talk, relation="supports", by=here.lead)
    decided(here, theme=here.talk, tell="It became Priority 1.")
    decided(here, point="Free buses", raised_in=[here.talk], outcome="not_taken_up", tell="Not taken up.")
    decided(here, theme=here.safe, tell="Somebody else's.")
    with on(8):
        voter = verbs.voter_for_slip(programme=here.programme, participant=person)
        verbs.respond(statement=here.posters, voter=voter, vote="agree", comment="My own words")
        verbs.propose_statement(programme=here.programme, round=here.round, text="Benches!", agreed=True, voter=voter)
    became = queries.what_became_of(here.programme.pk, person.pk, theme_codes=["T1"])
    assert [p.code for p in became.priorities] == ["P1"]
    assert [d.tell for d in became.decisions] == ["It became Priority 1."]
    assert [d.tell for d in became.points] == ["Not taken up."]
    assert [(v.vote, v.comment) for v in became.votes] == [("You agreed.", "My own words")]
    assert [(p.text, p.status) for p in became.proposals] == [("Benches!", "Waiting for a look")]
