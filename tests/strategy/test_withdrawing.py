# SPDX-License-Identifier: AGPL-3.0-or-later
"""Withdrawal reaches the strategy: quotes go, what leaned on the words is flagged, figures are counted again."""

import pytest

from coproduce.listening import verbs as listening
from coproduce.people.queries import PUBLIC
from coproduce.process.consent import Purpose
from coproduce.strategy import queries, verbs
from coproduce.strategy.models import Citation, Quotation, Sentence
from tests.strategy.table import BENCH, DIGGING, set_table

pytestmark = pytest.mark.django_db(databases=["default", "keys"])


def test_withdrawing_a_voice_takes_its_quote_and_flags_what_leaned_on_it() -> None:
    """The person is told in plain words that repeat none of theirs."""
    table = set_table()
    voice, passage = table.said(BENCH)
    other, kept = table.said(DIGGING)
    leaning = table.sentence("Benches help.")
    verbs.cite(sentence=leaning, kind="passage", target=passage, by=table.lead)
    quoting = table.sentence("Gardens help.")
    verbs.quote(sentence=quoting, passage=passage, by=table.lead)
    verbs.quote(sentence=quoting, passage=kept, by=table.lead)

    changed = [c for c in listening.withdraw_voice(voice=voice, by=None) if c.app == "strategy"]

    assert {(c.kind, c.ref) for c in changed} >= {("quote", "S-002"), ("citation", "S-001")}
    assert "bench" not in " ".join(c.text for c in changed)
    assert Quotation.objects.get().passage_id == kept
    assert not Citation.objects.exists()
    assert Sentence.objects.get(pk=leaning.pk).needs_look
    assert not Sentence.objects.get(pk=quoting.pk).needs_look
    assert other.pk in {ref.voice_id for ref in queries.quotations(table.programme.pk)}


def test_a_sentence_that_is_left_with_nothing_needs_a_look() -> None:
    """Its only ground was a quote."""
    table = set_table()
    voice, passage = table.said(BENCH)
    sentence = table.sentence()
    verbs.quote(sentence=sentence, passage=passage, by=table.lead)
    listening.withdraw_voice(voice=voice, by=None)
    gate = queries.gate(table.programme.pk)
    assert [p.ref for p in gate.of_kind("look")] == [sentence.code]
    verbs.looked_at(sentence=Sentence.objects.get(pk=sentence.pk), by=table.lead)
    assert not queries.gate(table.programme.pk).of_kind("look")
    assert [p.ref for p in queries.gate(table.programme.pk).of_kind("sentence")] == [sentence.code]


def test_a_sentence_whose_theme_held_one_voice_needs_a_look() -> None:
    """The theme stays; nobody's words are behind it any more."""
    table = set_table()
    voice, _ = table.said(BENCH, table.places)
    table.said(DIGGING, table.talk)
    alone, other = table.sentence("Benches."), table.sentence("Talking.")
    verbs.cite(sentence=alone, kind="theme", target=table.places, by=table.lead)
    verbs.cite(sentence=other, kind="theme", target=table.talk, by=table.lead)
    changed = listening.withdraw_voice(voice=voice, by=None)
    assert ("sentence", "S-001") in {(c.kind, c.ref) for c in changed if c.app == "strategy"}
    assert set(Sentence.objects.filter(needs_look=True)) == {alone}


def test_taking_back_the_yes_to_quoting_takes_the_quote_at_once() -> None:
    """The voice stays; its words are shown no more."""
    table = set_table()
    voice, passage = table.said(BENCH, table.places)
    sentence = table.sentence()
    verbs.cite(sentence=sentence, kind="theme", target=table.places, by=table.lead)
    verbs.quote(sentence=sentence, passage=passage, by=table.lead)
    changed = listening.change_consent(voice=voice, changes={Purpose.QUOTE: False}, by=None)
    assert [(c.kind, c.ref) for c in changed if c.app == "strategy"] == [("quote", "S-001")]
    assert queries.quotations(table.programme.pk) == []
    assert not Sentence.objects.get(pk=sentence.pk).needs_look


def test_taking_back_the_yes_to_analysing_reaches_themes_and_citations() -> None:
    """What drew on these words alone is looked at; what drew on others too is left alone."""
    table = set_table()
    voice, passage = table.said(BENCH, table.places)
    table.said(DIGGING, table.talk)
    alone, shared, direct = table.sentence("Benches."), table.sentence("Both."), table.sentence("These words.")
    verbs.cite(sentence=alone, kind="theme", target=table.places, by=table.lead)
    for theme in (table.places, table.talk):
        verbs.cite(sentence=shared, kind="theme", target=theme, by=table.lead)
    verbs.cite(sentence=direct, kind="passage", target=passage, by=table.lead)
    changed = listening.change_consent(voice=voice, changes={Purpose.ANALYSE: False}, by=None)
    told = {(c.kind, c.ref) for c in changed if c.app == "strategy"}
    assert told == {("citation", "S-003"), ("sentence", "S-001")}
    assert set(Sentence.objects.filter(needs_look=True)) == {alone, direct}


def test_figures_wait_for_the_next_release_and_then_count_again() -> None:
    """A count that fell by one at once would point at whoever left."""
    table = set_table()
    people = [table.said(f"Number {n} of many.")[0].participant for n in range(12)]
    verbs.compute_finding(
        programme=table.programme, code="F01", what="People who took part", measure="people_heard", by=table.lead
    )
    sentence = table.sentence("Twelve people spoke.")
    verbs.cite_by_code(sentence=sentence, kind="finding", code="F01", by=table.lead)
    listening.withdraw_everything(participant=people[0], by=None)
    assert queries.finding(table.programme.pk, "F01").said == "12"
    assert queries.finding(table.programme.pk, "F01").stale
    assert [p.ref for p in queries.gate(table.programme.pk).of_kind("finding")] == ["F01"]
    assert verbs.recompute_findings(programme=table.programme, by=table.lead) == ["F01"]
    assert queries.finding(table.programme.pk, "F01").said == "11"
    assert Sentence.objects.get(pk=sentence.pk).needs_look
    assert verbs.recompute_findings(programme=table.programme, by=table.lead) == []


def test_nothing_of_a_withdrawn_voice_is_quoted_in_public() -> None:
    """Even with a reference that somebody kept."""
    table = set_table()
    voice, passage = table.said(BENCH)
    verbs.quote(sentence=table.sentence(), passage=passage, by=table.lead)
    refs = queries.quotations(table.programme.pk)
    listening.withdraw_voice(voice=voice, by=None)
    assert queries.quote_words(table.programme.pk, refs, by=PUBLIC) == {}


def test_one_voice_of_several_leaves_its_person_counted() -> None:
    """Only figures that count voices wait to be counted again."""
    table = set_table()
    voice, _ = table.said(BENCH)
    for code, measure in [("F01", "people_heard"), ("F02", "voices_analysable"), ("F03", "sessions")]:
        verbs.compute_finding(programme=table.programme, code=code, what=measure, measure=measure, by=table.lead)
    listening.withdraw_voice(voice=voice, by=None)
    assert [row.code for row in queries.findings(table.programme.pk) if row.stale] == ["F02"]
