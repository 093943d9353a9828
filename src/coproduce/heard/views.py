# SPDX-License-Identifier: AGPL-3.0-or-later
"""Pages of who was heard and who was not."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.shortcuts import render

from coproduce.heard.pictures import beside_census, ward_map
from coproduce.heard.queries import Heard, public_heard, team_heard
from coproduce.heard.tables import NOT_ASKED
from coproduce.look.page import NavItem, Page
from coproduce.look.pictures.picture import Picture
from coproduce.look.public import render_public
from coproduce.process.roles import Permission
from coproduce.programmes.access import Desk, public_view, team_view
from coproduce.programmes.pages import public_page, team_page

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from coproduce.programmes.models import Programme


@dataclass(frozen=True)
class HeardPage:
    """The public page."""

    look: Page
    heard: Heard
    charts: tuple[Picture, ...]
    wards: Picture | None
    not_asked: tuple[tuple[str, str], ...]


@public_view
def public(request: HttpRequest, programme: Programme) -> HttpResponse:
    """Sentence first, chart second, table third; those not heard stand as large as those heard."""
    heard = public_heard(programme)
    page = HeardPage(
        look=public_page(
            request, programme, title="Who was heard, and who was not", here="heard",
            onward=NavItem("The thread goes on: the strategy", f"/{programme.slug}/strategy/"),
        ),
        heard=heard,
        charts=tuple(beside_census(one, title) for one, title in charted(heard)),
        wards=ward_map(heard),
        not_asked=tuple(NOT_ASKED.items()) if heard.characteristics else (),
    )  # fmt: skip
    return render_public(request, "heard/public.html", page)


def charted(heard: Heard):  # noqa: ANN201
    """The characteristics that get a chart: all but wards (a map) and the detailed groups (a list)."""
    return [
        (one, one.name) for one in heard.characteristics if one.key not in {"ward", "ethnic_group", "main_language"}
    ]


@team_view(Permission.SEE_TEAM)
def team(request: HttpRequest, desk: Desk) -> HttpResponse:
    """The published figures for everybody; exact ones, and whom to talk with next, for those who plan."""
    team_page(request, desk, title="Who was heard", here="heard")
    context = {"heard": public_heard(desk.programme, live=True), "slug": desk.programme.slug}
    if desk.may(Permission.PLAN):
        context["exact"] = team_heard(desk.programme)
    return render(request, "heard/team.html", context)
