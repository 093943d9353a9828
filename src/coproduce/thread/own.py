# SPDX-License-Identifier: AGPL-3.0-or-later
"""What one person sees on their slip: their own words and where those went. Nobody else's words, ever."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from coproduce.listening import queries as listening
from coproduce.listening import voices as door
from coproduce.listening.slips import participant_by_id
from coproduce.look.pictures.path import PathStep, path
from coproduce.people.queries import Reader
from coproduce.priorities import queries as priorities
from coproduce.process.consent import Purpose, Reading
from coproduce.strategy import queries as strategy
from coproduce.themes import queries as themes

if TYPE_CHECKING:
    from datetime import date, datetime

    from coproduce.look.pictures.picture import Picture


@dataclass(frozen=True)
class OwnVoice:
    """One thing that the person said. `text` is empty where they asked that it is not shown here."""

    id: str
    question: str
    said_on: date
    text: str
    language: str
    translation: str
    themes: tuple[tuple[str, str], ...]
    allowed: dict[str, bool]


@dataclass(frozen=True)
class Own:
    """Everything on a slip."""

    programme: str
    slug: str
    voices: tuple[OwnVoice, ...]
    told: tuple[str, ...]
    sentences: tuple[tuple[str, str, str], ...]
    votes: tuple[Any, ...]
    replies: tuple[tuple[str, datetime | None, date], ...]


def participant(participant_id: int) -> Any:
    """The row of the person whose slip is open, or None once they are gone."""
    return participant_by_id(participant_id)


def own_words(person: Any) -> Own:
    """Words by Reading.OWN, and what became of them."""
    rows = listening.voices_of_participant(person.pk)
    words = (
        {} if person.words_hidden else door.read([r.id for r in rows], purpose=Reading.OWN, by=Reader.own(person.pk))
    )
    named, under = themes.names_of(person.programme_id), themes.themes_of_voices(r.id for r in rows)
    became = priorities.what_became_of(person.programme_id, person.pk, theme_codes=_codes(under))
    return Own(
        programme=person.programme.name,
        slug=person.programme.slug,
        voices=tuple(_voice(row, words.get(row.id), under.get(row.id, ()), named) for row in rows),
        told=tuple(d.tell for d in (*became.decisions, *became.points) if d.tell),
        sentences=tuple((r.code, r.text, str(r.id)) for r in _sentences(person)),
        votes=became.votes,
        replies=tuple((o.reply, o.replied_at, o.due_on) for o in listening.objections_of_participant(person.pk)),
    )


def _codes(under: dict[Any, tuple[str, ...]]) -> tuple[str, ...]:
    return tuple(sorted({code for codes in under.values() for code in codes}))


def _sentences(person: Any) -> list[Any]:
    return strategy.sentence_rows(strategy.sentences_of_participant(person.pk))


def _voice(
    row: listening.VoiceRow, words: door.Words | None, under: tuple[str, ...], named: dict[str, str]
) -> OwnVoice:
    return OwnVoice(
        str(row.id), row.question_text, row.happened_on, words.text if words else "", row.language,
        (words.translation or "") if words else "", tuple((code, named.get(code, code)) for code in under),
        {purpose.value: purpose in row.given for purpose in Purpose},
    )  # fmt: skip


def path_of(person: Any) -> Picture:
    """The person's own line, drawn here and nowhere else."""
    rows = listening.voices_of_participant(person.pk)
    under = themes.themes_of_voices(row.id for row in rows)
    named = themes.names_of(person.programme_id)
    steps = [PathStep("You said something", f"{rows[0].happened_on:%B %Y}")] if rows else []
    steps += [PathStep(named.get(code, code)) for code in _codes(under)]
    became = priorities.what_became_of(person.programme_id, person.pk, theme_codes=_codes(under))
    steps += [PathStep(row.name) for row in became.priorities]
    if _sentences(person):
        steps.append(PathStep("Sentences of the strategy draw on your words"))
    return path(steps)
