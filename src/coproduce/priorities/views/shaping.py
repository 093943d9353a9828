# SPDX-License-Identifier: AGPL-3.0-or-later
"""The team's pages for priorities: what there is, what speaks for and against, and the next version."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from coproduce.listening.queries import sessions_of
from coproduce.look.page import NavItem
from coproduce.priorities import queries, verbs
from coproduce.priorities.drawing import share_line
from coproduce.priorities.forms.shaping import BringInForm, EvidenceForm, PriorityForm, VersionForm, lines
from coproduce.priorities.models import Evidence, Priority
from coproduce.priorities.views.filling import fill, pressed
from coproduce.process.roles import Permission, check_may
from coproduce.process.stages import Act
from coproduce.process.thread import Relation
from coproduce.programmes.access import Desk, team_view
from coproduce.programmes.pages import team_page
from coproduce.programmes.queries import act_allowed
from coproduce.themes.queries import names_of, theme_ids

HEADINGS = {
    Relation.SUPPORTS: "What supports it",
    Relation.QUALIFIES: "What adds a condition",
    Relation.CONTRADICTS: "What says otherwise",
}


def _url(name: str, desk: Desk, *args: Any) -> str:
    return reverse(f"priorities:{name}", args=[desk.programme.slug, *args])


def _priority(desk: Desk, code: str) -> Priority:
    found = Priority.objects.filter(programme=desk.programme, code=code).first()
    if found is None:
        raise Http404("There is no such priority.")
    return found


def may_shape(desk: Desk) -> bool:
    """Whether this person may shape priorities, now."""
    return desk.may(Permission.SHAPE) and act_allowed(desk.programme, Act.SHAPE)


@team_view(Permission.SEE_TEAM)
def overview(request: HttpRequest, desk: Desk) -> HttpResponse:
    """All priorities with what each leans on."""
    team_page(request, desk, title="Priorities", here="priorities")
    rows = []
    for row in queries.priorities_of(desk.programme.pk):
        evidence = queries.evidence_of(row.id)
        counts = [(HEADINGS[r], sum(e.relation is r for e in evidence)) for r in Relation]
        rows.append({"row": row, "evidence": evidence, "counts": counts})
    context = {"desk": desk, "rows": rows, "may_shape": may_shape(desk), "rounds": queries.rounds_of(desk.programme.pk)}
    return render(request, "priorities/overview.html", context)


@team_view(Permission.SHAPE)
def new(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Shape a priority."""
    form = PriorityForm(request.POST or None)

    def act() -> None:
        data = form.cleaned_data
        verbs.shape_priority(
            programme=desk.programme, **{**data, "written_with": lines(data["written_with"])}, by=desk.user
        )

    return fill(
        request, desk, form, act, title="A new priority", button="Make the priority", here="priorities",
        to=_url("list", desk), done="The priority is there. Lay themes beside it, for and against.",
        back=NavItem("Priorities", _url("list", desk)),
    )  # fmt: skip


@team_view(Permission.SHAPE)
def bring_in(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Bring in priorities that were made elsewhere."""
    form = BringInForm(request.POST or None)
    return fill(
        request, desk, form,
        lambda: verbs.bring_in_priorities(programme=desk.programme, rows=form.priorities(), by=desk.user),
        title="Bring in priorities", button="Bring them in", here="priorities", to=_url("list", desk),
        done="The priorities are there. They have no evidence yet, and we say so.",
        back=NavItem("Priorities", _url("list", desk)),
    )  # fmt: skip


@team_view(Permission.SEE_TEAM)
def detail(request: HttpRequest, desk: Desk, code: str) -> HttpResponse:
    """One priority: evidence side by side, versions with what changed, results of testing."""
    one = _priority(desk, code)
    form = EvidenceForm(request.POST or None, themes=_theme_choices(desk))
    if request.method == "POST":
        check_may(desk.roles, Permission.SHAPE)
        return _lay(request, desk, one, form)
    return _detail(request, desk, one, form)


def _lay(request: HttpRequest, desk: Desk, one: Priority, form: EvidenceForm) -> HttpResponse:
    if may_shape(desk) and form.is_valid():
        data = form.cleaned_data
        pressed(
            request,
            lambda: verbs.add_evidence(
                priority=one, theme=int(data["theme"]), relation=data["relation"], note=data["note"], by=desk.user
            ),
            "It is laid beside the priority.",
        )
        return redirect(_url("detail", desk, one.code))
    return _detail(request, desk, one, form)


def _detail(request: HttpRequest, desk: Desk, one: Priority, form: EvidenceForm) -> HttpResponse:
    row = queries.priority(desk.programme.pk, one.code)
    back = NavItem("Priorities", _url("list", desk))
    team_page(request, desk, title=f"{one.code} {one.name}", here="priorities", back=back)
    evidence = queries.evidence_of(one.pk)
    versions = [
        {"version": v, "tested": [drawn(r) for r in queries.results_of_version(v.id)]}
        for v in reversed(queries.versions_of(one.pk))
    ]
    context = {
        "desk": desk, "row": row, "form": form, "versions": versions, "may_shape": may_shape(desk),
        "sides": [(HEADINGS[r], [e for e in evidence if e.relation is r]) for r in Relation],
    }  # fmt: skip
    return render(request, "priorities/detail.html", context, status=422 if form.errors else 200)


def drawn(result: queries.TeamResult) -> dict[str, Any]:
    """A result with its drawing; no drawing where fewer than ten people saw the statement."""
    numbers = result.numbers
    line = share_line(numbers.interval[0], numbers.agree / numbers.seen, numbers.interval[1]) if numbers.enough else ""
    return {"result": result, "line": line}


def _theme_choices(desk: Desk) -> list[tuple[int, str]]:
    names = names_of(desk.programme.pk)
    return [(pk, f"{code} {names[code]}") for code, pk in sorted(theme_ids(desk.programme.pk).items())]


@require_POST
@team_view(Permission.SHAPE)
def take_back(request: HttpRequest, desk: Desk, evidence: int) -> HttpResponse:
    """Take a theme away from a priority."""
    found = Evidence.objects.select_related("priority").filter(pk=evidence, priority__programme=desk.programme).first()
    if found is None:
        raise Http404("This is not there any more.")
    code = found.priority.code
    pressed(request, lambda: verbs.take_back_evidence(evidence=found, by=desk.user), "Taken away.")
    return redirect(_url("detail", desk, code))


@team_view(Permission.SHAPE)
def next_version(request: HttpRequest, desk: Desk, code: str) -> HttpResponse:
    """Write the next version, with the reason and what caused it."""
    one = _priority(desk, code)
    row = queries.priority(desk.programme.pk, code)
    results = queries.results(desk.programme.pk)
    form = VersionForm(
        request.POST or None,
        initial={"headline": row.headline, "explanation": row.explanation},
        statements=[(r.statement.code, _choice(r)) for r in results],
        sessions=[(s.id, f"{s.title}, {s.happens_on:%d.%m.%Y}") for s in sessions_of(desk.programme.pk)],
    )
    return fill(
        request, desk, form, lambda: _write(desk, one, form), title=f"{code}: the next version",
        button="Keep this version", to=_url("detail", desk, code), here="priorities",
        done="The new version is kept beside the earlier ones.", back=NavItem(one.name, _url("detail", desk, code)),
    )  # fmt: skip


def _choice(result: queries.TeamResult) -> str:
    percent = f" ({result.agree_percent} % of {result.numbers.seen} agreed)" if result.numbers.enough else ""
    return f"{result.statement.code} {result.statement.text}{percent}"


def _write(desk: Desk, one: Priority, form: VersionForm) -> None:
    data = form.cleaned_data
    causes = [verbs.Cause(statement=code) for code in data.get("statements", ())]
    causes += [verbs.Cause(session=int(pk)) for pk in data.get("sessions", ())]
    if data["note"].strip():
        causes.append(verbs.Cause(note=data["note"]))
    verbs.write_version(
        priority=one, headline=data["headline"], explanation=data["explanation"], why_changed=data["why_changed"],
        causes=causes, written_with=lines(data["written_with"]), by=desk.user,
    )  # fmt: skip


@require_POST
@team_view(Permission.SHAPE)
def retire(request: HttpRequest, desk: Desk, code: str) -> HttpResponse:
    """Set a priority aside."""
    one = _priority(desk, code)
    pressed(request, lambda: verbs.retire_priority(priority=one, by=desk.user), f"{code} is set aside. It is not lost.")
    return redirect(_url("list", desk))
