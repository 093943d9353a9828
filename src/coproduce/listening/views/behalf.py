# SPDX-License-Identifier: AGPL-3.0-or-later
"""Nobody needs a screen to have their rights: a facilitator does it for a person who gives the words of their slip.

What the person said is not shown: the facilitator sees what was asked, when, and what was agreed, and does what the
person asks for. A slip that was opened stays open on this page alone, for a quarter of an hour.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from django.contrib import messages
from django.core import signing
from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.utils.crypto import salted_hmac
from django.views.decorators.http import require_http_methods

from coproduce.listening import queries, verbs
from coproduce.listening.forms.behalf import NotMeant, SlipWords
from coproduce.listening.models import Participant, Voice
from coproduce.listening.slips import participant_for
from coproduce.people import throttle
from coproduce.process import slips
from coproduce.process.consent import LABELS
from coproduce.process.roles import Permission
from coproduce.programmes.access import Desk, team_view
from coproduce.programmes.pages import team_page

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

SALT, OPEN_FOR = "a slip opened for somebody", 15 * 60
UNKNOWN = "We know no slip with these words in this programme. Read each word once more."
AGAIN = "This page was open for too long. Ask for the words once more."


@require_http_methods(["GET", "HEAD", "POST"])
@team_view(Permission.CAPTURE)
def on_behalf(request: HttpRequest, desk: Desk) -> HttpResponse:
    """The words first; then what the person asks for."""
    team_page(request, desk, title="For somebody with a slip", here="sessions")
    if request.method == "POST" and "opened" in request.POST:
        person = _opened(desk, request.POST["opened"])
        if person is not None:
            return _act(request, desk, person)
        messages.error(request, AGAIN)
        return render(request, "listening/behalf.html", {"form": SlipWords()}, status=422)
    key = throttle.mark(request, "slip")
    if throttle.is_slowed(key, most=12, seconds=600):
        return render(request, "look/errors/429.html", status=429)
    form = SlipWords(request.POST) if request.method == "POST" else SlipWords()
    if request.method == "POST" and form.is_valid():
        person = participant_for(form.cleaned_data["words"])
        if person is not None and person.programme_id == desk.programme.pk:
            throttle.forget(key)
            return _show(request, desk, person)
        throttle.failed(key)
        form.add_error("words", slips.read(form.cleaned_data["words"]).hint or UNKNOWN)
    return render(request, "listening/behalf.html", {"form": form}, status=422 if form.errors else 200)


def _seal(desk: Desk, person: Participant) -> str:
    return signing.dumps([desk.user.pk, person.pk, _which(person)], salt=SALT)


def _which(person: Participant) -> str:
    """A mark of the slip itself: when it is replaced, what it opened closes."""
    return salted_hmac(SALT, person.slip.code_hash).hexdigest()[:16]


def _opened(desk: Desk, sealed: str) -> Participant | None:
    try:
        user, pk, which = signing.loads(sealed, salt=SALT, max_age=OPEN_FOR)
    except signing.BadSignature:
        # Too old, another user's or made up: all three read the same to whoever tries.
        return None
    person = Participant.objects.select_related("slip").filter(pk=pk, programme=desk.programme, slip__isnull=False)
    found = person.first()
    return found if found is not None and user == desk.user.pk and which == _which(found) else None


def _act(request: HttpRequest, desk: Desk, person: Participant) -> HttpResponse:
    do = request.POST.get("do", "")
    if do == "everything":
        if request.POST.get("sure") != "yes":
            return _show(request, desk, person, sure=True)
        return _taken_back(request, verbs.withdraw_everything(participant=person, by=desk.user))
    voice = _voice(person, request.POST.get("voice", ""))
    if do == "withdraw":
        return _taken_back(request, verbs.withdraw_voice(voice=voice, by=desk.user))
    form = NotMeant(request.POST)
    if do != "not-meant":
        raise Http404("There is no such thing to do.")
    if not form.is_valid():
        return _show(request, desk, person, wrong=(voice.pk, form))
    verbs.object_to(
        programme=desk.programme, about_kind="voice", about_id=voice.pk, words=form.cleaned_data["said"],
        participant=person, by=desk.user,
    )  # fmt: skip
    messages.success(request, "Kept. They are owed an answer within two weeks; it will stand on their slip.")
    return _show(request, desk, person)


def _voice(person: Participant, wanted: str) -> Voice:
    try:
        return get_object_or_404(Voice, pk=UUID(wanted), participant=person)
    except ValueError as bad:
        raise Http404("There is no such voice.") from bad


def _taken_back(request: HttpRequest, changed: list) -> HttpResponse:
    return render(request, "listening/taken_back.html", {"changed": changed})


def _show(
    request: HttpRequest, desk: Desk, person: Participant, *, sure: bool = False,
    wrong: tuple[UUID, NotMeant] | None = None,
) -> HttpResponse:  # fmt: skip
    rows = [
        (row, [LABELS[p] for p in LABELS if p in row.given],
         wrong[1] if wrong and wrong[0] == row.id else NotMeant(auto_id=f"id_%s_{row.id}"))
        for row in queries.voices_of_participant(person.pk)
    ]  # fmt: skip
    context = {"person": person, "rows": rows, "opened": _seal(desk, person), "sure": sure}
    return render(request, "listening/behalf_open.html", context, status=422 if wrong else 200)
