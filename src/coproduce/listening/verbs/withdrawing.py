# SPDX-License-Identifier: AGPL-3.0-or-later
"""Change one's mind: about a purpose, about one voice, or about everything.

Withdrawal runs every registered eraser in one transaction. The ledger in the key store is written first, so that a
backup restored later cannot bring back what was erased.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import transaction

from coproduce.listening.models import Consent, Participant, Tombstone, Voice
from coproduce.listening.slips import tombstone_mark
from coproduce.people.verbs import record
from coproduce.process import clock, erasure
from coproduce.process.consent import WORDING_VERSION, Purpose
from coproduce.process.erasure import Consequence, Scope
from coproduce.vault import ledger, storage

if TYPE_CHECKING:
    from coproduce.people.models import User


@transaction.atomic
def change_consent(
    *, voice: Voice, changes: Mapping[Purpose, bool], by: User | None, language: str = "en", basis: str = "slip"
) -> list[Consequence]:
    """Say yes or no to purposes. Taking back `hold` withdraws the voice. Returns what changed because of it.

    What was allowed before and no longer is (such as a quote) goes at once, by the same erasers that withdrawal runs.
    """
    if changes.get(Purpose.HOLD) is False:
        return withdraw_voice(voice=voice, by=by)
    before = set(Consent.objects.filter(voice=voice, latest=True, given=True).values_list("purpose", flat=True))
    for purpose, given in changes.items():
        Consent.objects.filter(voice=voice, purpose=purpose.value, latest=True).update(latest=False)
        Consent.objects.create(
            voice=voice, purpose=purpose.value, given=given, basis=basis, wording_version=WORDING_VERSION,
            wording_language=language, at=clock.now(), recorded_at=clock.recorded(),
        )  # fmt: skip
    record(
        action="consent changed", by=by, by_kind="" if by else "self", programme_id=voice.programme_id,
        about_kind="voice", about_id=voice.pk, detail={p.value: given for p, given in changes.items()},
    )  # fmt: skip
    taken_back = {p for p, given in changes.items() if not given and p.value in before}
    return erasure.narrow(Scope(voice.programme_id, frozenset([voice.pk]), voice.participant_id, False), taken_back)


@transaction.atomic
def withdraw_voice(*, voice: Voice, by: User | None) -> list[Consequence]:
    """Take one voice back from everything we hold. Returns what changed, in words for the person."""
    scope = Scope(voice.programme_id, frozenset([voice.pk]), voice.participant_id, everything=False)
    storage.announce()
    lines = ledger.intend(voice.programme_id, ledger.VOICE, [str(voice.pk)])
    _tombstone(voice.programme_id, "voice", voice.fingerprint)
    changed = erasure.run(scope)
    record(
        action="voice withdrawn", by=by, by_kind="" if by else "self", programme_id=scope.programme_id,
        about_kind="voice", about_id=voice.pk,
    )  # fmt: skip
    transaction.on_commit(lambda: ledger.settle(lines))
    return changed


@transaction.atomic
def withdraw_everything(*, participant: Participant, by: User | None) -> list[Consequence]:
    """Take back all that a person gave: voices, votes, equality answers, contact, slip. A keyed tombstone stays."""
    voices = list(Voice.objects.filter(participant=participant))
    scope = Scope(participant.programme_id, frozenset(v.pk for v in voices), participant.pk, everything=True)
    storage.announce()
    lines = ledger.intend(scope.programme_id, ledger.PARTICIPANT, [_ref(participant)], everything=True)
    lines += ledger.intend(scope.programme_id, ledger.VOICE, [str(v.pk) for v in voices])
    for voice in voices:
        _tombstone(scope.programme_id, "voice", voice.fingerprint)
    _tombstone(scope.programme_id, "participant", participant.code)
    changed = erasure.run(scope)
    record(
        action="everything withdrawn", by=by, by_kind="" if by else "self", programme_id=scope.programme_id,
        about_kind="participant", about_id=scope.participant_id or "", detail={"voices": len(voices)},
    )  # fmt: skip
    transaction.on_commit(lambda: ledger.settle(lines))
    return changed


def _tombstone(programme_id: int, kind: str, ref: str) -> None:
    Tombstone.objects.create(programme_id=programme_id, kind=kind, mark=tombstone_mark(kind, ref), at=clock.now())


def _ref(participant: Participant) -> str:
    """Who is meant by a line of the ledger: the number of the row and a keyed mark of who stood there.

    An older database that is put back counts on from where it stood, so another person may come to have the number.
    """
    came = participant.came_at.astimezone(UTC).isoformat()
    return f"{participant.pk}:{tombstone_mark('person', f'{participant.pk}:{participant.code}:{came}')[:32]}"


def _person_of(ref: str, **known: int) -> Participant | None:
    """The person whom a line names, or None; lines of earlier versions have the number alone."""
    number, _, mark = ref.partition(":")
    person = Participant.objects.filter(pk=int(number), **known).first()
    return person if person is not None and (not mark or _ref(person) == ref) else None


def settle_ledger() -> None:
    """When the house opens: finish what a crash left half done.

    A command may open the house while the site is at work, and a withdrawal that has not been committed looks like one
    that was rolled back. So this waits for another time whenever somebody is writing.
    """
    with storage.nobody_writing() as quiet:
        if quiet:
            _settle_what_is_open()


def _settle_what_is_open() -> None:
    ledger.settle_entries()
    for line in ledger.unsettled(ledger.VOICE):
        voice = Voice.objects.filter(pk=UUID(line.ref)).exists()
        line.delete() if voice else ledger.settle([line.pk])
    for line in ledger.unsettled(ledger.PARTICIPANT):
        line.delete() if _person_of(line.ref) else ledger.settle([line.pk])


def replay_ledger() -> int:
    """After a restore: erase again all that was withdrawn since the backup. Returns how many had come back."""
    again = 0
    for line in ledger.lines(ledger.PARTICIPANT):
        participant = _person_of(line.ref, programme_id=line.programme_id)
        if participant is not None:
            withdraw_everything(participant=participant, by=None)
            again += 1
    for line in ledger.lines(ledger.VOICE):
        voice = Voice.objects.filter(pk=UUID(line.ref)).first()
        if voice is not None:
            withdraw_voice(voice=voice, by=None)
            again += 1
    return again + ledger.replay_entries()
