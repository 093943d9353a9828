# SPDX-License-Identifier: AGPL-3.0-or-later
"""Sheets of paper and dots from a room go in at once, in any order, all or none."""

import random
from datetime import date

import pytest

from coproduce.people.models import AuditEvent
from coproduce.priorities import verbs
from coproduce.priorities.models import Response
from coproduce.priorities.verbs import Answer, RowsRefused
from tests.priorities.test_voting import words
from tests.priorities.town import on, town

pytestmark = pytest.mark.django_db(databases=["default", "keys"])

ROWS = [
    Answer("ST01", "V01", "agree", 3, "First thought", "paper", date(2025, 7, 8)),
    Answer("ST01", "V01", "disagree", 1, "Second thought", "room", date(2025, 7, 9)),
    Answer("ST01", "V01", "pass", None, "", "web", date(2025, 7, 10)),
    Answer("ST02", "V01", "agree", "2", "", "paper", date(2025, 7, 8)),
    Answer("ST02", "V02", "pass", "", "", "paper", date(2025, 7, 8)),
]


@pytest.mark.parametrize("seed", range(4))
def test_any_order_of_rows_gives_the_same_answers_and_the_last_one_counts(seed):
    here, rows = town(), ROWS[:]
    random.Random(seed).shuffle(rows)
    with on(12):
        here.voters(2)
        verbs.record_responses(programme=here.programme, rows=rows, by=here.lead)
    found = {(r.statement.code, r.voter.code): (r.vote, r.importance, r.channel) for r in Response.objects.all()}
    assert found == {
        ("ST01", "V01"): ("pass", None, "web"),
        ("ST02", "V01"): ("agree", 2, "paper"),
        ("ST02", "V02"): ("pass", None, "paper"),
    }  # fmt: skip
    assert words(here.programme, Response.objects.get(statement=here.posters)) == "Second thought"


def test_the_same_sheet_twice_adds_nothing_and_one_line_is_written_a_time():
    here = town()
    with on(12):
        here.voters(2)
        first = verbs.record_responses(programme=here.programme, rows=ROWS, by=here.lead)
        again = verbs.record_responses(programme=here.programme, rows=ROWS, by=here.lead)
    assert (first.new, first.changed, first.overtaken) == (3, 0, 2)
    assert (again.new, again.changed) == (0, 3)
    assert Response.objects.count() == 3
    assert AuditEvent.objects.filter(action="answers recorded").count() == 2


def test_an_older_sheet_does_not_overwrite_a_newer_answer():
    here = town()
    with on(12):
        here.voters(2)
        verbs.record_responses(programme=here.programme, rows=ROWS[2:3], by=here.lead)
        done = verbs.record_responses(programme=here.programme, rows=ROWS[:1], by=here.lead)
    assert done.overtaken == 1
    assert Response.objects.get().vote == "pass"


def test_wrong_rows_are_named_with_field_and_mend_and_none_goes_in():
    here = town()
    rows = [
        ROWS[0], Answer("ST99", "V01", "agree"), Answer("ST01", "V09", "agree"), Answer("ST01", "V01", "aye"),
        Answer("ST01", "V01", "agree", 7), Answer("ST01", "V01", "agree", on=date(2025, 7, 30)),
        Answer("ST01", "V01", "agree", on=date(2025, 7, 1)), Answer("ST01", "V01", "agree", channel="pigeon"),
    ]  # fmt: skip
    with on(12):
        here.voters(1)
        with pytest.raises(RowsRefused) as refused:
            verbs.record_responses(programme=here.programme, rows=rows, by=here.lead)
    assert [p.split(":")[0] for p in refused.value.problems] == [
        "Row 2, statement", "Row 3, voter", "Row 4, vote", "Row 5, importance", "Row 6, on", "Row 7, statement ST01",
        "Row 8, channel",
    ]  # fmt: skip
    assert Response.objects.count() == 0
