# SPDX-License-Identifier: AGPL-3.0-or-later
"""The team's pages for testing: rounds, statements, results with intervals and exposure, comments, proposals."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from coproduce.look.page import NavItem
from coproduce.priorities import queries, verbs
from coproduce.priorities.forms.statements import MoveRoundForm, ReasonForm, RoundForm, StatementForm
from coproduce.priorities.models import PriorityVersion, Round, Statement
from coproduce.priorities.views.filling import fill, pressed
from coproduce.priorities.views.shaping import drawn
from coproduce.process.roles import Permission
from coproduce.process.stages import Act
from coproduce.programmes.access import Desk, team_view
from coproduce.programmes.pages import team_page
from coproduce.programmes.queries import act_allowed


def _url(name: str, desk: Desk, *args: Any) -> str:
    return reverse(f"priorities:{name}", args=[desk.programme.slug, *args])


def _statement(desk: Desk, code: str) -> Statement:
    found = Statement.objects.filter(programme=desk.programme, code=code).first()
    if found is None:
        raise Http404("There is no such statement.")
    return found


def _round(desk: Desk, number: int) -> Round:
    found = Round.objects.filter(programme=desk.programme, number=number).first()
    if found is None:
        raise Http404("There is no such round.")
    return found


@team_view(Permission.SEE_TEAM)
def overview(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Rounds, and what came back on each statement."""
    programme = desk.programme
    team_page(request, desk, title="Testing", here="priorities", back=NavItem("Priorities", _url("list", desk)))
    took, results = queries.took_part(programme.pk), queries.results(programme.pk)
    rounds = [
        {
            "round": one,
            "took_part": took.get(one.number, 0),
            "results": [drawn(r) for r in results if r.statement.round_number == one.number],
            "not_put": queries.statements_of(programme.pk, round_number=one.number, status="moderated"),
        }
        for one in queries.rounds_of(programme.pk)
    ]
    waiting = len(queries.statements_of(programme.pk, status="waiting"))
    allowed = act_allowed(programme, Act.PUT_STATEMENTS)
    context = {
        "desk": desk, "rounds": rounds, "waiting": waiting, "may_put": desk.may(Permission.SHAPE) and allowed,
        "may_read": desk.may(Permission.READ_VOICES), "may_enter": desk.may(Permission.CAPTURE) and allowed,
        "locked": programme.decisions_locked_at,
    }  # fmt: skip
    return render(request, "priorities/statements.html", context)


@team_view(Permission.SHAPE)
def new_round(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Plan a round."""
    form = RoundForm(request.POST or None)
    return fill(
        request, desk, form, lambda: verbs.open_round(programme=desk.programme, **form.cleaned_data, by=desk.user),
        title="A new round", button="Plan the round", to=_url("statements", desk), here="priorities",
        done="The round is planned. Put statements into it.", back=NavItem("Testing", _url("statements", desk)),
    )  # fmt: skip


@team_view(Permission.SHAPE)
def move_round(request: HttpRequest, desk: Desk, number: int) -> HttpResponse:
    """Give a round other dates."""
    one = _round(desk, number)
    form = MoveRoundForm(request.POST or None, initial={"opens_on": one.opens_on, "closes_on": one.closes_on})
    return fill(
        request, desk, form, lambda: verbs.change_round(round=one, **form.cleaned_data, by=desk.user),
        title=f"Round {number}: other dates", button="Keep these dates", to=_url("statements", desk), here="priorities",
        done="The dates are changed.", back=NavItem("Testing", _url("statements", desk)),
    )  # fmt: skip


@team_view(Permission.SHAPE)
def new(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Put a statement to people."""
    rows = queries.statements_of(desk.programme.pk)
    form = StatementForm(
        request.POST or None,
        rounds=[(r.number, f"Round {r.number}, {r.state}") for r in reversed(queries.rounds_of(desk.programme.pk))],
        versions=[
            (p.version_id, f"{p.code} {p.name}, version {p.version_number}")
            for p in queries.priorities_of(desk.programme.pk)
        ],
        earlier=[(row.code, f"{row.code} {row.text}") for row in rows if row.text],
    )
    return fill(
        request, desk, form, lambda: _put(desk, form), title="A new statement", button="Put it to people",
        to=_url("statements", desk), here="priorities", done="The statement is put.",
        back=NavItem("Testing", _url("statements", desk)),
    )  # fmt: skip


def _version(desk: Desk, value: str) -> PriorityVersion | None:
    found = PriorityVersion.objects.filter(priority__programme=desk.programme)
    return found.filter(pk=int(value)).first() if value.isdigit() else None


def _put(desk: Desk, form: StatementForm) -> None:
    data = form.cleaned_data
    verbs.put_statement(
        programme=desk.programme, round=_round(desk, int(data["round"])), text=data["text"],
        version=_version(desk, data["version"]), author_kind=data["author_kind"], by=desk.user,
        derived_from=[_statement(desk, code) for code in data.get("derived_from", ())],
    )  # fmt: skip


@team_view(Permission.SEE_TEAM)
def detail(request: HttpRequest, desk: Desk, code: str) -> HttpResponse:
    """One statement: its results; its comments once somebody asks to open them, which is written down."""
    _statement(desk, code)
    row = queries.statement(desk.programme.pk, code)
    back = NavItem("Testing", _url("statements", desk))
    team_page(request, desk, title=f"{code}: what came back", here="priorities", back=back)
    found = queries.results(desk.programme.pk, codes=[code])
    may_read = desk.may(Permission.READ_VOICES)
    opened = request.method == "POST" and may_read
    context = {
        "desk": desk, "row": row, "may_read": may_read, "opened": opened,
        "one": drawn(found[0]) if found else None, "as_list": [drawn(one) for one in found],
        "comments": queries.comments_on(desk.programme.pk, code, by=desk.reader) if opened else [],
        "form": ReasonForm() if desk.may(Permission.SHAPE) and row and row.accepted else None,
    }  # fmt: skip
    return render(request, "priorities/statement.html", context)


@require_POST
@team_view(Permission.SHAPE)
def take_down(request: HttpRequest, desk: Desk, code: str) -> HttpResponse:
    """Stop putting a statement to people."""
    one, reason = _statement(desk, code), request.POST.get("reason", "")
    act = lambda: verbs.moderate_statement(statement=one, reason=reason, by=desk.user)  # noqa: E731
    pressed(request, act, f"{code} is no longer put to people. Its answers stay.")
    return redirect(_url("statement", desk, code))


@team_view(Permission.READ_VOICES)
def proposals(request: HttpRequest, desk: Desk) -> HttpResponse:
    """What residents suggest: put it as they wrote it, or say why not."""
    if request.method == "POST":
        _look_at(request, desk)
        return redirect(_url("proposals", desk))
    back = NavItem("Testing", _url("statements", desk))
    team_page(request, desk, title="Suggested by residents", here="priorities", back=back)
    context = {
        "desk": desk, "rows": queries.proposals(desk.programme.pk, by=desk.reader),
        "priorities": queries.priorities_of(desk.programme.pk), "may_put": desk.may(Permission.SHAPE),
    }  # fmt: skip
    return render(request, "priorities/proposals.html", context)


def _look_at(request: HttpRequest, desk: Desk) -> None:
    one = _statement(desk, request.POST.get("code", ""))
    if not desk.may(Permission.SHAPE):
        return
    if request.POST.get("do") == "put":
        version = _version(desk, request.POST.get("version", ""))
        pressed(
            request, lambda: verbs.put_proposal(statement=one, version=version, by=desk.user), "It is put to people."
        )
        return
    reason = request.POST.get("reason", "")
    pressed(
        request, lambda: verbs.turn_down_proposal(statement=one, reason=reason, by=desk.user),
        "It is not put to people. The reason can be read on the public page.",
    )  # fmt: skip
