# SPDX-License-Identifier: AGPL-3.0-or-later
"""The report on the web, its files, the manifest as open data, and publishing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import redirect, render

from coproduce.look.page import Page
from coproduce.look.public import check_json, render_public
from coproduce.look.typesetting import html
from coproduce.process.roles import Permission, check_may
from coproduce.programmes.access import Desk, public_view, team_view
from coproduce.programmes.pages import public_page, team_page
from coproduce.programmes.verbs import Refused
from coproduce.report.document import document_of
from coproduce.report.queries import COUNT_NOBODY, ReleaseRow, newest, releases_of
from coproduce.report.verbs import publish, release_file
from coproduce.strategy.queries import gate

if TYPE_CHECKING:
    from django.http import HttpRequest

    from coproduce.programmes.models import Programme

KINDS = {
    "report.pdf": "application/pdf",
    "report.docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}


@dataclass(frozen=True)
class Out:
    """A release, as its pages name it."""

    number: str
    hash: str
    published_at: datetime


@dataclass(frozen=True)
class ReportPage:
    """The report or its data. `release` is None before the first; `body` is the whole report as HTML, from its tree."""

    look: Page
    slug: str
    release: Out | None
    body: str = ""


def _out(release: ReleaseRow | None) -> Out | None:
    return Out(release.number, release.hash, release.published_at) if release else None


@public_view
def public(request: HttpRequest, programme: Programme) -> HttpResponse:
    """The whole report; every figure in it came out of the gate into the manifest."""
    look = public_page(request, programme, title="The report", here="report")
    release = newest(programme.pk)
    body = html.fragment(document_of(programme)) if release else ""
    return render_public(request, "report/public.html", ReportPage(look, programme.slug, _out(release), body))


@public_view
def download(request: HttpRequest, programme: Programme, name: str) -> HttpResponse:
    """The PDF or the Word file of the newest release."""
    body = release_file(programme=programme, name=name) if name in KINDS else None
    if body is None:
        raise Http404("There is no such file. The report is published with the first release.")
    answer = HttpResponse(body, content_type=KINDS[name])
    answer["Content-Disposition"] = f'attachment; filename="{programme.slug}-{name}"'
    return answer


@public_view
def data_page(request: HttpRequest, programme: Programme) -> HttpResponse:
    """What can be had, and what is not in it."""
    look = public_page(request, programme, title="Open data", here="report")
    return render_public(request, "report/data.html", ReportPage(look, programme.slug, _out(newest(programme.pk))))


@public_view
def data(request: HttpRequest, programme: Programme) -> HttpResponse:
    """The manifest of the newest release: gated figures, the team's words, quotes by reference. No person's words."""
    release = newest(programme.pk)
    if release is None:
        raise Http404("Nothing has been published yet.")
    # Once more at the door: an older release passed the checks of an older version.
    check_json(release.manifest, COUNT_NOBODY)
    return JsonResponse({"hash": release.hash, "manifest": release.manifest}, json_dumps_params={"ensure_ascii": False})


@team_view(Permission.SEE_TEAM)
def team(request: HttpRequest, desk: Desk) -> HttpResponse:
    """What stands in the way, the button, and what was published."""
    team_page(request, desk, title="The report", here="report")
    if request.method == "POST":
        check_may(desk.roles, Permission.PUBLISH)
        try:
            made = publish(programme=desk.programme, by=desk.user, gaps_accepted=request.POST.get("gaps", ""))
        except Refused as refused:
            messages.error(request, str(refused))
        else:
            messages.success(request, f"Release {made.number} is published.")
        return redirect("report:team", desk.programme.slug)
    context = {
        "gate": gate(desk.programme.pk), "releases": releases_of(desk.programme.pk), "slug": desk.programme.slug,
        "may": desk.may(Permission.PUBLISH),
    }  # fmt: skip
    return render(request, "report/team.html", context)
