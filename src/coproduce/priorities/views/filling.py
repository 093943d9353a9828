# SPDX-License-Identifier: AGPL-3.0-or-later
"""How views of this part hand a form to a verb: what the verb refuses stands beside the field it is about."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from coproduce.look.page import NavItem
from coproduce.process.stages import NotAllowed
from coproduce.programmes.access import Desk
from coproduce.programmes.pages import team_page
from coproduce.programmes.verbs import Refused


def tried(form: forms.Form, act: Callable[[], Any]) -> bool:
    """Whether the verb went through; if not, the form says why."""
    try:
        act()
    except Refused as refused:
        form.add_error(refused.field if refused.field in form.fields else None, str(refused))
    except NotAllowed as refused:
        form.add_error(None, refused.reason)
    return not form.errors


def pressed(request: HttpRequest, act: Callable[[], Any], done: str) -> None:
    """Run a verb behind a single button, and say what came of it on the next page."""
    try:
        act()
    except (Refused, NotAllowed) as refused:
        messages.error(request, getattr(refused, "reason", str(refused)))
    else:
        messages.success(request, done)


def fill(
    request: HttpRequest, desk: Desk, form: forms.Form, act: Callable[[], Any], *, title: str, button: str, to: str,
    here: str, done: str, back: NavItem | None = None, intro: str = "", template: str = "priorities/form.html",
    context: dict[str, Any] | None = None,
) -> HttpResponse:  # fmt: skip
    """A page that is one form: shown, sent, put right, or done."""
    if request.method == "POST" and form.is_valid() and tried(form, act):
        messages.success(request, done)
        return redirect(to)
    team_page(request, desk, title=title, here=here, back=back)
    given = {"form": form, "button": button, "intro": intro, "desk": desk, **(context or {})}
    return render(request, template, given, status=422 if form.errors else 200)
