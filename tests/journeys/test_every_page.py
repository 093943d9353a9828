# SPDX-License-Identifier: AGPL-3.0-or-later
"""Every page that links lead to: it opens, axe finds nothing, it fits a phone, nothing is fetched from elsewhere."""

from urllib.parse import urlsplit

import pytest

from scripts.screenshots import Walk

pytestmark = [pytest.mark.browser, pytest.mark.sqlite]

PUBLIC = ("/", "/slip/")
SIDEWAYS = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"


class Watch:
    """Every address that a page asks for, and every complaint of the browser."""

    def __init__(self, page, address: str) -> None:  # noqa: ANN001
        self.elsewhere: list[str] = []
        self.complaints: list[str] = []
        page.on("request", lambda request: self._seen(request.url, address))
        page.on("console", lambda said: self.complaints.append(said.text) if said.type == "error" else None)

    def _seen(self, url: str, address: str) -> None:
        if not url.startswith((address, "data:", "blob:")):
            self.elsewhere.append(url)


def faults_of(page, axe, addresses: dict[str, str]) -> list[str]:  # noqa: ANN001
    """What is wrong with each page, one line a fault."""
    wrong = []
    for address in addresses.values():
        page.goto(address)
        path = urlsplit(address).path
        wrong += [f"{path}: {fault}" for fault in axe(page)]
        if page.evaluate(SIDEWAYS) > 1:
            wrong.append(f"{path}: scrolls sideways at {page.viewport_size['width']} px")
    return wrong


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (320, "dark")])
def test_public_pages(demo, open_page, axe, width, scheme):
    page = open_page(width=width, color_scheme=scheme, reduced_motion="reduce")
    watch = Watch(page, demo.address)
    walk = Walk(demo)
    pages = walk.follow(page, PUBLIC)
    assert not walk.wrong
    assert len(pages) >= 10, sorted(pages)
    assert not faults_of(page, axe, pages)
    assert not watch.elsewhere and not watch.complaints


@pytest.mark.parametrize(("width", "scheme"), [(1280, "dark"), (320, "light")])
def test_team_pages(demo, open_page, axe, lead_state, width, scheme):
    page = open_page(width=width, color_scheme=scheme, reduced_motion="reduce", storage_state=lead_state)
    watch = Watch(page, demo.address)
    walk = Walk(demo)
    pages = {kind: url for kind, url in walk.follow(page, ("/team/",)).items() if kind.startswith("team")}
    assert not walk.wrong
    assert len(pages) >= 15, sorted(pages)
    assert not faults_of(page, axe, pages)
    assert not watch.elsewhere and not watch.complaints


def test_participant_pages_are_light_and_need_no_script(demo, open_page):
    page = open_page(width=320, javascript=False)
    sizes = []
    page.on("response", lambda answer: sizes.append((answer.url, len(answer.body()))) if answer.ok else None)
    page.goto(f"{demo.address}/slip/")
    assert page.get_by_role("heading", level=1).is_visible()
    assert page.get_by_role("button", name="Open").is_visible()
    page.goto(f"{demo.address}/a-mentally-healthy-city/say/")
    assert page.get_by_role("heading", level=1).is_visible()
    before_images = sum(size for url, size in sizes if not url.endswith((".svg", ".png")))
    assert before_images < 260_000, sizes
