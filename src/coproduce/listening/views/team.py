# SPDX-License-Identifier: AGPL-3.0-or-later
"""Sessions, and typing in what was said there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.db import transaction
from django.shortcuts import get_object_or_404, redirect, render

from coproduce.listening import queries, verbs, voices
from coproduce.listening.forms.team import SessionForm, Typed
from coproduce.listening.models import Session
from coproduce.listening.verbs import NewVoice
from coproduce.process.consent import Purpose, Reading
from coproduce.process.roles import Permission
from coproduce.programmes.access import Desk, team_view
from coproduce.programmes.pages import team_page
from coproduce.programmes.verbs import Refused, add_place

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@team_view(Permission.SEE_TEAM)
def sessions(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Every session, with how many voices were typed in."""
    team_page(request, desk, title="Sessions", here="sessions")
    context = {
        "rows": queries.sessions_of(desk.programme.pk),
        "slug": desk.programme.slug,
        "may": desk.may(Permission.CAPTURE),
    }
    return render(request, "listening/sessions.html", context)


@team_view(Permission.CAPTURE)
def new_session(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Add a session."""
    form = SessionForm(request.POST or None)
    team_page(request, desk, title="A new session", here="sessions")
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        with transaction.atomic():
            place = add_place(programme=desk.programme, name=data["place"], ward=data["ward"], by=desk.user)
            made = verbs.add_session(
                programme=desk.programme, kind=data["kind"], title=data["title"], happens_on=data["happens_on"],
                place=place, headcount=data["headcount"], notes_quotable=data["notes_quotable"],
                facilitators=[desk.user], by=desk.user,
            )  # fmt: skip
        return redirect("listening:capture", desk.programme.slug, made.code)
    status = 422 if form.errors else 200
    return render(request, "listening/team_form.html", {"form": form, "button": "Add the session"}, status=status)


@team_view(Permission.CAPTURE)
def capture(request: HttpRequest, desk: Desk, code: str) -> HttpResponse:
    """Type voices one after another; a refusal is one tap and keeps nothing."""
    session = get_object_or_404(Session, programme=desk.programme, code=code)
    team_page(request, desk, title=session.title, here="sessions")
    if request.POST.get("do") == "refusal":
        verbs.count_refusal(programme=desk.programme, session=session, by=desk.user)
        messages.success(request, "Counted. Nothing of what they said is kept.")
        return redirect("listening:capture", desk.programme.slug, code)
    people = [(str(p.pk), p.code) for p in session.participants.order_by("code")]
    asked = [(q.code, f"{q.code} {q.text}") for q in desk.programme.questions.filter(retired=False)]
    form = Typed(
        request.POST or None, people=people, questions=asked, initial={"person": request.GET.get("person", "new")}
    )
    slip = ""
    if request.method == "POST" and form.is_valid():
        try:
            person, slip = _take(desk, session, form.cleaned_data)
        except Refused as refused:
            form.add_error("agreed" if refused.field == "hold" else "text", str(refused))
        else:
            messages.success(request, "Kept.")
            people = [(str(p.pk), p.code) for p in session.participants.order_by("code")]
            form = Typed(people=people, questions=asked, initial={"person": str(person.pk) if person else "nobody"})
    rows = queries.voices_of(desk.programme.pk, session_id=session.pk)
    mine = voices.read([r.id for r in rows[-10:]], purpose=Reading.CAPTURE, by=desk.reader)
    context = {
        "form": form, "session": session, "slip": slip.replace("-", " "), "slug": desk.programme.slug,
        "typed": [(row, mine[row.id]) for row in reversed(rows[-10:]) if row.id in mine],
    }  # fmt: skip
    return render(request, "listening/capture.html", context, status=422 if form.is_bound and form.errors else 200)


@transaction.atomic
def _take(desk: Desk, session: Session, data: dict):  # noqa: ANN202
    person, slip = None, ""
    if data["person"] == "new":
        person = verbs.add_participant(programme=desk.programme, session=session, by=desk.user)
        slip = verbs.issue_slip(participant=person, by=desk.user)
    elif data["person"] != "nobody":
        person = session.participants.get(pk=int(data["person"]))
    question = desk.programme.questions.filter(code=data["question"]).first()
    agreed = {purpose: purpose.value in data["agreed"] for purpose in Purpose}
    new = NewVoice(
        text=data["text"], agreed=agreed, session=session, participant=person, question=question,
        channel=data["channel"], language=data["language"], translation=data["translation"],
    )  # fmt: skip
    voice = verbs.take_voice(programme=desk.programme, voice=new, by=desk.user)
    if data["concern"]:
        verbs.raise_concern(voice=voice, by=desk.user)
    return person, slip
