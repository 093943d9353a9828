# SPDX-License-Identifier: AGPL-3.0-or-later
"""A programme's first page, its strategy with the thread of each sentence, and the thread as a whole."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from coproduce.look.page import NavItem, Page
from coproduce.look.pictures.picture import Picture
from coproduce.look.public import render_public
from coproduce.priorities import queries as priorities
from coproduce.programmes.access import public_view
from coproduce.programmes.pages import public_page
from coproduce.programmes.queries import stages_of
from coproduce.strategy.queries import whole_text
from coproduce.thread.pictures import big_picture, people_heard
from coproduce.thread.queries import Part, ThemeLine, parts_of, theme_lines
from coproduce.thread.quotes import PublicQuote, public_quotes

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from coproduce.analysis.disclosure import Figure
    from coproduce.programmes.models import Programme

STATES = {"planned": "next", "open": "now", "closed": "done"}


@dataclass(frozen=True)
class Stop:
    """A stage on the rail."""

    name: str
    when: str
    text: str
    state: str


@dataclass(frozen=True)
class Front:
    """A programme's first page."""

    look: Page
    name: str
    aim: str
    slug: str
    people: Figure
    hero: Picture
    tall: Picture
    stages: tuple[Stop, ...]
    quotes: tuple[PublicQuote, ...]
    priorities: tuple[str, ...]
    written: bool


@dataclass(frozen=True)
class StrategyPage:
    """The strategy."""

    look: Page
    title: str
    years: str
    parts: tuple[Part, ...]
    slug: str


@dataclass(frozen=True)
class ThreadPage:
    """The golden thread both ways."""

    look: Page
    picture: Picture
    tall: Picture
    themes: tuple[ThemeLine, ...]
    gaps: tuple[str, ...]
    slug: str


@public_view
def programme(request: HttpRequest, programme: Programme) -> HttpResponse:
    """What this is, where it stands, what was said, and the way in."""
    text = {"listen": "We listen in places that people trust.", "test": "We bring back what we heard. Did we get it right?",
            "develop": "Residents and services write the strategy at one table."}  # fmt: skip
    stops = tuple(
        Stop(row.name, _when(row), text[row.key.value], STATES[row.state.value]) for row in stages_of(programme.pk)
    )
    page = Front(
        look=public_page(
            request, programme, title=programme.name, here="about",
            onward=NavItem("The thread goes on: who was heard", f"/{programme.slug}/heard/"),
        ),
        name=programme.name, aim=programme.aim, slug=programme.slug, people=people_heard(programme),
        hero=big_picture(programme, form="hero", title="From what was said to the strategy"),
        tall=big_picture(programme, form="tall", title="From what was said to the strategy, upright"),
        stages=stops, quotes=tuple(public_quotes(programme.pk)[:4]),
        priorities=tuple(row.name for row in priorities.priorities_of(programme.pk)),
        written=whole_text(programme.pk) is not None,
    )  # fmt: skip
    return render_public(request, "thread/programme.html", page)


def _when(row) -> str:  # noqa: ANN001
    days = [f"{on:%B %Y}" for on in (row.opens_on, row.closes_on) if on]
    return " to ".join(dict.fromkeys(days))


@public_view
def strategy(request: HttpRequest, programme: Programme) -> HttpResponse:
    """Each sentence opens its thread, without script."""
    text = whole_text(programme.pk)
    page = StrategyPage(
        look=public_page(
            request, programme, title=text.title if text else "The strategy", here="strategy",
            onward=NavItem("The thread goes on: back to what was said", f"/{programme.slug}/thread/"),
        ),
        title=text.title if text else "The strategy", years=text.years if text else "", parts=parts_of(programme),
        slug=programme.slug,
    )  # fmt: skip
    return render_public(request, "thread/strategy.html", page)


@public_view
def thread(request: HttpRequest, programme: Programme) -> HttpResponse:
    """From themes down to the sentences that lean on them."""
    page = ThreadPage(
        look=public_page(request, programme, title="The golden thread", here="thread"),
        picture=big_picture(programme),
        tall=big_picture(programme, form="tall", title="The golden thread, upright"),
        themes=theme_lines(programme),
        gaps=tuple(f"{gap.name}: {gap.why_listed}" for gap in priorities.coverage(programme.pk).gaps),
        slug=programme.slug,
    )
    return render_public(request, "thread/thread.html", page)
