# SPDX-License-Identifier: AGPL-3.0-or-later
"""How far readers of the same voices agree, for the team."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from coproduce.analysis.saturation_schools import School, accepts_agreement
from coproduce.process.roles import Permission
from coproduce.programmes.access import Desk, team_view
from coproduce.programmes.pages import team_page
from coproduce.themes import queries
from coproduce.themes.queries import CoderAgreement, ThemeAgreement
from coproduce.themes.views.pages import back_to


@team_view(Permission.READ_VOICES)
def agreement(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Agreement by theme with intervals, how many voices are still missing, or why the school does not ask for it."""
    team_page(
        request, desk, title="How far readers agree", here="themes",
        back=back_to("themes:list", "All themes", desk.programme.slug),
    )  # fmt: skip
    if not accepts_agreement(School(desk.programme.method_school)):
        # Nothing is computed: a figure that the school rejects is not hidden, it is not made.
        return render(request, "themes/agreement.html", {"desk": desk, "reflexive": True})
    found = queries.coder_agreement(desk.programme.pk)
    now = {0: "there is none", 1: "it is one"}.get(found.voices, f"there are {found.voices}")
    so_far = f"So far {now}. We show no figure under ten: read some voices that somebody else has coded."
    context = {
        "desk": desk, "found": found, "so_far": so_far, "whole": _shown(found),
        "rows": [(row, _shown(row)) for row in found.themes],
    }  # fmt: skip
    return render(request, "themes/agreement.html", context)


def _shown(found: CoderAgreement | ThemeAgreement) -> dict[str, str]:
    """Figures as people read them: two digits are as many as coders give."""
    interval = found.interval
    return {
        "alpha": _digits(found.alpha),
        "interval": f"{_digits(interval[0])} to {_digits(interval[1])}" if interval else "",
        "ac1": _digits(found.ac1),
        "percent": "undefined" if found.percent is None else f"{100 * found.percent:.0f}\u00a0%",
    }


def _digits(value: float | None) -> str:
    return "undefined" if value is None else f"{value:.2f}".replace("-", "−")
