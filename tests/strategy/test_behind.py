# SPDX-License-Identifier: AGPL-3.0-or-later
"""Whose words a sentence draws on: counted in people, by one rule."""

from dataclasses import dataclass

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from coproduce.listening import verbs as listening
from coproduce.process.consent import Purpose
from coproduce.strategy import queries, verbs
from coproduce.themes.verbs.codebook import make_theme
from tests import house
from tests.strategy.table import BENCH, DIGGING, set_table

pytestmark = pytest.mark.django_db(databases=["default", "keys"])
NOT_READ = tuple(p for p in Purpose if p is not Purpose.ANALYSE)


@dataclass(frozen=True)
class Said:
    """One voice of a made-up programme: whose (None: an unsigned note), under which themes, what became of it."""

    who: int | None
    themes: frozenset[int]
    cited: bool
    quoted: bool
    later: str


voices = st.builds(
    Said,
    who=st.sampled_from([None, 0, 1, 2]),
    themes=st.frozensets(st.integers(0, 1)),
    cited=st.booleans(),
    quoted=st.booleans(),
    later=st.sampled_from(["kept", "kept", "withdrawn", "put aside", "not analysed"]),
)


@given(said=st.lists(voices, max_size=5), leans_on=st.frozensets(st.integers(0, 1)))
@settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_people_behind_are_exactly_those_whose_readable_words_are_cited_quoted_or_under_a_cited_theme(
    said: list[Said], leans_on: frozenset[int]
) -> None:
    """Whatever happens afterwards to some of the voices."""
    table = set_table()
    table.session.notes_quotable = True
    table.session.save()
    people = [house.participant(table.programme, table.session) for _ in range(3)]
    themes, sentence = [table.places, table.talk], table.sentence()
    for theme in leans_on:
        verbs.cite(sentence=sentence, kind="theme", target=themes[theme], by=table.lead)
    expected, laid = set(), []
    for number, one in enumerate(said):
        who = people[one.who] if one.who is not None else None
        voice, passage = table.said(f"Remark number {number}.", who=who)
        for theme in one.themes:
            table.code(passage, themes[theme])
        if one.cited:
            verbs.cite(sentence=sentence, kind="passage", target=passage, by=table.lead)
        if one.quoted:
            verbs.quote(sentence=sentence, passage=passage, by=table.lead)
        laid.append((one, voice))
        drawn = one.cited or one.quoted or bool(one.themes & leans_on)
        if drawn and who is not None and one.later == "kept":
            expected.add(who.pk)
    for one, voice in laid:
        if one.later == "withdrawn":
            listening.withdraw_voice(voice=voice, by=None)
        elif one.later == "put aside":
            listening.raise_concern(voice=voice, by=table.lead)
        elif one.later == "not analysed":
            listening.change_consent(voice=voice, changes={Purpose.ANALYSE: False}, by=None)
    assert queries.people_behind(sentence) == expected
    for person in people:
        assert (sentence.pk in queries.sentences_of_participant(person.pk)) == (person.pk in expected)


def test_a_person_counts_once_and_an_unsigned_note_not_at_all() -> None:
    """Comments are not counted; people are."""
    table = set_table()
    person = house.participant(table.programme, table.session)
    table.said(BENCH, table.places, who=person)
    table.said(DIGGING, table.places, who=person)
    table.said("Nobody signed this.", table.places, who=None, channel="post-it")
    sentence = table.sentence()
    verbs.cite(sentence=sentence, kind="theme", target=table.places, by=table.lead)
    drawn = queries.behind(table.programme.pk)[sentence.pk]
    assert (drawn.people, len(drawn.notes), len(drawn.voices)) == ({person.pk}, 1, 3)


def test_our_own_words_draw_on_nobody() -> None:
    """A priority, a figure or a decision is not somebody's voice."""
    table = set_table()
    table.said(BENCH, table.places)
    table.decide_everything()
    sentence = table.sentence()
    verbs.cite_by_code(sentence=sentence, kind="priority", code="P1", by=table.lead)
    verbs.cite_by_code(sentence=sentence, kind="decision", code="D01", by=table.lead)
    assert queries.people_behind(sentence.pk) == set()


def test_a_theme_holds_what_its_parts_hold() -> None:
    """Coded under a part, drawn on through the whole."""
    table = set_table()
    part = make_theme(programme=table.programme, name="Benches", code="T1a", parent="T1", by=table.lead)
    voice, _ = table.said(BENCH, part)
    sentence = table.sentence()
    verbs.cite(sentence=sentence, kind="theme", target=table.places, by=table.lead)
    assert queries.people_behind(sentence) == {voice.participant_id}


def test_in_public_the_number_passes_the_gate() -> None:
    """Nine people are fewer than ten."""
    table = set_table()
    for number in range(9):
        table.said(f"Remark {number}.", table.places)
    sentence = table.sentence()
    verbs.cite(sentence=sentence, kind="theme", target=table.places, by=table.lead)
    assert queries.draws_on(table.programme)[sentence.pk].text == "fewer than ten"
    table.said("One more.", table.places)
    assert queries.draws_on(table.programme)[sentence.pk].text == "10"


def test_sentences_leaning_on_a_theme_come_in_the_order_of_the_text() -> None:
    """Removed ones are gone."""
    table = set_table()
    first, second, third = (table.sentence(f"Sentence {n}.") for n in range(3))
    for sentence in (third, first, second):
        verbs.cite(sentence=sentence, kind="theme", target=table.places, by=table.lead)
    verbs.remove_sentence(sentence=second, by=table.lead)
    assert queries.sentences_leaning_on(table.places.pk) == (first.pk, third.pk)
