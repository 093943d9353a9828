# SPDX-License-Identifier: AGPL-3.0-or-later
"""One sentence on its own page, and what can be done with it."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_POST

from coproduce.look.page import NavItem
from coproduce.process.roles import Permission
from coproduce.process.thread import check_sentence
from coproduce.programmes.access import Desk, team_view
from coproduce.strategy import forms, queries, verbs
from coproduce.strategy.queries.team import team
from coproduce.strategy.views.frame import back_to_sentence, link, one_act, one_form, sent, sentence_of, show


def team_choices(desk: Desk) -> list[tuple[str, str]]:
    """The people of this programme for a form, each once."""
    return [(str(user.pk), user.name) for user in team(desk.programme)]


@team_view(Permission.SEE_TEAM)
def page(request: HttpRequest, desk: Desk, sentence: UUID) -> HttpResponse:
    """A sentence with its versions, evidence, quotes, promises and amendments."""
    sentence_of(desk, sentence)
    thread = queries.sentence_thread(sentence)
    assert thread is not None
    row = thread.sentence
    shown = queries.quote_words(desk.programme.pk, thread.quotes, by=desk.reader)
    quotes = [(ref, shown.get(ref.id)) for ref in thread.quotes]
    problems = check_sentence([(c.kind, c.relation) for c in row.citations], row.author_kind, row.author or None)
    return show(
        request, desk, "sentence.html", title=f"Sentence {row.code}", tab="write", thread=thread, row=row,
        quotes=quotes, problems=problems, people=queries.draws_on(desk.programme)[sentence],
        amendments=queries.amendments(desk.programme.pk, sentence_id=sentence),
        back=NavItem("Back to the text", f"{link(desk, 'write')}#{row.code}"),
    )  # fmt: skip


@team_view(Permission.WRITE)
def reword(request: HttpRequest, desk: Desk, sentence: UUID) -> HttpResponse:
    """Give it new words, with the reason."""
    row, now = sentence_of(desk, sentence), queries.sentence_row(sentence)
    form = forms.RewordForm(sent(request), initial={"text": now.text if now else ""})

    def do(data: dict[str, Any]) -> Any:
        return verbs.reword(sentence=row, text=data["text"], why=data["why"], by=desk.user)

    return one_form(
        request, desk, form, do, title=f"Reword {row.code}", button="Keep the new wording",
        done=link(desk, "sentence", sentence=sentence), said="Reworded. Its evidence and quotes stay with it.",
        back=back_to_sentence(desk, sentence),
    )  # fmt: skip


@team_view(Permission.WRITE)
def move(request: HttpRequest, desk: Desk, sentence: UUID) -> HttpResponse:
    """Put it somewhere else in the text."""
    row, text = sentence_of(desk, sentence), queries.whole_text(desk.programme.pk)
    places = []
    for section in text.sections if text else ():
        places.append((f"section:{section.code}", f"First in “{section.title}”"))
        places += [(str(s.id), f"After {s.code}: {s.text[:70]}") for s in section.sentences if s.id != sentence]
    form = forms.MoveForm(sent(request), places=places)

    def do(data: dict[str, Any]) -> Any:
        kind, _, code = data["to"].partition(":")
        if kind == "section":
            return verbs.move_sentence(sentence=row, section=queries.section(desk.programme.pk, code), by=desk.user)
        return verbs.move_sentence(
            sentence=row, after=queries.sentence(desk.programme.pk, UUID(data["to"])), by=desk.user
        )

    return one_form(
        request, desk, form, do, title=f"Move {row.code}", button="Move it", said="Moved.",
        done=f"{link(desk, 'write')}#{row.code}", back=back_to_sentence(desk, sentence),
    )  # fmt: skip


@team_view(Permission.WRITE)
def author(request: HttpRequest, desk: Desk, sentence: UUID) -> HttpResponse:
    """Name who answers for it as context or professional judgement."""
    row = sentence_of(desk, sentence)
    initial = {"author_kind": row.author_kind, "author": str(row.author_id or "")}
    form = forms.AuthorForm(sent(request), team=team_choices(desk), initial=initial)

    def do(data: dict[str, Any]) -> Any:
        found = next((user for user in team(desk.programme) if str(user.pk) == data["author"]), None)
        return verbs.answer_for(sentence=row, author_kind=data["author_kind"] or None, author=found, by=desk.user)

    return one_form(
        request, desk, form, do, title=f"Who answers for {row.code}?", button="Save",
        done=link(desk, "sentence", sentence=sentence), back=back_to_sentence(desk, sentence),
    )  # fmt: skip


@team_view(Permission.SEE_TEAM)
def amend(request: HttpRequest, desk: Desk, sentence: UUID) -> HttpResponse:
    """Anybody of the team may ask for a change; those who write answer it."""
    row, now = sentence_of(desk, sentence), queries.sentence_row(sentence)
    form = forms.AmendForm(sent(request), initial={"after": now.text if now else ""})

    def do(data: dict[str, Any]) -> Any:
        return verbs.propose_amendment(sentence=row, after=data["after"], why=data["why"], by=desk.user)

    return one_form(
        request, desk, form, do, title=f"Ask for a change of {row.code}", button="Ask",
        done=link(desk, "sentence", sentence=sentence), said="Asked. It stands at the gate until it has an answer.",
        back=back_to_sentence(desk, sentence),
    )  # fmt: skip


@require_POST
@team_view(Permission.WRITE)
def remove(request: HttpRequest, desk: Desk, sentence: UUID) -> HttpResponse:
    """Take it out of the text."""
    row = sentence_of(desk, sentence)
    promised = row.commitments.exists()
    to = link(desk, "sentence", sentence=sentence) if promised else link(desk, "write")
    return one_act(
        request, lambda: verbs.remove_sentence(sentence=row, by=desk.user), to=to,
        said=f"{row.code} is out of the text. Its history stays.",
    )  # fmt: skip


@require_POST
@team_view(Permission.WRITE)
def looked_at(request: HttpRequest, desk: Desk, sentence: UUID) -> HttpResponse:
    """It still holds."""
    row = sentence_of(desk, sentence)
    return one_act(
        request, lambda: verbs.looked_at(sentence=row, by=desk.user), to=link(desk, "sentence", sentence=sentence),
        said="Noted that you looked at it.",
    )  # fmt: skip
