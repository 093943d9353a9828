# SPDX-License-Identifier: AGPL-3.0-or-later
"""The whole text, and adding to it."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse

from coproduce.look.page import NavItem
from coproduce.priorities import queries as priorities
from coproduce.process.roles import Permission
from coproduce.programmes.access import Desk, team_view
from coproduce.strategy import forms, queries, verbs
from coproduce.strategy.views.frame import link, one_form, sent, show, strategy_of


def priority_choices(desk: Desk) -> list[tuple[str, str]]:
    """The priorities of this programme for a form."""
    return [(str(row.id), f"{row.code} {row.name}") for row in priorities.priorities_of(desk.programme.pk)]


@team_view(Permission.SEE_TEAM)
def write(request: HttpRequest, desk: Desk) -> HttpResponse:
    """The strategy as it reads now, each sentence with what it leans on; without one, how to begin."""
    text = queries.whole_text(desk.programme.pk)
    bare = {s.id for s in text.sentences if not s.citations and not s.author_kind} if text else set()
    return show(
        request, desk, "text.html", title=text.title if text else "The strategy", tab="write", text=text, bare=bare
    )


@team_view(Permission.WRITE)
def begin(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Begin with an empty page."""
    form = forms.BeginForm(sent(request), initial={"title": desk.programme.name})

    def do(data: dict[str, Any]) -> Any:
        return verbs.begin_strategy(programme=desk.programme, title=data["title"], years=data["years"], by=desk.user)

    return one_form(request, desk, form, do, title="Begin the strategy", button="Begin", done=link(desk, "write"))


@team_view(Permission.WRITE)
def bring_in(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Begin with a draft that was written elsewhere."""
    form = forms.DraftForm(sent(request), initial={"title": desk.programme.name})

    def do(data: dict[str, Any]) -> Any:
        return verbs.bring_in_strategy(
            programme=desk.programme, title=data["title"], years=data["years"],
            sections=verbs.split_draft(data["draft"]), by=desk.user,
        )  # fmt: skip

    said = "The draft is in. Each sentence still needs its evidence or its author: the gate lists them."
    return one_form(
        request, desk, form, do, title="Bring in a draft", button="Bring it in", done=link(desk, "write"), said=said
    )


@team_view(Permission.WRITE)
def new_section(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Add a section at the end."""
    form = forms.SectionForm(sent(request), priorities=priority_choices(desk))

    def do(data: dict[str, Any]) -> Any:
        priority = int(data["priority"]) if data["priority"] else None
        return verbs.add_section(strategy=strategy_of(desk), title=data["title"], priority=priority, by=desk.user)

    back = NavItem("Back to the text", link(desk, "write"))
    return one_form(
        request, desk, form, do, title="A new section", button="Add the section", done=link(desk, "write"), back=back
    )


@team_view(Permission.WRITE)
def new_sentence(request: HttpRequest, desk: Desk, section: str) -> HttpResponse:
    """Write a sentence in a section."""
    row, text = queries.section(desk.programme.pk, section), queries.whole_text(desk.programme.pk)
    if row is None or text is None:
        raise Http404("There is no such section.")
    others = next(s.sentences for s in text.sections if s.code == section)
    form = forms.SentenceForm(sent(request), others=others)

    def do(data: dict[str, Any]) -> Any:
        behind = next((s.id for s in others if str(s.id) == data["after"]), None)
        after = queries.sentence(desk.programme.pk, behind) if behind else None
        return verbs.write_sentence(
            section=row, text=data["text"], after=after, first=data["after"] == "first", by=desk.user
        )

    back = NavItem("Back to the text", link(desk, "write"))
    return one_form(
        request, desk, form, do, title=f"A sentence for “{row.title}”", button="Write it", back=back,
        done=lambda made: link(desk, "sentence", sentence=made.pk), said="Written. Now say what it leans on.",
    )  # fmt: skip
