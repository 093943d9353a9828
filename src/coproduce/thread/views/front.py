# SPDX-License-Identifier: AGPL-3.0-or-later
"""A programme's first page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import reverse

from coproduce.look.figures import Plain
from coproduce.look.page import NavItem, Page
from coproduce.look.pictures.picture import Picture
from coproduce.look.public import render_public
from coproduce.programmes.access import public_view, sees_drafts
from coproduce.programmes.pages import public_page
from coproduce.thread.counts import people_heard
from coproduce.thread.pictures import big_picture
from coproduce.thread.queries import PriorityStep, shelf_of, text_of
from coproduce.thread.queries.front import (
    HeardSoFar,
    Meeting,
    Met,
    Stop,
    heard_so_far,
    met,
    stops_of,
    to_come,
    voices_for_the_front,
)
from coproduce.thread.quotes import PublicQuote

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from coproduce.analysis.disclosure import Figure
    from coproduce.programmes.models import Programme


@dataclass(frozen=True)
class Front:
    """A programme's first page. `hero` and `tall` are empty while fewer than ten people were heard."""

    look: Page
    name: str
    aim: str
    asked_by: str
    slug: str
    people: Figure
    themes: Plain
    strands: Plain
    written: bool
    hero: Picture
    tall: Picture
    stops: tuple[Stop, ...]
    heard: HeardSoFar
    to_come: tuple[Meeting, ...]
    met: Met
    quotes: tuple[PublicQuote, ...]
    priorities: tuple[PriorityStep, ...]
    listening: bool


@public_view
def programme(request: HttpRequest, programme: Programme) -> HttpResponse:
    """What this is, where it stands, what was said, and the way in."""
    shelf, stops = shelf_of(programme), stops_of(programme)
    text = text_of(programme, shelf, draft=sees_drafts(request, programme))
    onward = NavItem("The thread goes on: who was heard", reverse("heard:public", args=[programme.slug]))
    page = Front(
        look=public_page(request, programme, title=programme.name, here="about", onward=onward),
        name=programme.name,
        aim=programme.aim,
        asked_by=programme.asked_by,
        slug=programme.slug,
        people=people_heard(programme),
        themes=Plain(sum(not theme.parent for theme in shelf.themes.values())),
        strands=Plain(len(shelf.priorities)),
        written=text is not None and bool(text.lines),
        hero=big_picture(programme, shelf, form="hero", title="From what was said to the strategy"),
        tall=big_picture(programme, shelf, form="tall", title="From what was said to the strategy, upright"),
        stops=stops,
        heard=heard_so_far(programme),
        to_come=to_come(programme.pk),
        met=met(programme.pk),
        quotes=voices_for_the_front(quote for some in shelf.quotes.values() for quote in some),
        priorities=tuple(shelf.priorities.values()),
        listening=bool(stops) and stops[0].state == "now",
    )
    return render_public(request, "thread/programme.html", page)
