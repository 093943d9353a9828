# SPDX-License-Identifier: AGPL-3.0-or-later
"""Operations pages: is the house well, and what to say when something is not there."""

from django.db import connections
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.template.response import TemplateResponse
from django.utils.module_loading import import_string


def health(request: HttpRequest) -> JsonResponse:
    """Whether both stores answer. Says nothing else, since anybody may ask."""
    for name in ("default", "keys"):
        connections[name].ensure_connection()
    return JsonResponse({"status": "ok"})


def look_page(request: HttpRequest) -> HttpResponse:
    """Every component in every state, for the team and for tests."""
    return import_string("coproduce.look.views.components")(request)


def _error(request: HttpRequest, status: int) -> HttpResponse:
    return render(request, f"look/errors/{status}.html", status=status)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """What was sent could not be read."""
    return _error(request, 400)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Not yours to see; the reason is shown where a rule gave one."""
    return TemplateResponse(request, "look/errors/403.html", {"reason": str(exception or "")}, status=403).render()


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Nothing at this address."""
    return _error(request, 404)


def broken(request: HttpRequest) -> HttpResponse:
    """Our fault."""
    return _error(request, 500)
