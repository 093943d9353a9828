# SPDX-License-Identifier: AGPL-3.0-or-later
"""What one person sees on their slip: their own words and where those went. Nobody else's words, ever."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from coproduce.listening import queries as listening
from coproduce.listening import voices as door
from coproduce.look.pictures.path import KNOT, PARTS, WAITS, PathStep, path
from coproduce.people.queries import Reader
from coproduce.priorities import queries as priorities
from coproduce.process.consent import LABELS, Reading, VoiceState
from coproduce.strategy import queries as strategy
from coproduce.themes import queries as themes
from coproduce.thread.captions import KINDS
from coproduce.thread.forms import CHANGEABLE
from coproduce.thread.queries import shelf_of, text_of

if TYPE_CHECKING:
    from coproduce.look.pictures.picture import Picture
    from coproduce.priorities.queries import Became, DecisionRow, ProposedRow, VoteRow
    from coproduce.thread.queries import Line, PriorityStep, Shelf, Theme

YOURS = "Your own line. It is drawn here and nowhere else."
MOST = 3
"""How many themes, and how many points that ended, stand on the line; all of them stand below it."""


@dataclass(frozen=True)
class OwnVoice:
    """One thing that the person said. `text` is empty where they asked that it is not shown here."""

    id: str
    question: str
    said_on: date
    where: str
    text: str
    language: str
    translation: str
    themes: tuple[Theme, ...]
    may: tuple[str, ...]
    may_not: tuple[str, ...]
    quoted: tuple[str, ...]
    """Codes of the sentences beside which it is quoted."""
    put_aside: bool

    @property
    def colour(self) -> str:
        """The colour of its first theme, for the sewn edge."""
        return self.themes[0].colour if self.themes else ""


@dataclass(frozen=True)
class Told:
    """A decision, in the words that were written for the people whom it concerns."""

    tell: str
    about: str
    outcome: str
    outcome_words: str
    on: date
    body: str

    @property
    def ended(self) -> bool:
        """Whether it was not taken up, or in part only."""
        return self.outcome != "taken_up"


@dataclass(frozen=True)
class Asked:
    """Something that the person said is not what they meant, with our reply."""

    about: str
    words: str
    raised_on: date
    due_on: date
    reply: str
    replied_at: datetime | None


@dataclass(frozen=True)
class Own:
    """Everything on a slip."""

    programme: str
    slug: str
    illustrative: bool
    hidden: bool
    voices: tuple[OwnVoice, ...]
    priorities: tuple[PriorityStep, ...]
    told: tuple[Told, ...]
    lines: tuple[Line, ...]
    votes: tuple[VoteRow, ...]
    proposals: tuple[ProposedRow, ...]
    asked: tuple[Asked, ...]
    path: Picture
    published: tuple[str, ...]
    """Codes of the sentences that have a public page to go to."""

    @property
    def said(self) -> str:
        """How much the person said, in words."""
        return "something" if len(self.voices) == 1 else f"{_number(len(self.voices))} things"

    def voice(self, wanted: str) -> OwnVoice | None:
        """One of the person's own voices by its id, or None: nobody else's is here."""
        return next((voice for voice in self.voices if voice.id == wanted), None)


def own_of(person: Any) -> Own:
    """Words by Reading.OWN, and what became of them."""
    programme = person.programme
    shelf = shelf_of(programme)
    text = text_of(programme, shelf, draft=True)
    voices = _voices(person, shelf)
    codes = tuple(sorted({theme.code for voice in voices for theme in voice.themes}))
    became = priorities.what_became_of(programme.pk, person.pk, theme_codes=codes)
    drawn = {row.code for row in strategy.sentence_rows(strategy.sentences_of_participant(person.pk))}
    lines = tuple(line for line in text.lines if line.code in drawn) if text else ()
    told = tuple(_told(row) for row in (*became.decisions, *became.points) if row.tell)
    return Own(
        programme=programme.name,
        slug=programme.slug,
        illustrative=programme.illustrative,
        hidden=person.words_hidden,
        voices=voices,
        priorities=tuple(shelf.priorities[p.code] for p in became.priorities if p.code in shelf.priorities),
        told=told,
        lines=lines,
        votes=became.votes,
        proposals=became.proposals,
        asked=_asked(person),
        path=replace(path(_steps(voices, became, told, lines)), sentence=YOURS),
        # Of a draft a person reads what draws on their words, and may object before it is published.
        published=tuple(line.code for line in text.lines) if text and text.published_on else (),
    )


def _voices(person: Any, shelf: Shelf) -> tuple[OwnVoice, ...]:
    rows = listening.voices_of_participant(person.pk)
    reader = Reader.own(person.pk)
    # Not read at all, instead of read and not shown: somebody may stand behind them.
    words = {} if person.words_hidden else door.read([r.id for r in rows], purpose=Reading.OWN, by=reader)
    under = themes.themes_of_voices(row.id for row in rows)
    # Live, and not as published: here a person is told what is so today.
    quoted: dict[Any, list[str]] = {}
    for ref in strategy.quotations(person.programme_id):
        quoted.setdefault(ref.voice_id, []).append(ref.sentence_code)
    return tuple(_voice(r, words.get(r.id), under.get(r.id, ()), tuple(quoted.get(r.id, ())), shelf) for r in rows)


def _voice(
    row: listening.VoiceRow, words: door.Words | None, under: tuple[str, ...], quoted: tuple[str, ...], shelf: Shelf
) -> OwnVoice:
    return OwnVoice(
        id=str(row.id),
        question=row.question_text,
        said_on=row.happened_on,
        where=KINDS.get(row.session_kind, ""),
        text=words.text if words else "",
        language=row.language,
        translation=(words.translation or "") if words else "",
        themes=tuple(shelf.themes[code] for code in under if code in shelf.themes),
        may=tuple(LABELS[p] for p in CHANGEABLE if p in row.given),
        may_not=tuple(LABELS[p] for p in CHANGEABLE if p not in row.given),
        quoted=quoted,
        put_aside=row.state is VoiceState.CONCERN,
    )


def _told(row: DecisionRow) -> Told:
    return Told(row.tell, row.about, row.outcome.value, row.outcome_words, row.decided_on, row.body)


def _asked(person: Any) -> tuple[Asked, ...]:
    rows = listening.objections_of_participant(person.pk)
    entries = [row.entry_id for row in rows if row.entry_id and not person.words_hidden]
    reader = Reader.own(person.pk)
    words = door.read_words(entries, purpose=Reading.OWN, by=reader, programme_id=person.programme_id)
    about = {"voice": "your words", "translation": "a translation", "coding": "a theme that we put your words under",
             "theme": "a theme", "sentence": "a sentence of the strategy"}  # fmt: skip
    return tuple(
        Asked(about.get(row.about_kind, ""), words.get(row.entry_id, "") if row.entry_id else "",
              row.raised_at.date(), row.due_on, row.reply, row.replied_at)
        for row in rows
    )  # fmt: skip


def _steps(
    voices: tuple[OwnVoice, ...], became: Became, told: tuple[Told, ...], lines: tuple[Line, ...]
) -> list[PathStep]:
    """The person's own line. It parts where something ended in a knot, and waits where nothing is decided yet."""
    # A slip without words is one whose words were all taken back: there is no way to draw.
    if not voices:
        return []
    # What ended is drawn as an end: the line of somebody who was not followed must not look like success.
    ended = [one for one in told if one.outcome == "not_taken_up"]
    said = "You said something" if len(voices) == 1 else f"You said {_number(len(voices))} things"
    steps = [PathStep(said, f"{voices[0].said_on:%B %Y}", PARTS if ended else "ring")]
    found = {theme.code: theme for voice in voices for theme in voice.themes if not theme.parent}
    steps += [PathStep(one.name, "we heard it as", "ring", (int(one.colour),)) for one in list(found.values())[:MOST]]
    if became.priorities:
        codes = ", ".join(row.code for row in became.priorities)
        steps.append(
            PathStep("It bears on a priority" if len(became.priorities) == 1 else "It bears on priorities", codes)
        )
    steps += [PathStep(one.about, f"not taken up, {one.on:%B %Y}", KNOT) for one in ended[:MOST]]
    if lines:
        some = "A sentence draws" if len(lines) == 1 else f"{_number(len(lines)).capitalize()} sentences draw"
        steps.append(PathStep(f"{some} on your words", "in the strategy"))
    else:
        steps.append(PathStep("What comes next is not written yet", "", WAITS))
    return steps


def _number(count: int) -> str:
    words = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
    return words[count] if count < len(words) else str(count)
