# SPDX-License-Identifier: AGPL-3.0-or-later
"""Reading and coding: one voice after another, by mouse, by keys, or with no script at all."""

from collections.abc import Iterable
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import NoReverseMatch, reverse
from django.views.decorators.http import require_POST

from coproduce.look.page import Key
from coproduce.process.roles import Permission
from coproduce.programmes.access import Desk, team_view
from coproduce.programmes.pages import team_page
from coproduce.themes import queries, verbs
from coproduce.themes.queries import Branch, ThemeRow
from coproduce.themes.verbs import ThemeProblem
from coproduce.themes.views.marking import marked

KEYS = (
    Key(("J", "K"), "next, last voice"), Key(("←", "→"), "choose a sentence"), Key(("1", "to", "9"), "sew a theme"),
    Key(("X",), "unpick your last"), Key(("N",), "next unread"),
)  # fmt: skip


@team_view(Permission.CODE)
def begin(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Go to the voice that it helps most to read next."""
    voice = queries.next_unread(desk.programme.pk, desk.user.pk)
    if voice is None:
        team_page(request, desk, title="Read and code", here="themes")
        return render(request, "themes/nothing_to_read.html", {"desk": desk})
    return redirect("themes:read", desk.programme.slug, voice)


@team_view(Permission.CODE)
def read(request: HttpRequest, desk: Desk, voice: UUID) -> HttpResponse:
    """One voice, its codings, and the codebook beside it."""
    bench = queries.bench(desk.programme.pk, voice, desk.user.pk, reader=desk.reader)
    if bench is None:
        raise Http404("There is no such voice here, or it may not be read.")
    team_page(request, desk, title=f"Read and code: {bench.label}", here="themes", keys=KEYS)
    mine = [coding for coding in bench.codings if coding.mine]
    context = {
        "desk": desk, "bench": bench, "words": marked(bench.text, bench.codings),
        "numbered": _numbered(queries.tree(desk.programme.pk)), "last_mine": mine[-1] if mine else None,
        "chosen": request.GET.get("part", ""), "concern_url": _concern_url(desk, voice),
    }  # fmt: skip
    return render(request, "themes/read.html", context)


def _numbered(branches: Iterable[Branch]) -> list[tuple[int, ThemeRow]]:
    """Themes with the key that sews them, 0 for none: whole themes have the keys, parts follow their theme."""
    found: list[tuple[int, ThemeRow]] = []
    for number, branch in enumerate(branches, start=1):
        found.append((number if number < 10 else 0, branch.theme))
        found += [(0, row) for _, row in _numbered(branch.parts)]
    return found


def _concern_url(desk: Desk, voice: UUID) -> str:
    try:
        return reverse("listening:concern", args=[desk.programme.slug, voice])
    except NoReverseMatch:
        return ""


@team_view(Permission.CODE)
@require_POST
def code(request: HttpRequest, desk: Desk, voice: UUID) -> HttpResponse:
    """Put the chosen words under a theme."""
    try:
        start, end = _span(request.POST.get("span") or request.POST.get("part", ""))
        theme = request.POST.get("theme", "")
        if not theme:
            raise ThemeProblem("Choose a theme.")
        passage = verbs.make_passage(programme=desk.programme, voice_id=voice, start=start, end=end, by=desk.user)
        verbs.code(programme=desk.programme, passage=passage, theme=theme, by=desk.user)
    except ThemeProblem as problem:
        messages.error(request, problem.reason)
    return redirect("themes:read", desk.programme.slug, voice)


def _span(value: str) -> tuple[int, int]:
    start, _, end = value.partition("-")
    if not (start.isascii() and start.isdigit() and end.isascii() and end.isdigit()):
        raise ThemeProblem("Mark the words first, or choose a sentence.")
    return int(start), int(end)


@team_view(Permission.CODE)
@require_POST
def uncode(request: HttpRequest, desk: Desk, voice: UUID) -> HttpResponse:
    """Take one's own coding back."""
    try:
        passage = UUID(request.POST.get("passage", ""))
        theme = request.POST.get("theme", "")
        verbs.uncode(programme=desk.programme, passage=passage, theme=theme, coder=desk.user, by=desk.user)
    except ThemeProblem as problem:
        messages.error(request, problem.reason)
    except ValueError:
        messages.error(request, "That coding is not there any more.")
    return redirect("themes:read", desk.programme.slug, voice)
