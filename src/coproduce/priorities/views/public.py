# SPDX-License-Identifier: AGPL-3.0-or-later
"""Priorities for everybody: how each reads, what changed it, what people answered, and what was decided and why."""

from typing import Any

from django.http import HttpRequest, HttpResponse

from coproduce.look.public import render_public
from coproduce.priorities.views.public_pages import whole_page
from coproduce.programmes.access import public_view
from coproduce.programmes.pages import public_page


@public_view
def priorities(request: HttpRequest, programme: Any) -> HttpResponse:
    """The page."""
    look = public_page(request, programme, title="Priorities", here="priorities")
    return render_public(request, "priorities/public.html", whole_page(look, programme))
