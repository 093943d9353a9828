# SPDX-License-Identifier: AGPL-3.0-or-later
"""A person puts right what we wrote down of them.

The mended words are a new voice, read afresh; the old one is withdrawn with all that was made of it, since every theme
and quote of it was read from words that they did not say.
"""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING

from django.db import transaction

from coproduce.listening import voices as door
from coproduce.listening.models import Consent, Voice
from coproduce.listening.verbs.withdrawing import withdraw_voice
from coproduce.people.verbs import record
from coproduce.process import clock
from coproduce.process.consent import WORDING_VERSION
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
    record(
        action="words mended", by=by, by_kind="" if by else "self", programme_id=voice.programme_id,
        about_kind="voice", about_id=mended.pk,
    )  # fmt: skip
    return mended, withdraw_voice(voice=voice, by=by)
