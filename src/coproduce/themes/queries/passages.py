# SPDX-License-Identifier: AGPL-3.0-or-later
"""Passages: what stands behind a theme, with the words through the door, and where a person's words went."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from coproduce.listening import voices as door
from coproduce.listening.queries import VoiceRow, voices_of, voices_of_participant
from coproduce.people.queries import Reader
from coproduce.process.consent import Reading
from coproduce.themes.models import Coding, Passage, Theme

SLICE = 500


@dataclass(frozen=True)
class CoderMark:
    """Who put a passage under a theme: a person, or a machine whose proposal somebody accepted."""

    coder: str
    machine: str
    accepted_by: str
    at: datetime

    def __str__(self) -> str:
        return f"{self.machine}, accepted by {self.accepted_by or 'nobody yet'}" if self.machine else self.coder


@dataclass(frozen=True)
class PassageView:
    """A passage as an analyst reads it. `words` is exactly what was said; `before` and `after` stand around it."""

    id: UUID
    voice: VoiceRow
    start: int
    end: int
    words: str
    before: str
    after: str
    translation: str
    coders: tuple[CoderMark, ...]
    also: tuple[str, ...]
    """Codes of other themes that hold this passage too."""


@dataclass(frozen=True)
class PassageRef:
    """A passage without words: whose, where, and the keyed mark that a quote is held against."""

    id: UUID
    voice_id: UUID
    start: int
    end: int
    mark: str

    @property
    def span(self) -> tuple[UUID, int, int]:
        """As the door wants it."""
        return (self.voice_id, self.start, self.end)


def passage_refs(passage_ids: Iterable[UUID]) -> dict[UUID, PassageRef]:
    """Passages by id, without words; those that were erased are absent."""
    wanted, found = list(dict.fromkeys(passage_ids)), {}
    for at in range(0, len(wanted), SLICE):
        for p in Passage.objects.filter(id__in=wanted[at : at + SLICE]):
            found[p.id] = PassageRef(p.id, p.voice_id, p.start, p.end, p.mark)
    return found


def passages_of(programme_id: int, code: str, *, reader: Reader) -> tuple[PassageView, ...]:
    """All passages under a theme and its parts, with their words, in the order in which they were said."""
    codes = _with_parts(programme_id, code)
    codings = Coding.objects.filter(theme__programme_id=programme_id, ended_at__isnull=True)
    wanted = codings.filter(theme__code__in=codes).values_list("passage_id", flat=True)
    return views_of(programme_id, list(dict.fromkeys(wanted)), reader=reader, under=code)


def views_of(
    programme_id: int, passage_ids: Iterable[UUID], *, reader: Reader, under: str = ""
) -> tuple[PassageView, ...]:
    """Passages with their words; those of voices that may not be read are left out."""
    refs = passage_refs(passage_ids)
    ids = {ref.voice_id for ref in refs.values()}
    rows = {row.id: row for row in voices_of(programme_id, ids=ids)}
    words = door.read(ids, purpose=Reading.ANALYSE, by=reader)
    marks = _marks(refs)
    order = {voice_id: n for n, voice_id in enumerate(rows)}
    found = []
    for ref in sorted(refs.values(), key=lambda r: (order.get(r.voice_id, -1), r.start, r.end)):
        if ref.voice_id not in words or ref.voice_id not in rows:
            continue
        said, held = words[ref.voice_id], marks.get(ref.id, {})
        mine = [mark for code, marked in held.items() if not under or code == under for mark in marked]
        found.append(PassageView(
            ref.id, rows[ref.voice_id], ref.start, ref.end, said.text[ref.start : ref.end],
            said.text[: ref.start], said.text[ref.end :], said.translation or "", tuple(mine),
            tuple(sorted(code for code in held if code != under)),
        ))  # fmt: skip
    return tuple(found)


def _marks(refs: dict[UUID, PassageRef]) -> dict[UUID, dict[str, list[CoderMark]]]:
    found: dict[UUID, dict[str, list[CoderMark]]] = defaultdict(lambda: defaultdict(list))
    wanted = list(refs)
    for at in range(0, len(wanted), SLICE):
        codings = Coding.objects.filter(passage_id__in=wanted[at : at + SLICE], ended_at__isnull=True)
        for c in codings.select_related("theme", "coder", "accepted_by").order_by("pk"):
            found[c.passage_id][c.theme.code].append(CoderMark(
                c.coder.name if c.coder else "", c.model, c.accepted_by.name if c.accepted_by else "", c.at
            ))  # fmt: skip
    return found


def _with_parts(programme_id: int, code: str) -> set[str]:
    below: dict[str, list[str]] = defaultdict(list)
    for part, parent in Theme.objects.filter(programme_id=programme_id).values_list("code", "parent__code"):
        if parent:
            below[parent].append(part)
    found, waiting = set(), [code]
    while waiting:
        at = waiting.pop()
        if at not in found:
            found.add(at)
            waiting += below[at]
    return found


def themes_of_voices(voice_ids: Iterable[UUID]) -> dict[UUID, tuple[str, ...]]:
    """The codes of the themes that hold something of each voice."""
    wanted, found = list(dict.fromkeys(voice_ids)), defaultdict(set)
    for at in range(0, len(wanted), SLICE):
        rows = Coding.objects.filter(passage__voice_id__in=wanted[at : at + SLICE], ended_at__isnull=True)
        for voice, code in rows.values_list("passage__voice_id", "theme__code"):
            found[voice].add(code)
    return {voice: tuple(sorted(codes)) for voice, codes in found.items()}


def themes_of_participant(participant_id: int) -> dict[str, tuple[UUID, ...]]:
    """Which themes draw on what one person said: for each code, their voices. For that person's own slip."""
    rows = voices_of_participant(participant_id)
    found: dict[str, list[UUID]] = defaultdict(list)
    themed = themes_of_voices([row.id for row in rows])
    for row in rows:
        for code in themed.get(row.id, ()):
            found[code].append(row.id)
    return {code: tuple(voices) for code, voices in sorted(found.items())}


def passages_of_voices(voice_ids: Iterable[UUID]) -> dict[UUID, tuple[PassageRef, ...]]:
    """The passages of each voice that are under some theme now."""
    wanted, found = list(dict.fromkeys(voice_ids)), defaultdict(list)
    for at in range(0, len(wanted), SLICE):
        rows = Passage.objects.filter(voice_id__in=wanted[at : at + SLICE], codings__ended_at__isnull=True)
        for p in rows.filter(codings__isnull=False).distinct().order_by("start", "end"):
            found[p.voice_id].append(PassageRef(p.id, p.voice_id, p.start, p.end, p.mark))
    return {voice: tuple(refs) for voice, refs in found.items()}


def passage_ids_of(programme_id: int, code: str) -> tuple[UUID, ...]:
    """The passages directly under one code, without words."""
    rows = Coding.objects.filter(theme__programme_id=programme_id, theme__code=code, ended_at__isnull=True)
    return tuple(dict.fromkeys(rows.order_by("pk").values_list("passage_id", flat=True)))
