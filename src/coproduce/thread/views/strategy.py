# SPDX-License-Identifier: AGPL-3.0-or-later
"""The strategy: every sentence opens its thread, and has a page of its own to send to somebody."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.http import Http404
from django.urls import reverse

from coproduce.look.page import NavItem, Page
from coproduce.look.public import render_public
from coproduce.programmes.access import public_view, sees_drafts
from coproduce.programmes.pages import public_page
from coproduce.thread.queries import (
    Decided,
    Line,
    Part,
    Promise,
    Text,
    Version,
    shelf_of,
    standing,
    text_of,
    wordings_of,
)

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from coproduce.programmes.models import Programme


@dataclass(frozen=True)
class StrategyPage:
    """The whole text, what is promised in it, and what is not in it."""

    look: Page
    slug: str
    text: Text | None
    promises: tuple[Promise, ...]
    late: tuple[Promise, ...]
    left_out: tuple[Decided, ...]
    partly: tuple[Decided, ...]


@dataclass(frozen=True)
class SentencePage:
    """One sentence with everything that it hangs on."""

    look: Page
    slug: str
    line: Line
    part: Part
    published_on: str
    wordings: tuple[Version, ...]
    before: Line | None
    after: Line | None


@public_view
def strategy(request: HttpRequest, programme: Programme) -> HttpResponse:
    """The strategy as a text. Nothing needs a script."""
    shelf = shelf_of(programme)
    text = text_of(programme, shelf, draft=sees_drafts(request, programme))
    title = text.title if text else "The strategy"
    onward = NavItem("The thread goes on: back to what was said", reverse("thread:thread", args=[programme.slug]))
    promises = tuple(sorted(shelf.promises.values(), key=lambda p: (p.due, p.code)))
    page = StrategyPage(
        look=public_page(request, programme, title=title, here="strategy", onward=onward),
        slug=programme.slug,
        text=text if text and text.lines else None,
        promises=promises,
        late=tuple(promise for promise in promises if promise.status == "late"),
        left_out=standing(shelf.decisions.values(), "not_taken_up"),
        partly=standing(shelf.decisions.values(), "partly"),
    )
    return render_public(request, "thread/strategy.html", page)


@public_view
def sentence(request: HttpRequest, programme: Programme, code: str) -> HttpResponse:
    """From one sentence back to what was said."""
    shelf = shelf_of(programme)
    text = text_of(programme, shelf, draft=sees_drafts(request, programme))
    lines = text.lines if text else ()
    place = next((n for n, line in enumerate(lines) if line.code.lower() == code.lower()), None)
    if text is None or place is None:
        raise Http404("There is no such sentence.")
    line = lines[place]
    back = NavItem("The whole strategy", f"{reverse('thread:strategy', args=[programme.slug])}#{line.code}")
    page = SentencePage(
        look=public_page(request, programme, title=f"Sentence {line.code}", here="strategy", back=back),
        slug=programme.slug,
        line=line,
        part=next(part for part in text.parts if line in part.lines),
        published_on=text.published_on,
        wordings=wordings_of(line),
        before=lines[place - 1] if place else None,
        after=lines[place + 1] if place + 1 < len(lines) else None,
    )
    return render_public(request, "thread/sentence.html", page)
