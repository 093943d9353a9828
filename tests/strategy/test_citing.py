# SPDX-License-Identifier: AGPL-3.0-or-later
"""What a sentence leans on, and quoting only where its person agreed."""

import pytest

from coproduce.listening import verbs as listening
from coproduce.listening.models import Session
from coproduce.people.queries import PUBLIC
from coproduce.priorities import verbs as priorities
from coproduce.process.consent import Purpose
from coproduce.strategy import queries, verbs
from coproduce.strategy.models import Citation
from coproduce.themes.models import Passage
from tests import house
from tests.strategy.table import BENCH, DIGGING, put_to_vote, set_table

pytestmark = pytest.mark.django_db(databases=["default", "keys"])
NOT_QUOTED = tuple(p for p in Purpose if p is not Purpose.QUOTE)


def test_a_sentence_cites_by_the_codes_that_people_use() -> None:
    """Priorities in one version, themes, statements, findings, decisions."""
    table = set_table()
    put_to_vote(table, agree=12, disagree=2)
    table.decide_everything()
    verbs.compute_finding(
        programme=table.programme, code="F01", what="People who took part", measure="people_heard", by=table.lead
    )
    first_version = table.priority.versions.get()
    priorities.write_version(
        priority=table.priority, headline="More and nearer places to breathe.", explanation="",
        why_changed="People cannot walk far.", by=table.lead,
    )  # fmt: skip
    sentence = table.sentence()
    for kind, code, version in [
        ("priority", "P1", "v1"), ("priority", "P1", None), ("theme", "T1", None), ("statement", "ST01", None),
        ("finding", "F01", None), ("decision", "D01", None),
    ]:  # fmt: skip
        verbs.cite_by_code(sentence=sentence, kind=kind, code=code, version=version, by=table.lead)
    row = queries.sentence_row(sentence.pk)
    assert [(c.kind.value, c.code) for c in row.citations] == [
        ("priority", "P1"), ("priority", "P1"), ("theme", "T1"), ("statement", "ST01"), ("finding", "F01"),
        ("decision", "D01"),
    ]  # fmt: skip
    assert {str(c.version) for c in row.citations if c.version} == {"1", "2"}
    thread = queries.sentence_thread(sentence.pk)
    assert {(p.version_id, p.is_newest) for p in thread.priorities} >= {(str(first_version.pk), False)}
    assert [f.said for f in thread.findings] == ["0"]


def test_what_is_not_in_the_programme_is_not_cited() -> None:
    """Neither another programme's theme nor a code that nobody knows."""
    table, elsewhere = set_table(), set_table()
    sentence = table.sentence()
    with pytest.raises(verbs.Refused, match="not in this programme"):
        verbs.cite(sentence=sentence, kind="theme", target=elsewhere.places, by=table.lead)
    with pytest.raises(verbs.Refused, match="T99"):
        verbs.cite_by_code(sentence=sentence, kind="theme", code="T99", by=table.lead)
    with pytest.raises(verbs.Refused, match="A sentence cites"):
        verbs.cite(sentence=sentence, kind="hearsay", target=1, by=table.lead)


def test_citing_twice_changes_only_how_it_bears() -> None:
    """And taking off is possible."""
    table = set_table()
    sentence = table.sentence()
    verbs.cite(sentence=sentence, kind="theme", target=table.places, by=table.lead)
    again = verbs.cite(sentence=sentence, kind="theme", target=table.places, relation="qualifies", by=table.lead)
    assert Citation.objects.get().relation == "qualifies"
    verbs.uncite(citation=again, by=table.lead)
    assert queries.sentence_row(sentence.pk).citations == ()


def test_decisions_are_linked_exactly() -> None:
    """What is no longer named is no longer linked."""
    table = set_table()
    table.decide_everything()
    sentence, decisions = table.sentence(), list(table.programme.decisions.all())
    verbs.link_decisions(sentence=sentence, decisions=decisions, by=table.lead)
    verbs.link_decisions(sentence=sentence, decisions=decisions[:1], by=table.lead)
    assert queries.sentence_row(sentence.pk).decisions == (decisions[0].code,)


def test_a_quote_is_verbatim_and_comes_through_the_door() -> None:
    """With its language and, where the whole voice is quoted, its translation."""
    table = set_table()
    urdu = "آج پہلی بار کسی نے مجھ سے یہ پوچھا ہے۔"
    voice = house.voice(
        table.programme, urdu, at=table.session, who=house.participant(table.programme, table.session), language="ur",
        translation="Today is the first time anyone has asked me this.",
    )  # fmt: skip
    sentence = table.sentence()
    verbs.quote_words(sentence=sentence, voice=voice, words=urdu, by=table.lead)
    refs = queries.quotations(table.programme.pk)
    said = queries.quote_words(table.programme.pk, refs, by=PUBLIC)[refs[0].id]
    assert (said.text, said.language) == (urdu, "ur")
    assert said.translation == "Today is the first time anyone has asked me this."


def test_a_part_of_a_voice_is_quoted_without_the_translation_of_the_whole() -> None:
    """Words that are not there are refused."""
    table = set_table()
    voice, _ = table.said(DIGGING)
    sentence = table.sentence()
    verbs.quote_words(sentence=sentence, voice=voice, words="nobody can send me a letter", by=table.lead)
    refs = queries.quotations(table.programme.pk)
    assert queries.quote_words(table.programme.pk, refs)[refs[0].id].text == "nobody can send me a letter"
    with pytest.raises(verbs.Refused, match="exactly"):
        verbs.quote_words(sentence=sentence, voice=voice, words="everybody sends letters", by=table.lead)
    with pytest.raises(verbs.Refused, match="already"):
        verbs.quote_words(sentence=sentence, voice=voice, words="nobody can send me a letter", by=table.lead)


def test_quoting_without_consent_is_refused_with_the_reason() -> None:
    """The reason is in the words that people were asked in."""
    table = set_table()
    _, passage = table.said(BENCH, agreed=NOT_QUOTED)
    with pytest.raises(verbs.Refused, match="did not agree"):
        verbs.quote(sentence=table.sentence(), passage=passage, by=table.lead)


def test_quoting_is_refused_while_somebody_is_worried() -> None:
    """A concern hides the words from this too."""
    table = set_table()
    voice, passage = table.said(BENCH)
    listening.raise_concern(voice=voice, by=table.lead)
    with pytest.raises(verbs.Refused, match="worried"):
        verbs.quote(sentence=table.sentence(), passage=passage, by=table.lead)


def test_a_note_without_a_name_needs_the_notice_in_the_room() -> None:
    """A yes on the note alone is nobody's yes."""
    table = set_table()
    _, passage = table.said(BENCH, who=None, channel="post-it")
    sentence = table.sentence()
    with pytest.raises(verbs.Refused, match="notice"):
        verbs.quote(sentence=sentence, passage=passage, by=table.lead)
    Session.objects.filter(pk=table.session.pk).update(notes_quotable=True)
    verbs.quote(sentence=sentence, passage=passage, by=table.lead)


def test_a_masked_piece_is_shown_masked() -> None:
    """The name of somebody else is nobody's to quote."""
    table = set_table()
    _, passage = table.said("My sister Amina walks me to the bench and back.", masks=("Amina",))
    sentence = table.sentence()
    verbs.quote(sentence=sentence, passage=passage, by=table.lead)
    refs = queries.quotations(table.programme.pk)
    said = queries.quote_words(table.programme.pk, refs, by=PUBLIC)[refs[0].id]
    assert said.text == "My sister […] walks me to the bench and back."
    assert said.masked


def test_a_passage_whose_words_changed_is_not_quoted() -> None:
    """Its keyed mark tells."""
    table = set_table()
    _, passage = table.said(BENCH)
    Passage.objects.filter(pk=passage).update(mark="0" * 64)
    with pytest.raises(verbs.Refused, match="no longer matches"):
        verbs.quote(sentence=table.sentence(), passage=passage, by=table.lead)
