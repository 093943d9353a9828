# SPDX-License-Identifier: AGPL-3.0-or-later
"""The golden thread both ways, and each theme on a page of its own."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.http import Http404
from django.urls import reverse

from coproduce.look.figures import Plain
from coproduce.look.page import NavItem, Page
from coproduce.look.pictures.picture import Picture
from coproduce.look.public import render_public
from coproduce.programmes.access import public_view, sees_drafts
from coproduce.programmes.pages import public_page
from coproduce.thread.pictures import big_picture
from coproduce.thread.queries import (
    Decided,
    Line,
    Origin,
    Part,
    PriorityStep,
    Theme,
    ThemeThread,
    gaps_of,
    origins_of,
    shelf_of,
    standing,
    text_of,
    theme_threads,
)

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from coproduce.programmes.models import Programme
    from coproduce.thread.queries import Text


@dataclass(frozen=True)
class Upward:
    """A priority, the themes that it leans on, and the chapter that works it out."""

    priority: PriorityStep
    themes: tuple[Theme, ...]
    otherwise: tuple[Theme, ...]
    part: Part | None


@dataclass(frozen=True)
class Grounds:
    """What the sentences of the strategy lean on. These are counts of sentences."""

    all: Plain
    words: Plain
    other: Plain
    authors: Plain
    nothing: tuple[Line, ...]


@dataclass(frozen=True)
class ThreadPage:
    """The golden thread both ways."""

    look: Page
    slug: str
    picture: Picture
    tall: Picture
    themes: tuple[ThemeThread, ...]
    upward: tuple[Upward, ...]
    grounds: Grounds | None
    gaps: tuple[tuple[str, str], ...]
    left_out: tuple[Decided, ...]


@dataclass(frozen=True)
class ThemePage:
    """One theme."""

    look: Page
    slug: str
    thread: ThemeThread
    origins: tuple[Origin, ...]
    before: Theme | None
    after: Theme | None


@public_view
def thread(request: HttpRequest, programme: Programme) -> HttpResponse:
    """From themes down to the sentences that lean on them, and from priorities up again."""
    shelf = shelf_of(programme)
    text = text_of(programme, shelf, draft=sees_drafts(request, programme))
    found = theme_threads(shelf, text)
    onward = NavItem("The thread goes on: who is missing from it", reverse("heard:public", args=[programme.slug]))
    page = ThreadPage(
        look=public_page(request, programme, title="The golden thread", here="thread", onward=onward),
        slug=programme.slug,
        picture=big_picture(programme, shelf),
        tall=big_picture(programme, shelf, form="tall", title="The golden thread, upright"),
        themes=found,
        upward=tuple(_upward(step, found, text) for step in shelf.priorities.values()),
        grounds=_grounds(text.lines) if text and text.lines else None,
        gaps=gaps_of(programme),
        left_out=standing(shelf.decisions.values(), "not_taken_up"),
    )
    return render_public(request, "thread/thread.html", page)


def _upward(step: PriorityStep, found: tuple[ThemeThread, ...], text: Text | None) -> Upward:
    def beside(relations: set[str]) -> tuple[Theme, ...]:
        return tuple(
            one.theme for one in found if any(led.code == step.code and led.relation in relations for led in one.led)
        )

    parts = text.parts if text else ()
    return Upward(
        step, beside({"supports"}), beside({"qualifies", "contradicts"}),
        next((part for part in parts if part.priority == step.code), None),
    )  # fmt: skip


def _grounds(lines: tuple[Line, ...]) -> Grounds:
    words = sum(line.people is not None for line in lines)
    nothing = tuple(line for line in lines if line.bare and not line.author)
    authors = sum(line.people is None and bool(line.author) for line in lines)
    return Grounds(
        Plain(len(lines)), Plain(words), Plain(len(lines) - words - authors - len(nothing)), Plain(authors), nothing
    )


@public_view
def theme(request: HttpRequest, programme: Programme, code: str) -> HttpResponse:
    """A theme: what it is, who said what, how it came about, and where it went."""
    shelf = shelf_of(programme)
    found = theme_threads(shelf, text_of(programme, shelf, draft=sees_drafts(request, programme)))
    place = next((n for n, one in enumerate(found) if one.theme.code.lower() == code.lower()), None)
    if place is None:
        raise Http404("There is no such theme.")
    one = found[place]
    back = NavItem("The golden thread", reverse("thread:thread", args=[programme.slug]))
    page = ThemePage(
        look=public_page(request, programme, title=one.theme.name, here="thread", back=back),
        slug=programme.slug,
        thread=one,
        origins=origins_of(programme, one.theme.code),
        before=found[place - 1].theme if place else None,
        after=found[place + 1].theme if place + 1 < len(found) else None,
    )
    return render_public(request, "thread/theme.html", page)
