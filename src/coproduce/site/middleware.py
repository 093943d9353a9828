# SPDX-License-Identifier: AGPL-3.0-or-later
"""Headers that every answer carries."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import CsrfViewMiddleware

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; media-src 'self' blob:; manifest-src 'self'; form-action 'self'; base-uri 'none'; "
    "frame-ancestors 'none'"
)


class Headers:
    """A strict content policy; private pages are never stored and say nothing of where one came from."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.setdefault("Content-Security-Policy", POLICY)
        response.setdefault("Permissions-Policy", "camera=(), geolocation=(), microphone=(self), interest-cohort=()")
        if is_private(request.path):
            response["Cache-Control"] = "no-store"
            response["Referrer-Policy"] = "no-referrer"
        return response


class Csrf(CsrfViewMiddleware):
    """Django's guard, for pages whose policy is to say nothing of where one came from.

    A browser that sends no referrer sends `Origin: null` with a form, even to the same house. Cookie and token are
    still asked for, and since both cookies are SameSite=Lax no other site's form carries them.
    """

    def _origin_verified(self, request: HttpRequest) -> bool:
        if request.META.get("HTTP_ORIGIN") == "null" and is_private(request.path):
            return True
        return bool(super()._origin_verified(request))


def is_private(path: str) -> bool:
    """Slips, sayings, votes and the team's side are never kept by a browser or a proxy."""
    parts = [part for part in path.split("/") if part]
    return bool(parts) and (parts[0] in {"slip", "team"} or parts[1:2] in (["say"], ["vote"]))
