# SPDX-License-Identifier: AGPL-3.0-or-later
"""Type in answers from sheets of paper and from a room: a row a person, a column a statement."""

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from coproduce.look.page import NavItem
from coproduce.priorities import queries, verbs
from coproduce.priorities.forms.statements import SheetForm
from coproduce.priorities.models import Voter
from coproduce.priorities.verbs import RowsRefused
from coproduce.priorities.verbs.checking import new_code
from coproduce.process import clock
from coproduce.process.roles import Permission
from coproduce.programmes.access import Desk, team_view
from coproduce.programmes.pages import team_page


@team_view(Permission.CAPTURE)
def enter(request: HttpRequest, desk: Desk, number: int) -> HttpResponse:
    """Ten sheets at once; a mark that we know adds to that person's answers, without one a new mark is given."""
    asked = queries.statements_of(desk.programme.pk, round_number=number, status="accepted")
    if not asked:
        raise Http404("There is no such round, or it has no statements.")
    form = SheetForm(request.POST or None, statements=asked, initial={"on": clock.today()})
    if request.method == "POST" and form.is_valid():
        marks = _record(desk, form)
        if marks is not None:
            messages.success(request, f"{len(marks)} sheets are in. Write on them: {', '.join(marks)}.")
            return redirect("priorities:enter", desk.programme.slug, number)
    back = NavItem("Testing", reverse("priorities:statements", args=[desk.programme.slug]))
    team_page(request, desk, title=f"Round {number}: type in answers", here="priorities", back=back)
    context = {"desk": desk, "form": form, "asked": asked, "grid": form.grid()}
    return render(request, "priorities/enter.html", context, status=422 if form.errors else 200)


def _record(desk: Desk, form: SheetForm) -> list[str] | None:
    """The marks of the sheets that went in, or None where something was wrong (then nothing went in)."""
    sheets = form.sheets()
    if not sheets:
        form.add_error(None, "There is no answer here yet. Type a, d or p into a cell.")
        return None
    try:
        with transaction.atomic():
            marks = [mark or _new_sheet(desk) for mark, _ in sheets]
            _add_unknown(desk, marks)
            verbs.record_responses(programme=desk.programme, rows=form.answers(marks), by=desk.user)
    except RowsRefused as refused:
        for problem in refused.problems[:20]:
            form.add_error(None, problem)
        return None
    return marks


def _new_sheet(desk: Desk) -> str:
    code = new_code(Voter.objects.filter(programme=desk.programme), "K", digits=4)
    return verbs.make_voter(programme=desk.programme, code=code, by=desk.user).code


def _add_unknown(desk: Desk, marks: list[str]) -> None:
    known = set(Voter.objects.filter(programme=desk.programme, code__in=marks).values_list("code", flat=True))
    unknown = [{"code": mark} for mark in dict.fromkeys(marks) if mark not in known]
    if unknown:
        verbs.make_voters(programme=desk.programme, rows=unknown, by=desk.user)
