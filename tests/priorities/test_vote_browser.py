# SPDX-License-Identifier: AGPL-3.0-or-later
"""The vote in a real browser: on a small telephone without scripts, and checked by axe with them."""

import pytest

from coproduce.priorities import verbs
from coproduce.priorities.models import Response
from tests.priorities.test_vote_pages import open_today
from tests.priorities.town import town

pytestmark = [pytest.mark.browser, pytest.mark.django_db(databases=["default", "keys"], transaction=True)]


def sideways(page) -> bool:
    return page.evaluate("document.documentElement.scrollWidth > innerWidth")


def test_somebody_votes_on_a_small_telephone_without_scripts(live_server, open_page):
    here = open_today(town())
    page = open_page(width=320, javascript=False)
    page.goto(f"{live_server.url}/{here.programme.slug}/vote/")
    page.get_by_role("button", name="I understand. Begin").click()
    page.get_by_label("Agree", exact=True).check()
    page.get_by_label("Very much").check()
    page.get_by_label("Want to say why?").fill("Because of the zebra")
    page.get_by_role("button", name="Keep my answer and go on").click()
    page.get_by_role("button", name="Keep my answer and go on").click()
    assert "Error:" in page.title() and page.get_by_role("alert").is_visible()
    page.get_by_label("Pass, not sure").check()
    page.get_by_role("button", name="Keep my answer and go on").click()
    assert page.get_by_role("heading", name="Thank you").is_visible()
    assert "You answered 2 of 2 statements" in page.content()
    assert sorted(Response.objects.values_list("vote", "importance")) == [("agree", 3), ("pass", None)]
    assert not page.evaluate("document.cookie")


@pytest.mark.parametrize("width", [1280, 320])
def test_axe_finds_nothing_and_no_page_scrolls_sideways(live_server, open_page, axe, width):
    here = open_today(town())
    verbs.add_evidence(priority=here.priority, theme=here.talk, relation="supports", note="Shame.", by=here.lead)
    page = open_page(width=width, bypass_csp=True)
    base = f"{live_server.url}/{here.programme.slug}"
    page.goto(f"{base}/vote/")
    page.get_by_role("button", name="I understand. Begin").click()
    first = page.url
    for address in (
        f"{base}/vote/",
        first,
        f"{base}/vote/thanks/",
        f"{base}/vote/suggest/",
        f"{base}/vote/slip/",
        f"{base}/vote/take-back/",
        f"{base}/priorities/",
    ):
        page.goto(address)
        assert axe(page) == [], address
        assert not sideways(page), address
