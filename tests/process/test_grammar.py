# SPDX-License-Identifier: AGPL-3.0-or-later
"""Field classes, the grammar of the thread, and decisions."""

import pytest

from coproduce.process.classification import PERSONAL, PUBLIC, SPECIAL, FieldClass, personal, public, special
from coproduce.process.decisions import WORDS, Outcome, check_decision
from coproduce.process.thread import AUTHOR_WORDS, RELATION_WORDS, AuthorKind, CitationKind, Relation, check_sentence


def test_fields_are_classed_with_what_erases_them():
    classes = {**public("id", "slug"), **personal("withdraw", "label"), **special("withdraw", "religion")}
    assert classes == {
        "id": FieldClass(PUBLIC, ""),
        "slug": FieldClass(PUBLIC, ""),
        "label": FieldClass(PERSONAL, "withdraw"),
        "religion": FieldClass(SPECIAL, "withdraw"),
    }


@pytest.mark.parametrize("helper", [personal, special])
def test_a_personal_field_must_say_what_erases_it(helper):
    with pytest.raises(ValueError, match="erases"):
        helper("", "name")


@pytest.mark.parametrize("kind", CitationKind)
@pytest.mark.parametrize("relation", Relation)
def test_one_citation_of_each_kind_and_relation(kind, relation):
    publishable = kind is not CitationKind.DECISION and relation is not Relation.CONTRADICTS
    assert (check_sentence([(kind, relation)]) == []) is publishable


def test_a_kind_alone_supports():
    assert check_sentence([CitationKind.THEME]) == []


@pytest.mark.parametrize("author_kind", AuthorKind)
def test_a_named_author_answers_for_a_sentence_without_evidence(author_kind):
    assert check_sentence([], author_kind, "Marcia Ellery-Boone") == []
    assert "nobody is named" in check_sentence([], author_kind, "  ")[0]
    assert "nobody is named" in check_sentence([CitationKind.THEME], author_kind)[0]


def test_a_sentence_that_leans_on_nothing_is_listed():
    assert "Cites nothing" in check_sentence([])[0]


def test_contradiction_beside_support_is_welcome():
    mixed = [(CitationKind.PASSAGE, Relation.CONTRADICTS), (CitationKind.THEME, Relation.SUPPORTS)]
    assert check_sentence(mixed) == []


def test_a_whole_decision_has_an_outcome_a_reason_and_a_body():
    assert check_decision(Outcome.PARTLY, "Rents are set elsewhere.", "Co-production panel") == []
    assert len(check_decision(None, " ", "")) == 3


def test_every_outcome_and_relation_has_plain_words():
    assert set(WORDS) == set(Outcome) and set(RELATION_WORDS) == set(Relation) and set(AUTHOR_WORDS) == set(AuthorKind)
