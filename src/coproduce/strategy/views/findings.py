# SPDX-License-Identifier: AGPL-3.0-or-later
"""Figures of the strategy, computed from the database and passed through the disclosure gate."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_POST

from coproduce.look.page import NavItem
from coproduce.process.roles import Permission
from coproduce.programmes.access import Desk, team_view
from coproduce.strategy import forms, queries, verbs
from coproduce.strategy.views.frame import link, one_act, one_form, sent, show


@team_view(Permission.SEE_TEAM)
def page(request: HttpRequest, desk: Desk) -> HttpResponse:
    """All figures with how they are computed."""
    found = queries.findings(desk.programme.pk)
    return show(request, desk, "findings.html", title="Figures", tab="findings", findings=found)


@team_view(Permission.WRITE)
def new(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Compute one more."""
    form = forms.FindingForm(sent(request))

    def do(data: dict[str, Any]) -> Any:
        return verbs.compute_finding(
            programme=desk.programme, code=data["code"], what=data["what"], measure=data["measure"],
            settings=data["settings"], by=desk.user,
        )  # fmt: skip

    return one_form(
        request, desk, form, do, title="Compute a figure", button="Compute", done=link(desk, "findings"),
        tab="findings",        back=NavItem("Back to the figures", link(desk, "findings")),
    )  # fmt: skip


@require_POST
@team_view(Permission.WRITE)
def again(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Compute all of them again."""
    return one_act(
        request, lambda: verbs.recompute_findings(programme=desk.programme, by=desk.user), to=link(desk, "findings"),
        said="Computed again. Sentences whose figure reads otherwise now are flagged at the gate.",
    )  # fmt: skip
