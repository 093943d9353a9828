# SPDX-License-Identifier: AGPL-3.0-or-later
"""The style page in a real Chromium: no fault for axe, no sideways scroll, nothing fetched from elsewhere."""

from collections.abc import Callable
from typing import Any

import pytest

pytestmark = pytest.mark.browser

PAGES = ["/look/", "/look/?layout=participant", "/look/?layout=participant&bad=1", "/look/?layout=team",
         "/look/?layout=signin", "/error/404/"]  # fmt: skip


@pytest.mark.parametrize("address", PAGES)
@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (1280, "dark"), (320, "light"), (320, "dark")])
def test_axe_finds_nothing(address: str, width: int, scheme: str, style_server: str, open_page: Callable[..., Any],
                           axe: Callable[[Any], list[str]]) -> None:  # fmt: skip
    page = open_page(width=width, color_scheme=scheme, bypass_csp=True)
    page.goto(style_server + address)
    assert axe(page) == []


@pytest.mark.parametrize("address", [*PAGES, "/look/?lang=ur", "/look/?layout=participant&lang=ur&bad=1"])
def test_no_sideways_scroll_at_320_and_the_policy_is_kept(address: str, style_server: str,
                                                           open_page: Callable[..., Any]) -> None:  # fmt: skip
    page, said, asked = open_page(width=320), [], []
    page.on("console", lambda message: said.append(message.text) if message.type == "error" else None)
    page.on("request", lambda request: asked.append(request.url))
    page.goto(style_server + address)
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    assert [text for text in said if "Content Security Policy" in text] == []
    assert all(url.startswith((style_server, "data:")) for url in asked)


def test_targets_are_44_pixels_where_people_take_part(style_server: str, open_page: Callable[..., Any]) -> None:
    page = open_page(width=320)
    page.goto(style_server + "/look/?layout=participant")
    small = page.evaluate("""() => [...document.querySelectorAll('header a, .btn, .opt, .back, .foot a, .foot button')]
      .filter(e => e.offsetParent && !e.classList.contains('skip') && e.getBoundingClientRect().height < 43.5)
      .map(e => e.textContent.trim())""")
    assert small == []


def test_light_or_dark_is_remembered_without_a_cookie(style_server: str, open_page: Callable[..., Any]) -> None:
    page = open_page(color_scheme="light")
    page.goto(style_server + "/look/?layout=participant")
    page.get_by_role("button", name="Light or dark").click()
    page.reload()
    assert page.evaluate("document.documentElement.dataset.scheme") == "dark"
    assert page.context.cookies() == []


def test_without_script_everything_is_there_but_the_switch(style_server: str, open_page: Callable[..., Any]) -> None:
    page = open_page(javascript=False)
    page.goto(style_server + "/look/?layout=participant&bad=1")
    assert not page.get_by_role("button", name="Light or dark").is_visible()
    page.get_by_role("link", name="Choose whether we may count your words").click()
    assert page.url.endswith("#id_may_0")


def test_a_participant_page_is_light(style_server: str, open_page: Callable[..., Any]) -> None:
    page, sizes = open_page(), []
    page.on("response", lambda answer: sizes.append((answer.url, len(answer.body()))))
    page.goto(style_server + "/look/?layout=participant")
    page.wait_for_load_state("networkidle")
    fonts = sum(size for url, size in sizes if url.endswith(".woff2"))
    assert fonts < 100_000, "the names of languages must not fetch their faces"
