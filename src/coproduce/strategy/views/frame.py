# SPDX-License-Identifier: AGPL-3.0-or-later
"""What the pages of the writing table share: tabs, one page with one form, and how a refusal is shown."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from coproduce.look.page import Key, NavItem
from coproduce.process.roles import Permission
from coproduce.programmes.access import Desk
from coproduce.programmes.pages import team_page
from coproduce.programmes.verbs import Refused
from coproduce.strategy import queries

TABS = (
    ("write", "The text"),
    ("gate", "The gate"),
    ("commitments", "Commitments"),
    ("findings", "Figures"),
    ("amendments", "Amendments"),
    ("sign-off", "Sign-off"),
)


def link(desk: Desk, name: str, **kwargs: Any) -> str:
    """An address of this app in this programme."""
    return reverse(f"strategy:{name}", kwargs={"programme": desk.programme.slug, **kwargs})


def sent(request: HttpRequest) -> Any:
    """What was sent with a form, be it nothing at all; None where none was sent."""
    return request.POST if request.method == "POST" else None


def show(
    request: HttpRequest,
    desk: Desk,
    template: str,
    *,
    title: str,
    tab: str,
    status: int = 200,
    back: NavItem | None = None,
    keys: tuple[Key, ...] = (),
    **context: Any,
) -> HttpResponse:
    """A page of the writing table with its tabs."""
    page = team_page(request, desk, title=title, here="strategy", back=back, keys=keys)
    tabs = tuple(NavItem(label, link(desk, name), name == tab) for name, label in TABS)
    writes = desk.may(Permission.WRITE)
    context = {"look": page, "page": page, "tabs": tabs, "slug": desk.programme.slug, "writes": writes, **context}
    return render(request, f"strategy/{template}", context, status=status)


def one_form(
    request: HttpRequest,
    desk: Desk,
    form: forms.Form,
    do: Callable[[dict[str, Any]], Any],
    *,
    title: str,
    button: str,
    done: str | Callable[[Any], str],
    said: str = "",
    tab: str = "write",
    back: NavItem | None = None,
    optional: bool = True,
    **context: Any,
) -> HttpResponse:
    """One page with one form. When the verb refuses, its reason stands at the field that it names."""
    if request.method == "POST" and form.is_valid():
        try:
            result = do(form.cleaned_data)
        except Refused as refused:
            form.add_error(refused.field if refused.field in form.fields else None, str(refused))
        else:
            if said:
                messages.success(request, said)
            return redirect(done(result) if callable(done) else done)
    return show(
        request, desk, "form.html", title=title, tab=tab, back=back, form=form, button=button,
        optional=optional, status=422 if form.errors else 200, **context,
    )  # fmt: skip


def one_act(request: HttpRequest, do: Callable[[], Any], *, to: str, said: str) -> HttpResponse:
    """One press of a button; a refusal is said on the page from which it came."""
    try:
        do()
        messages.success(request, said)
    except Refused as refused:
        messages.error(request, str(refused))
    return redirect(to)


def strategy_of(desk: Desk) -> Any:
    """The strategy of this programme, or 404."""
    found = queries.strategy(desk.programme.pk)
    if found is None:
        raise Http404("There is no strategy yet.")
    return found


def sentence_of(desk: Desk, sentence: UUID) -> Any:
    """A sentence of this programme that stands in the text, or 404."""
    found = queries.sentence(desk.programme.pk, sentence)
    if found is None or found.removed_at is not None:
        raise Http404("There is no such sentence.")
    return found


def back_to_sentence(desk: Desk, sentence: UUID) -> NavItem:
    """The way back to a sentence's own page."""
    return NavItem("Back to the sentence", link(desk, "sentence", sentence=sentence))
