# SPDX-License-Identifier: AGPL-3.0-or-later
"""The bench: which voice is next, what of it is coded by whom, and where it may be cut."""

from collections import defaultdict
from dataclasses import dataclass
from uuid import UUID

from coproduce.analysis.theming_passages import passages
from coproduce.listening import voices as door
from coproduce.listening.queries import VoiceRow, analysable
from coproduce.people.queries import Reader
from coproduce.process.consent import Reading
from coproduce.themes.models import Coding

AROUND = 6


@dataclass(frozen=True)
class Stretch:
    """A piece of a voice that may be chosen: the whole, or a sentence."""

    start: int
    end: int
    words: str


@dataclass(frozen=True)
class SpanCoding:
    """One coding on the voice that is being read."""

    passage: UUID
    start: int
    end: int
    words: str
    code: str
    name: str
    colour: int
    coder: str
    machine: str
    mine: bool


@dataclass(frozen=True)
class QueueItem:
    """One voice in the queue, with its first words."""

    id: UUID
    label: str
    status: str
    beginning: str
    here: bool


@dataclass(frozen=True)
class Bench:
    """All that the reading page shows of one voice."""

    voice: VoiceRow
    label: str
    text: str
    translation: str
    stretches: tuple[Stretch, ...]
    codings: tuple[SpanCoding, ...]
    hidden_readers: tuple[str, ...]
    queue: tuple[QueueItem, ...]
    next: UUID | None
    last: UUID | None
    read: int
    total: int


def _order(programme_id: int, user_id: int) -> tuple[list[VoiceRow], dict[UUID, set[int]]]:
    coders: dict[UUID, set[int]] = defaultdict(set)
    rows = Coding.objects.filter(theme__programme_id=programme_id, ended_at__isnull=True, coder__isnull=False)
    for voice, coder in rows.values_list("passage__voice_id", "coder_id"):
        coders[voice].add(coder)
    return analysable(programme_id), coders


def next_unread(programme_id: int, user_id: int) -> UUID | None:
    """The voice that it helps most to read next: one that nobody has coded, else one that this reader has not."""
    voices, coders = _order(programme_id, user_id)
    unread = [row for row in voices if user_id not in coders[row.id]]
    # First what nobody has read: a second reading helps only once there is a first.
    fresh = next((row for row in unread if not coders[row.id]), None)
    return fresh.id if fresh else unread[0].id if unread else (voices[0].id if voices else None)


def bench(programme_id: int, voice_id: UUID, user_id: int, *, reader: Reader) -> Bench | None:
    """One voice on the bench, or None where it may not be read."""
    voices, coders = _order(programme_id, user_id)
    place = next((n for n, row in enumerate(voices) if row.id == voice_id), None)
    if place is None:
        return None
    begin = max(0, min(place - AROUND // 2, len(voices) - 2 * AROUND))
    around = voices[begin : begin + 2 * AROUND]
    words = door.read([row.id for row in around], purpose=Reading.ANALYSE, by=reader)
    if voice_id not in words:
        return None
    said = words[voice_id]
    codings, hidden = _codings(voice_id, said.text, user_id)
    return Bench(
        voices[place], _label(voices[place], place), said.text, said.translation or "", _stretches(said.text), codings,
        hidden, tuple(_item(row, begin + n, words, coders, voice_id, user_id) for n, row in enumerate(around)),
        voices[place + 1].id if place + 1 < len(voices) else None, voices[place - 1].id if place else None,
        sum(bool(coders[row.id]) for row in voices), len(voices),
    )  # fmt: skip


def _label(row: VoiceRow, place: int) -> str:
    return row.code or f"Voice {place + 1}"


def _item(
    row: VoiceRow, place: int, words: dict[UUID, door.Words], coders: dict[UUID, set[int]], here: UUID, user_id: int
) -> QueueItem:
    by = coders[row.id]
    status = "open" if row.id == here else "read by you" if user_id in by else "read by another" if by else "not read"
    text = words[row.id].text if row.id in words else ""
    return QueueItem(row.id, _label(row, place), status, " ".join(text.split())[:44], row.id == here)


def _stretches(text: str) -> tuple[Stretch, ...]:
    found = [Stretch(start, end, text[start:end]) for start, end in passages(text)]
    whole = Stretch(0, len(text), text)
    return tuple(found) if len(found) == 1 else (whole, *found)


def _codings(voice_id: UUID, text: str, user_id: int) -> tuple[tuple[SpanCoding, ...], tuple[str, ...]]:
    rows = Coding.objects.filter(passage__voice_id=voice_id, ended_at__isnull=True)
    rows = rows.select_related("passage", "theme", "coder").order_by("passage__start", "passage__end", "theme__code")
    found = [
        SpanCoding(
            c.passage_id, c.passage.start, c.passage.end, text[c.passage.start : c.passage.end], c.theme.code,
            c.theme.name, c.theme.colour, c.coder.name if c.coder else "", c.model, c.coder_id == user_id,
        )
        for c in rows
    ]  # fmt: skip
    # Two readers are worth more than one only while neither sees the other's choice.
    if any(coding.mine for coding in found):
        return tuple(found), ()
    others = sorted({coding.coder for coding in found if coding.coder})
    return tuple(coding for coding in found if coding.machine), tuple(others)
