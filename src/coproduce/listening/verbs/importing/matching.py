# SPDX-License-Identifier: AGPL-3.0-or-later
"""Which column means what: guessed from its heading and from what stands in it, put right by a person.

What is remembered between two pages is a column's place and not its heading: a sheet without headings has somebody's
words in its first row.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from coproduce.formats.assembling import GIVEN_BACK
from coproduce.formats.tables import Table
from coproduce.process.consent import Purpose

#: What a column may mean → how we ask for it.
MEANINGS = {
    "": "Leave out",
    "text": "What people said",
    "question": "The question they answered",
    "person": "Who said it (a mark, never a name)",
    "id": "The row’s own number",
    "session": "The session",
    "date": "The day",
    "channel": "How it was said",
    "language": "The language",
    "translation": "In English",
    "theme": "Themes it was given already",
    "hold": "They agreed: keep it",
    "analyse": "They agreed: read it",
    "quote": "They agreed: quote it",
    "describe": "They agreed: say a little about them",
    "contact": "They agreed: get in touch",
}
CONSENTS = {purpose.value: purpose for purpose in
            (Purpose.HOLD, Purpose.ANALYSE, Purpose.QUOTE, Purpose.DESCRIBE, Purpose.CONTACT)}  # fmt: skip
# The first that fits wins, so what is most particular stands first. A consent is guessed from a question about
# permission alone: to take somebody's word for granted is worse than to ask the team to match a column.
_ASKS = r"\b(may|can|could|agree|consent|permission|happy|allow)\b.*"
_NAMES: tuple[tuple[str, str], ...] = (
    ("leave", r"(full|your|first|last|sur|fore)[ -]?name\b|^name$|- name$|e-?mail|phone|mobile|address|post ?code"),
    ("quote", _ASKS + r"\b(quot|publish)|^(quote|quotable|ok to quote|consent[ -]?quote)$"),
    ("describe", _ASKS + r"\bdescri|^consent[ -]?describe"),
    ("contact", _ASKS + r"\b(contact|get in touch)|^consent[ -]?contact"),
    ("analyse", _ASKS + r"\b(analys|(read|use) (it|your|this))|^(consent[ -]?analyse|consent|consented|analyse)$"),
    ("hold", _ASKS + r"\b(keep|hold|store)|^(consent[ -]?)?hold$"),
    ("translation", r"translat|in english|english version"),
    ("id", r"^(id|(row|response|comment) ?id|voice|ref|reference|number|no\.?|#)$"),
    ("person", r"^(participant|person|respondent|speaker|contributor|author|user)"
               r"([ -]?(id|code|ref|reference|no|number|hash))?$"),
    ("session", r"^(session|event|workshop|meeting)([ -]?(code|name|title|id))?$"),
    ("date", r"^(date|day|when|completed|timestamp|created|submitted|date submitted|submission date)([ -]?(at|on))?$"),
    ("channel", r"^(channel|how|mode|method|medium)$"),
    ("language", r"^(language|lang|language of response|sprache)$"),
    ("theme", r"^(themes?|theme ?names?|codes?|coding|category|categories)$"),
    ("question", r"^(question|question text|prompt|asked|frage)$"),
    ("text", r"^(text|comments?|answers?|responses?|what (was|they) said|words|verbatim|free ?text|feedback|said)$"),
)  # fmt: skip
_QUESTION_LIKE = re.compile(r"\?\s*$|\?.*\b(why|more|comments?|other|please)|^(q(uestion)?\s*)?\d+[a-z]?[.):\s]", re.I)
SINGLE = ("question", "person", "id", "session", "date", "channel", "language", "translation", "theme")


@dataclass(frozen=True)
class Matching:
    """Columns by meaning, and what holds for all rows.

    Several columns of `text` are several questions, each named by its heading; then a row is one person, as it is with
    `row_is_person`. `for_all` is a question (its code) for sheets that name none, `add` are questions of the sheet
    that become questions of the guide.
    """

    text: tuple[str, ...] = ()
    columns: Mapping[str, str] = field(default_factory=dict)
    for_all: str = ""
    session: str = ""
    language: str = ""
    row_is_person: bool = False
    add: frozenset[str] = frozenset()
    add_all: bool = False

    def of(self, meaning: str) -> str:
        """The column of a meaning, or an empty text."""
        return self.columns.get(meaning, "")

    @property
    def has_consent(self) -> bool:
        """Whether a column says who agreed to being read."""
        return bool(self.of("analyse"))

    def meaning(self, column: str) -> str:
        """What a column means."""
        if column in self.text:
            return "text"
        return next((meaning for meaning, name in self.columns.items() if name == column), "")

    def to_places(self, columns: Sequence[str], questions: Sequence[str]) -> dict[str, Any]:
        """As it is kept between two pages: places, no headings. `questions` are those of the sheet, in order."""
        place = {name: at for at, name in enumerate(columns)}
        return {
            "text": [place[name] for name in self.text],
            "columns": {meaning: place[name] for meaning, name in self.columns.items()},
            "for_all": self.for_all, "session": self.session, "language": self.language,
            "row_is_person": self.row_is_person, "add": [n for n, asked in enumerate(questions) if asked in self.add],
        }  # fmt: skip

    @classmethod
    def from_places(cls, kept: Mapping[str, Any], columns: Sequence[str]) -> "Matching":
        """The reverse of `to_places`, without the questions to add (see `with_questions`)."""
        return cls(
            text=tuple(columns[at] for at in kept["text"]),
            columns={meaning: columns[at] for meaning, at in kept["columns"].items()},
            for_all=kept["for_all"], session=kept["session"], language=kept["language"],
            row_is_person=kept["row_is_person"],
        )  # fmt: skip


def readable_columns(table: Table) -> list[str]:
    """The columns of a sheet, without those that we added to a file of rows given back."""
    return [column for column in table.columns if column not in GIVEN_BACK]


def guess(table: Table) -> Matching:
    """A first matching by headings, then by what stands in the columns. Columns twice there are left to a person."""
    columns: dict[str, str] = {}
    text: list[str] = []
    left: list[str] = []
    for column in readable_columns(table):
        meaning = _by_name(column)
        if meaning == "text":
            text.append(column)
        elif meaning in MEANINGS and meaning and meaning not in columns:
            columns[meaning] = column
        elif meaning != "leave":
            left.append(column)
    asked = [column for column in left if _QUESTION_LIKE.search(column) and _is_prose(table, column)]
    if asked and len(text) < 2 and "question" not in columns:
        text += asked
    if not text:
        text = [column for column in left if _is_prose(table, column)][:1]
    if not text and len(left) == 1 and not columns:
        text = left
    text.sort(key=table.columns.index)
    return Matching(text=tuple(text), columns=columns, row_is_person=len(text) > 1 and "person" not in columns)


def _by_name(column: str) -> str:
    name = " ".join(re.sub(r"[_\s]+", " ", column).strip().casefold().split())
    return next((meaning for meaning, pattern in _NAMES if re.search(pattern, name)), "")


def _is_prose(table: Table, column: str) -> bool:
    """Whether people wrote here in their own words: most answers differ, and some have several words."""
    said = [words for row in table.rows[:500] if (words := row.cells.get(column, "").strip())]
    if not said:
        return False
    several = sum(" " in words for words in said) / len(said)
    return several > 0.3 and len(set(said)) / len(said) > (0.5 if len(said) > 8 else 0.3)


def named(table: Table, *, text: Sequence[str] = (), **columns: str) -> Matching:
    """A guess in which a person named some columns; a name that is not there is refused with those that are."""
    first = guess(table)
    mine = {meaning: table.need(name) for meaning, name in columns.items() if name}
    words = tuple(table.need(name) for name in text) or first.text
    taken = {*mine.values(), *words}
    rest = {meaning: name for meaning, name in first.columns.items() if meaning not in mine and name not in taken}
    person = len(words) > 1 and "person" not in {**rest, **mine}
    return Matching(text=words, columns={**rest, **mine}, row_is_person=person)
