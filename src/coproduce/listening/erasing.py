# SPDX-License-Identifier: AGPL-3.0-or-later
"""What withdrawal reaches in stage 1; it runs last, when nothing above leans on the voice any more."""

from django.db.models import Q

from coproduce.listening import voices as door
from coproduce.listening.models import Contact, ImportBatch, Objection, Participant, Session, Voice
from coproduce.process.erasure import Consequence, Scope


def erase(scope: Scope) -> list[Consequence]:
    """Erase the words, their translations and everything that hangs on the voice; on `everything`, the person's row."""
    rows = Voice.objects.filter(pk__in=scope.voice_ids)
    entries = [entry for row in rows for entry in (row.entry_id, row.translation_entry_id)]
    # Counted now: a moment later the rows are gone.
    spoken = len(rows)
    about = [str(voice_id) for voice_id in scope.voice_ids]
    objections = Objection.objects.filter(
        programme_id=scope.programme_id, about_kind__in=["voice", "translation", "coding"]
    )
    objections = objections.filter(about_id__in=about)
    if scope.everything and scope.participant_id is not None:
        objections = objections | Objection.objects.filter(participant_id=scope.participant_id)
        entries += Contact.objects.filter(participant_id=scope.participant_id).values_list("entry_id", flat=True)
        # Their name may stand on the list of a session where they were or spoke, and we do not know which it is: the
        # list goes as a whole.
        spoke = Voice.objects.filter(participant_id=scope.participant_id).values("session_id")
        here = Q(participants=scope.participant_id) | Q(pk__in=spoke)
        lists = dict(Session.objects.filter(here, names_entry_id__isnull=False).values_list("pk", "names_entry_id"))
        entries += lists.values()
        Session.objects.filter(pk__in=lists).update(names_entry_id=None)
    # A sheet that waits may hold the same words; whoever brought it has it still, and brings it again.
    waiting = ImportBatch.objects.filter(programme_id=scope.programme_id, entry_id__isnull=False)
    entries += waiting.values_list("entry_id", flat=True)
    waiting.update(entry_id=None, file_mark="")
    entries += [o.entry_id for o in objections]
    objections.delete()
    rows.delete()
    if scope.everything and scope.participant_id is not None:
        # Slip, equality answers and contact go with the row (cascade).
        Participant.objects.filter(pk=scope.participant_id).delete()
    door.erase_words(scope.programme_id, entries)
    return _said(scope, spoken)


def _said(scope: Scope, spoken: int) -> list[Consequence]:
    changed = []
    if spoken:
        text = "What you said is erased, with its translation." if spoken == 1 else "All that you said is erased."
        changed.append(Consequence("listening", "words", "", text))
    if scope.everything:
        changed.append(
            Consequence(
                "listening", "person", "", "What you told us about yourself, your contact and your slip are erased."
            )
        )
    return changed
