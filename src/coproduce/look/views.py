# SPDX-License-Identifier: AGPL-3.0-or-later
"""The living style page: every component in every state, in each layout."""

from __future__ import annotations

from dataclasses import replace

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from coproduce.look import samples

LAYOUTS = {
    "public": ("look/components_page.html", samples.PUBLIC),
    "participant": ("look/components_participant.html", samples.PARTICIPANT),
    "team": ("look/components_team.html", samples.TEAM),
    "signin": ("look/components_signin.html", replace(samples.PARTICIPANT, title="Open your slip", steps=(), back=None,
                                                      step_said="", onward=None)),
}


def components(request: HttpRequest) -> HttpResponse:
    """`?layout=` public (default), participant, team or signin; `?lang=ur` turns it round; `?bad=1` shows errors."""
    template, page = LAYOUTS.get(request.GET.get("layout", ""), LAYOUTS["public"])
    if lang := request.GET.get("lang"):
        page = replace(page, lang=lang, dir="")
    return render(request, template, {
        "look": page, "themes": samples.themes(), "stages": samples.STAGES, "answers": samples.ANSWERS,
        "form": samples.form(bad=bool(request.GET.get("bad"))), "decided": samples.DECIDED,
    })
