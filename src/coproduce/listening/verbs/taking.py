# SPDX-License-Identifier: AGPL-3.0-or-later
"""Take in what people said."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction

from coproduce.listening import voices as door
from coproduce.listening.models import Consent, ImportBatch, Mask, Participant, Session, Tombstone, Voice
from coproduce.listening.slips import tombstone_mark
from coproduce.people.verbs import record
from coproduce.process import clock
from coproduce.process.consent import WORDING_VERSION, Purpose
from coproduce.process.stages import Act
from coproduce.programmes.queries import check_act
from coproduce.programmes.verbs import Refused

if TYPE_CHECKING:
    from coproduce.people.models import User
    from coproduce.programmes.models import Programme, Question


@dataclass(frozen=True)
class NewVoice:
    """One thing somebody said, on its way in. `agreed` names the purposes with yes or no; what is absent is no.

    `row_key` tells a row of a sheet from another with the same words, so that the same sheet twice adds nothing.
    """

    text: str
    agreed: Mapping[Purpose, bool]
    session: Session | None = None
    participant: Participant | None = None
    question: Question | None = None
    channel: str = "spoken"
    language: str = "en"
    translation: str = ""
    code: str = ""
    happened_at: datetime | None = None
    row_key: str = ""
    basis: str = "asked"
    wording_version: str = WORDING_VERSION
    wording_language: str = "en"
    masks: Sequence[str] = field(default_factory=tuple)


def take_voice(*, programme: Programme, voice: NewVoice, by: User | None) -> Voice:
    """Keep one voice; `Refused` where it holds no words or may not be kept."""
    taken = take_voices(programme=programme, voices=[voice], by=by)
    if not taken:
        raise Refused("text", "We have this already.")
    return taken[0]


@transaction.atomic
def take_voices(
    *, programme: Programme, voices: Iterable[NewVoice], by: User | None, batch: ImportBatch | None = None
) -> list[Voice]:
    """Keep voices, all or none; those that are here already, or were withdrawn, are left out of the answer.

    Raises `Refused` for a voice without words, or one whose person did not agree that we keep it.
    """
    check_act(programme, Act.TAKE_VOICES)
    wanted = list(voices)
    for voice in wanted:
        if not voice.text.strip():
            raise Refused("text", "There are no words here. Write what was said.")
        if not voice.agreed.get(Purpose.HOLD, False):
            raise Refused("hold", "Without a yes to keeping the words we may not keep them. Count it as a refusal.")
    # Looked for before anything is encrypted, so that a sheet brought in twice leaves no orphans in the vault.
    marks = _marks(programme, wanted)
    fresh = _unknown(programme, wanted, marks)
    entries = door.keep_words(programme.pk, [wanted[n].text for n in fresh])
    rows = [_row(programme, wanted[n], marks[n], entry, by, batch) for n, entry in zip(fresh, entries, strict=True)]
    _keep_translations(programme, rows, [wanted[n] for n in fresh])
    Voice.objects.bulk_create(rows, batch_size=500)
    _keep_consents(rows, [wanted[n] for n in fresh])
    _keep_masks(rows, [wanted[n] for n in fresh], by)
    record(
        action="voices taken", by=by, by_kind="" if by else "self", programme_id=programme.pk, about_kind="voice",
        about_id=rows[0].pk if len(rows) == 1 else "", detail={"count": len(rows)},
    )  # fmt: skip
    return rows


def fresh_among(*, programme: Programme, voices: Sequence[NewVoice]) -> list[int]:
    """The places of those voices that are not here yet and were not withdrawn; writes nothing."""
    return _unknown(programme, voices, _marks(programme, voices)) if voices else []


def _marks(programme: Programme, wanted: Sequence[NewVoice]) -> list[str]:
    named = {
        str(n): "\x1f".join([v.row_key or uuid.uuid4().hex, v.question.code if v.question else "", v.text])
        for n, v in enumerate(wanted)
    }
    return list(door.fingerprints(programme.pk, named).values())


def _unknown(programme: Programme, wanted: Sequence[NewVoice], marks: Sequence[str]) -> list[int]:
    here: set[str] = set()
    for start in range(0, len(marks), 500):
        some = marks[start : start + 500]
        here |= set(programme.voices.filter(fingerprint__in=some).values_list("fingerprint", flat=True))
    stones = {tombstone_mark("voice", mark): mark for mark in marks}
    gone = {
        stones[mark]
        for start in range(0, len(stones), 500)
        for mark in Tombstone.objects.filter(
            programme=programme, mark__in=list(stones)[start : start + 500]
        ).values_list("mark", flat=True)
    }
    fresh, seen = [], here | gone
    for n, mark in enumerate(marks):
        if mark not in seen:
            fresh.append(n)
            seen.add(mark)
    return fresh


def _row(
    programme: Programme, voice: NewVoice, mark: str, entry: uuid.UUID, by: User | None, batch: ImportBatch | None
) -> Voice:
    return Voice(
        programme=programme,
        session=voice.session,
        participant=voice.participant,
        question=voice.question,
        batch=batch,
        code=voice.code,
        channel=voice.channel,
        language=voice.language,
        entry_id=entry,
        length=len(voice.text),
        fingerprint=mark,
        happened_at=voice.happened_at or clock.now(),
        recorded_at=clock.recorded(),
        taken_by=by,
        keep_until=programme.keep_words_until,
    )


def _keep_translations(programme: Programme, rows: Sequence[Voice], news: Sequence[NewVoice]) -> None:
    translated = [(row, new.translation) for row, new in zip(rows, news, strict=True) if new.translation.strip()]
    for (row, _), entry in zip(translated, door.keep_words(programme.pk, [t for _, t in translated]), strict=True):
        row.translation_entry_id = entry


def _keep_consents(rows: Sequence[Voice], news: Sequence[NewVoice]) -> None:
    Consent.objects.bulk_create(
        [
            Consent(
                voice=row, purpose=purpose.value, given=given, basis=new.basis, wording_version=new.wording_version,
                wording_language=new.wording_language, at=row.happened_at, recorded_at=row.recorded_at,
            )
            for row, new in zip(rows, news, strict=True)
            for purpose, given in new.agreed.items()
        ],
        batch_size=500,
    )  # fmt: skip


def _keep_masks(rows: Sequence[Voice], news: Sequence[NewVoice], by: User | None) -> None:
    masks = []
    for row, new in zip(rows, news, strict=True):
        for piece in new.masks:
            start = new.text.find(piece)
            while piece and start >= 0:
                masks.append(Mask(voice=row, start=start, end=start + len(piece), by=by, at=clock.now()))
                start = new.text.find(piece, start + len(piece))
    Mask.objects.bulk_create(masks, batch_size=500)


@transaction.atomic
def mask(*, voice: Voice, start: int, end: int, reason: str, by: User) -> Mask:
    """Cover a span of a voice for good, such as somebody's name."""
    if not 0 <= start < end <= voice.length:
        raise Refused("span", "This piece is not inside the voice.")
    made = Mask.objects.create(voice=voice, start=start, end=end, reason=reason, by=by, at=clock.now())
    record(
        action="words masked", by=by, programme_id=voice.programme_id, about_kind="voice", about_id=voice.pk,
    )  # fmt: skip
    return made
