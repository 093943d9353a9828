# SPDX-License-Identifier: AGPL-3.0-or-later
"""Concern for somebody, and "that is not what I meant"."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import transaction

from coproduce.listening import voices as door
from coproduce.listening.models import Concern, Objection, Participant, Voice
from coproduce.people.verbs import record
from coproduce.process import clock
from coproduce.process.consent import VoiceState
from coproduce.programmes.verbs import Refused

if TYPE_CHECKING:
    from coproduce.people.models import User
    from coproduce.programmes.models import Programme

ANSWER_WITHIN = timedelta(days=14)


@transaction.atomic
def raise_concern(*, voice: Voice, by: User | None) -> Concern:
    """Hide a voice from analysts at once and put it before the safeguarding lead."""
    voice.state = VoiceState.CONCERN.value
    voice.save(update_fields=["state"])
    concern = Concern.objects.create(voice=voice, raised_by=by, raised_at=clock.now())
    record(action="concern raised", by=by, programme_id=voice.programme_id, about_kind="voice", about_id=voice.pk)
    return concern


@transaction.atomic
def see_concern(*, concern: Concern, by: User) -> None:
    """The safeguarding lead has looked; the time is logged."""
    if concern.seen_at is None:
        concern.seen_by, concern.seen_at = by, clock.now()
        concern.save(update_fields=["seen_by", "seen_at"])
        record(
            action="concern seen", by=by, programme_id=concern.voice.programme_id, about_kind="concern",
            about_id=concern.pk,
        )  # fmt: skip


@transaction.atomic
def close_concern(*, concern: Concern, what_was_done: str, back_to_analysts: bool, by: User) -> None:
    """Say what was done, and whether analysts may read the voice again."""
    if not what_was_done.strip():
        raise Refused("what_was_done", "Write what was done, in a few words and without names.")
    if len(what_was_done.strip()) > 300:
        raise Refused("what_was_done", "Write it in 300 characters at most.")
    if concern.closed_at is not None:
        # What was done for somebody at risk is a record: it is added to by a new concern, never written over.
        raise Refused("concern", "This concern was closed already. Raise it again if there is more to do.")
    concern.closed_at, concern.what_was_done = clock.now(), what_was_done.strip()
    concern.save(update_fields=["closed_at", "what_was_done"])
    still_open = Concern.objects.filter(voice=concern.voice, closed_at__isnull=True).exists()
    if back_to_analysts and not still_open:
        concern.voice.state = VoiceState.HELD.value
        concern.voice.save(update_fields=["state"])
    record(
        action="concern closed", by=by, programme_id=concern.voice.programme_id, about_kind="concern",
        about_id=concern.pk, detail={"back_to_analysts": back_to_analysts},
    )  # fmt: skip


@transaction.atomic
def object_to(
    *,
    programme: Programme,
    about_kind: str,
    about_id: object,
    words: str,
    participant: Participant | None = None,
    by: User | None = None,
) -> Objection:
    """Keep "that is not what I meant": what it is about and, as a vault entry, why. A reply is owed within two weeks."""
    if about_kind not in {"voice", "translation", "coding", "theme", "sentence"}:
        raise Refused("about", "Say what we got wrong: your words, the translation, the theme or the sentence.")
    (entry_id,) = door.keep_words(programme.pk, [words]) if words.strip() else (None,)
    objection = Objection.objects.create(
        programme=programme, participant=participant, about_kind=about_kind, about_id=str(about_id), entry_id=entry_id,
        raised_at=clock.now(), due_on=clock.today() + ANSWER_WITHIN,
    )  # fmt: skip
    record(
        action="objection raised", by=by, by_kind="" if by else "self", programme_id=programme.pk,
        about_kind=about_kind, about_id=about_id,
    )  # fmt: skip
    return objection


@transaction.atomic
def reply_to_objection(*, objection: Objection, reply: str, by: User) -> None:
    """Answer; the reply and its date are shown on the person's slip."""
    if not reply.strip():
        raise Refused("reply", "Write a reply: what you changed, or why not.")
    objection.reply, objection.replied_by, objection.replied_at = reply.strip(), by, clock.now()
    objection.save(update_fields=["reply", "replied_by", "replied_at"])
    record(
        action="objection answered", by=by, programme_id=objection.programme_id, about_kind="objection",
        about_id=objection.pk,
    )  # fmt: skip


@transaction.atomic
def mend_translation(*, voice: Voice, translation: str, by: User | None) -> None:
    """Replace the translation of a voice by one that its person, or somebody for them, gave."""
    old = voice.translation_entry_id
    voice.translation_entry_id = None
    if translation.strip():
        (voice.translation_entry_id,) = door.keep_words(voice.programme_id, [translation.strip()])
    voice.save(update_fields=["translation_entry_id"])
    door.erase_words(voice.programme_id, [old])
    record(
        action="translation mended", by=by, by_kind="" if by else "self", programme_id=voice.programme_id,
        about_kind="voice", about_id=voice.pk,
    )  # fmt: skip
