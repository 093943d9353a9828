# SPDX-License-Identifier: AGPL-3.0-or-later
"""What may stand beside a quote: no combination that fewer than ten people share, the script of the words included."""

import pytest

from coproduce.process.consent import Purpose
from coproduce.strategy import verbs as strategy
from coproduce.thread.quotes import public_quotes
from tests import house
from tests.thread.conftest import crowd, sewn

pytestmark = pytest.mark.django_db(databases=["default", "keys"])
URDU, ENGLISH = "مجھے نہر پسند ہے", "I like the canal."
PLAIN = (Purpose.HOLD, Purpose.ANALYSE, Purpose.QUOTE)


def said_in_urdu(town, many: int, agreed=house.ALL):
    """So many people who say the same in Urdu; the last one is quoted."""
    at = house.session(town.programme, title="Tea at the lock")
    for _ in range(many):
        who = house.participant(town.programme, at)
        voice = house.voice(
            town.programme, URDU, who=who, at=at, language="ur", translation=ENGLISH, agreed=agreed
        )  # fmt: skip
    passage = sewn(town.programme, town.lead, town.theme, voice, URDU)
    strategy.quote(sentence=town.sentence, passage=passage, by=town.lead)


def of_urdu(town):
    return [quote for quote in public_quotes(town.programme.pk) if quote.text in {URDU, ENGLISH}]


def test_alone_in_a_town_nothing_is_said_of_anybody(town):
    assert [quote.caption for quote in public_quotes(town.programme.pk)] == ["Somebody who took part"]


def test_where_ten_share_it_the_kind_of_session_and_the_place_are_said(town):
    crowd(town, 12)
    (quote,) = public_quotes(town.programme.pk)
    assert quote.caption == "At a workshop, in Newtown, March 2025"


def test_ten_who_share_a_language_are_quoted_in_it(town):
    said_in_urdu(town, 10)
    (quote,) = of_urdu(town)
    assert (quote.text, quote.language, quote.translation) == (URDU, "ur", ENGLISH)
    assert quote.caption.endswith("said in Urdu")


def test_fewer_are_quoted_in_translation_which_says_so_only_among_ten(town):
    said_in_urdu(town, 4)
    assert of_urdu(town) == [], "a translation that cannot say so is not verbatim, and is not shown"
    at = house.session(town.programme)
    for language in ("pl", "so", "pa", "ar", "bn", "ro"):
        house.voice(town.programme, "…", who=house.participant(town.programme, at), at=at, language=language)
    (quote,) = of_urdu(town)
    assert quote.text == ENGLISH and quote.language == "en" and quote.caption.endswith("translated")
    assert "Urdu" not in quote.caption


def test_without_a_yes_to_description_neither_place_nor_language_is_said(town):
    crowd(town, 12)
    said_in_urdu(town, 12, agreed=PLAIN)
    (quote,) = of_urdu(town)
    assert quote.text == ENGLISH and "Newtown" not in quote.caption and "Urdu" not in quote.caption
