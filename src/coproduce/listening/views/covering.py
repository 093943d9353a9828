# SPDX-License-Identifier: AGPL-3.0-or-later
"""What may point at a person in a voice: shown one by one, to be covered or left; and the names to look for in a session."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from coproduce.listening import queries, verbs
from coproduce.listening.forms.team import Names
from coproduce.listening.models import Session
from coproduce.look.page import NavItem
from coproduce.process.roles import Permission
from coproduce.programmes.access import Desk, team_view
from coproduce.programmes.pages import team_page
from coproduce.programmes.verbs import Refused

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.http import HttpRequest, HttpResponse

    from coproduce.listening.models import Voice
    from coproduce.listening.queries import Waiting

GONE = "That suggestion is no longer there. Look at what is left."


def decided(request: HttpRequest, desk: Desk, voice: Voice, waiting: Sequence[Waiting]) -> str:
    """Do what was decided about one suggestion and say so. Only what was suggested can be decided here."""
    one = next((w for w in waiting if w.span == request.POST.get("span")), None)
    if one is None:
        return GONE
    if request.POST["do"] == "accept":
        verbs.cover_suggested(voice=voice, start=one.start, end=one.end, kind=one.kind, by=desk.user)
        return "Covered. It shows as […] wherever this is quoted."
    verbs.leave_open(voice=voice, start=one.start, end=one.end, by=desk.user)
    return "Left as it is. We do not suggest it again."


@team_view(Permission.CAPTURE)
def names(request: HttpRequest, desk: Desk, code: str) -> HttpResponse:
    """The names to look for in what was said at a session."""
    session = get_object_or_404(Session, programme=desk.programme, code=code)
    kept = "" if request.method == "POST" else "\n".join(queries.names_of(session, desk.reader))
    form = Names(request.POST or None, initial={"names": kept})
    if request.method == "POST" and form.is_valid():
        try:
            verbs.keep_names(session=session, names=form.cleaned_data["names"].splitlines(), by=desk.user)
        except Refused as refused:
            form.add_error("names", str(refused))
        else:
            messages.success(request, "Kept. Voices of this session are now looked through with these names.")
            return redirect("listening:capture", desk.programme.slug, code)
    back = NavItem("Back to the session", reverse("listening:capture", args=[desk.programme.slug, code]))
    team_page(request, desk, title=f"Names to look for: {session.title}", here="sessions", back=back)
    context = {"form": form, "button": "Keep the list", "apart": ("names",)}
    return render(request, "listening/names.html", context, status=422 if form.is_bound and form.errors else 200)
