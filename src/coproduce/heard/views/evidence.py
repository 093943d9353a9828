# SPDX-License-Identifier: AGPL-3.0-or-later
"""The equality evidence: to read, to take away, and for an officer to sign."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from coproduce.heard import evidence_file, verbs
from coproduce.heard.forms import SignEvidence
from coproduce.heard.queries.evidence import evidence
from coproduce.look.page import NavItem
from coproduce.process.roles import Permission
from coproduce.programmes.access import Desk, team_view
from coproduce.programmes.pages import team_page
from coproduce.programmes.verbs import Refused

if TYPE_CHECKING:
    from django.http import HttpRequest


def _back(desk: Desk) -> NavItem:
    return NavItem("Who was heard", reverse("heard:team", args=[desk.programme.slug]))


@team_view(Permission.SEE_TEAM)
def page(request: HttpRequest, desk: Desk) -> HttpResponse:
    """All nine protected characteristics, the files, who signed."""
    team_page(request, desk, title="Equality evidence", here="heard", back=_back(desk))
    found = evidence(desk.programme)
    context = {
        "found": found, "slug": desk.programme.slug, "files": tuple(evidence_file.KINDS), "signs": desk.may(Permission.SIGN),
        "blocks": evidence_file.tables_of(found),
    }  # fmt: skip
    return render(request, "heard/evidence.html", context)


@team_view(Permission.SEE_TEAM)
def download(request: HttpRequest, desk: Desk, name: str) -> HttpResponse:
    """The evidence of today as a file, with the day in its name."""
    if name not in evidence_file.KINDS:
        raise Http404("There is no such file.")
    found = evidence(desk.programme)
    body = evidence_file.made(found, desk.programme, name)
    answer = HttpResponse(body, content_type=evidence_file.KINDS[name])
    stem, _, kind = name.rpartition(".")
    answer["Content-Disposition"] = f'attachment; filename="{desk.programme.slug}-{stem}-{found.on:%Y-%m-%d}.{kind}"'
    return answer


@team_view(Permission.SIGN)
def sign(request: HttpRequest, desk: Desk) -> HttpResponse:
    """An officer signs the figures that they had before them."""
    here = reverse("heard:evidence", args=[desk.programme.slug])
    form = SignEvidence(request.POST or None, initial={"read": evidence(desk.programme).fingerprint})
    if request.method == "POST" and form.is_valid():
        try:
            verbs.sign_evidence(programme=desk.programme, by=desk.user, **form.cleaned_data)
        except Refused as refused:
            form.add_error(refused.field if refused.field in form.fields else None, str(refused))
        else:
            messages.success(request, "Signed. The file and the public page say so.")
            return redirect(here)
    team_page(request, desk, title="Sign the equality evidence", here="heard", back=NavItem("Equality evidence", here))
    return render(request, "heard/sign.html", {"form": form}, status=422 if form.errors else 200)
