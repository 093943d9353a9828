# SPDX-License-Identifier: AGPL-3.0-or-later
"""The gate: what stands between the text and its publication, and where each thing is mended."""

from django.http import HttpRequest, HttpResponse

from coproduce.process.roles import Permission
from coproduce.programmes.access import Desk, team_view
from coproduce.strategy import queries
from coproduce.strategy.views.frame import show


@team_view(Permission.SEE_TEAM)
def page(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Everything still to mend, by kind."""
    gate = queries.gate(desk.programme.pk)
    groups = [(heading, gate.of_kind(kind)) for kind, heading in queries.HEADINGS.items() if gate.of_kind(kind)]
    return show(request, desk, "gate.html", title="The gate", tab="gate", gate=gate, groups=groups)
