# SPDX-License-Identifier: AGPL-3.0-or-later
"""Everybody can read how priorities changed, what was answered, and what was decided: nothing that points at a few."""

import re
from datetime import date

import pytest
from django.test import Client

from coproduce.priorities import verbs
from tests import house
from tests.priorities.test_results import answered
from tests.priorities.town import on, town

pytestmark = pytest.mark.django_db(databases=["default", "keys"])


def page(here) -> str:
    with on(1, 12):
        response = Client().get(f"/{here.programme.slug}/priorities/")
    assert response.status_code == 200
    return response.content.decode()


def full_town():
    here = town()
    with on(12):
        here.voters(40)
        answered(here, agree=22, disagree=15, passed=3)
        answered(here, agree=4, disagree=1, passed=0, code="ST02")
    verbs.add_evidence(priority=here.priority, theme=here.talk, relation="supports", note="Shame.", by=here.lead)
    verbs.add_evidence(priority=here.priority, theme=here.safe, relation="contradicts", note="Not all.", by=here.lead)
    with on(14, 8):
        verbs.write_version(
            priority=here.priority, headline="We will make it easier to talk.", explanation="", by=here.lead,
            why_changed="Posters got little support.", causes=[verbs.Cause(statement="ST01")],
        )  # fmt: skip
        verbs.decide(
            programme=here.programme, statement=here.posters, point="A poster campaign", outcome="not_taken_up",
            body=here.panel, decided_on=date(2025, 8, 14), why="People asked for people.", instead="Barbers.",
            by=here.lead,
        )  # fmt: skip
        verbs.decide(
            programme=here.programme, theme=here.talk, outcome="taken_up", body=here.panel,
            decided_on=date(2025, 8, 14), why="It is the ground.", by=here.lead,
        )  # fmt: skip
    return here


def test_versions_reasons_evidence_on_both_sides_and_results_are_there():
    said = page(full_town())
    assert "We will make it easier to talk." in re.sub(r"<[^>]+>", "", said)
    for wanted in (
        "Posters got little support.",
        "What says otherwise",
        "Not all.",
        "Posters would help people to talk.",
    ):
        assert wanted in said
    assert "<del>" in said and "[taken out: " in said and "<ins>" in said
    assert "40 people who saw this" in said or "40 people saw this" in said


def test_too_few_are_said_to_be_too_few():
    said = page(full_town())
    assert "Too few people have seen this to say anything." in said
    assert not re.search(r">\s*(4|5|80 %)\s*<", said)


def test_what_was_not_taken_up_stands_as_large_as_what_was():
    said = page(full_town())
    assert (
        said.index("<h3>Not taken up</h3>") < said.index("<h3>Partly taken up</h3>") < said.index("<h3>Taken up</h3>")
    )
    assert "People asked for people." in said and "Barbers." in said
    assert "These themes have no decision yet: Feeling safe." in said


def test_an_empty_programme_says_that_nothing_is_there_yet():
    made = house.programme("A Bare Town")
    said = Client().get(f"/{made.slug}/priorities/").content.decode()
    assert "No priorities yet" in said and "Nothing has been decided yet" in said


def test_a_moderated_statement_gives_its_reason_and_not_its_words():
    here = full_town()
    with on(12):
        verbs.put_statement(
            programme=here.programme, round=here.round, text="The manager should go.", status="moderated",
            reason="It is about one person.", by=here.lead,
        )  # fmt: skip
    said = page(here)
    assert "It is about one person." in said and "The manager should go." not in said
