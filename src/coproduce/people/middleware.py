# SPDX-License-Identifier: AGPL-3.0-or-later
"""The team's side needs sign-in, whatever a view forgets."""

from collections.abc import Callable
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

OPEN = ("/team/sign-in/", "/team/link/")


class TeamNeedsSignIn:
    """Sends anybody who is not signed in from `/team/` to the sign-in page."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        private = request.path.startswith("/team/") and not request.path.startswith(OPEN)
        if private and not request.user.is_authenticated:
            return HttpResponseRedirect(f"{reverse('people:sign-in')}?{urlencode({'next': request.get_full_path()})}")
        return self.get_response(request)
