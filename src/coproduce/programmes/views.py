# SPDX-License-Identifier: AGPL-3.0-or-later
"""The front page, the team's start, and who is in the team."""

from dataclasses import dataclass

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from coproduce.look.page import Page
from coproduce.look.public import render_public
from coproduce.people.queries import account_by_email, audit_of, first_broken_link
from coproduce.people.verbs import create_account, make_sign_in_link
from coproduce.process.roles import DESCRIPTION, NAME, Permission, Role
from coproduce.process.stages import StageKey, StageState
from coproduce.programmes import populations, verbs
from coproduce.programmes.access import Desk, team_view
from coproduce.programmes.forms import BodyForm, MemberForm, ProgrammeForm, QuestionForm, SettingsForm
from coproduce.programmes.models import Membership
from coproduce.programmes.overview import desk_steps, stage_desks, waiting
from coproduce.programmes.pages import team_page
from coproduce.programmes.queries import ProgrammeRow, named, open_programmes, programmes_of, stages_of


@dataclass(frozen=True)
class Home:
    """The front page."""

    look: Page
    programmes: tuple[ProgrammeRow, ...]


def home(request: HttpRequest) -> HttpResponse:
    """Every programme that residents may see."""
    return render_public(request, "programmes/home.html", Home(Page(title="Coproduce"), tuple(open_programmes())))


def team(request: HttpRequest) -> HttpResponse:
    """The programmes in which one has a role."""
    request.look = Page(title="Your programmes", signed_in_as=request.user.name)  # type: ignore[attr-defined]
    rows = programmes_of(request.user.pk)
    return render(request, "programmes/team.html", {"programmes": rows, "may_make": request.user.is_keeper})


def new(request: HttpRequest) -> HttpResponse:
    """Make a programme; only a keeper of this installation may."""
    if not request.user.is_keeper:
        raise PermissionDenied("Ask whoever looks after this installation to make a programme for you.")
    form = ProgrammeForm(request.POST or None, populations=populations.choices())
    request.look = Page(title="A new programme", signed_in_as=request.user.name)  # type: ignore[attr-defined]
    if request.method == "POST" and form.is_valid():
        programme = _make(request, form)
        messages.success(request, "The programme is there. Open a stage when you are ready.")
        return redirect("programmes:desk", programme.slug)
    return render(request, "programmes/form.html", {"form": form, "button": "Make the programme"}, status=_status(form))


@transaction.atomic
def _make(request: HttpRequest, form: ProgrammeForm):  # noqa: ANN202
    data = form.cleaned_data
    programme = verbs.create_programme(
        name=data["name"], aim=data["aim"], asked_by=data["asked_by"], languages=data["languages"],
        population=data["population"], stage_dates=form.stage_dates(), keep_words_until=data["keep_words_until"],
        legal_basis=data["legal_basis"], brought_in=data["brought_in"], by=request.user,
    )  # fmt: skip
    for text in form.asked():
        verbs.add_question(programme=programme, text=text, by=request.user)
    return programme


def _status(form) -> int:  # noqa: ANN001
    return 422 if form.errors else 200


@team_view(Permission.SEE_TEAM)
def desk(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Where the programme stands and what comes next."""
    team_page(request, desk, title=desk.programme.name, here="desk")
    steps = desk_steps(desk)
    context = {
        "desk": desk, "stages": stage_desks(stages_of(desk.programme.pk), steps), "waiting": waiting(steps),
        "may_plan": desk.may(Permission.PLAN), "states": StageState, "roles": [NAME[r] for r in sorted(desk.roles)],
    }  # fmt: skip
    return render(request, "programmes/desk.html", context)


@team_view(Permission.PLAN)
def settings(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Change what may be changed."""
    fields = list(SettingsForm.base_fields)
    form = SettingsForm(request.POST or None, initial={name: getattr(desk.programme, name) for name in fields})
    team_page(request, desk, title="Settings", here="desk")
    if request.method == "POST" and form.is_valid():
        verbs.change_programme(programme=desk.programme, by=desk.user, **form.cleaned_data)
        messages.success(request, "Saved.")
        return redirect("programmes:desk", desk.programme.slug)
    return render(request, "programmes/form.html", {"form": form, "button": "Save"}, status=_status(form))


@team_view(Permission.PLAN)
def questions(request: HttpRequest, desk: Desk) -> HttpResponse:
    """The question guide."""
    form = QuestionForm(request.POST or None)
    team_page(request, desk, title="The questions we ask", here="desk")
    if request.method == "POST" and form.is_valid():
        verbs.add_question(programme=desk.programme, text=form.cleaned_data["text"], by=desk.user)
        return redirect("programmes:questions", desk.programme.slug)
    context = {"form": form, "button": "Add the question", "questions": desk.programme.questions.all()}
    return render(request, "programmes/questions.html", context, status=_status(form))


@require_POST
@team_view(Permission.PLAN)
def stage(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Open or close a stage."""
    try:
        key, state = StageKey(request.POST.get("key", "")), StageState(request.POST.get("state", ""))
    except ValueError:
        messages.error(request, "That is not a stage we know.")
        return redirect("programmes:desk", desk.programme.slug)
    verbs.set_stage(programme=desk.programme, key=key, state=state, by=desk.user)
    return redirect("programmes:desk", desk.programme.slug)


@team_view(Permission.SEE_TEAM)
def people(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Who is in the team, and a form for the next."""
    may = desk.may(Permission.MANAGE_TEAM)
    form = MemberForm(request.POST if may and request.method == "POST" else None)
    team_page(request, desk, title="The team", here="people")
    if may and request.method == "POST" and form.is_valid():
        return _invite(request, desk, form)
    members = desk.programme.memberships.select_related("user", "organisation").order_by("role", "user__name")
    context = {
        "members": members, "form": form, "may": may, "names": {r.value: NAME[r] for r in Role},
        "roles": [(NAME[r], DESCRIPTION[r]) for r in Role], "link": request.session.pop("sign-in-link", ""),
    }  # fmt: skip
    return render(request, "programmes/people.html", context, status=_status(form))


@transaction.atomic
def _invite(request: HttpRequest, desk: Desk, form: MemberForm) -> HttpResponse:
    data = form.cleaned_data
    known = account_by_email(data["email"])
    user = known or create_account(email=data["email"], name=data["name"], by=desk.user)
    verbs.join(programme=desk.programme, user=user, role=Role(data["role"]), does=data["does"], by=desk.user)
    if known is None:
        # Only for somebody new: a link for an account that exists would let a lead of one programme sign in as another's.
        token = make_sign_in_link(user=user, hours=72, by=desk.user)
        request.session["sign-in-link"] = request.build_absolute_uri(reverse("people:link", args=[token]))
    messages.success(request, f"{user.name} is in the team.")
    return redirect("programmes:people", desk.programme.slug)


@require_POST
@team_view(Permission.MANAGE_TEAM)
def end_role(request: HttpRequest, desk: Desk, membership: int) -> HttpResponse:
    """Take a role back; the last lead keeps theirs."""
    member = get_object_or_404(Membership, pk=membership, programme=desk.programme)
    # Those who lead today: one who begins next month can let nobody in until then.
    if member.role == Role.LEAD.value and len(named(desk.programme.pk, Role.LEAD)) < 2:
        messages.error(request, "A programme needs a lead. Give the role to somebody else first.")
    else:
        verbs.end_membership(membership=member, by=desk.user)
    return redirect("programmes:people", desk.programme.slug)


@team_view(Permission.PLAN)
def bodies(request: HttpRequest, desk: Desk) -> HttpResponse:
    """The panels and boards that decide; a decision names the one that took it."""
    form = BodyForm(request.POST or None, programme=desk.programme)
    team_page(request, desk, title="Who decides", here="people")
    rows = desk.programme.bodies.order_by("name").prefetch_related("members__user")
    if request.method == "POST" and form.is_valid():
        verbs.add_body(programme=desk.programme, code=f"B{rows.count() + 1:02d}", by=desk.user, **form.cleaned_data)
        return redirect("programmes:bodies", desk.programme.slug)
    return render(request, "programmes/bodies.html", {"form": form, "rows": rows}, status=_status(form))


@team_view(Permission.SEE_AUDIT)
def audit(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Who did what, and which words they opened why. No words."""
    team_page(request, desk, title="Who did what", here="people")
    return render(
        request, "programmes/audit.html", {"events": audit_of(desk.programme.pk), "broken": first_broken_link()}
    )
