# SPDX-License-Identifier: AGPL-3.0-or-later
"""Sessions, and typing in what was said there."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.contrib import messages
from django.db import transaction
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from coproduce.listening import queries, verbs, voices
from coproduce.listening.forms.team import MAY, SessionForm, Typed
from coproduce.listening.models import Participant, Session
from coproduce.listening.verbs import NewVoice
from coproduce.listening.views.slip import qr_of
from coproduce.look.page import NavItem
from coproduce.process import slips
from coproduce.process.consent import Purpose, Reading, VoiceState
from coproduce.process.roles import Permission
from coproduce.process.stages import Act
from coproduce.programmes.access import Desk, team_view
from coproduce.programmes.pages import team_page
from coproduce.programmes.populations import whom_to_meet
from coproduce.programmes.queries import act_allowed
from coproduce.programmes.verbs import Refused, add_place

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

SHOWN = 10
CARRIED = ("question", "channel", "language")


@team_view(Permission.SEE_TEAM)
def sessions(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Every session, with how many voices were typed in."""
    team_page(request, desk, title="Sessions", here="sessions")
    context = {
        "rows": queries.sessions_of(desk.programme.pk),
        "slug": desk.programme.slug,
        "may": desk.may(Permission.CAPTURE),
    }
    if desk.may(Permission.PLAN):
        context["next"] = whom_to_meet(desk.programme.pk, desk.programme.population)
    return render(request, "listening/sessions.html", context)


@team_view(Permission.CAPTURE)
def new_session(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Add a session."""
    form = SessionForm(request.POST or None, spoken=list(desk.programme.languages))
    back = NavItem("All sessions", reverse("listening:sessions", args=[desk.programme.slug]))
    team_page(request, desk, title="A new session", here="sessions", back=back)
    if request.method == "POST" and form.is_valid():
        made = _add_session(desk, form.cleaned_data)
        return redirect("listening:capture", desk.programme.slug, made.code)
    context = {"form": form, "button": "Add the session", "apart": ("languages", "notes_quotable")}
    return render(request, "listening/team_form.html", context, status=422 if form.errors else 200)


@transaction.atomic
def _add_session(desk: Desk, data: dict[str, Any]) -> Session:
    place = add_place(programme=desk.programme, name=data.pop("place"), ward=data.pop("ward"), by=desk.user)
    return verbs.add_session(
        programme=desk.programme, place=place, facilitators=[desk.user], by=desk.user, **data
    )  # fmt: skip


def _form(desk: Desk, session: Session, data: Any, initial: dict[str, Any]) -> Typed:
    people = [(str(p.pk), p.code) for p in session.participants.order_by("code")]
    asked = [(q.code, f"{q.code} {q.text}") for q in desk.programme.questions.filter(retired=False)]
    return Typed(data, people=people, questions=asked, first=list(desk.programme.languages), initial=initial)


@team_view(Permission.CAPTURE)
def capture(request: HttpRequest, desk: Desk, code: str) -> HttpResponse:
    """Type voices one after another: who, question, channel and language stay as they were for the next."""
    session = get_object_or_404(Session, programme=desk.programme, code=code)
    carried = {name: request.GET[name] for name in (*CARRIED, "person") if request.GET.get(name)}
    form = _form(desk, session, request.POST or None, {"person": "new"} | carried)
    if request.method == "POST" and form.is_valid():
        try:
            person, slip = _take(desk, session, form.cleaned_data)
        except Refused as refused:
            form.add_error("agreed" if refused.field == "hold" else "text", str(refused))
        else:
            carried = {name: form.cleaned_data[name] for name in CARRIED}
            onward = reverse(
                "listening:capture", args=[desk.programme.slug, code],
                query={**carried, "person": str(person.pk) if person else "nobody"},
            )  # fmt: skip
            if slip and person:
                return _slip_page(request, desk, person, slip, onward)
            messages.success(request, f"Kept, for {person.code}." if person else "Kept, as a note without a name.")
            return redirect(onward)
    back = NavItem("All sessions", reverse("listening:sessions", args=[desk.programme.slug]))
    team_page(request, desk, title=session.title, here="sessions", back=back)
    context = {
        "form": form, "session": session, "slug": desk.programme.slug, "people": _people(session),
        "is_open": act_allowed(desk.programme, Act.TAKE_VOICES), "typed": _typed(desk, session),
        "apart": ("text", "translation", "agreed", "as_before", "slip", "concern"),
    }  # fmt: skip
    return render(request, "listening/capture.html", context, status=422 if form.is_bound and form.errors else 200)


def _typed(desk: Desk, session: Session) -> list[tuple[Any, Any]]:
    """The last voices of the session, as far as this person may look at them."""
    rows = queries.voices_of(desk.programme.pk, session_id=session.pk)
    # A facilitator needs the last few to go on; opening all of them each time would fill the audit with nothing.
    shown = [row for row in rows if row.state is VoiceState.HELD][-SHOWN:]
    words = voices.read([row.id for row in shown], purpose=Reading.CAPTURE, by=desk.reader)
    return [(row, words[row.id]) for row in reversed(shown) if row.id in words]


def _people(session: Session) -> list[dict[str, Any]]:
    people = session.participants.order_by("code").select_related("slip").prefetch_related("voices")
    return [
        {"id": one.pk, "code": one.code, "voices": len(one.voices.all()), "has_slip": hasattr(one, "slip")}
        for one in people
    ]  # fmt: skip


@transaction.atomic
def _take(desk: Desk, session: Session, data: dict[str, Any]) -> tuple[Participant | None, str]:
    person = None
    if data["person"] == "new":
        person = verbs.add_participant(programme=desk.programme, session=session, by=desk.user)
    elif data["person"] != "nobody":
        person = session.participants.get(pk=int(data["person"]))
    new = NewVoice(
        text=data["text"], agreed=_agreed(session, person, data), session=session, participant=person,
        question=desk.programme.questions.filter(code=data["question"]).first(), channel=data["channel"],
        language=data["language"], translation=data["translation"], basis="asked" if person else "notice",
    )  # fmt: skip
    voice = verbs.take_voice(programme=desk.programme, voice=new, by=desk.user)
    if data["concern"]:
        verbs.raise_concern(voice=voice, by=desk.user)
    return person, verbs.issue_slip(participant=person, by=desk.user) if person and data["slip"] else ""


def _agreed(session: Session, person: Participant | None, data: dict[str, Any]) -> dict[Purpose, bool]:
    """What was agreed: as ticked, as before, or (for a note whose author nobody knows) as the notice in the room said."""
    if person is None:
        quotable = session.notes_quotable
        return {Purpose.HOLD: True, Purpose.ANALYSE: True, Purpose.QUOTE: quotable, Purpose.DESCRIBE: False}
    yes = {Purpose(said) for said in data["agreed"]}
    if data["as_before"]:
        earlier = queries.voices_of_participant(person.pk)
        if not earlier:
            raise Refused("hold", "There are no earlier words of this person. Tick what they said yes to.")
        yes = set(earlier[-1].given)
    return {purpose: purpose in yes for purpose in MAY}


@team_view(Permission.CAPTURE)
def refusal(request: HttpRequest, desk: Desk, code: str) -> HttpResponse:
    """Somebody did not want to be written down: one tap, and nothing of what they said is kept."""
    session = get_object_or_404(Session, programme=desk.programme, code=code)
    if request.method == "POST":
        verbs.count_refusal(programme=desk.programme, session=session, by=desk.user)
        messages.success(request, "Counted. Nothing of what they said is kept.")
    return redirect("listening:capture", desk.programme.slug, code)


def _slip_page(request: HttpRequest, desk: Desk, person: Participant, code: str, onward: str) -> HttpResponse:
    """A slip alone on a page, so that printing it prints nobody's words."""
    team_page(request, desk, title=f"A slip for {person.code}", here="sessions")
    context = {
        "code": slips.show(code), "qr": qr_of(), "slip_address": f"{settings.PUBLIC_ADDRESS}/slip/", "onward": onward
    }  # fmt: skip
    return render(request, "listening/slip_page.html", context)


@team_view(Permission.CAPTURE)
def new_slip(request: HttpRequest, desk: Desk, code: str, person: int) -> HttpResponse:
    """Give somebody a slip, or a new one for one that was lost; the old words then open nothing."""
    found = get_object_or_404(Participant, pk=person, programme=desk.programme, session__code=code)
    onward = reverse("listening:capture", args=[desk.programme.slug, code], query={"person": str(found.pk)})
    if request.method != "POST":
        return redirect(onward)
    return _slip_page(request, desk, found, verbs.issue_slip(participant=found, by=desk.user), onward)


@team_view(Permission.CAPTURE)
def withdraw_person(request: HttpRequest, desk: Desk, code: str, person: int) -> HttpResponse:
    """Take back everything of somebody who asks a facilitator and not their slip."""
    found = get_object_or_404(Participant, pk=person, programme=desk.programme, session__code=code)
    back = NavItem("Back to the session", reverse("listening:capture", args=[desk.programme.slug, code]))
    team_page(request, desk, title=f"Take back everything of {found.code}?", here="sessions", back=back)
    if request.method != "POST":
        held = len(queries.voices_of_participant(found.pk))
        return render(request, "listening/withdraw_person.html", {"person": found, "held": held})
    changed = verbs.withdraw_everything(participant=found, by=desk.user)
    team_page(request, desk, title="Taken back", here="sessions", back=back)
    return render(request, "listening/taken_back.html", {"changed": changed})
