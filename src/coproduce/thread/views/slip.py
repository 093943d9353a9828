# SPDX-License-Identifier: AGPL-3.0-or-later
"""The slip: first a page that names no topic, then, by a second step, one's own words and what became of them."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from coproduce.listening import verbs
from coproduce.listening.slips import participant_for
from coproduce.look.page import Page
from coproduce.people import throttle
from coproduce.process import clock, slips
from coproduce.process.consent import Purpose, purpose_question
from coproduce.programmes.verbs import Refused
from coproduce.thread.own import own_words, participant, path_of

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

KEY, IDLE = "slip", 15 * 60
CHANGEABLE = (Purpose.ANALYSE, Purpose.QUOTE, Purpose.DESCRIBE, Purpose.CONTACT)
UNKNOWN = "We know no slip with these words. Check each word, or ask the person who gave it to you."
EXIT = "https://www.bbc.co.uk/weather"


def clean(request: HttpRequest) -> HttpResponse:
    """Whatever stood behind the address is dropped."""
    return redirect("thread:slip")


def _frame(request: HttpRequest, title: str) -> None:
    request.look = Page(title=title, quick_exit=EXIT)  # type: ignore[attr-defined]


def ask(request: HttpRequest) -> HttpResponse:
    """The words on the slip; guessing is slowed, a typo is named kindly, and nothing else is said."""
    key, hint = throttle.mark(request, "slip"), ""
    _frame(request, "Your slip")
    if throttle.is_slowed(key, most=12, seconds=600):
        return render(request, "look/errors/429.html", status=429)
    if request.method == "POST":
        typed = request.POST.get("words", "")
        person = participant_for(typed)
        if person is not None:
            throttle.forget(key)
            request.session.cycle_key()
            request.session[KEY] = {"person": person.pk, "at": clock.recorded().timestamp()}
            return redirect("thread:slip-words")
        throttle.failed(key)
        hint = slips.read(typed).hint or UNKNOWN
    return render(request, "thread/slip.html", {"hint": hint}, status=422 if hint else 200)


def _person(request: HttpRequest):  # noqa: ANN202
    kept = request.session.get(KEY)
    now = clock.recorded().timestamp()
    if not kept or now - kept["at"] > IDLE:
        request.session.pop(KEY, None)
        return None
    kept["at"] = now
    request.session[KEY] = kept
    return participant(kept["person"])


def words(request: HttpRequest) -> HttpResponse:
    """One's own words, what became of each, and everything that one may do."""
    person = _person(request)
    if person is None:
        return redirect("thread:slip")
    _frame(request, "What you said, and what became of it")
    if request.method == "POST":
        verbs.hide_words(participant=person, hidden=request.POST.get("hide") == "yes")
        return redirect("thread:slip-words")
    context = {"own": own_words(person), "path": path_of(person), "person": person, "purposes": _purposes()}
    return render(request, "thread/slip_words.html", context)


def _purposes() -> list[tuple[str, str]]:
    return [(purpose.value, purpose_question(purpose)) for purpose in CHANGEABLE]


def _voice(person, request: HttpRequest):  # noqa: ANN001, ANN202
    try:
        return person.voices.get(pk=UUID(request.POST.get("voice", "")))
    except (ValueError, person.voices.model.DoesNotExist) as gone:
        raise Http404("That is not yours, or it is gone.") from gone


@require_POST
def change(request: HttpRequest) -> HttpResponse:
    """Change what is allowed, mend a translation, or take one voice back (asked twice)."""
    person = _person(request)
    if person is None:
        return redirect("thread:slip")
    voice, doing = _voice(person, request), request.POST.get("do")
    if doing == "withdraw" and request.POST.get("sure") != "yes":
        _frame(request, "Take this back?")
        return render(request, "thread/slip_sure.html", {"voice": voice.pk, "everything": False})
    if doing == "withdraw":
        return _done(request, verbs.withdraw_voice(voice=voice, by=None))
    if doing == "translation":
        verbs.mend_translation(voice=voice, translation=request.POST.get("translation", ""), by=None)
        messages.success(request, "Your translation stands now.")
        return redirect("thread:slip-words")
    asked = {purpose: request.POST.get(purpose.value) == "yes" for purpose in CHANGEABLE}
    changed = verbs.change_consent(voice=voice, changes=asked, by=None)
    for one in changed:
        messages.info(request, one.text)
    messages.success(request, "We have changed what we may do with this.")
    return redirect("thread:slip-words")


@require_POST
def everything(request: HttpRequest) -> HttpResponse:
    """Take everything back (asked twice)."""
    person = _person(request)
    if person is None:
        return redirect("thread:slip")
    if request.POST.get("sure") != "yes":
        _frame(request, "Take everything back?")
        return render(request, "thread/slip_sure.html", {"everything": True})
    changed = verbs.withdraw_everything(participant=person, by=None)
    request.session.pop(KEY, None)
    return _done(request, changed)


def _done(request: HttpRequest, changed) -> HttpResponse:  # noqa: ANN001
    _frame(request, "It is taken back")
    return render(request, "thread/slip_done.html", {"changed": [one.text for one in changed]})


@require_POST
def not_meant(request: HttpRequest) -> HttpResponse:
    """ "That is not what I meant": kept, and owed a reply within two weeks."""
    person = _person(request)
    if person is None:
        return redirect("thread:slip")
    try:
        verbs.object_to(
            programme=person.programme, about_kind=request.POST.get("kind", ""), about_id=request.POST.get("about", ""),
            words=request.POST.get("words", ""), participant=person,
        )  # fmt: skip
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, "Thank you. We will look at it and answer here within two weeks.")
    return redirect("thread:slip-words")


@require_POST
def close(request: HttpRequest) -> HttpResponse:
    """Close the slip on this screen."""
    request.session.pop(KEY, None)
    return redirect("thread:slip")
