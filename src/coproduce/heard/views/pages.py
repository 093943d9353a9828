# SPDX-License-Identifier: AGPL-3.0-or-later
"""Pages of who was heard and who was not."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.shortcuts import render

from coproduce.heard.pictures import areas_table, beside_all, detail_table, ward_map
from coproduce.heard.places import CREDIT
from coproduce.heard.queries import Heard, lines, public_heard, team_heard
from coproduce.heard.queries.evidence import signed_in_public
from coproduce.look.page import NavItem, Page
from coproduce.look.pictures.picture import Picture, Table
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
    more: tuple[lines.Line, ...]
    less: tuple[lines.Line, ...]
    kept_back: tuple[str, ...]
    chart: Picture
    chart_phone: Picture
    wards: Picture | None
    empty_wards: tuple[str, ...]
    areas: Table | None
    detail: Table | None
    protected: tuple[lines.Asked, ...]
    sources: tuple[str, ...]
    signed: str
    credit: str = CREDIT


@public_view
def public(request: HttpRequest, programme: Programme) -> HttpResponse:
    """Sentence first, chart second, table third; those not heard stand as large as those heard."""
    heard = public_heard(programme)
    look = public_page(
        request, programme, title="Who was heard, and who was not", here="heard",
        onward=NavItem("The thread goes on: the strategy", f"/{programme.slug}/strategy/"),
    )  # fmt: skip
    rtl = look.dir == "rtl"
    wards = next((one.categories for one in heard.characteristics if one.key == "ward"), ())
    page = HeardPage(
        look=look,
        heard=heard,
        more=lines.heard_lines(heard),
        less=lines.not_heard_lines(heard),
        kept_back=lines.kept_back(heard),
        chart=beside_all(heard, rtl=rtl),
        chart_phone=beside_all(heard, form="narrow", rtl=rtl),
        wards=ward_map(heard, programme.population),
        empty_wards=tuple(sorted(ward.name for ward in wards if ward.heard.value == 0)),
        areas=areas_table(heard),
        detail=detail_table(heard),
        protected=lines.protected_lines(heard),
        sources=lines.source_lines(heard),
        signed=signed_in_public(programme, heard),
    )
    return render_public(request, "heard/public.html", page)


@team_view(Permission.SEE_TEAM)
def team(request: HttpRequest, desk: Desk) -> HttpResponse:
    """The published figures for everybody; exact ones, and whom to talk with next, for those who plan."""
    team_page(request, desk, title="Who was heard", here="heard")
    context = {"heard": public_heard(desk.programme, live=True), "slug": desk.programme.slug}
    if desk.may(Permission.PLAN):
        context["exact"] = team_heard(desk.programme)
    return render(request, "heard/team.html", context)
