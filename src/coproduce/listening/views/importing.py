# SPDX-License-Identifier: AGPL-3.0-or-later
"""Bring in a sheet: upload, match its columns, see what would become of every row, then all of it or nothing."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from hashlib import sha256
from typing import TYPE_CHECKING
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from coproduce.formats.tables import Unreadable
from coproduce.listening.forms.importing import Match, Upload
from coproduce.listening.models import ImportBatch
from coproduce.listening.verbs import importing
from coproduce.listening.verbs.importing.matching import readable_columns
from coproduce.look.page import NavItem
from coproduce.process.roles import Permission
from coproduce.process.stages import Act, NotAllowed
from coproduce.programmes.access import Desk, team_view
from coproduce.programmes.pages import team_page
from coproduce.programmes.queries import act_allowed
from coproduce.programmes.verbs import Refused

if TYPE_CHECKING:
    from django.http import HttpRequest

    from coproduce.formats.tables import Table
    from coproduce.listening.verbs.importing import Account, Matching

SHOWN = 20
# More different questions than this, and the column is probably not the one with the questions.
MOST_QUESTIONS = 40


@dataclass(frozen=True)
class Look:
    """One sheet under one matching: what would become of it, and the questions that the guide does not have."""

    matching: Matching
    account: Account
    unknown: tuple[str, ...]
    added: frozenset[str]


@team_view(Permission.IMPORT)
def sheets(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Choose a file; and the sheets that were brought in so far."""
    form = Upload(request.POST, request.FILES) if request.method == "POST" else Upload()
    team_page(request, desk, title="Bring in a sheet", here="import")
    if request.method == "POST" and form.is_valid():
        importing.purge_left_over(programme=desk.programme)
        file = form.cleaned_data["file"]
        try:
            batch = importing.begin_import(
                programme=desk.programme, data=file.read(), name=file.name, by=desk.user
            )  # fmt: skip
        except (Unreadable, Refused) as wrong:
            form.add_error("file", str(wrong))
        else:
            return redirect("listening:import-sheet", desk.programme.slug, batch.pk)
    so_far = desk.programme.imports.order_by("-begun_at").select_related("by")
    context = {"form": form, "sheets": so_far, "slug": desk.programme.slug}
    return render(request, "listening/import.html", context, status=422 if form.errors else 200)


@team_view(Permission.IMPORT)
def sheet(request: HttpRequest, desk: Desk, batch: UUID) -> HttpResponse:
    """One sheet: match and look until it is right, then take it in; afterwards what became of it."""
    found = get_object_or_404(ImportBatch, pk=batch, programme=desk.programme)
    back = NavItem("All sheets", reverse("listening:import", args=[desk.programme.slug]))
    team_page(request, desk, title=found.file_name, here="import", back=back)
    if request.POST.get("do") == "drop":
        return _drop(request, desk, found)
    if found.done_at is not None:
        context = {
            "batch": found, "slug": desk.programme.slug, "may_read": desk.may(Permission.READ_VOICES),
            "voices": found.voices.count(),
        }  # fmt: skip
        return render(request, "listening/import_done.html", context)
    try:
        table = importing.open_table(found)
    except (Refused, Unreadable) as gone:
        messages.error(request, str(gone))
        return redirect("listening:import", desk.programme.slug)
    return _match(request, desk, found, table)


def _match(request: HttpRequest, desk: Desk, batch: ImportBatch, table: Table) -> HttpResponse:
    kept = importing.Matching.from_places(batch.matching, table.columns)
    programme = desk.programme
    form = Match(
        request.POST or None, table=table, columns=readable_columns(table), initial=Match.initial_of(kept, table),
        questions=[(q.code, f"{q.code} {q.text}") for q in programme.questions.filter(retired=False)],
        sessions=[(s.code, f"{s.code} {s.title}") for s in programme.sessions.all()],
        first=list(programme.languages),
    )  # fmt: skip
    basis = request.POST.get("basis", batch.basis)[:300] if desk.may(Permission.PLAN) else batch.basis
    if request.method != "POST" or not form.is_valid():
        ticked = set(batch.matching.get("add", ()))
        seen = _look(desk, table, kept, ticked, basis, fresh="looked" not in request.GET)
        return _show(request, desk, batch, table, form, seen, basis)
    # Ticks beside questions count for the columns that stood on the page; other columns have other questions.
    same = request.POST.get("seen", _mark(form.matching(), table)) == _mark(form.matching(), table)
    ticked = {int(name[1:]) for name in request.POST if name[:1] == "q" and name[1:].isdecimal()} if same else set()
    seen = _look(desk, table, form.matching(), ticked, basis, fresh=not same)
    importing.remember_matching(
        batch=batch, matching=seen.matching, columns=table.columns, unknown=seen.unknown, basis=basis
    )
    if request.POST.get("do") != "take" or not same:
        if request.POST.get("do") == "take":
            messages.info(request, "You changed the columns. Look at what would become of it now, then take it in.")
        return redirect(reverse("listening:import-sheet", args=[programme.slug, batch.pk], query={"looked": "yes"}))
    if _take(request, desk, batch, seen, basis, form):
        return redirect("listening:import-sheet", programme.slug, batch.pk)
    return _show(request, desk, batch, table, form, seen, basis)


def _look(desk: Desk, table: Table, matching: Matching, ticked: set[int], basis: str, *, fresh: bool) -> Look:
    """Read the sheet. A programme without a guide takes the sheet's questions unless somebody unticks them."""
    sheet = importing.read_sheet(desk.programme, table, matching, basis)
    unknown = tuple(sheet.unknown)
    if fresh and not ticked and len(unknown) <= MOST_QUESTIONS and not desk.programme.questions.exists():
        ticked = set(range(len(unknown)))
    added = frozenset(asked for n, asked in enumerate(unknown) if n in ticked)
    matching = replace(matching, add=added)
    return Look(matching, importing.look_at(desk.programme, table, matching, basis), unknown, added)


def _mark(matching: Matching, table: Table) -> str:
    """A mark of which column means what, so that nothing is taken in that nobody looked at."""
    places = json.dumps(matching.to_places(table.columns, ()), sort_keys=True)
    return sha256(places.encode()).hexdigest()[:16]


def _take(request: HttpRequest, desk: Desk, batch: ImportBatch, seen: Look, basis: str, form: Match) -> bool:
    try:
        done = importing.confirm_import(batch=batch, matching=seen.matching, basis=basis, by=desk.user)
    except (Refused, NotAllowed) as wrong:
        form.add_error(None, str(wrong))
        return False
    for said in done.said:
        messages.info(request, said)
    return True


def _show(
    request: HttpRequest, desk: Desk, batch: ImportBatch, table: Table, form: Match, seen: Look, basis: str
) -> HttpResponse:
    refused = [problem.sentence() for problem in seen.account.problems if problem.refused]
    notes = [problem.sentence() for problem in seen.account.problems if not problem.refused]
    context = {
        "batch": batch, "form": form, "account": seen.account, "slug": desk.programme.slug, "basis": basis,
        "seen": _mark(seen.matching, table), "refused": refused[:SHOWN], "more": max(0, len(refused) - SHOWN),
        "notes": notes[:SHOWN], "has_consent": seen.matching.has_consent, "may_plan": desk.may(Permission.PLAN),
        "unknown": [(n, asked, asked in seen.added) for n, asked in enumerate(seen.unknown[:MOST_QUESTIONS])],
        "many": len(seen.unknown) if len(seen.unknown) > MOST_QUESTIONS else 0,
        "is_open": act_allowed(desk.programme, Act.TAKE_VOICES),
    }  # fmt: skip
    return render(request, "listening/import_match.html", context, status=422 if form.errors else 200)


def _drop(request: HttpRequest, desk: Desk, batch: ImportBatch) -> HttpResponse:
    waited = batch.done_at is None
    importing.drop_import(batch=batch, by=desk.user)
    messages.success(request, "The sheet is gone from here." if waited else "The rows given back are gone from here.")
    return redirect("listening:import", desk.programme.slug)


@team_view(Permission.IMPORT)
def given_back(request: HttpRequest, desk: Desk, batch: UUID) -> HttpResponse:
    """The rows that were not, or would not be, taken: a file to mend and bring in again."""
    found = get_object_or_404(ImportBatch, pk=batch, programme=desk.programme)
    try:
        matching = None
        if found.done_at is None:
            table = importing.open_table(found)
            kept = importing.Matching.from_places(found.matching, table.columns)
            matching = _look(desk, table, kept, set(found.matching.get("add", ())), "", fresh=False).matching
        data = importing.given_back(found, matching or importing.Matching(), found.basis)
    except (Refused, Unreadable) as gone:
        messages.error(request, str(gone))
        return redirect("listening:import", desk.programme.slug)
    answer = HttpResponse(data, content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="rows-given-back.csv"'
    return answer
