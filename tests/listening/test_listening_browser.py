# SPDX-License-Identifier: AGPL-3.0-or-later
"""Having a say, and typing for a room, in a real browser: on a small telephone without scripts, and checked by axe."""

import os
from pathlib import Path

import pytest

from coproduce.listening import verbs
from coproduce.listening.models import EqualityAnswer, Voice
from coproduce.people import throttle
from coproduce.process.roles import Role
from coproduce.programmes.verbs import add_services
from tests import house

pytestmark = [pytest.mark.browser, pytest.mark.django_db(databases=["default", "keys"], transaction=True)]
WORDS = "Ask Maureen at the desk about the bench."
KEEP_PICTURES = os.environ.get("COPRODUCE_PICTURES", "")


@pytest.fixture(autouse=True)
def _nobody_failed_yet():
    throttle._failures.clear()


def sideways(page) -> bool:
    return page.evaluate("document.documentElement.scrollWidth > innerWidth")


def picture(page, name: str) -> None:
    if KEEP_PICTURES:
        page.screenshot(path=Path(KEEP_PICTURES) / f"{name}-{page.viewport_size['width']}.png", full_page=True)


def sign_in(page, live_server, client, user) -> None:
    client.force_login(user)
    page.context.add_cookies(
        [{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url}]
    )


def test_somebody_says_something_on_a_small_telephone_without_scripts(live_server, open_page):
    town = house.programme()
    page = open_page(width=320, javascript=False)
    page.goto(f"{live_server.url}/{town.slug}/say/")
    page.get_by_role("link", name="Begin").click()
    page.get_by_role("button", name="Save and go on").click()
    assert "Error:" in page.title() and page.get_by_role("alert").is_visible()
    page.get_by_label("What helps you feel well?").fill(WORDS)
    page.get_by_role("button", name="Save and go on").click()
    page.get_by_role("button", name="Skip this question").click()
    for group in page.get_by_role("group").all():
        group.get_by_label("Yes", exact=True).check()
    page.get_by_role("button", name="Save and go on").click()
    page.get_by_label("50 to 64").check()
    page.get_by_role("button", name="Save and go on").click()
    assert WORDS in page.content() and "Skipped" in page.content()
    page.get_by_role("button", name="Send, and give me a slip").click()
    assert page.get_by_role("heading", name="Thank you").is_visible()
    assert page.get_by_role("img", name="A square code").is_visible()
    assert page.url.endswith("/say/check/") and page.locator(".slipwords").inner_text().count(" ") == 5
    assert Voice.objects.count() == 1 and EqualityAnswer.objects.get().category == "50-64"


@pytest.mark.parametrize("width", [1280, 320])
def test_each_page_of_the_way_is_sound(live_server, open_page, axe, width):
    town = house.programme()
    add_services(
        programme=town, services=[{"code": "S1", "name": "Samaritans", "phone": "116 123", "crisis": True}], by=None
    )
    page = open_page(width=width, bypass_csp=True)

    def look(name: str) -> None:
        picture(page, name)
        assert axe(page) == [], name
        assert not sideways(page), name

    page.goto(f"{live_server.url}/{town.slug}/help/")
    look("help")
    page.goto(f"{live_server.url}/{town.slug}/say/")
    look("say-welcome")
    page.get_by_role("link", name="Begin").click()
    page.get_by_label("What helps you feel well?").fill(WORDS)
    look("say-question")
    page.get_by_role("button", name="Save and go on").click()
    page.get_by_role("button", name="Skip this question").click()
    page.get_by_role("button", name="Save and go on").click()
    look("say-allow-wrong")
    for group in page.get_by_role("group").all():
        group.get_by_label("Yes", exact=True).check()
    page.get_by_role("button", name="Save and go on").click()
    look("say-about")
    page.get_by_role("button", name="Skip all of these").click()
    look("say-check")
    page.get_by_role("button", name="Send, and give me a slip").click()
    look("say-done")


@pytest.mark.parametrize("width", [1280, 320])
def test_the_teams_pages_are_sound(live_server, open_page, axe, client, width):
    town = house.programme()
    room = house.session(town)
    voice = house.voice(town, WORDS, at=room, who=house.participant(town, room), masks=("Maureen",))
    worry = house.voice(town, "I cannot go on.", at=room, who=house.participant(town, room))
    verbs.raise_concern(voice=worry, by=None)
    verbs.object_to(programme=town, about_kind="voice", about_id=voice.pk, words="Not at the desk.")
    page = open_page(width=width, bypass_csp=True)
    sign_in(page, live_server, client, house.team(town, Role.FACILITATOR, Role.SAFEGUARDING, Role.LEAD))
    team = f"{live_server.url}/team/{town.slug}"
    person = room.participants.first().pk
    for name, step in {
        "start": "/", "sessions": "/sessions/", "new-session": "/sessions/new/",
        "capture": f"/sessions/{room.code}/", "voice": f"/voices/{voice.pk}/",
        "withdraw": f"/sessions/{room.code}/people/{person}/withdraw/", "concern": f"/voices/{voice.pk}/concern/",
        "concerns": "/concerns/", "objections": "/objections/",
    }.items():  # fmt: skip
        page.goto(f"{team}{step}")
        picture(page, name)
        assert axe(page) == [], name
        assert not sideways(page), name
    page.goto(f"{team}/sessions/{room.code}/")
    page.get_by_role("button", name="A new slip").or_(page.get_by_role("button", name="Give a slip")).first.click()
    picture(page, "slip-page")
    assert axe(page) == [] and WORDS not in page.content()


@pytest.mark.parametrize("width", [1280, 320])
def test_the_way_of_a_sheet_is_sound(live_server, open_page, axe, client, width):
    town = house.programme()
    page = open_page(width=width, bypass_csp=True)
    sign_in(page, live_server, client, house.team(town, Role.LEAD))

    def look(name: str) -> None:
        picture(page, name)
        assert axe(page) == [], name
        assert not sideways(page), name

    body = b"id,comment,asked,when\n1,A bench by the canal,Q1,2025-01-02\n2,Buses,What of the night?,\n3,,Q1,soon\n"
    page.goto(f"{live_server.url}/team/{town.slug}/import/")
    page.get_by_label("The sheet").set_input_files({"name": "answers.csv", "mimeType": "text/csv", "buffer": body})
    page.get_by_role("button", name="Look at it").click()
    page.get_by_label("asked").select_option(label="The question they answered")
    page.get_by_role("button", name="Look again").click()
    look("import-match")
    page.get_by_label("What of the night?").check()
    page.get_by_label("On what basis").fill("A public consultation")
    page.get_by_role("button", name="Take it in").click()
    look("import-done")
    assert page.get_by_text("Taken in: 2 voices from 2 rows.").is_visible()
    page.get_by_role("link", name="Another sheet").click()
    look("import")
