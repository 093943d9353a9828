# SPDX-License-Identifier: AGPL-3.0-or-later
"""What the pages about themes share: a form that asks why, and a link back."""

from collections.abc import Callable
from contextlib import suppress
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from coproduce.look.page import NavItem
from coproduce.programmes.access import Desk
from coproduce.programmes.pages import team_page
from coproduce.themes import queries
from coproduce.themes.forms import ThemesForm
from coproduce.themes.queries import ThemeRow
from coproduce.themes.verbs import ThemeProblem


def theme_or_404(desk: Desk, code: str) -> ThemeRow:
    """A theme of this programme, or a page that says there is none."""
    row = queries.theme(desk.programme.pk, code)
    if row is None:
        raise Http404("There is no such theme in this programme.")
    return row


def back_to(name: str, label: str, *args: object) -> NavItem:
    """A link back."""
    return NavItem(label, reverse(name, args=args))


def ticked(request: HttpRequest) -> list[UUID]:
    """The passages that were ticked; what is no id of a passage was not put there by our page and is passed over."""
    found = []
    for value in request.POST.getlist("passage"):
        with suppress(ValueError):
            found.append(UUID(value))
    return found


def form_page(
    request: HttpRequest,
    desk: Desk,
    form: ThemesForm,
    act: Callable[[], str],
    *,
    title: str,
    button: str,
    back: NavItem,
    said: str,
    intro: str = "",
    context: dict[str, Any] | None = None,
) -> HttpResponse:
    """Show a form; when it is sent and good, do `act`, which says where to go. What a verb refuses is shown on it."""
    if request.method == "POST" and form.is_valid():
        try:
            where = act()
        except ThemeProblem as problem:
            form.refuse(problem)
        else:
            messages.success(request, said)
            return redirect(where)
    team_page(request, desk, title=title, here="themes", back=back)
    shown = {"desk": desk, "form": form, "button": button, "intro": intro, "title": title, **(context or {})}
    return render(request, "themes/form.html", shown, status=422 if form.errors else 200)
