# SPDX-License-Identifier: AGPL-3.0-or-later
"""`make screenshots`: pictures of every page of the demo, to be looked at by a person.

It follows the links of the public pages, then signs in and follows those of the team, and takes one page for each
kind of address: on a desk, on a phone of 320 px, and dark. `screenshots/index.html` shows them side by side.
"""

import html
import re
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urljoin, urlsplit

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from scripts import machine  # noqa: E402
from scripts.site import Site, demo  # noqa: E402

OUT = ROOT / "screenshots"
# Pages that no link leads to: they open by a code, a form or an address that somebody types.
STARTS = ("/", "/slip/", "/health/")
TEAM = re.compile(r"^/team/")
NOT_PAGES = re.compile(r"/team/link/|/sign-out|/static/|\.(csv|pdf|docx|json|xlsx|svg|png|zip|css|js|html)$")
SHAPES = {"desk": (1280, "light"), "phone": (320, "light"), "dark": (1280, "dark")}
MOST = 150


@dataclass
class Walk:
    """Follows links from page to page, one page for each kind of address."""

    site: Site
    kinds: dict[str, str] = field(default_factory=dict)
    wrong: list[str] = field(default_factory=list)

    def follow(self, page: Any, starts: tuple[str, ...], *, leave: re.Pattern[str] | None = None) -> dict[str, str]:
        """Visit what can be reached, but for paths to leave; return the new pages by kind."""
        waiting, new = [urljoin(self.site.address, start) for start in starts], {}
        while waiting and len(self.kinds) < MOST:
            address = waiting.pop(0)
            kind = kind_of(address)
            path = urlsplit(address).path
            if kind in self.kinds or NOT_PAGES.search(path) or (leave and leave.search(path)):
                continue
            answer = page.goto(address)
            self.kinds[kind] = new[kind] = address
            if answer is None or answer.status >= 400:
                self.wrong.append(f"{answer.status if answer else 'no answer'} {address}")
            links = page.eval_on_selector_all("a[href]", "all => all.map(a => a.href)")
            waiting += [link.split("#")[0] for link in links if link.startswith(self.site.address)]
        return new


def kind_of(address: str) -> str:
    """Addresses that differ only in which voice, theme or sentence they show are of one kind."""
    parts = [part for part in urlsplit(address).path.split("/") if part]
    plain = ["x" if re.search(r"\d", part) else part for part in parts]
    return "-".join(plain) or "home"


def shoot(browser: Any, pages: dict[str, str], state: Any) -> None:
    """Take each page in each shape."""
    for shape, (width, scheme) in SHAPES.items():
        context = browser.new_context(
            viewport={"width": width, "height": 900}, color_scheme=scheme, storage_state=state, reduced_motion="reduce"
        )
        page = context.new_page()
        for kind, address in pages.items():
            page.goto(address)
            page.screenshot(path=str(OUT / f"{kind}.{shape}.png"), full_page=True)
        context.close()


def index(walk: Walk) -> None:
    """One page that shows all of them."""
    rows = []
    for kind, address in walk.kinds.items():
        shown = "".join(f'<img loading="lazy" src="{html.escape(kind)}.{shape}.png" alt="{shape}">' for shape in SHAPES)
        rows.append(f"<h2>{html.escape(urlsplit(address).path)}</h2><div>{shown}</div>")
    style = "div{display:flex;gap:1rem;align-items:start;overflow:auto}img{max-width:45vw;border:1px solid #999}"
    page = f"<!doctype html><meta charset=utf-8><title>Every page</title><style>{style}</style>{''.join(rows)}"
    (OUT / "index.html").write_text(page, encoding="utf-8")


def main() -> int:
    """Build the demo, walk it signed out and signed in, and take the pictures."""
    from playwright.sync_api import sync_playwright

    chromium = machine.chromium()
    if chromium is None:
        print(f"Pictures need Chromium: {machine.mend(['chromium'])}", file=sys.stderr)
        return 1
    OUT.mkdir(exist_ok=True)
    arguments = ["--no-sandbox", "--disable-background-networking", "--disable-dev-shm-usage"]
    with demo(ROOT / "data" / "screenshots") as site, sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=str(chromium), args=arguments)
        walk = Walk(site)
        context = browser.new_context()
        # Somebody signed out would meet the door on each page of the team, and the walk takes each kind of page once.
        shoot(browser, walk.follow(context.new_page(), STARTS, leave=TEAM), context.storage_state())
        page = context.new_page()
        page.goto(site.link)
        page.get_by_role("button", name="Sign in").click()
        shoot(browser, walk.follow(page, ("/team/",)), context.storage_state())
        browser.close()
    index(walk)
    print(f"{len(walk.kinds)} kinds of page, {len(SHAPES)} pictures each: {(OUT / 'index.html').relative_to(ROOT)}")
    for line in walk.wrong:
        print(f"did not open: {line}", file=sys.stderr)
    return 1 if walk.wrong else 0


if __name__ == "__main__":
    sys.exit(main())
