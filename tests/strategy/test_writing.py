# SPDX-License-Identifier: AGPL-3.0-or-later
"""Writing together: a sentence keeps its identity, its evidence and its promises through every change."""

from datetime import UTC, date, datetime

import pytest

from coproduce.look.public import check_public
from coproduce.people.models import AuditEvent
from coproduce.process.roles import Role
from coproduce.process.stages import NotAllowed, StageKey, StageState
from coproduce.programmes import verbs as programmes
from coproduce.strategy import queries, verbs
from coproduce.strategy.models import Sentence
from tests import house
from tests.strategy.table import BENCH, on, set_table

pytestmark = pytest.mark.django_db(databases=["default", "keys"])


def test_a_sentence_keeps_its_identity_through_rewording_moving_and_a_new_section() -> None:
    """Whoever followed a sentence on Monday finds it again on Friday."""
    table = set_table()
    _, passage = table.said(BENCH, table.places)
    first, second = table.sentence(), table.sentence("Nobody has to walk alone.")
    verbs.cite(sentence=first, kind="theme", target=table.places, by=table.lead)
    verbs.quote(sentence=first, passage=passage, by=table.lead)

    verbs.reword(sentence=first, text="We will put sixty benches in.", why="A number can be checked.", by=table.lead)
    verbs.move_sentence(sentence=first, after=second, by=table.lead)
    other = verbs.add_section(strategy=table.strategy, title="What we hold to", by=table.lead)
    verbs.move_sentence(sentence=first, section=other, by=table.lead)

    kept = Sentence.objects.get(pk=first.pk)
    assert kept.code == "S-001"
    assert kept.section == other
    assert [v.text for v in kept.versions.all()] == [
        "We will put benches where people cannot walk far.",
        "We will put sixty benches in.",
    ]
    assert kept.citations.get().theme_id == table.places.pk
    assert kept.quotations.get().passage_id == passage


def test_sentences_stand_where_they_were_put() -> None:
    """At the end, behind another, or first."""
    table = set_table()
    one, two = table.sentence("One."), table.sentence("Two.")
    between = table.sentence("Between.", after=one)
    before = table.sentence("Before.", first=True)
    assert list(table.section.sentences.values_list("pk", flat=True)) == [before.pk, one.pk, between.pk, two.pk]
    verbs.move_sentence(sentence=two, by=table.lead)
    assert table.section.sentences.first().pk == two.pk


def test_a_removed_sentence_leaves_its_history_and_is_not_written_on() -> None:
    """Its number is not used again."""
    table = set_table()
    sentence = table.sentence()
    verbs.remove_sentence(sentence=sentence, by=table.lead)
    assert Sentence.objects.get(pk=sentence.pk).versions.count() == 1
    with pytest.raises(verbs.Refused, match="was removed"):
        verbs.reword(sentence=Sentence.objects.get(pk=sentence.pk), text="Again.", why="Why not.", by=table.lead)
    assert table.sentence("Another.").code == "S-002"


def test_a_sentence_that_makes_a_promise_is_not_removed_by_the_way() -> None:
    """First the promise goes elsewhere."""
    table = set_table()
    sentence = table.sentence()
    verbs.make_commitment(
        strategy=table.strategy, action="Put in 60 benches.", due_on=date(2027, 9, 30), sentence=sentence, by=table.lead
    )
    with pytest.raises(verbs.Refused, match="CM01"):
        verbs.remove_sentence(sentence=sentence, by=table.lead)


@pytest.mark.parametrize(
    ("text", "why", "field"),
    [("", "Shorter.", "text"), ("New words.", " ", "why"), ("One.", "Same.", "text"), ("x" * 1001, "Longer.", "text")],
)
def test_a_rewording_needs_other_words_and_a_reason(text: str, why: str, field: str) -> None:
    """What is refused says which field to mend."""
    table = set_table()
    sentence = table.sentence("One.")
    with pytest.raises(verbs.Refused) as refused:
        verbs.reword(sentence=sentence, text=text, why=why, by=table.lead)
    assert refused.value.field == field


def test_context_and_judgement_have_an_author_of_this_programme() -> None:
    """A stranger answers for nothing here."""
    table = set_table()
    sentence = table.sentence()
    stranger = house.team(house.programme("Elsewhere"), Role.LEAD)
    with pytest.raises(verbs.Refused, match="no role"):
        verbs.answer_for(sentence=sentence, author_kind="context", author=stranger, by=table.lead)
    with pytest.raises(verbs.Refused, match="Name the person"):
        verbs.answer_for(sentence=sentence, author_kind="judgement", by=table.lead)
    verbs.answer_for(sentence=sentence, author_kind="judgement", author=table.lead, by=table.lead)
    assert Sentence.objects.get(pk=sentence.pk).author == table.lead
    verbs.answer_for(sentence=sentence, author_kind=None, by=table.lead)
    assert Sentence.objects.get(pk=sentence.pk).author is None


def test_nothing_is_written_before_the_third_stage_opens() -> None:
    """The reason is given in words."""
    programme = house.programme(open_stages=[StageKey.LISTEN])
    with pytest.raises(NotAllowed, match="write the strategy"):
        verbs.begin_strategy(programme=programme, title="Too early", by=None)
    table = set_table()
    programmes.set_stage(programme=table.programme, key=StageKey.DEVELOP, state=StageState.CLOSED, by=None)
    with pytest.raises(NotAllowed):
        table.sentence()


def test_a_second_strategy_is_refused() -> None:
    """One programme, one strategy."""
    table = set_table()
    with pytest.raises(verbs.Refused):
        verbs.begin_strategy(programme=table.programme, title="Another", by=table.lead)


def test_every_verb_leaves_a_line_without_words() -> None:
    """The audit knows who and what, never the text."""
    table = set_table()
    sentence = table.sentence("A sentence about benches.")
    verbs.reword(sentence=sentence, text="Another about walking.", why="Clearer.", by=table.lead)
    events = AuditEvent.objects.filter(about_kind="sentence", about_id=str(sentence.pk))
    assert [event.action for event in events] == ["sentence written", "sentence reworded"]
    assert "benches" not in str([event.detail for event in events])


def test_an_amendment_is_asked_for_and_answered_once() -> None:
    """Accepting rewords the sentence with the reason that was given."""
    table = set_table()
    sentence = table.sentence("We heard a wide range of people.")
    partner = house.team(table.programme, Role.PARTNER)
    asked = verbs.propose_amendment(
        sentence=sentence, after="We did not hear everybody.", why="Say who was missing.", by=partner
    )
    assert asked.before == "We heard a wide range of people."
    verbs.answer_amendment(amendment=asked, accept=True, by=table.lead)
    newest = sentence.versions.last()
    assert (newest.text, newest.why) == ("We did not hear everybody.", "Say who was missing.")
    with pytest.raises(verbs.Refused, match="already"):
        verbs.answer_amendment(amendment=asked, accept=False, by=table.lead)
    declined = verbs.propose_amendment(sentence=sentence, after="All is well.", why="Shorter.", by=partner)
    verbs.answer_amendment(amendment=declined, accept=False, by=table.lead)
    assert sentence.versions.count() == 2


def test_a_draft_from_elsewhere_comes_in_without_invented_evidence() -> None:
    """Missing evidence is missing."""
    programme = house.programme(open_stages=[])
    programme.brought_in = True
    programme.save()
    draft = "# Vision\nWe want a kind town.\n\nNobody is left out.\n# Promises\nWe will light the path."
    strategy = verbs.bring_in_strategy(
        programme=programme, title="Draft of 2024", sections=verbs.split_draft(draft), by=None
    )
    sections = {s.title: [x.versions.get().text for x in s.sentences.all()] for s in strategy.sections.all()}
    assert sections == {
        "Vision": ["We want a kind town.", "Nobody is left out."],
        "Promises": ["We will light the path."],
    }
    assert not Sentence.objects.filter(citations__isnull=False).exists()


def test_how_the_text_read_on_a_day_can_be_told() -> None:
    """Each version has its day, its reason and what changed."""
    table = set_table()
    with on(date(2025, 10, 7)):
        sentence = table.sentence("We heard many people.")
    with on(date(2026, 1, 13)):
        verbs.reword(sentence=sentence, text="We heard too few people.", why="Say who was missing.", by=table.lead)
    then = datetime(2025, 12, 1, tzinfo=UTC)
    assert queries.text_on(table.programme.pk, then) == {sentence.pk: "We heard many people."}
    first, second = queries.versions(sentence.pk)
    assert (str(first.number), first.changes) == ("1", ())
    assert [(p.kind, p.text.strip()) for p in second.changes if p.kind != "same"] == [
        ("removed", "many"),
        ("added", "too few"),
    ]


def test_a_public_page_may_carry_the_text_as_it_is() -> None:
    """No row of it holds a bare number."""
    table = set_table()
    sentence = table.sentence()
    verbs.cite(sentence=sentence, kind="theme", target=table.places, by=table.lead)
    verbs.cite_by_code(sentence=sentence, kind="priority", code="P1", by=table.lead)
    check_public(queries.whole_text(table.programme.pk))
    check_public(queries.sentence_thread(sentence.pk))
