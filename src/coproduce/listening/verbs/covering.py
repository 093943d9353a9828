# SPDX-License-Identifier: AGPL-3.0-or-later
"""Suggestions to cover what may point at a person: accepted or refused one by one, and the names to look for in a session."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from django.db import transaction

from coproduce.listening import voices as door
from coproduce.listening.models import LeftOpen
from coproduce.listening.verbs.taking import mask
from coproduce.people.verbs import record
from coproduce.process import clock
from coproduce.programmes.verbs import Refused

if TYPE_CHECKING:
    from coproduce.listening.models import Mask, Session, Voice
    from coproduce.people.models import User

MOST_NAMES = 200


def cover_suggested(*, voice: Voice, start: int, end: int, kind: str, by: User) -> Mask:
    """Cover a suggested span, as a person decided; the mask says what kind of thing it was."""
    return mask(voice=voice, start=start, end=end, reason=f"{kind}, suggested", by=by)


@transaction.atomic
def leave_open(*, voice: Voice, start: int, end: int, by: User) -> None:
    """Refuse a suggested span: it stays to be read and is not suggested again."""
    if not 0 <= start < end <= voice.length:
        raise Refused("span", "This piece is not inside the voice.")
    LeftOpen.objects.get_or_create(voice=voice, start=start, end=end, defaults={"by": by, "at": clock.now()})
    record(
        action="suggested mask refused", by=by, programme_id=voice.programme_id, about_kind="voice", about_id=voice.pk,
    )  # fmt: skip


@transaction.atomic
def keep_names(*, session: Session, names: Sequence[str], by: User) -> None:
    """Keep the names to look for in what was said at a session, in place of those before; none empties the list."""
    wanted = list(dict.fromkeys(" ".join(name.split()) for name in names if name.strip()))
    if len(wanted) > MOST_NAMES:
        raise Refused("names", f"These are {len(wanted)} names; we look for {MOST_NAMES} at most.")
    door.erase_words(session.programme_id, [session.names_entry_id])
    entry = door.keep_words(session.programme_id, ["\n".join(wanted)])[0] if wanted else None
    session.names_entry_id = entry
    session.save(update_fields=["names_entry_id"])
    record(
        action="names to look for kept", by=by, programme_id=session.programme_id, about_kind="session",
        about_id=session.code, detail={"names": len(wanted)},
    )  # fmt: skip
