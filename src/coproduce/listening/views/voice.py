# SPDX-License-Identifier: AGPL-3.0-or-later
"""One voice, for whoever typed it: check it, cover a name, mend the translation, change what is allowed, take it back."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from coproduce.listening import queries, verbs, voices
from coproduce.listening.forms.team import MAY, Changed, Covered, Mended
from coproduce.listening.models import Voice
from coproduce.listening.views.covering import decided
from coproduce.look.page import NavItem
from coproduce.process.consent import NotAgreed, Purpose, Reading, VoiceState
from coproduce.process.roles import Permission
from coproduce.programmes.access import Desk, team_view
from coproduce.programmes.pages import team_page
from coproduce.programmes.verbs import Refused

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from coproduce.listening.voices import Words


def _mine(desk: Desk, voice: UUID) -> tuple[Voice, Words]:
    """The voice and its words, for a facilitator. A concern is for the safeguarding lead and for whoever typed it."""
    found = get_object_or_404(
        Voice.objects.select_related("session__place", "programme"), pk=voice, programme=desk.programme
    )
    if found.state != VoiceState.HELD.value and found.taken_by_id != desk.user.pk:
        raise PermissionDenied("These words are put aside because somebody was worried about a person.")
    try:
        return found, voices.read_one(found.pk, purpose=Reading.CAPTURE, by=desk.reader)
    except NotAgreed as refused:
        raise PermissionDenied(refused.reason) from refused


def _back(desk: Desk, found: Voice) -> NavItem:
    if found.session is None:
        return NavItem("All sessions", reverse("listening:sessions", args=[desk.programme.slug]))
    return NavItem("Back to the session", reverse("listening:capture", args=[desk.programme.slug, found.session.code]))


@team_view(Permission.CAPTURE)
def voice(request: HttpRequest, desk: Desk, voice: UUID) -> HttpResponse:
    """Look at one voice, with a form for each thing that may be put right."""
    found, words = _mine(desk, voice)
    given = queries.given_of([found.pk])[found.pk]
    do = request.POST.get("do", "")
    cover = Covered(request.POST if do == "cover" else None)
    mend = Mended(request.POST if do == "mend" else None, initial={"translation": words.translation or ""})
    change = Changed(request.POST if do == "change" else None, initial={"agreed": [p.value for p in given]})
    suggested = queries.waiting(found, words.text, desk.reader)
    if do in ("accept", "leave"):
        return _done(request, desk, found, decided(request, desk, found, suggested))
    if do == "cover" and cover.is_valid():
        try:
            _cover(desk, found, words, cover.cleaned_data["piece"])
        except Refused as refused:
            cover.add_error("piece", str(refused))
        else:
            return _done(request, desk, found, "Covered. It shows as […] wherever this is quoted.")
    if do == "mend" and mend.is_valid():
        verbs.mend_translation(voice=found, translation=mend.cleaned_data["translation"], by=desk.user)
        return _done(request, desk, found, "The translation is changed.")
    if do == "change" and change.is_valid():
        return _change(request, desk, found, given, set(change.cleaned_data["agreed"]))
    team_page(request, desk, title="One voice", here="sessions", back=_back(desk, found))
    bound = next((form for form in (cover, mend, change) if form.is_bound), None)
    context = {
        "row": queries.voice(found.pk), "words": words, "cover": cover, "mend": mend, "change": change, "form": bound,
        "slug": desk.programme.slug, "suggested": suggested, "session": found.session,
        "masks": [words.text[m.start : m.end] for m in found.masks.order_by("start")],
    }  # fmt: skip
    return render(request, "listening/voice.html", context, status=422 if bound and bound.errors else 200)


@transaction.atomic
def _cover(desk: Desk, found: Voice, words: Words, piece: str) -> None:
    start = words.text.find(piece)
    if start < 0:
        raise Refused("piece", "These words do not stand in it. Copy them exactly as they stand above.")
    while start >= 0:
        end = start + len(piece)
        verbs.mask(voice=found, start=start, end=end, reason="could point at a person", by=desk.user)
        start = words.text.find(piece, end)


def _change(request: HttpRequest, desk: Desk, found: Voice, given: frozenset[Purpose], said: set[str]) -> HttpResponse:
    changes = {p: p.value in said for p in MAY[1:] if (p.value in said) != (p in given)}
    if not changes:
        return _done(request, desk, found, "That is what we had: nothing is changed.")
    changed = verbs.change_consent(voice=found, changes=changes, by=desk.user, basis="asked")
    return _done(request, desk, found, " ".join(["Changed.", *(one.text for one in changed)]))


def _done(request: HttpRequest, desk: Desk, found: Voice, said: str) -> HttpResponse:
    messages.success(request, said)
    return redirect("listening:voice", desk.programme.slug, found.pk)


@team_view(Permission.CAPTURE)
def withdraw(request: HttpRequest, desk: Desk, voice: UUID) -> HttpResponse:
    """Take one voice back for somebody who asks."""
    found, _ = _mine(desk, voice)
    back = _back(desk, found)
    if request.method != "POST":
        return redirect("listening:voice", desk.programme.slug, found.pk)
    changed = verbs.withdraw_voice(voice=found, by=desk.user)
    team_page(request, desk, title="Taken back", here="sessions", back=back)
    return render(request, "listening/taken_back.html", {"changed": changed})
