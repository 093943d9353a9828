# SPDX-License-Identifier: AGPL-3.0-or-later
"""From a filled-in form to voices, answers about oneself, and a slip: all of it, once, or nothing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db import transaction

from coproduce.listening import drafts, verbs
from coproduce.listening.equality import question_set
from coproduce.listening.forms.saying import ASKED
from coproduce.listening.verbs import NewVoice
from coproduce.process.consent import Purpose, purpose_question

if TYPE_CHECKING:
    from collections.abc import Mapping

    from coproduce.programmes.models import Programme, Question

# A programme without a guide still listens.
OPEN = "anything"


@dataclass(frozen=True)
class Asked:
    """One question as a resident meets it; `row` is None where the programme has no guide."""

    code: str
    text: str
    translations: Mapping[str, str]
    row: Question | None

    def asked_in(self, lang: str) -> str:
        """The question in a language, or as it was written."""
        return self.translations.get(lang, self.text)


@dataclass(frozen=True)
class Line:
    """One line of “check your answers”."""

    question: str
    answer: str
    url: str
    voice: bool = False
    lang: str = ""


@dataclass(frozen=True)
class Sent:
    """What came of it: the code of the slip, or nothing where the person wanted none."""

    code: str


def guide(programme: Programme) -> list[Asked]:
    """The questions that are asked today, in their order."""
    rows = programme.questions.filter(retired=False)
    return [Asked(q.code, q.text, q.translations, q) for q in rows] or [
        Asked(OPEN, "What would you like to tell us?", {}, None)
    ]


def answers_of(programme: Programme, kept: Mapping[str, Any], lang: str) -> list[Line]:
    """Everything that is about to be sent, each with the way to change it."""
    base = f"/{programme.slug}/say"
    lines = []
    for one in guide(programme):
        said = kept["answers"].get(one.code)
        url = f"{base}/question/{one.code}/?then=check"
        if said:
            lines.append(Line(one.asked_in(lang), said["words"], url, True, said["language"]))
        else:
            lines.append(Line(one.asked_in(lang), "Skipped", url))
    for purpose in ASKED:
        answer = "Yes" if kept.get(purpose.value) == "yes" else "No"
        lines.append(Line(purpose_question(purpose, lang), answer, f"{base}/allow/?then=check"))
    told = kept.get("about", {})
    for question in question_set().questions:
        answer = question.shown(told[question.name]) if told.get(question.name) else "Left blank"
        lines.append(Line(question.ask, answer, f"{base}/about-you/?then=check"))
    return lines


@transaction.atomic
def send(programme: Programme, token: str, *, wants_slip: bool) -> Sent | None:
    """Take what the draft holds as the voices of one new person; None where there is nothing (left) to send."""
    kept = drafts.claim(token, programme.pk)
    if not kept.get("answers") or kept.get(Purpose.HOLD.value) != "yes":
        return None
    person = verbs.add_participant(programme=programme, by=None)
    agreed = {purpose: kept.get(purpose.value) == "yes" for purpose in ASKED}
    rows = {one.code: one.row for one in guide(programme)}
    news = [
        NewVoice(
            text=said["words"], agreed=agreed, participant=person, question=rows.get(code), channel="online",
            language=said["language"],
        )
        for code, said in kept["answers"].items()
    ]  # fmt: skip
    verbs.take_voices(programme=programme, voices=news, by=None)
    if told := kept.get("about"):
        verbs.answer_equality(participant=person, answers=told, by=None, question_set=question_set().version)
    return Sent(verbs.issue_slip(participant=person, by=None) if wants_slip else "")
