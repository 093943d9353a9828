# SPDX-License-Identifier: AGPL-3.0-or-later
"""The team's pages for decisions: the record, what has none yet, and the lock."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from coproduce.look.page import NavItem
from coproduce.priorities import queries, verbs
from coproduce.priorities.forms.deciding import DecisionForm, WordsForm
from coproduce.priorities.models import Decision, Statement
from coproduce.priorities.views.filling import fill, pressed
from coproduce.process.decisions import WORDS, Outcome
from coproduce.process.roles import Permission
from coproduce.process.stages import Act
from coproduce.programmes.access import Desk, team_view
from coproduce.programmes.pages import team_page
from coproduce.programmes.queries import act_allowed
from coproduce.themes.queries import themes_of


def _url(name: str, desk: Desk, *args: Any) -> str:
    return reverse(f"priorities:{name}", args=[desk.programme.slug, *args])


def may_decide(desk: Desk) -> bool:
    """Whether this person may record decisions, now."""
    open_record = desk.programme.decisions_locked_at is None
    return desk.may(Permission.DECIDE) and open_record and act_allowed(desk.programme, Act.DECIDE)


@team_view(Permission.SEE_TEAM)
def overview(request: HttpRequest, desk: Desk) -> HttpResponse:
    """What was decided, what was not taken up, and what is still open."""
    team_page(request, desk, title="Decisions", here="decisions")
    decided = queries.decisions_of(desk.programme.pk)
    context = {
        "desk": desk, "coverage": queries.coverage(desk.programme.pk), "may_decide": may_decide(desk),
        "groups": [(WORDS[o], [d for d in decided if d.outcome is o]) for o in reversed(Outcome)],
        "locked": desk.programme.decisions_locked_at, "bodies": desk.programme.bodies.exists(),
    }  # fmt: skip
    return render(request, "priorities/decisions.html", context)


def _choices(desk: Desk) -> dict[str, list[tuple[str, str]]]:
    themes = [row for row in themes_of(desk.programme.pk) if row.state == "theme"]
    statements = queries.statements_of(desk.programme.pk, status="accepted")
    about = [("point", "A point that people raised")]
    about += [(f"theme:{row.id}", f"Theme {row.code} {row.name}") for row in themes]
    about += [(f"statement:{row.code}", f"Statement {row.code} {row.text}") for row in statements]
    return {
        "about": about,
        "themes": [(str(row.id), f"{row.code} {row.name}") for row in themes],
        "bodies": [(str(body.pk), body.name) for body in desk.programme.bodies.order_by("name")],
    }


@team_view(Permission.DECIDE)
def new(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Record a decision."""
    choices = _choices(desk)
    first = {"about": request.GET.get("about", "point")}
    form = DecisionForm(request.POST or None, initial=first, **choices)
    return fill(
        request, desk, form, lambda: _decide(desk, form), title="Record a decision", button="Record it",
        to=_url("decisions", desk), here="decisions", done="The decision is recorded.",
        back=NavItem("Decisions", _url("decisions", desk)),
    )  # fmt: skip


def _decide(desk: Desk, form: DecisionForm) -> None:
    data = form.cleaned_data
    kind, _, ref = data["about"].partition(":")
    verbs.decide(
        programme=desk.programme, outcome=data["outcome"], decided_on=data["decided_on"], by=desk.user,
        body=desk.programme.bodies.filter(pk=data["body"]).first(), point=data["point"],
        theme=int(ref) if kind == "theme" else None,
        statement=Statement.objects.get(programme=desk.programme, code=ref) if kind == "statement" else None,
        raised_in=[int(pk) for pk in data.get("raised_in", ())], **form.words(),
    )  # fmt: skip


@team_view(Permission.DECIDE)
def change(request: HttpRequest, desk: Desk, code: str) -> HttpResponse:
    """Put the words of a decision right."""
    one = Decision.objects.filter(programme=desk.programme, code=code).first()
    if one is None:
        raise Http404("There is no such decision.")
    first = {"why": one.why, "instead": one.instead, "passed_to": "\n".join(one.passed_to), "tell": one.tell}
    form = WordsForm(request.POST or None, initial=first)
    return fill(
        request, desk, form, lambda: verbs.change_decision(decision=one, by=desk.user, **form.words()),
        title=f"{code}: {queries.decision(desk.programme.pk, code).about}", button="Keep these words",
        to=_url("decisions", desk), here="decisions", done="The words are changed.",
        back=NavItem("Decisions", _url("decisions", desk)),
    )  # fmt: skip


@team_view(Permission.DECIDE)
def lock(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Lock the record, after saying what that means and what is still open."""
    if request.method == "POST":
        pressed(request, lambda: verbs.lock_decisions(programme=desk.programme, by=desk.user), "The record is locked.")
        return redirect(_url("decisions", desk))
    back = NavItem("Decisions", _url("decisions", desk))
    team_page(request, desk, title="Lock the record of decisions", here="decisions", back=back)
    context = {"desk": desk, "coverage": queries.coverage(desk.programme.pk)}
    return render(request, "priorities/lock.html", context)
