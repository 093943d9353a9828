# SPDX-License-Identifier: AGPL-3.0-or-later
"""Suggested masks in a real browser: accepted and refused one by one, on a narrow screen too, and checked by axe."""

import os
from pathlib import Path

import pytest

from coproduce.listening import verbs
from coproduce.listening.models import LeftOpen, Mask
from coproduce.process.roles import Role
from tests import house

pytestmark = [pytest.mark.browser, pytest.mark.django_db(databases=["default", "keys"], transaction=True)]
KEEP_PICTURES = os.environ.get("COPRODUCE_PICTURES", "")


def picture(page, name: str) -> None:
    if KEEP_PICTURES:
        page.screenshot(path=Path(KEEP_PICTURES) / f"{name}-{page.viewport_size['width']}.png", full_page=True)


@pytest.mark.parametrize("width", [1280, 320])
def test_suggestions_are_decided_one_by_one(live_server, client, open_page, axe, width):
    town = house.programme()
    room, user = house.session(town), house.team(town, Role.FACILITATOR)
    verbs.keep_names(session=room, names=["zebedee"], by=user)
    text = "My sister Grace lives at 14 Larch Road and zebedee rings her on 0121 496 0123. اسمي خالد المصري"
    voice = house.voice(town, text, at=room, who=house.participant(town, room), by=user)
    client.force_login(user)
    page = open_page(width=width)
    cookie = {"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url}
    page.context.add_cookies([cookie])
    page.goto(f"{live_server.url}/team/{town.slug}/voices/{voice.pk}/")
    assert page.locator("b.mask").all_inner_texts() == [
        "Grace",
        "14 Larch Road",
        "zebedee",
        "0121 496 0123",
        "خالد المصري",
    ]
    assert not page.evaluate("document.documentElement.scrollWidth > innerWidth") and axe(page) == []
    picture(page, "covering")
    page.get_by_role("button", name="Cover “14 Larch Road”").click()
    page.get_by_role("button", name="Leave as it is “Grace”").click()
    assert page.locator("b.mask").all_inner_texts() == ["zebedee", "0121 496 0123", "خالد المصري"]
    assert Mask.objects.count() == LeftOpen.objects.count() == 1
    page.get_by_role("link", name="Names to look for in this session").click()
    assert page.get_by_label("One name in each line").input_value() == "zebedee"
    assert not page.evaluate("document.documentElement.scrollWidth > innerWidth") and axe(page) == []
    picture(page, "names")
