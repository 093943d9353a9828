# SPDX-License-Identifier: AGPL-3.0-or-later
"""The living style page: every component in every state, in each layout."""

from __future__ import annotations

from dataclasses import replace

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from coproduce.look import sample_pictures, samples

LAYOUTS = {
    "public": ("look/components_page.html", samples.PUBLIC),
    "participant": ("look/components_participant.html", samples.PARTICIPANT),
    "team": ("look/components_team.html", samples.TEAM),
    "signin": (
        "look/components_signin.html",
        replace(samples.PARTICIPANT, title="Open your slip", steps=(), back=None, step_said="", onward=None),
    ),
}


def components(request: HttpRequest) -> HttpResponse:
    """`?layout=` public (default), participant, team or signin; `?lang=ur` turns it round; `?bad=1` shows errors."""
    template, page = LAYOUTS.get(request.GET.get("layout", ""), LAYOUTS["public"])
    if lang := request.GET.get("lang"):
        page = replace(page, lang=lang, dir="")
    cloth = sample_pictures.cloth_of(205)
    page = replace(page, cloth="" if "layout" in request.GET else cloth.svg, cloth_said=cloth.sentence)
    pictures = {} if "layout" in request.GET else sample_pictures.everything(rtl=page.dir == "rtl")
    return render(
        request,
        template,
        pictures
        | {
            "look": page,
            "themes": samples.themes(),
            "stages": samples.STAGES,
            "answers": samples.ANSWERS,
            "form": samples.form(bad=bool(request.GET.get("bad"))),
            "decided": samples.DECIDED,
        },
    )
