# SPDX-License-Identifier: AGPL-3.0-or-later
"""A half-filled form: its answers are a vault entry, found again by a token that only the browser holds."""

import hmac
import json
import secrets
from datetime import timedelta
from hashlib import sha256
from typing import Any

from django.db import transaction

from coproduce.listening import voices as door
from coproduce.listening.models import Draft
from coproduce.listening.slips import draft_key
from coproduce.process import clock

KEPT_FOR = timedelta(days=1)


def _hash(token: str) -> str:
    return hmac.new(draft_key(), token.encode(), sha256).hexdigest()


def read(token: str, programme_id: int) -> dict[str, Any]:
    """What was filled in so far; nothing where the token is unknown."""
    draft = Draft.objects.filter(token_hash=_hash(token), programme_id=programme_id).first() if token else None
    found = door.read_bytes([draft.entry_id]) if draft else {}
    return dict(json.loads(found[draft.entry_id])) if draft and draft.entry_id in found else {}


@transaction.atomic
def write(token: str, programme_id: int, answers: dict[str, Any]) -> str:
    """Keep the answers; returns the token, made on first use. Drafts that nobody touched for a day are erased."""
    token = token or secrets.token_urlsafe(24)
    (entry,) = door.keep_bytes(programme_id, [json.dumps(answers).encode("utf-8")])
    old = Draft.objects.filter(token_hash=_hash(token)).first()
    stale = Draft.objects.filter(touched_at__lt=clock.recorded() - KEPT_FOR)
    for one in stale:
        door.erase_words(one.programme_id, [one.entry_id])
    stale.delete()
    if old:
        door.erase_words(old.programme_id, [old.entry_id])
        Draft.objects.filter(pk=old.pk).update(entry_id=entry, touched_at=clock.recorded())
    else:
        Draft.objects.create(
            token_hash=_hash(token), programme_id=programme_id, entry_id=entry, touched_at=clock.recorded()
        )
    return token


@transaction.atomic
def drop(token: str) -> None:
    """Erase a draft that was sent or given up."""
    for one in Draft.objects.filter(token_hash=_hash(token)):
        door.erase_words(one.programme_id, [one.entry_id])
        one.delete()


@transaction.atomic
def claim(token: str, programme_id: int) -> dict[str, Any]:
    """Take the answers out, once: somebody who presses “Send” twice sends once. Part of the caller's transaction."""
    answers = read(token, programme_id)
    entries = list(Draft.objects.filter(token_hash=_hash(token), programme_id=programme_id).values_list("entry_id"))
    gone, _ = Draft.objects.filter(token_hash=_hash(token), programme_id=programme_id).delete()
    if not gone:
        return {}
    door.erase_words(programme_id, [entry for (entry,) in entries])
    return answers
