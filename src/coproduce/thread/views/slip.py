# SPDX-License-Identifier: AGPL-3.0-or-later
"""The slip: first a page that names no topic, then, by a second step, one's own words and what became of them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import wraps
from typing import TYPE_CHECKING, Any

from django.http import HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse

from coproduce.listening import verbs
from coproduce.listening.slips import participant_for
from coproduce.look.page import Page
from coproduce.look.public import render_public
from coproduce.people import throttle
from coproduce.process import slips
from coproduce.programmes.pages import public_page
from coproduce.thread import slip_cookie
from coproduce.thread.forms import SlipWords
from coproduce.thread.own import Own, own_of

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

UNKNOWN = "We know no slip with these words. Check each word, or ask the person who gave it to you."
EXIT = "https://www.bbc.co.uk/weather"
"""Where the quick exit goes: a page that anybody might have open."""

Opened = Callable[..., "HttpResponse"]


@dataclass(frozen=True)
class SlipPage:
    """One's own words."""

    look: Page
    own: Own


def opened(view: Opened) -> Opened:
    """For pages behind the words: `view(request, person, …)`; whoever has no open slip begins at the first page."""

    @wraps(view)
    def guarded(request: HttpRequest, **kwargs: Any) -> HttpResponse:
        person = slip_cookie.opened(request)
        if person is None:
            return slip_cookie.drop(redirect("thread:slip"))
        response = view(request, person, **kwargs)
        return response if slip_cookie.NAME in response.cookies else slip_cookie.keep(response, request, person)

    return guarded


def frame(request: HttpRequest, title: str, person: Any = None) -> Page:
    """The frame of a slip page. Without a person it names no programme; it never has a menu to leave a trace by."""
    # Where a slip is open, the quick exit closes it on the way out; before that there is nothing to close.
    page = Page(title=title, quick_exit=EXIT)
    if person is not None:
        page = public_page(request, person.programme, title=title)
        page = replace(page, nav=(), languages=(), quick_exit=reverse("thread:slip-leave"))
    request.look = page  # type: ignore[attr-defined]
    return page


def clean(request: HttpRequest, rest: str = "") -> HttpResponse:
    """Whatever stood behind the address is dropped."""
    return redirect("thread:slip")


def leave(request: HttpRequest) -> HttpResponse:
    """Leave at once: the slip is closed, and a page that anybody might have open comes up."""
    return slip_cookie.drop(HttpResponseRedirect(EXIT))


def ask(request: HttpRequest) -> HttpResponse:
    """The words on the slip; guessing is slowed, a typo is named kindly, and nothing else is said."""
    if request.GET:
        return redirect("thread:slip")
    # By a mark of the browser and not its address: a library has one address for everybody.
    key = throttle.mark(request, "slip")
    frame(request, "Your slip")
    # Five words are not guessed in a dozen tries, and somebody with shaking hands needs several.
    if throttle.is_slowed(key, most=12, seconds=600):
        return render(request, "look/errors/429.html", status=429)
    form = SlipWords(request.POST) if request.method == "POST" else SlipWords()
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data["words"]
        person = participant_for(typed)
        if person is not None:
            # Whoever got in mistyped; they are no guesser.
            throttle.forget(key)
            return slip_cookie.keep(redirect("thread:slip-words"), request, person)
        throttle.failed(key)
        form.add_error("words", slips.read(typed).hint or UNKNOWN)
    return render(request, "thread/slip.html", {"form": form}, status=422 if form.errors else 200)


@opened
def words(request: HttpRequest, person: Any) -> HttpResponse:
    """One's own words, what became of each, and everything that one may do."""
    if request.method == "POST":
        verbs.hide_words(participant=person, hidden=request.POST.get("hide") == "yes")
        return redirect("thread:slip-words")
    if request.GET:
        return redirect("thread:slip-words")
    look = frame(request, "What became of your words", person)
    return render_public(request, "thread/slip_words.html", SlipPage(look, own_of(person)))


def close(request: HttpRequest) -> HttpResponse:
    """Close the slip on this screen."""
    return slip_cookie.drop(redirect("thread:slip"))
