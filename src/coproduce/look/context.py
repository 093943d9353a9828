# SPDX-License-Identifier: AGPL-3.0-or-later
"""The context processor: every template finds `look`, whether or not its view handed one over."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.http import HttpRequest
from django.utils.translation import get_language

from coproduce.look.page import Page, direction


def page(request: HttpRequest) -> dict[str, Any]:
    """`look` from `request.look` (a `Page`) or a plain one. A view's own context value `look` goes before both."""
    given = getattr(request, "look", None)
    lang = (get_language() or "en").split("-")[0]
    frame = given if isinstance(given, Page) else Page(lang=lang, dir=direction(lang))
    # Only there: to ask who somebody is reads their cookie, and a public page is the same for everybody.
    if not frame.signed_in_as and request.path.startswith("/team/"):
        frame = replace(frame, signed_in_as=_who(request))
    return {"look": frame}


def _who(request: HttpRequest) -> str:
    """The name to show beside sign-out: a user's own short name, or the address."""
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return ""
    return str(getattr(user, "name", "") or user.get_username())
