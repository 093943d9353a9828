# SPDX-License-Identifier: AGPL-3.0-or-later
"""The log: who did what to the codebook and why, how it stood at any time, and taking a step back."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from coproduce.process.roles import Permission
from coproduce.programmes.access import Desk, team_view
from coproduce.programmes.pages import team_page
from coproduce.themes import queries, verbs
from coproduce.themes.forms import WhyForm
from coproduce.themes.views.pages import back_to, form_page


@team_view(Permission.READ_VOICES)
def log(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Every step, the newest first."""
    codings = "codings" in request.GET
    team_page(
        request, desk, title="How the themes came about", here="themes",
        back=back_to("themes:list", "All themes", desk.programme.slug),
    )  # fmt: skip
    context = {
        "desk": desk, "steps": tuple(reversed(queries.log(desk.programme.pk, codings=codings))), "codings": codings,
        "may_curate": desk.may(Permission.CURATE),
    }  # fmt: skip
    return render(request, "themes/log.html", context)


@team_view(Permission.READ_VOICES)
def at_step(request: HttpRequest, desk: Desk, sequence: int) -> HttpResponse:
    """The codebook as it stood after one step."""
    lines = {line.sequence: line for line in queries.log(desk.programme.pk, codings=True)}
    if sequence not in lines:
        raise Http404("There is no such step.")
    state = queries.replay(desk.programme.pk, upto=sequence)
    team_page(
        request, desk, title=f"The themes after step {sequence}", here="themes",
        back=back_to("themes:log", "The log", desk.programme.slug),
    )  # fmt: skip
    rows = [(code, state.themes[code], len(state.passages_of(code))) for code in state.live]
    context = {
        "desk": desk, "step": lines[sequence], "rows": rows, "gaps": state.gaps,
        "earlier": sequence - 1 if sequence - 1 in lines else None,
        "later": sequence + 1 if sequence + 1 in lines else None,
    }  # fmt: skip
    return render(request, "themes/at_step.html", context)


@team_view(Permission.CURATE)
def undo(request: HttpRequest, desk: Desk, sequence: int) -> HttpResponse:
    """Take a step back, with a reason."""
    line = next((x for x in queries.log(desk.programme.pk, codings=True) if x.sequence == sequence), None)
    if line is None:
        raise Http404("There is no such step.")
    form = WhyForm(request.POST or None)

    def act() -> str:
        verbs.undo(
            programme=desk.programme, sequence=sequence, by=desk.user, why=form.cleaned_data["why"],
            agreed_with=form.agreed(),
        )  # fmt: skip
        return reverse("themes:log", args=[desk.programme.slug])

    return form_page(
        request, desk, form, act, title=f"Take back step {sequence}", button="Take it back",
        back=back_to("themes:log", "The log", desk.programme.slug), said="Taken back. Both steps stay in the log.",
        intro=line.sentence,
    )  # fmt: skip
