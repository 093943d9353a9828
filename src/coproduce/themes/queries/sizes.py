# SPDX-License-Identifier: AGPL-3.0-or-later
"""The codebook with its sizes, counted in people: raw, for the team and for later stages that gate them."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from coproduce.listening.queries import VoiceRow, analysable
from coproduce.themes.models import Coding, Theme


@dataclass(frozen=True)
class Size:
    """How many people a theme draws on, and through what. A note without a known author is a note, not a person.

    `channels`, `languages` and `sessions` say how many voices came that way.
    """

    people: int = 0
    notes: int = 0
    voices: int = 0
    passages: int = 0
    sessions: Mapping[str, int] = field(default_factory=dict)
    channels: Mapping[str, int] = field(default_factory=dict)
    languages: Mapping[str, int] = field(default_factory=dict)

    def __str__(self) -> str:
        people = f"{self.people} {'person' if self.people == 1 else 'people'}"
        if not self.notes:
            return people
        return f"{people} and {self.notes} unsigned note{'' if self.notes == 1 else 's'}"


@dataclass(frozen=True)
class ThemeRow:
    """One entry of the codebook."""

    id: int
    code: str
    name: str
    definition: str
    includes: tuple[str, ...]
    excludes: tuple[str, ...]
    summary: str
    summary_by: str
    parent: str
    state: str
    colour: int
    made_at: datetime
    suggested: bool
    size: Size = Size()


@dataclass(frozen=True)
class Branch:
    """A theme and those that are part of it."""

    theme: ThemeRow
    parts: tuple["Branch", ...] = ()


@dataclass(frozen=True)
class ThemePeople:
    """Who a theme draws on: ids of participants, and of voices whose author nobody knows."""

    code: str
    name: str
    people: frozenset[int]
    unsigned: frozenset[UUID]
    voices: frozenset[UUID]


def _row(theme: Theme, size: Size) -> ThemeRow:
    return ThemeRow(
        theme.pk, theme.code, theme.name, theme.definition, tuple(theme.includes), tuple(theme.excludes), theme.summary,
        theme.summary_by.name if theme.summary_by else "", theme.parent.code if theme.parent else "", theme.state,
        theme.colour, theme.made_at, theme.suggested_by_id is not None, size,
    )  # fmt: skip


def voices_by_theme(programme_id: int) -> dict[str, dict[UUID, set[UUID]]]:
    """For each code, the voices coded to it and their passages; a theme holds what its parts hold."""
    found: dict[str, dict[UUID, set[UUID]]] = defaultdict(lambda: defaultdict(set))
    above = _above(programme_id)
    rows = Coding.objects.filter(theme__programme_id=programme_id, ended_at__isnull=True)
    for code, voice, passage in rows.values_list("theme__code", "passage__voice_id", "passage_id"):
        for holder in (code, *above.get(code, ())):
            found[holder][voice].add(passage)
    return found


def _above(programme_id: int) -> dict[str, tuple[str, ...]]:
    parents = {
        code: parent
        for code, parent in Theme.objects.filter(programme_id=programme_id).values_list("code", "parent__code")
        if parent
    }
    found: dict[str, tuple[str, ...]] = {}
    for code in parents:
        chain, at = [], code
        while (at := parents.get(at, "")) and at not in chain:
            chain.append(at)
        found[code] = tuple(chain)
    return found


def size_of(voices: Iterable[VoiceRow], passages: int) -> Size:
    """The size of what these voices hold."""
    voices = list(voices)
    return Size(
        people=len({v.participant_id for v in voices if v.participant_id is not None}),
        notes=sum(v.participant_id is None for v in voices),
        voices=len(voices),
        passages=passages,
        sessions=_counted(v.session_code for v in voices),
        channels=_counted(v.channel for v in voices),
        languages=_counted(v.language for v in voices),
    )


def _counted(names: Iterable[str]) -> dict[str, int]:
    return dict(sorted(Counter(name for name in names if name).items(), key=lambda item: (-item[1], item[0])))


def sizes(programme_id: int) -> dict[str, Size]:
    """The size of every theme that holds anything which may be read today."""
    rows = {row.id: row for row in analysable(programme_id)}
    return {
        code: size_of((rows[v] for v in held if v in rows), sum(len(p) for v, p in held.items() if v in rows))
        for code, held in voices_by_theme(programme_id).items()
    }


def themes_of(programme_id: int, *, retired: bool = False) -> tuple[ThemeRow, ...]:
    """The codebook in order of code, with sizes. `retired`: what is no longer in use as well."""
    found = Theme.objects.filter(programme_id=programme_id).select_related("parent", "summary_by")
    if not retired:
        found = found.exclude(state=Theme.State.RETIRED)
    counted = sizes(programme_id)
    rows = [_row(theme, counted.get(theme.code, Size())) for theme in found]
    return tuple(sorted(rows, key=lambda row: _natural(row.code)))


def _natural(code: str) -> tuple[str, int, str]:
    letters = code.rstrip("0123456789abcdefghijklmnopqrstuvwxyz")
    rest = code[len(letters) :]
    digits = "".join(c for c in rest if c.isdigit())
    return (letters, int(digits) if digits else 0, rest)


def theme(programme_id: int, code: str) -> ThemeRow | None:
    """One entry of the codebook with its size, or None."""
    return next((row for row in themes_of(programme_id, retired=True) if row.code == code), None)


def theme_ids(programme_id: int) -> dict[str, int]:
    """The database ids of themes by code, for those who hang something on a theme."""
    return dict(Theme.objects.filter(programme_id=programme_id).values_list("code", "id"))


def names_of(programme_id: int) -> dict[str, str]:
    """The names of all themes by code, retired ones too."""
    return dict(Theme.objects.filter(programme_id=programme_id).values_list("code", "name"))


def tree(programme_id: int) -> tuple[Branch, ...]:
    """The codebook as a tree: themes, and under each what is part of it."""
    rows = themes_of(programme_id)
    codes = {row.code for row in rows}

    def branch(row: ThemeRow) -> Branch:
        return Branch(row, tuple(branch(part) for part in rows if part.parent == row.code))

    return tuple(branch(row) for row in rows if row.parent not in codes)


def people_by_theme(programme_id: int) -> dict[str, ThemePeople]:
    """Who each theme in use draws on, raw: whoever shows this to others passes it through the disclosure gate first."""
    rows = {row.id: row for row in analysable(programme_id)}
    held = voices_by_theme(programme_id)
    found = {}
    for entry in Theme.objects.filter(programme_id=programme_id).exclude(state=Theme.State.RETIRED):
        voices = [rows[v] for v in held.get(entry.code, ()) if v in rows]
        found[entry.code] = ThemePeople(
            entry.code, entry.name,
            frozenset(v.participant_id for v in voices if v.participant_id is not None),
            frozenset(v.id for v in voices if v.participant_id is None),
            frozenset(v.id for v in voices),
        )  # fmt: skip
    return found
