# SPDX-License-Identifier: AGPL-3.0-or-later
"""Amendments, evenings at the writing table, and signatures."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_POST

from coproduce.look.page import NavItem
from coproduce.process import clock
from coproduce.process.roles import Permission
from coproduce.programmes.access import Desk, team_view
from coproduce.strategy import forms, queries, verbs
from coproduce.strategy.queries.team import bodies, team
from coproduce.strategy.views.frame import link, one_act, one_form, sent, show, strategy_of
from coproduce.strategy.views.sentence import team_choices


@team_view(Permission.SEE_TEAM)
def amendments(request: HttpRequest, desk: Desk) -> HttpResponse:
    """What was asked for, open ones first."""
    found = queries.amendments(desk.programme.pk)
    return show(request, desk, "amendments.html", title="Amendments", tab="amendments", amendments=found)


@require_POST
@team_view(Permission.WRITE)
def answer(request: HttpRequest, desk: Desk, amendment: int) -> HttpResponse:
    """Accept or decline."""
    found = queries.amendment(desk.programme.pk, str(amendment))
    if found is None:
        raise Http404("There is no such amendment.")
    accept = request.POST.get("answer") == "accept"
    return one_act(
        request, lambda: verbs.answer_amendment(amendment=found, accept=accept, by=desk.user),
        to=link(desk, "amendments"), said="Accepted: the sentence reads so now." if accept else "Declined.",
    )  # fmt: skip


@team_view(Permission.SEE_TEAM)
def page(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Who wrote on which evening, and who signed."""
    key = desk.programme.pk
    return show(
        request, desk, "sign_off.html", title="Sign-off", tab="sign-off", signatures=queries.signatures(key),
        evenings=queries.evenings(key), signs=desk.may(Permission.SIGN), begun=queries.strategy(key) is not None,
    )  # fmt: skip


@team_view(Permission.SIGN)
def sign(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Sign, for a body or as oneself."""
    form = forms.SignForm(sent(request), bodies=bodies(desk.programme), initial={"on": clock.today()})

    def do(data: dict[str, Any]) -> Any:
        body = desk.programme.bodies.filter(code=data["body"]).first() if data["body"] else None
        return verbs.sign_off(
            strategy=strategy_of(desk), body=body, note_text=data["note"], on=data["on"], by=desk.user
        )

    return one_form(
        request, desk, form, do, title="Sign the strategy", button="Sign", done=link(desk, "sign-off"), tab="sign-off",
        said="Signed.", back=NavItem("Back to sign-off", link(desk, "sign-off")),
    )  # fmt: skip


@team_view(Permission.WRITE)
def evening(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Note an evening at the writing table."""
    form = forms.EveningForm(sent(request), team=team_choices(desk), initial={"on": clock.today()})

    def do(data: dict[str, Any]) -> Any:
        there = [user for user in team(desk.programme) if str(user.pk) in data["present"]]
        return verbs.add_evening(
            strategy=strategy_of(desk), what=data["what"], present=there, on=data["on"], by=desk.user
        )

    return one_form(
        request, desk, form, do, title="An evening at the writing table", button="Note it", done=link(desk, "sign-off"),
        tab="sign-off", back=NavItem("Back to sign-off", link(desk, "sign-off")),
    )  # fmt: skip
