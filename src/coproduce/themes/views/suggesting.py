# SPDX-License-Identifier: AGPL-3.0-or-later
"""Suggestions: ask for them, see how far they are, look at everything in a group, accept it or set it aside."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from coproduce.process.roles import Permission, check_may
from coproduce.programmes.access import Desk, team_view
from coproduce.programmes.pages import team_page
from coproduce.themes import queries, verbs
from coproduce.themes.forms import AcceptForm, SortForm
from coproduce.themes.queries import SuggestionRow
from coproduce.themes.verbs import ThemeProblem
from coproduce.themes.views.pages import back_to, ticked


@team_view(Permission.READ_VOICES)
def suggestions(request: HttpRequest, desk: Desk, run: int | None = None) -> HttpResponse:
    """The newest run (or an older one) with its groups."""
    verbs.give_up_abandoned(programme=desk.programme)
    return _page(request, desk, SortForm(), run)


def _page(request: HttpRequest, desk: Desk, form: SortForm, run: int | None) -> HttpResponse:
    programme = desk.programme.pk
    runs = queries.runs(programme)
    shown = next((r for r in runs if r.id == run), None) if run else next(iter(runs), None)
    if run and shown is None:
        raise Http404("There is no such run.")
    team_page(
        request, desk, title="What the machine suggests", here="themes",
        back=back_to("themes:list", "All themes", desk.programme.slug),
    )  # fmt: skip
    groups = queries.suggestions_of(programme, shown.id, reader=desk.reader) if shown else ()
    missed = queries.not_placed(programme, shown.id, reader=desk.reader) if shown and shown.not_placed else ()
    context = {
        "desk": desk, "run": shown, "older": [r for r in runs if shown and r.id != shown.id], "groups": groups,
        "waiting": [g for g in groups if g.outcome == "open"], "decided": [g for g in groups if g.outcome != "open"],
        "missed": missed, "machines": queries.machines(), "form": form, "may_curate": desk.may(Permission.CURATE),
    }  # fmt: skip
    return render(request, "themes/suggestions.html", context, status=422 if form.errors else 200)


@team_view(Permission.CURATE)
@require_POST
def start(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Ask for suggestions."""
    form = SortForm(request.POST)
    if form.is_valid():
        try:
            verbs.start_suggestions(programme=desk.programme, by=desk.user, settings=form.settings())
            return redirect("themes:suggestions", desk.programme.slug)
        except ThemeProblem as problem:
            form.refuse(problem)
    return _page(request, desk, form, None)


@team_view(Permission.READ_VOICES)
def suggestion(request: HttpRequest, desk: Desk, suggestion: int) -> HttpResponse:
    """Everything behind one suggestion; accept it, whole or in part."""
    found = queries.suggestion(desk.programme.pk, suggestion, reader=desk.reader)
    if found is None:
        raise Http404("There is no such suggestion in this programme.")
    row, run = found
    form = AcceptForm(
        request.POST or None, themes=queries.themes_of(desk.programme.pk), initial={"into": row.belongs_to}
    )
    if request.method == "POST":
        check_may(desk.roles, Permission.CURATE)
    if request.method == "POST" and form.is_valid():
        try:
            made = _accept(desk, row, form, ticked(request))
            messages.success(request, f"{made.code} “{made.name}” has these passages now.")
            return redirect("themes:theme", desk.programme.slug, made.code)
        except ThemeProblem as problem:
            form.refuse(problem)
    members = queries.members_of(desk.programme.pk, row.id, reader=desk.reader)
    team_page(
        request, desk, title=f"Suggestion {row.number}", here="themes",
        back=back_to("themes:suggestions", "All suggestions", desk.programme.slug),
    )  # fmt: skip
    context = {
        "desk": desk, "suggestion": row, "run": run, "members": members, "form": form,
        "may_curate": desk.may(Permission.CURATE) and row.outcome == "open",
        "ticked": request.POST.getlist("passage") or [str(m.id) for m in members],
    }  # fmt: skip
    return render(request, "themes/suggestion.html", context, status=422 if form.errors else 200)


def _accept(desk: Desk, row: SuggestionRow, form: AcceptForm, chosen: list[UUID]):  # noqa: ANN202
    data = form.cleaned_data
    every = {view.id for view in queries.members_of(desk.programme.pk, row.id, reader=desk.reader)}
    return verbs.accept_suggestion(
        programme=desk.programme, suggestion=row.id, name=data["name"], into=data["into"], why=data["why"],
        definition=data["definition"], passages=None if every <= set(chosen) else chosen, by=desk.user,
    )  # fmt: skip


@team_view(Permission.CURATE)
@require_POST
def set_aside(request: HttpRequest, desk: Desk, suggestion: int) -> HttpResponse:
    """Set a suggestion aside."""
    try:
        verbs.set_aside(programme=desk.programme, suggestion=suggestion, by=desk.user)
        messages.success(request, "Set aside. It can be taken back from the log.")
    except ThemeProblem as problem:
        messages.error(request, problem.reason)
    return redirect("themes:suggestions", desk.programme.slug)
