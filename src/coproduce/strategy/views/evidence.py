# SPDX-License-Identifier: AGPL-3.0-or-later
"""Choose what a sentence leans on, and which decisions it carries out."""

from typing import Any
from uuid import UUID

from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_POST

from coproduce.priorities import queries as priorities
from coproduce.process.roles import Permission
from coproduce.programmes.access import Desk, team_view
from coproduce.strategy import forms, verbs
from coproduce.strategy.queries import evidence, sentence_row
from coproduce.strategy.views.frame import back_to_sentence, link, one_act, one_form, sent, sentence_of


@team_view(Permission.WRITE)
def cite(request: HttpRequest, desk: Desk, sentence: UUID) -> HttpResponse:
    """Tick priorities, themes, statements, figures, decisions: several at once, with how they bear on the sentence."""
    row, now = sentence_of(desk, sentence), sentence_row(sentence)
    form = forms.CiteForm(sent(request), groups=evidence.choices(desk.programme.pk))

    @transaction.atomic
    def do(data: dict[str, Any]) -> Any:
        for kind, key in form.chosen():
            verbs.cite(sentence=row, kind=kind, target=int(key), relation=data["relation"], by=desk.user)

    return one_form(
        request, desk, form, do, title=f"What does {row.code} lean on?", button="Cite what is ticked",
        done=link(desk, "sentence", sentence=sentence), said="Cited.", back=back_to_sentence(desk, sentence),
        lede=now.text if now else "", quote_url=link(desk, "quote", sentence=sentence), optional=False,
    )  # fmt: skip


@require_POST
@team_view(Permission.WRITE)
def uncite(request: HttpRequest, desk: Desk, sentence: UUID, citation: int) -> HttpResponse:
    """Take one citation off."""
    found = sentence_of(desk, sentence).citations.filter(pk=citation).first()
    if found is None:
        raise Http404("This is not cited here.")
    return one_act(
        request, lambda: verbs.uncite(citation=found, by=desk.user), to=link(desk, "sentence", sentence=sentence),
        said="Taken off.",
    )  # fmt: skip


@team_view(Permission.WRITE)
def decisions(request: HttpRequest, desk: Desk, sentence: UUID) -> HttpResponse:
    """Tick the decisions that the sentence carries out."""
    row = sentence_of(desk, sentence)
    rows = [(str(d.id), f"{d.code} {d.outcome_words}: {d.about}") for d in priorities.decisions_of(desk.programme.pk)]
    initial = {"decisions": [str(key) for key in row.decisions.values_list("pk", flat=True)]}
    form = forms.DecisionsForm(sent(request), decisions=rows, initial=initial)

    def do(data: dict[str, Any]) -> Any:
        return verbs.link_decisions(sentence=row, decisions=[int(key) for key in data["decisions"]], by=desk.user)

    return one_form(
        request, desk, form, do, title=f"Which decisions does {row.code} carry out?", button="Save",
        done=link(desk, "sentence", sentence=sentence), back=back_to_sentence(desk, sentence),
    )  # fmt: skip
