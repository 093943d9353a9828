# SPDX-License-Identifier: AGPL-3.0-or-later
"""Sign the equality evidence."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from coproduce.heard.models import EvidenceSignature
from coproduce.heard.queries.evidence import fingerprint
from coproduce.people.verbs import record
from coproduce.process import clock
from coproduce.programmes.verbs import Refused

if TYPE_CHECKING:
    from datetime import date

    from coproduce.people.verbs import User
    from coproduce.programmes.models import Programme


@transaction.atomic
def sign_evidence(
    *,
    programme: Programme,
    post: str,
    read: str = "",
    officer: bool,
    by: User,
    note: str = "",
    on: date | None = None,
) -> EvidenceSignature:
    """An officer signs the evidence as it stands. Whoever prepared it may not sign it away: the duty is not delegated.

    `officer`: the signer says that they are an officer of the public body. `read` is the fingerprint of what they had
    before them. Raises `Refused` without a post, without that word, for a day still to come, or where the figures
    changed between reading and signing.
    """
    if not officer:
        raise Refused(
            "officer", "Only an officer of the public body can sign: the duty cannot be passed to a contractor."
        )
    post = " ".join(post.split())
    if not post:
        raise Refused("post", "Say in which post you sign.")
    if on is not None and on > clock.today():
        raise Refused("on", "This day is still to come. Give the day on which you sign.")
    stands = fingerprint(programme)
    if read and read != stands:
        raise Refused("post", "The figures changed while you were reading. Read them again, then sign.")
    signed = EvidenceSignature.objects.create(
        programme=programme, by=by, post=post, note=note.strip(), fingerprint=stands, on=on or clock.today(),
        recorded_at=clock.recorded(),
    )  # fmt: skip
    record(
        action="equality evidence signed", by=by, programme_id=programme.pk, about_kind="equality evidence",
        about_id=signed.pk, detail={"fingerprint": stands},
    )  # fmt: skip
    return signed
