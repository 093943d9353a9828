# SPDX-License-Identifier: AGPL-3.0-or-later
"""What a sentence could lean on, for the picker: priorities as they read now, themes, statements, findings, decisions,
and passages that may be quoted, with their words through the door."""

from dataclasses import dataclass
from uuid import UUID

from coproduce.listening import queries as listening
from coproduce.listening import voices as door
from coproduce.people.queries import Reader
from coproduce.priorities import queries as priorities
from coproduce.process.consent import Reading
from coproduce.process.thread import CitationKind
from coproduce.programmes.queries import Programme
from coproduce.strategy.queries.findings import findings
from coproduce.strategy.queries.quotes import is_unsigned_without_notice, why_not
from coproduce.themes import queries as themes


@dataclass(frozen=True)
class Choice:
    """One thing to cite. `value` is its kind and key, as the form sends it."""

    value: str
    code: str
    label: str


@dataclass(frozen=True)
class Group:
    """Choices of one kind under a heading."""

    title: str
    choices: tuple[Choice, ...]


@dataclass(frozen=True)
class Quotable:
    """A passage that may be quoted, as it would be shown: masked where something is masked."""

    passage_id: UUID
    words: str
    language: str
    translation: str
    heard: str


@dataclass(frozen=True)
class QuotablePassages:
    """The passages of a theme: those that may be quoted, and how many may not."""

    shown: tuple[Quotable, ...]
    kept_back: int


def choices(programme_id: int) -> tuple[Group, ...]:
    """Everything that a sentence of this programme may cite, by kind."""
    # A candidate may be gone tomorrow; a sentence must not hang on it.
    in_use = [row for row in themes.themes_of(programme_id) if row.state != "candidate"]
    found = {
        CitationKind.PRIORITY: [
            (row.version_id, row.code, f"{row.headline} (version {row.version_number})")
            for row in priorities.priorities_of(programme_id)
        ],
        CitationKind.THEME: [(row.id, row.code, row.name) for row in in_use],
        CitationKind.STATEMENT: [
            (row.id, row.code, row.text) for row in priorities.statements_of(programme_id, status="accepted")
        ],
        CitationKind.FINDING: [(row.id, row.code, f"{row.what}: {row.said}") for row in findings(programme_id)],
        CitationKind.DECISION: [
            (row.id, row.code, f"{row.outcome_words}: {row.about}") for row in priorities.decisions_of(programme_id)
        ],
    }
    return tuple(
        Group(_TITLES[kind], tuple(Choice(f"{kind.value}:{key}", code, label) for key, code, label in rows))
        for kind, rows in found.items()
        if rows
    )


_TITLES = {
    CitationKind.PRIORITY: "Priorities, as they read now",
    CitationKind.THEME: "Themes",
    CitationKind.STATEMENT: "Statements that people answered",
    CitationKind.FINDING: "Figures",
    CitationKind.DECISION: "Decisions",
}


def quotable(programme: Programme, theme_code: str, *, by: Reader) -> QuotablePassages:
    """The passages of a theme that may be quoted today, with their words; the others are only counted."""
    refs = list(themes.passage_refs(themes.passage_ids_of(programme.pk, theme_code)).values())
    ids = {ref.voice_id for ref in refs}
    rows = {row.id: row for row in listening.voices_of(programme.pk, ids=ids)}
    held = programme.voices.filter(pk__in=list(ids)).select_related("session")
    unsigned = {voice.pk: is_unsigned_without_notice(voice) for voice in held}
    free = [ref for ref in refs if not why_not(rows.get(ref.voice_id), unsigned.get(ref.voice_id, True))]
    pieces = door.read_spans([ref.span for ref in free], purpose=Reading.QUOTE, by=by)
    voices = door.read([ref.voice_id for ref in free], purpose=Reading.QUOTE, by=by) if pieces else {}
    shown = []
    for ref in free:
        row, voice = rows[ref.voice_id], voices.get(ref.voice_id)
        if voice is None or ref.span not in pieces:
            continue
        heard = ", ".join(part for part in (row.session_title, row.channel) if part)
        shown.append(Quotable(ref.id, pieces[ref.span], voice.language, voice.translation or "", heard))
    # How many are kept back is told, so that nobody takes the few for all.
    return QuotablePassages(tuple(shown), len(refs) - len(shown))
