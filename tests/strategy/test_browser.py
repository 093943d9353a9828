# SPDX-License-Identifier: AGPL-3.0-or-later
"""The writing table in a real Chromium: by keyboard, without script, on a narrow screen, with no fault for axe."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.test import Client

from coproduce.strategy import queries, verbs
from coproduce.strategy.models import Sentence
from tests.strategy.table import BENCH, Table, put_to_vote, set_table

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(databases=["default", "keys"], transaction=True),
]


def laid() -> Table:
    """A table with something on every page."""
    table = set_table()
    put_to_vote(table)
    table.said("آج پہلی بار کسی نے مجھ سے یہ پوچھا ہے۔", table.places, language="ur", translation="Somebody asked me.")
    _, passage = table.said(BENCH, table.places)
    sentence = table.sentence()
    verbs.cite(sentence=sentence, kind="theme", target=table.places, by=table.lead)
    verbs.quote(sentence=sentence, passage=passage, by=table.lead)
    verbs.reword(sentence=sentence, text="We will put sixty benches in.", why="A number.", by=table.lead)
    verbs.propose_amendment(sentence=sentence, after="Sixty-one benches.", why="One more.", by=table.lead)
    verbs.make_commitment(
        strategy=table.strategy, action="Benches.", due_on=date(2026, 1, 1), sentence=sentence, by=table.lead
    )
    verbs.compute_finding(programme=table.programme, code="F01", what="People", measure="people_heard", by=table.lead)
    table.sentence("Nobody is left out.")
    return table


def opened(open_page: Callable[..., Any], server: Any, table: Table, **options: Any) -> tuple[Any, str]:
    """A page in which the lead is signed in, and where the writing table is."""
    client = Client()
    client.force_login(table.lead)
    page = open_page(**options)
    cookie = {"name": "sessionid", "value": client.cookies["sessionid"].value, "url": server.url}
    page.context.add_cookies([cookie])
    return page, f"{server.url}/team/{table.programme.slug}/strategy/"


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (320, "dark")])
def test_axe_finds_nothing_on_any_page(
    width: int, scheme: str, live_server: Any, open_page: Callable[..., Any], axe: Callable[[Any], list[str]]
) -> None:
    """No fault, and no sideways scroll at 320 pixels."""
    table = laid()
    one = f"sentences/{Sentence.objects.get(code='S-001').pk}/"
    page, base = opened(open_page, live_server, table, width=width, color_scheme=scheme, bypass_csp=True)
    for address in [
        "", one, f"{one}evidence/", f"{one}quotes/", f"{one}reword/", f"{one}author/", f"{one}move/", f"{one}amend/",
        "sections/new/", "gate/", "commitments/", "commitments/CM01/", "commitments/CM01/progress/", "commitments/new/",
        "figures/", "figures/new/", "amendments/", "sign-off/", "sign-off/sign/", "evenings/new/",
    ]:  # fmt: skip
        page.goto(base + address)
        assert axe(page) == [], address
        assert page.evaluate("document.documentElement.scrollWidth") <= width, address


def test_a_sentence_is_written_cited_and_quoted_by_keyboard_without_script(
    live_server: Any, open_page: Callable[..., Any]
) -> None:
    """From the text to the quote and to the gate."""
    table = laid()
    page, base = opened(open_page, live_server, table, width=320, javascript=False)
    page.goto(base)
    page.get_by_role("link", name="Write a sentence").press("Enter")
    page.get_by_label("The sentence").fill("People can sit down half way.")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.get_by_role("link", name="Cite evidence").press("Enter")
    page.get_by_label("T1 Places to breathe").press("Space")
    page.get_by_role("button", name="Cite what is ticked").press("Enter")
    page.get_by_role("link", name="Quote somebody").press("Enter")
    page.get_by_role("button", name="Quote this").first.press("Enter")
    page.get_by_role("link", name="Back to the sentence").press("Enter")
    assert page.get_by_role("heading", level=1).inner_text() == "Sentence S-003"
    page.get_by_role("link", name="The gate").press("Enter")
    assert "S-003" not in page.inner_text("main").replace("Changed after", "")
    row = queries.sentence_row(Sentence.objects.get(code="S-003").pk)
    assert ([c.code for c in row.citations], len(row.quote_ids)) == (["T1"], 1)
