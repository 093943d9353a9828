# SPDX-License-Identifier: AGPL-3.0-or-later
"""A person puts right what we wrote down of them.

The mended words are a new voice, read afresh; the old one is withdrawn with all that was made of it, since every theme
and quote of it was read from words that they did not say. What protects people goes along: names that were covered stay
covered where they stand again, and a concern that is open stays open.
"""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING

from django.db import transaction

from coproduce.listening import voices as door
from coproduce.listening.models import Concern, Consent, Mask, Voice
from coproduce.listening.verbs.withdrawing import withdraw_voice
from coproduce.people.queries import SYSTEM
from coproduce.people.verbs import record
from coproduce.process import clock
from coproduce.process.consent import WORDING_VERSION, Reading
from coproduce.programmes.verbs import Refused

if TYPE_CHECKING:
    from coproduce.people.models import User
    from coproduce.process.erasure import Consequence

LONGEST = 20_000
KEPT = ("programme", "session", "participant", "question", "channel", "language", "state", "happened_at", "keep_until")


@transaction.atomic
def mend_words(*, voice: Voice, text: str, by: User | None) -> tuple[Voice, list[Consequence]]:
    """Keep `text` in place of what we wrote down, with the same consents; say what went with the old words.

    It is no new contribution, so no stage needs to be open for it.
    """
    said = text.strip()
    if not said:
        raise Refused("text", "There are no words here. Write what you said, or take it back instead.")
    if len(said) > LONGEST:
        raise Refused("text", "This is longer than we can keep in one piece. Please make it shorter.")
    (entry,) = door.keep_words(voice.programme_id, [said])
    mended = Voice.objects.create(
        **{name: getattr(voice, name) for name in KEPT}, entry_id=entry, length=len(said), recorded_at=clock.recorded(),
        taken_by=by, fingerprint=door.fingerprint(voice.programme_id, uuid.uuid4().hex + said),
    )  # fmt: skip
    given = Consent.objects.filter(voice=voice, latest=True)
    Consent.objects.bulk_create(
        Consent(
            voice=mended, purpose=one.purpose, given=one.given, basis=one.basis,
            wording_version=one.wording_version or WORDING_VERSION, wording_language=one.wording_language, at=one.at,
            recorded_at=clock.recorded(),
        )
        for one in given
    )  # fmt: skip
    _protect(voice, mended, said)
    record(
        action="words mended", by=by, by_kind="" if by else "self", programme_id=voice.programme_id,
        about_kind="voice", about_id=mended.pk,
    )  # fmt: skip
    return mended, withdraw_voice(voice=voice, by=by)


def _protect(voice: Voice, mended: Voice, said: str) -> None:
    """Cover again, wherever it stands now, what was covered before; and leave no concern behind with the old words."""
    opened = door.read([voice.pk], purpose=Reading.ERASE, by=SYSTEM)
    before = opened[voice.pk].text if voice.pk in opened else ""
    for mask in Mask.objects.filter(voice=voice):
        piece = before[mask.start : mask.end]
        start = said.find(piece) if piece else -1
        while start >= 0:
            end = start + len(piece)
            Mask.objects.create(voice=mended, start=start, end=end, reason=mask.reason, by=mask.by, at=clock.now())
            start = said.find(piece, end)
    Concern.objects.filter(voice=voice).update(voice=mended)
