# SPDX-License-Identifier: AGPL-3.0-or-later
"""From a sentence of the strategy down to what somebody said, and up again from a theme; no script, no raw number."""

from datetime import timedelta

import pytest

from coproduce.listening import verbs as listening
from coproduce.look.public import UngatedFigure, check_public
from coproduce.process import clock
from coproduce.process.consent import Purpose
from coproduce.report.verbs import publish
from coproduce.strategy import verbs as strategy
from coproduce.themes import verbs as themes
from coproduce.thread.queries import shelf_of, text_of, theme_threads
from coproduce.thread.quotes import public_quotes
from tests import house
from tests.thread.conftest import AGAINST, CALM, RENT, crowd, sewn

pytestmark = pytest.mark.django_db(databases=["default", "keys"])


@pytest.fixture
def client(client, town):
    """Somebody of the team, who reads a draft where everybody will read the strategy."""
    client.force_login(town.lead)
    return client


def seen(client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, address
    return answer.content.decode()


def test_a_sentence_opens_its_thread_on_the_page_and_on_one_of_its_own(client, town):
    page = seen(client, f"{town.at}strategy/")
    assert page.count("<details id=") == 2 and "<script>" not in page
    for hangs_on in (CALM, "Places that calm", "The heron at the lock", "P1, version 1", "fewer than ten"):
        assert hangs_on in page, hangs_on
    assert f'href="{town.at}strategy/S-001/"' in page and "stand behind" not in page
    own = seen(client, f"{town.at}strategy/s-001/")
    assert CALM in own and "Keep the quiet places." in own and f'href="{town.at}thread/T1/"' in own
    assert client.get(f"{town.at}strategy/S-999/").status_code == 404


def test_a_sentence_without_evidence_shows_who_answers_for_it(client, town):
    own = seen(client, f"{town.at}strategy/S-002/")
    assert RENT in own and f"Context, written by {town.lead.name}." in own


def test_people_are_counted_through_the_gate(client, town):
    assert "words of fewer than ten people" in seen(client, f"{town.at}strategy/S-001/")
    crowd(town, 11)
    assert "words of 12 people" in seen(client, f"{town.at}strategy/S-001/")
    assert "12 people spoke of it" in seen(client, f"{town.at}thread/T1/")


def test_no_bare_number_is_on_any_page(town):
    shelf = shelf_of(town.programme)
    text = text_of(town.programme, shelf, draft=True)
    for rows in (text, theme_threads(shelf, text)[0], *shelf.themes.values()):
        check_public(rows)
    with pytest.raises(UngatedFigure):
        check_public(shelf.themes["T1"].__class__("T1", "A", "1", "", "", 12, "", ""))


def test_what_speaks_against_it_is_kept_beside_it(client, town):
    other = house.voice(town.programme, AGAINST, who=house.participant(town.programme))
    passage = sewn(town.programme, town.lead, town.theme, other, AGAINST)
    strategy.quote(sentence=town.sentence, passage=passage, relation="contradicts", by=town.lead)
    for address in ("strategy/", "strategy/S-001/", "thread/T1/"):
        page = seen(client, town.at + address)
        assert page.index("otherwise") < page.index(AGAINST), address


def test_a_theme_tells_where_it_came_from_and_where_it_went(client, town):
    old = themes.make_theme(programme=town.programme, name="Herons", by=town.lead)
    whole = themes.merge(
        programme=town.programme, from_=[old.code, town.theme.code], into=town.theme.code, name="Places that calm us",
        why="Nobody came for one bird.", by=town.lead,
    )  # fmt: skip
    page = seen(client, f"{town.at}thread/T1/")
    assert "Nobody came for one bird." in page and "“Herons”" in page and town.lead.name in page
    assert "Partly taken up" in page and "There is one lock." in page and "Quiet places" in page and CALM in page
    assert whole is not None and client.get(f"{town.at}thread/T99/").status_code == 404


def test_the_thread_says_plainly_what_is_missing(client, town):
    themes.make_theme(programme=town.programme, name="Buses", by=town.lead)
    page = seen(client, f"{town.at}thread/")
    assert "No decision yet" in page and "This theme has no decision." in page and "Too few people yet" in page
    assert "Partly taken up" in page


def test_figures_and_words_stay_as_published_and_quotes_go_at_once(client, town):
    people = crowd(town, 12)
    publish(programme=town.programme, by=town.lead, gaps_accepted="A first look.")
    strategy.reword(sentence=town.sentence, text="Nobody has agreed to this draft.", why="Trying.", by=town.lead)
    for person in people[:5]:
        listening.withdraw_everything(participant=person, by=None)
    listening.change_consent(voice=town.voice, changes={Purpose.QUOTE: False}, by=None)
    for address in ("strategy/", "strategy/S-001/"):
        page = seen(client, town.at + address)
        assert "words of 13 people" in page and CALM in page, address
        assert "Nobody has agreed to this draft." not in page and "heron" not in page
    assert "13 people spoke of it" in seen(client, f"{town.at}thread/T1/")


def test_late_is_called_late(client, town):
    strategy.make_commitment(
        strategy=town.sentence.section.strategy, sentence=town.sentence, action="Put in a bench.", owner="Parks",
        measure="Benches", target="1", due_on=clock.today() - timedelta(days=1), by=town.lead,
    )  # fmt: skip
    page = seen(client, f"{town.at}strategy/")
    assert "One is late." in page and ">Late<" in page and "Put in a bench." in page


def test_a_person_quoted_twice_is_not_told_apart_by_two_captions(town):
    again = house.voice(
        town.programme, "And the cows.", who=town.person, agreed=(Purpose.HOLD, Purpose.ANALYSE, Purpose.QUOTE)
    )
    passage = sewn(town.programme, town.lead, town.theme, again, "And the cows.")
    second = strategy.write_sentence(section=town.sentence.section, text="Cows too.", by=town.lead)
    strategy.quote(sentence=second, passage=passage, by=town.lead)
    crowd(town, 12)
    whole = {quote.id: quote.caption for quote in public_quotes(town.programme.pk)}
    apart = {q.id: q.caption for s in (town.sentence, second) for q in public_quotes(town.programme.pk, [s.pk])}
    assert whole == apart and len(whole) == 2


def test_before_anything_is_written_every_page_still_stands(client):
    made = house.programme("A New Town")
    for address in ("", "strategy/", "thread/"):
        page = seen(client, f"/{made.slug}/{address}")
        assert "<h1" in page and ">None<" not in page
    assert "Not written yet" in seen(client, f"/{made.slug}/strategy/")


def test_the_first_page_leads_on(client, town):
    page = seen(client, town.at)
    for part in ("Have your say", "I have a slip", "Quiet places", "The heron at the lock", "Three stages", "heard/"):
        assert part in page, part
    crowd(town, 11)
    assert "12 people took part" in seen(client, town.at) and "<svg" in seen(client, town.at)
