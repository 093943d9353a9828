# SPDX-License-Identifier: AGPL-3.0-or-later
"""From rows to voices: each row gives all its voices or is given back with where, what and the mend. Writes nothing."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

from coproduce.formats.tables import Problem, Row, Table
from coproduce.listening.models import Session
from coproduce.listening.models.voices import Channel
from coproduce.listening.verbs.importing import cells, languages
from coproduce.listening.verbs.importing.matching import CONSENTS, Matching, readable_columns
from coproduce.listening.verbs.taking import NewVoice
from coproduce.process import clock
from coproduce.process.consent import Purpose

if TYPE_CHECKING:
    from coproduce.programmes.models import Programme, Question

MOST_IN_ONE = 50_000
#: Said of a row whose person said no to being kept; nothing else of such a row is kept, nor given back.
NOT_KEPT = "this person did not agree that we keep it, so we did not."
_SEPARATORS = ("|", ";", "\n")


@dataclass(frozen=True)
class Candidate:
    """One voice on its way in. `person` is what the sheet calls who said it; `asked` a question to be added first."""

    row: int
    voice: NewVoice
    asked: str
    person: str
    themes: tuple[str, ...]


@dataclass(frozen=True)
class Sheet:
    """What a sheet gives under a matching: voices, problems by row, questions that the guide does not have."""

    candidates: list[Candidate]
    problems: list[Problem]
    unknown: list[str]
    rows: int
    nothing_matched: bool = field(default=False)

    @property
    def refused_rows(self) -> set[int]:
        """The rows that are given back."""
        return {p.row for p in self.problems if p.refused and p.row is not None}


@dataclass(frozen=True)
class _Known:
    """What a cell may refer to."""

    questions: Mapping[str, Question]
    sessions: Mapping[str, Session]
    language: str
    today: date
    month_first: bool


def _folded(text: str) -> str:
    return " ".join(text.split()).casefold().rstrip("?. ")


def _known(programme: Programme, matching: Matching, month_first: bool) -> _Known:
    questions = {}
    for question in programme.questions.all():
        names = [question.code, question.text, *question.translations.values()]
        questions.update({_folded(name): question for name in names})
    sessions = {}
    for session in programme.sessions.all():
        sessions.update({_folded(session.title): session, _folded(session.code): session})
    return _Known(questions, sessions, matching.language or programme.language, clock.today(), month_first)


def read_sheet(programme: Programme, table: Table, matching: Matching, basis: str) -> Sheet:
    """Everything that a sheet says under a matching. Without a column of consent, `basis` lets us analyse."""
    column = matching.of("date")
    day_first, month_first = cells.order_of_days(row.cells.get(column, "") for row in table.rows) if column else (0, 0)
    known = _known(programme, matching, month_first > day_first)
    keys = _keys(table, matching)
    problems = list(table.problems)
    if month_first:
        taken = "the month" if known.month_first else "the day"
        what = f"{month_first} of the days stand month first; where both readings are possible, we took {taken} first."
        problems.append(Problem(None, column, what, "Write days as 2025-03-31 if that is not right."))
    unknown: dict[str, None] = {}
    found: list[Candidate] = []
    if not matching.text:
        return Sheet([], problems, [], len(table.rows), nothing_matched=True)
    for row in table.readable():
        voices, wrong = _row(row, matching, known, keys[row.sheet_row], bool(basis.strip()), unknown)
        problems += wrong
        if not wrong:
            found += voices
    problems += _languages(table, matching, known, found)
    return Sheet(found, problems, list(unknown), len(table.rows))


def _languages(table: Table, matching: Matching, known: _Known, found: list[Candidate]) -> list[Problem]:
    column = matching.of("language")
    told = {row.sheet_row for row in table.rows if column and row.cells.get(column, "").strip()}
    silent = ((one.row, one.voice.text) for one in found if one.row not in told)
    return languages.remarks(silent, known.language, column or None)


def _keys(table: Table, matching: Matching) -> dict[int, str]:
    """What tells one row from another, in whichever file it stands: its own number where it has one, else all of it.

    People do say the same words: rows that are the same in every cell are told apart by which of them comes first.
    """
    number, columns = matching.of("id"), readable_columns(table)
    seen: Counter[str] = Counter()
    keys = {}
    for row in table.rows:
        mark = row.cells.get(number, "").strip() if number else ""
        words = [row.cells.get(column, "") for column in (matching.text if mark else columns)]
        whole = json.dumps([mark, *words], ensure_ascii=False)
        seen[whole] += 1
        keys[row.sheet_row] = f"{whole}\x1f{seen[whole]}"
    return keys


def _row(
    row: Row, matching: Matching, known: _Known, key: str, has_basis: bool, unknown: dict[str, None]
) -> tuple[list[Candidate], list[Problem]]:
    said = [(column, row.cells.get(column, "")) for column in matching.text]
    said = [(column, words) for column, words in said if words.strip()]
    reader = _Reader(row, matching, known)
    if not said:
        reader.refuse(
            ", ".join(matching.text[:3]), "there are no words.", "Write what was said, or leave this row out."
        )
        return [], reader.problems
    agreed = reader.consent(has_basis)
    session, happened, language = reader.session(), reader.day(), reader.language()
    channel, person = reader.channel(), row.cells.get(matching.of("person"), "").strip()
    if not person and matching.row_is_person:
        person = f"row\x1f{key}"
    themes = _labels(row.cells.get(matching.of("theme"), "")) if matching.of("theme") else ()
    translation = row.cells.get(matching.of("translation"), "") if len(said) == 1 else ""
    voices = []
    for column, words in said:
        if len(words) > MOST_IN_ONE:
            reader.refuse(column, f"this is longer than {MOST_IN_ONE:,} characters.", "Cut it into several rows.")
        question, asked = reader.question(column, unknown)
        voice = NewVoice(
            text=words, agreed=agreed, session=session, question=question, channel=channel, language=language,
            translation=translation, code=row.cells.get(matching.of("id"), "").strip()[:40] or f"row {row.sheet_row}",
            happened_at=happened, row_key=f"{key}\x1f{column if len(matching.text) > 1 else ''}",
            basis="asked" if matching.has_consent else "lead's record", wording_version="from a sheet",
        )  # fmt: skip
        voices.append(Candidate(row.sheet_row, voice, asked, person, themes))
    return voices, reader.problems


def _labels(text: str) -> tuple[str, ...]:
    separator = next((mark for mark in _SEPARATORS if mark in text), None)
    names = text.split(separator) if separator else [text]
    return tuple(dict.fromkeys(name.strip() for name in names if name.strip()))


class _Reader:
    """Reads the cells of one row and writes down what is wrong with it."""

    def __init__(self, row: Row, matching: Matching, known: _Known) -> None:
        self.row, self.matching, self.known = row, matching, known
        self.problems: list[Problem] = []

    def refuse(self, column: str, what: str, mend: str) -> None:
        """This row goes back."""
        self.problems.append(Problem(self.row.sheet_row, column, what, mend, refused=True))

    def _cell(self, meaning: str) -> tuple[str, str]:
        column = self.matching.of(meaning)
        return column, self.row.cells.get(column, "").strip() if column else ""

    def consent(self, has_basis: bool) -> dict[Purpose, bool]:
        """What the person agreed to. Where no column asks about being read, the lead's reason stands; quotes never."""
        agreed = {
            Purpose.HOLD: True,
            Purpose.ANALYSE: has_basis and not self.matching.has_consent,
            Purpose.QUOTE: False,
        }
        for meaning, purpose in CONSENTS.items():
            column, said = self._cell(meaning)
            if not column:
                continue
            answer = cells.yes_or_no(said)
            if answer is None:
                self.refuse(column, "we cannot tell whether this is a yes or a no.", "Write yes or no.")
            agreed[purpose] = bool(answer)
            if purpose is Purpose.HOLD and answer is False:
                self.refuse(column, NOT_KEPT, "Take the row out of your own sheet too.")
        return agreed

    def question(self, column: str, unknown: dict[str, None]) -> tuple[Question | None, str]:
        """The question that was answered, or the text of one that is to be added first."""
        name, asked = self._cell("question")
        if len(self.matching.text) > 1:
            name, asked = column, column
        if not asked:
            return self.known.questions.get(_folded(self.matching.for_all)), ""
        if found := self.known.questions.get(_folded(asked)):
            return found, ""
        unknown[asked] = None
        if self.matching.add_all or asked in self.matching.add:
            if len(asked) <= 300:
                return None, asked
            self.refuse(name, "this question is longer than 300 characters.", "Make it shorter.")
            return None, ""
        self.refuse(name, "the guide has no such question.", "Add it to the guide, or write a question that is in it.")
        return None, ""

    def session(self) -> Session | None:
        """The session, by code or title."""
        column, name = self._cell("session")
        if not name:
            return self.known.sessions.get(_folded(self.matching.session))
        found = self.known.sessions.get(_folded(name))
        if found is None:
            self.refuse(column, "there is no such session.", "Add the session first, or write its code or title.")
        return found

    def day(self) -> datetime | None:
        """The day at noon, so that no time zone moves it to the day before."""
        column, text = self._cell("date")
        if not text:
            return None
        found = cells.day(text, self.known.month_first)
        if found is None:
            self.refuse(column, "we cannot read this day.", "Write it as 2025-03-31 or 31/03/2025.")
        elif found > self.known.today:
            self.refuse(column, "this day is still to come.", "Write the day on which it was said.")
        elif found.year < 1900:
            self.refuse(column, "this day is too long ago.", "Write the year with four figures.")
        else:
            return datetime(found.year, found.month, found.day, 12, tzinfo=UTC)
        return None

    def language(self) -> str:
        """The language, by code or name; blank means the language of the sheet."""
        column, text = self._cell("language")
        found = cells.language(text) if text else self.known.language
        if found is None:
            self.refuse(column, "we do not know this language.", "Write its English name or its code, such as ur.")
        return found or self.known.language

    def channel(self) -> str:
        """How it was said."""
        column, text = self._cell("channel")
        found = cells.channel(text) if text else Channel.SHEET.value
        if found is None:
            ways = ", ".join(label.lower() for _, label in Channel.choices)
            self.refuse(column, "we do not know this way of speaking.", f"Write one of: {ways}.")
        return found or Channel.SHEET.value


def questions_in(candidates: Sequence[Candidate]) -> list[str]:
    """The questions to be added, in the order of the sheet."""
    return list(dict.fromkeys(c.asked for c in candidates if c.asked))
