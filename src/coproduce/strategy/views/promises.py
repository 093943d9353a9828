# SPDX-License-Identifier: AGPL-3.0-or-later
"""Commitments: what was promised, by whom, by when, and how it goes."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse

from coproduce.look.page import NavItem
from coproduce.process import clock
from coproduce.process.roles import Permission
from coproduce.programmes.access import Desk, team_view
from coproduce.strategy import forms, queries, verbs
from coproduce.strategy.views.frame import link, one_form, sent, show, strategy_of
from coproduce.strategy.views.text import priority_choices


@team_view(Permission.SEE_TEAM)
def listing(request: HttpRequest, desk: Desk) -> HttpResponse:
    """All commitments with how they stand today."""
    found = queries.commitments(desk.programme.pk)
    return show(request, desk, "commitments.html", title="Commitments", tab="commitments", commitments=found)


@team_view(Permission.SEE_TEAM)
def page(request: HttpRequest, desk: Desk, code: str) -> HttpResponse:
    """One commitment with its progress."""
    row = next((c for c in queries.commitments(desk.programme.pk) if c.code == code), None)
    if row is None:
        raise Http404("There is no such commitment.")
    back = NavItem("Back to the commitments", link(desk, "commitments"))
    return show(request, desk, "commitment.html", title=f"Commitment {code}", tab="commitments", row=row, back=back)


def _form(request: HttpRequest, desk: Desk, initial: dict[str, Any] | None = None) -> forms.CommitmentForm:
    text = queries.whole_text(desk.programme.pk)
    rows = [(str(s.id), f"{s.code}: {s.text[:80]}") for s in (text.sentences if text else ())]
    start = {"sentence": request.GET.get("sentence", "")} if initial is None else initial
    return forms.CommitmentForm(sent(request), sentences=rows, priorities=priority_choices(desk), initial=start)


def _said(desk: Desk, data: dict[str, Any]) -> dict[str, Any]:
    sentence = queries.sentence(desk.programme.pk, UUID(data["sentence"])) if data["sentence"] else None
    return {**data, "sentence": sentence, "priority": int(data["priority"]) if data["priority"] else None}


@team_view(Permission.WRITE)
def new(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Make a promise."""
    strategy = strategy_of(desk)

    def do(data: dict[str, Any]) -> Any:
        return verbs.make_commitment(strategy=strategy, by=desk.user, **_said(desk, data))

    return one_form(
        request, desk, _form(request, desk), do, title="A commitment", button="Make it", tab="commitments",
        done=lambda made: link(desk, "commitment", code=made.code),
        back=NavItem("Back to the commitments", link(desk, "commitments")),
    )  # fmt: skip


@team_view(Permission.WRITE)
def change(request: HttpRequest, desk: Desk, code: str) -> HttpResponse:
    """Fill in what it lacks, or mend it."""
    row = _row(desk, code)
    fields = ("action", "owner", "measure", "target", "due_on", "baseline", "baseline_on", "baseline_source")
    initial = {name: getattr(row, name) for name in fields}
    initial |= {"sentence": str(row.sentence_id or ""), "priority": str(row.priority_id or "")}

    def do(data: dict[str, Any]) -> Any:
        return verbs.change_commitment(commitment=row, by=desk.user, **_said(desk, data))

    at = link(desk, "commitment", code=code)
    return one_form(
        request, desk, _form(request, desk, initial), do, title=f"Change {code}", button="Save", done=at,
        tab="commitments", back=NavItem(f"Back to {code}", at),
    )  # fmt: skip


@team_view(Permission.WRITE)
def progress(request: HttpRequest, desk: Desk, code: str) -> HttpResponse:
    """Say how it goes."""
    row = _row(desk, code)
    form = forms.ProgressForm(sent(request), initial={"on": clock.today()})

    def do(data: dict[str, Any]) -> Any:
        return verbs.report_progress(
            commitment=row, status=data["status"], value=data["value"], words=data["words"], on=data["on"], by=desk.user
        )

    at = link(desk, "commitment", code=code)
    return one_form(
        request, desk, form, do, title=f"How does {code} go?", button="Report", done=at, tab="commitments",
        back=NavItem(f"Back to {code}", at), lede=row.action,
    )  # fmt: skip


def _row(desk: Desk, code: str) -> Any:
    found = queries.commitment(desk.programme.pk, code)
    if found is None:
        raise Http404("There is no such commitment.")
    return found
