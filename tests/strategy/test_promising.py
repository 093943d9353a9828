# SPDX-License-Identifier: AGPL-3.0-or-later
"""Commitments: late is called late."""

from datetime import date

import pytest

from coproduce.process.stages import NotAllowed, StageKey, StageState
from coproduce.programmes import verbs as programmes
from coproduce.strategy import queries, verbs
from coproduce.strategy.models import Commitment
from tests.strategy.table import Table, on, set_table

pytestmark = pytest.mark.django_db(databases=["default", "keys"])


def promised(due_on: date = date(2026, 10, 31)) -> tuple[Table, Commitment]:
    """Lights, by the end of October."""
    table = set_table()
    made = verbs.make_commitment(
        strategy=table.strategy, action="Light the 50 dark spots.", owner="Highways team", measure="Dark spots lit",
        target="50", baseline="0", due_on=due_on, sentence=table.sentence(), by=table.lead,
    )  # fmt: skip
    return table, made


def status(table: Table, day: date) -> str:
    """How the promise stands on a day."""
    with on(day):
        return queries.commitments(table.programme.pk)[0].status


def test_a_promise_says_how_it_stands() -> None:
    """Not reported, on track, met."""
    table, made = promised()
    assert status(table, date(2026, 2, 1)) == "not reported yet"
    with on(date(2026, 7, 1)):
        verbs.report_progress(commitment=made, status="on track", value=21, words="Twenty-one.", by=table.lead)
    assert status(table, date(2026, 7, 2)) == "on track"
    assert status(table, date(2026, 11, 1)) == "late"
    with on(date(2026, 12, 1)):
        verbs.report_progress(commitment=made, status="met", value=50, by=table.lead)
    assert status(table, date(2026, 12, 2)) == "met"
    row = queries.commitments(table.programme.pk)[0]
    assert [(p.status, p.value) for p in row.progress] == [("on track", "21"), ("met", "50")]


def test_a_promise_whose_date_has_passed_is_late_without_anybody_saying_so() -> None:
    """Silence is no progress."""
    table, _ = promised()
    assert status(table, date(2026, 11, 1)) == "late"


@pytest.mark.parametrize("word", ["on track", "met early"])
def test_after_its_date_it_is_not_on_track(word: str) -> None:
    """The verb refuses the word."""
    table, made = promised()
    with on(date(2026, 11, 5)), pytest.raises(verbs.Refused, match="31 October 2026"):
        verbs.report_progress(commitment=made, status=word, words="All is well.", by=table.lead)


def test_late_needs_a_reason_that_residents_can_read() -> None:
    """So does dropping it; and no report comes from the future."""
    table, made = promised()
    with on(date(2026, 9, 30)):
        for word in ("late", "dropped"):
            with pytest.raises(verbs.Refused, match="Say why"):
                verbs.report_progress(commitment=made, status=word, by=table.lead)
        with pytest.raises(verbs.Refused, match="still to come"):
            verbs.report_progress(commitment=made, status="met", on=date(2026, 12, 1), by=table.lead)
        with pytest.raises(verbs.Refused, match="one of"):
            verbs.report_progress(commitment=made, status="splendid", by=table.lead)


def test_owner_and_measure_may_come_later() -> None:
    """Until then the commitment says what it lacks."""
    table = set_table()
    made = verbs.make_commitment(
        strategy=table.strategy, action="Something with benches.", due_on=date(2027, 1, 1), by=table.lead
    )
    lacking = ("an owner", "a measure", "a target", "a sentence that makes it")
    assert queries.commitments(table.programme.pk)[0].missing == lacking
    verbs.change_commitment(
        commitment=made, owner="Parks team", measure="Benches", target="60", sentence=table.sentence(), by=table.lead
    )
    assert queries.commitments(table.programme.pk)[0].missing == ()
    with pytest.raises(verbs.Refused):
        verbs.change_commitment(commitment=made, action="", by=table.lead)


def test_progress_goes_on_when_writing_has_ended() -> None:
    """The strategy is closed; the promises are not."""
    table, made = promised()
    programmes.set_stage(programme=table.programme, key=StageKey.DEVELOP, state=StageState.CLOSED, by=None)
    with on(date(2026, 7, 1)):
        verbs.report_progress(commitment=made, status="on track", by=table.lead)
    with pytest.raises(NotAllowed):
        verbs.make_commitment(strategy=table.strategy, action="More.", due_on=date(2027, 1, 1), by=table.lead)


def test_a_signature_names_a_body_or_a_person() -> None:
    """And evenings name who was there."""
    table = set_table()
    body = programmes.add_body(programme=table.programme, code="panel", name="Panel", rule="", members=[], by=None)
    with on(date(2026, 1, 13)):
        verbs.add_evening(strategy=table.strategy, what="Read aloud.", present=[table.lead], by=table.lead)
        with pytest.raises(verbs.Refused, match="Say who was there"):
            verbs.add_evening(strategy=table.strategy, what="Nobody came.", present=[], by=table.lead)
    with on(date(2026, 1, 20)):
        verbs.sign_off(strategy=table.strategy, body=body, note_text="Eleven for, none against.", by=table.lead)
        with pytest.raises(verbs.Refused, match="still to come"):
            verbs.sign_off(strategy=table.strategy, on=date(2026, 3, 1), by=table.lead)
        with pytest.raises(verbs.Refused, match="who signs"):
            verbs.sign_off(strategy=table.strategy, by=None)
    assert [(s.body, s.note) for s in queries.signatures(table.programme.pk)] == [
        ("Panel", "Eleven for, none against.")
    ]
    assert queries.evenings(table.programme.pk)[0].present == (table.lead.name,)
