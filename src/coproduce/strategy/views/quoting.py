# SPDX-License-Identifier: AGPL-3.0-or-later
"""Choose a passage to quote beside a sentence, theme by theme, with the words through the door."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from coproduce.look.page import NavItem
from coproduce.process.roles import Permission
from coproduce.process.thread import Relation
from coproduce.programmes.access import Desk, team_view
from coproduce.strategy import forms, verbs
from coproduce.strategy.queries import evidence, sentence_row
from coproduce.strategy.views.frame import back_to_sentence, link, one_act, sentence_of, show
from coproduce.themes import queries as themes


@team_view(Permission.WRITE)
def choose(request: HttpRequest, desk: Desk, sentence: UUID) -> HttpResponse:
    """Passages that people let us quote, under one theme; a press of a button quotes one."""
    row, now = sentence_of(desk, sentence), sentence_row(sentence)
    codes = [theme for theme in themes.themes_of(desk.programme.pk) if theme.state == "theme"]
    cited = [c.code for c in now.citations if c.kind == "theme"] if now else []
    chosen = request.GET.get("theme") or next(iter(cited), codes[0].code if codes else "")
    if request.method == "POST":
        return _quote(request, desk, row, f"{link(desk, 'quote', sentence=sentence)}?theme={chosen}")
    at = link(desk, "quote", sentence=sentence)
    menu = tuple(NavItem(f"{t.code} {t.name}", f"{at}?theme={t.code}", t.code == chosen) for t in codes)
    held = {str(key) for key in row.quotations.values_list("passage_id", flat=True)}
    passages = evidence.quotable(desk.programme, chosen, by=desk.reader) if chosen else None
    return show(
        request, desk, "quotes.html", title=f"Quote somebody beside {row.code}", tab="write", row=now, menu=menu,
        passages=passages, held=held, relation=forms.relation_field(), back=back_to_sentence(desk, sentence),
    )  # fmt: skip


def _quote(request: HttpRequest, desk: Desk, row: "object", again: str) -> HttpResponse:
    try:
        passage, relation = UUID(request.POST.get("passage", "")), Relation(request.POST.get("relation", "supports"))
    except ValueError:
        messages.error(request, "Choose a passage, and how it bears on the sentence.")
        return redirect(again)
    return one_act(
        request, lambda: verbs.quote(sentence=row, passage=passage, relation=relation, by=desk.user), to=again,
        said="Quoted.",
    )  # fmt: skip


@require_POST
@team_view(Permission.WRITE)
def unquote(request: HttpRequest, desk: Desk, sentence: UUID, quotation: int) -> HttpResponse:
    """Take one quotation away."""
    found = sentence_of(desk, sentence).quotations.filter(pk=quotation).first()
    if found is None:
        raise Http404("This is not quoted here.")
    return one_act(
        request, lambda: verbs.unquote(quotation=found, by=desk.user), to=link(desk, "sentence", sentence=sentence),
        said="Taken away.",
    )  # fmt: skip
