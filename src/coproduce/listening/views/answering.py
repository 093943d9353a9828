# SPDX-License-Identifier: AGPL-3.0-or-later
"""Concerns for somebody, and answers to "that is not what I meant"."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render

from coproduce.listening import queries, verbs, voices
from coproduce.listening.models import Concern, Objection, Voice
from coproduce.process import clock
from coproduce.process.consent import Reading
from coproduce.process.roles import Permission
from coproduce.programmes.access import Desk, team_view
from coproduce.programmes.pages import team_page
from coproduce.programmes.verbs import Refused

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from coproduce.listening.queries import ObjectionRow

ABOUT = {
    "voice": "the words we wrote down", "translation": "the translation", "coding": "how we read it",
    "theme": "a theme", "sentence": "a sentence of the strategy",
}  # fmt: skip


@team_view(Permission.SEE_TEAM)
def concern(request: HttpRequest, desk: Desk, voice: UUID) -> HttpResponse:
    """One tap: hidden from analysts at once, and before the safeguarding lead."""
    found = get_object_or_404(Voice, pk=voice, programme=desk.programme)
    if request.method != "POST":
        team_page(request, desk, title="Are you worried about this person?", here="")
        return render(request, "listening/concern.html")
    verbs.raise_concern(voice=found, by=desk.user)
    messages.success(request, "Hidden, and the safeguarding lead sees it now.")
    return redirect("programmes:desk", desk.programme.slug)


@team_view(Permission.SAFEGUARD)
def concerns(request: HttpRequest, desk: Desk) -> HttpResponse:
    """What the safeguarding lead sees; opening the words is logged, closing says what was done."""
    team_page(request, desk, title="Concerns", here="concerns")
    if request.method == "POST":
        wanted = request.POST.get("concern", "")
        if not wanted.isdecimal() or len(wanted) > 18:
            raise Http404("There is no such concern.")
        row = get_object_or_404(Concern, pk=int(wanted), voice__programme=desk.programme)
        try:
            verbs.close_concern(
                concern=row, what_was_done=request.POST.get("done", ""), by=desk.user,
                back_to_analysts=request.POST.get("back") == "yes",
            )  # fmt: skip
        except Refused as refused:
            messages.error(request, str(refused))
        return redirect("listening:concerns", desk.programme.slug)
    rows = queries.concerns_of(desk.programme.pk, open_only=True)
    for found in Concern.objects.filter(pk__in=[row.id for row in rows]).select_related("voice"):
        verbs.see_concern(concern=found, by=desk.user)
    words = voices.read([row.voice_id for row in rows], purpose=Reading.SAFEGUARD, by=desk.reader)
    return render(request, "listening/concerns.html", {"rows": [(row, words.get(row.voice_id)) for row in rows]})


@team_view(Permission.ANSWER)
def objections(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Who says that we got them wrong, what they meant, and our dated reply."""
    team_page(request, desk, title="“That is not what I meant”", here="objections")
    if request.method == "POST":
        try:
            wanted = UUID(request.POST.get("objection", ""))
        except ValueError as bad:
            raise Http404("There is no such objection.") from bad
        row = get_object_or_404(Objection, pk=wanted, programme=desk.programme)
        try:
            verbs.reply_to_objection(objection=row, reply=request.POST.get("reply", ""), by=desk.user)
        except Refused as refused:
            messages.error(request, str(refused))
        return redirect("listening:objections", desk.programme.slug)
    rows = queries.objections_of(desk.programme.pk)
    entries = [row.entry_id for row in rows if row.entry_id]
    words = voices.read_words(entries, purpose=Reading.REPLY, by=desk.reader, programme_id=desk.programme.pk)
    # What waits comes first, the longest waiting at the top.
    shown = [
        {
            "row": row, "about": ABOUT[row.about_kind], "words": words.get(row.entry_id, ""),
            "late": row.replied_at is None and row.due_on < clock.today(), "voice": _voice_of(desk, row),
        }
        for row in sorted(rows, key=lambda row: (row.replied_at is not None, row.raised_at))
    ]  # fmt: skip
    return render(request, "listening/objections.html", {"rows": shown, "slug": desk.programme.slug})


def _voice_of(desk: Desk, row: ObjectionRow) -> str:
    """The voice that an objection is about, where this person may look at it and put it right."""
    return row.about_id if row.about_kind in {"voice", "translation"} and desk.may(Permission.CAPTURE) else ""
