# SPDX-License-Identifier: AGPL-3.0-or-later
"""Who walks the whole way: a team at a desk, and people who take part by telephone without scripts or at a desk with."""

import re
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from typing import Any

from docx import Document
from pypdf import PdfReader

from tests.journeys.fresh_house import House

PHONE, DESK = {"width": 320, "height": 640}, {"width": 1280, "height": 900}


@dataclass
class Walk:
    """One browser for each person, what they said and got, and what went wrong on the way."""

    house: House
    browser: Any
    pages: dict[str, Any] = field(default_factory=dict)
    slips: dict[str, str] = field(default_factory=dict)
    wrong: list[str] = field(default_factory=list)
    stopped: str = ""

    def page(self, who: str, *, phone: bool = False) -> Any:
        """The browser of a person; on the telephone no script runs."""
        if who not in self.pages:
            context = self.browser.new_context(viewport=PHONE if phone else DESK, java_script_enabled=not phone)
            context.set_default_timeout(15_000)
            self.pages[who] = page = context.new_page()
            page.on("request", lambda asked: self._watch(asked.url))
            page.on("response", lambda said: self._answered(who, said))
        return self.pages[who]

    def _watch(self, url: str) -> None:
        if not url.startswith((self.house.address, "data:", "blob:")):
            self.wrong.append(f"asked elsewhere: {url}")

    def _answered(self, who: str, said: Any) -> None:
        if said.status >= 500:
            self.wrong.append(f"{who} got {said.status} at {said.url}")

    def team(self, who: str, path: str) -> Any:
        """A page of the team's side."""
        page = self.page(who)
        page.goto(f"{self.house.team}/{path}")
        return page

    def public(self, who: str, path: str) -> Any:
        """A page that residents see."""
        page = self.page(who)
        page.goto(f"{self.house.public}/{path}")
        return page

    def where_everybody_is(self) -> str:
        """What stands on each open page, for whoever has to find out why a journey stopped."""
        return "\n\n".join(f"{who} at {page.url}: {says(page)[:1200]}" for who, page in self.pages.items())

    def close(self) -> None:
        """Close every browser."""
        for page in self.pages.values():
            page.context.close()


def press(page: Any, name: str) -> None:
    """Press the button of that name."""
    page.get_by_role("button", name=name).first.click()


def follow(page: Any, name: str) -> None:
    """Follow the link of that name."""
    page.get_by_role("link", name=name).first.click()


def fill(page: Any, **said: str) -> None:
    """Fill in fields by their labels (underscores stand for spaces)."""
    for label, text in said.items():
        page.get_by_label(label.replace("_", " ")).fill(text)


def told(page: Any) -> str:
    """What the page told after the last step."""
    return " ".join(page.get_by_role("status").all_inner_texts())


def says(page: Any) -> str:
    """The words of the page, in one line."""
    return " ".join(page.locator("body").inner_text().split())


def sideways(page: Any) -> bool:
    """Whether the page is wider than its window."""
    return bool(page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth + 1"))


def slip_on(page: Any) -> str:
    """The words of the slip that a page shows."""
    found = re.search(r"\b(?:[a-z]+ ){5}[0-9]{2}\b", says(page))
    assert found, says(page)
    return found[0]


def open_slip(walk: Walk, who: str) -> Any:
    """The slip of a person, opened by its words."""
    page = walk.page(who)
    page.goto(f"{walk.house.address}/slip/")
    fill(page, The_words=walk.slips[who])
    press(page, "Open")
    assert not re.search(r"\W".join(walk.slips[who].split()[:2]), page.url)
    return page


def counted(walk: Walk) -> list[str]:
    """How many people each sentence of the public strategy says it draws on."""
    return re.findall(r"[Dd]raws on the words of (.+?) people", says(walk.public("Cora", "strategy/")))


def reports(walk: Walk, folder: Path) -> dict[str, str]:
    """The text of every form of the report: as the site gives it, and as the command writes it."""
    get = walk.page("Cora").request.get
    said = walk.house.command("report", walk.house.slug, "--out", str(folder / "report"))
    bodies = {Path(line).name: Path(line).read_bytes() for line in said.splitlines() if Path(line).is_file()}
    texts = {"page": walk.public("Cora", "report/").locator("body").inner_text()}
    for name in ("report.pdf", "report.docx"):
        for where, body in (("site", get(f"{walk.house.public}/report/{name}").body()), ("command", bodies[name])):
            texts[f"{name} of the {where}"] = _pdf(body) if name.endswith("pdf") else _word(body)
    return {name: " ".join(text.split()) for name, text in texts.items()}


def _pdf(body: bytes) -> str:
    return " ".join(page.extract_text() for page in PdfReader(BytesIO(body)).pages)


def _word(body: bytes) -> str:
    return " ".join(paragraph.text for paragraph in Document(BytesIO(body)).paragraphs)


def accept(page: Any, name: str) -> None:
    """Accept a suggestion under a name, or into the theme that has that name already."""
    there = page.get_by_label("Or does it belong to a theme that is there?")
    known = [label for label in there.get_by_role("option").all_inner_texts() if label.endswith(name)]
    if known:
        there.select_option(label=known[0])
    else:
        fill(page, What_would_you_call_it=name)
    press(page, "Accept")
    assert "has these passages now" in told(page)
