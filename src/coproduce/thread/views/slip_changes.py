# SPDX-License-Identifier: AGPL-3.0-or-later
"""Changing one's mind: about what we may do, about one thing said, about everything. Each is a page and a question."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from coproduce.listening import queries as listening
from coproduce.listening import verbs
from coproduce.programmes.verbs import Refused
from coproduce.themes import queries as themes
from coproduce.thread import slip_cookie
from coproduce.thread.forms import Allow, Mended, NotMeant
from coproduce.thread.own import OwnVoice, own_of
from coproduce.thread.views.slip import frame, opened

if TYPE_CHECKING:
    from django import forms
    from django.http import HttpRequest, HttpResponse

    from coproduce.listening.models import Voice

SAVED = "We have changed what we may do with this."
ANSWER = "Thank you. We will look at it, and answer here within two weeks."
GONE = "That is not yours, or it is gone."
TITLES = {"withdrawn": "It is taken back", "changed": "We have changed it", "mended": "Your words are put right"}


@require_http_methods(["GET", "POST"])
@opened
def change(request: HttpRequest, person: Any) -> HttpResponse:
    """One thing that the person said: allow, mend, translate, take back."""
    if request.method == "GET":
        return redirect("thread:slip-words")
    voice = _voice(person, request)
    doing = {"withdraw": _withdraw, "mend": _mend, "translation": _translate}.get(request.POST.get("do", ""), _allow)
    return doing(request, person, voice)


def _voice(person: Any, request: HttpRequest) -> Voice:
    try:
        # Through the person and never by id alone: somebody else's voice does not exist here.
        return person.voices.get(pk=UUID(request.POST.get("voice", "")))
    except (ValueError, person.voices.model.DoesNotExist) as gone:
        raise Http404(GONE) from gone


def _own(person: Any, voice: Voice) -> OwnVoice:
    found = own_of(person).voice(str(voice.pk))
    if found is None:
        raise Http404(GONE)
    return found


def _page(
    request: HttpRequest, person: Any, title: str, form: forms.Form, voice: Voice | None = None, **more: Any
) -> HttpResponse:
    frame(request, title, person)
    context = {"form": form, "voice": voice.pk if voice else "", **more}
    return render(request, "thread/slip_form.html", context, status=422 if form.errors else 200)


def _allow(request: HttpRequest, person: Any, voice: Voice) -> HttpResponse:
    given = listening.given_of([voice.pk])[voice.pk]
    if request.POST.get("do") == "allow" and "save" not in request.POST:
        return _page(request, person, "What may we do with this?", Allow(given=given), voice, do="allow",
                     own=_own(person, voice))  # fmt: skip
    form = Allow(request.POST, given=given)
    if not form.is_valid():
        return _page(request, person, "What may we do with this?", form, voice, do="allow", own=_own(person, voice))
    changes = form.changes()
    changed = verbs.change_consent(voice=voice, changes=changes, by=None) if changes else []
    if changed:
        return _done(request, person, changed, "changed")
    messages.success(request, SAVED if changes else "Nothing is different from before.")
    return redirect("thread:slip-words")


def _mend(request: HttpRequest, person: Any, voice: Voice) -> HttpResponse:
    own = _own(person, voice)
    settings: dict[str, Any] = {
        "label": "How should it stand?",
        "hint": "What we read in the old words goes: themes, quotes. The new ones are read afresh. What you allow stays.",
        "text": own.text,
    }
    if "save" not in request.POST:
        return _page(request, person, "Put your words right", Mended(**settings), voice, do="mend")
    form = Mended(request.POST, **settings)
    if not form.is_valid():
        return _page(request, person, "Put your words right", form, voice, do="mend")
    if form.cleaned_data["text"].strip() == own.text.strip():
        messages.success(request, "The words are as they were.")
        return redirect("thread:slip-words")
    _, changed = verbs.mend_words(voice=voice, text=form.cleaned_data["text"], by=None)
    return _done(request, person, [one for one in changed if one.kind != "words"], "mended")


def _translate(request: HttpRequest, person: Any, voice: Voice) -> HttpResponse:
    own = _own(person, voice)
    settings = {"label": "How should it read in English?", "hint": "This replaces our translation at once, also beside quotes.",
                "text": own.translation}  # fmt: skip
    if "save" not in request.POST and "translation" not in request.POST:
        return _page(request, person, "Put the translation right", Mended(**settings), voice, do="translation")
    data = request.POST if "text" in request.POST else {"text": request.POST.get("translation", "")}
    form = Mended(data, **settings)
    if not form.is_valid():
        return _page(request, person, "Put the translation right", form, voice, do="translation")
    verbs.mend_translation(voice=voice, translation=form.cleaned_data["text"], by=None)
    messages.success(request, "Your translation stands now.")
    return redirect("thread:slip-words")


def _withdraw(request: HttpRequest, person: Any, voice: Voice) -> HttpResponse:
    if request.POST.get("sure") != "yes":
        frame(request, "Take this back?", person)
        return render(request, "thread/slip_sure.html", {"voice": voice.pk, "own": _own(person, voice)})
    return _done(request, person, verbs.withdraw_voice(voice=voice, by=None))


@require_http_methods(["GET", "POST"])
@opened
def everything(request: HttpRequest, person: Any) -> HttpResponse:
    """Take everything back (asked twice). The slip closes with it."""
    if request.method == "GET":
        return redirect("thread:slip-words")
    if request.POST.get("sure") != "yes":
        frame(request, "Take everything back?", person)
        return render(request, "thread/slip_sure.html", {"everything": True, "all": own_of(person)})
    # The frame is made while there is still somebody whose programme it names.
    frame(request, TITLES["withdrawn"], person)
    changed = verbs.withdraw_everything(participant=person, by=None)
    context = {"changed": [one.text for one in changed], "what": "withdrawn", "everything": True}
    return slip_cookie.drop(render(request, "thread/slip_done.html", context))


def _done(request: HttpRequest, person: Any, changed: list[Any], what: str = "withdrawn") -> HttpResponse:
    """What changed is said on this page and nowhere else: a message kept for later would name the topic in a cookie."""
    frame(request, TITLES[what], person)
    return render(request, "thread/slip_done.html", {"changed": [one.text for one in changed], "what": what})


@require_http_methods(["GET", "POST"])
@opened
def replace_slip(request: HttpRequest, person: Any) -> HttpResponse:
    """A new slip: its words are shown once, and the old ones open nothing any more."""
    if request.method == "GET":
        return redirect("thread:slip-words")
    frame(request, "A new slip", person)
    if request.POST.get("sure") != "yes":
        return render(request, "thread/slip_new.html", {"code": ""})
    code = verbs.issue_slip(participant=person, by=None)
    person.slip.refresh_from_db()
    return render(request, "thread/slip_new.html", {"code": code.replace("-", " ")})


@require_http_methods(["GET", "POST"])
@opened
def not_meant(request: HttpRequest, person: Any) -> HttpResponse:
    """ "That is not what I meant": kept, and owed a reply within two weeks."""
    if request.method == "GET":
        return redirect("thread:slip-words")
    choices = _choices(person, request.POST)
    if "words" not in request.POST:
        form = NotMeant(choices=choices)
    else:
        form = NotMeant({"about": _about(request.POST), "words": request.POST["words"]}, choices=choices)
        if form.is_valid():
            kind, _, about = form.cleaned_data["about"].partition(":")
            try:
                verbs.object_to(
                    programme=person.programme, about_kind=kind, about_id=about, words=form.cleaned_data["words"],
                    participant=person,
                )  # fmt: skip
            except Refused as refused:
                form.add_error(None, str(refused))
            else:
                messages.success(request, ANSWER)
                return redirect("thread:slip-words")
    return _page(request, person, "That is not what I meant", form, None, do="not-meant", send="Send",
                 carry=request.POST.get("voice", ""), carry_sentence=request.POST.get("sentence", ""))  # fmt: skip


def _about(said: Any) -> str:
    """What the objection is about: as chosen, or as a link named it."""
    about, kind = said.get("about", ""), said.get("kind", "")
    # Nothing chosen stays nothing, so that the form asks for a choice and does not speak of a strange one.
    return f"{kind}:{about}" if kind and ":" not in about else about


def _choices(person: Any, said: Any) -> list[tuple[str, str]]:
    """What this person may say we got wrong: their words, the themes over them, the sentences that draw on them."""
    own, found = own_of(person), []
    if not said.get("sentence"):
        ids = themes.theme_ids(person.programme_id)
        for voice in own.voices:
            if said.get("voice") in {voice.id, "", None}:
                found += _about_voice(voice, ids)
    # From a voice one comes to the sentences that quote it; each sentence has a button of its own for the rest.
    chosen = {code for voice in own.voices if voice.id == said.get("voice") for code in voice.quoted}
    chosen |= {said["sentence"]} if said.get("sentence") else set()
    anything = not said.get("sentence") and not said.get("voice")
    # As the person reads them on their slip, and not as somebody may be rewording them at this moment.
    return found + [(f"sentence:{r.id}", f"The sentence: {r.text}") for r in own.lines if anything or r.code in chosen]


def _about_voice(voice: OwnVoice, ids: dict[str, int]) -> list[tuple[str, str]]:
    found = [(f"voice:{voice.id}", f"What you wrote down of my words ({voice.question or 'no question'})")]
    if voice.translation:
        found.append((f"translation:{voice.id}", "The translation"))
    return found + [(f"theme:{ids[t.code]}", f"The theme that you put it under: {t.name}") for t in voice.themes]
