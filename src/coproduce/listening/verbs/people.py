# SPDX-License-Identifier: AGPL-3.0-or-later
"""Participants, their slips, and what they tell us about themselves."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from django.db import transaction

from coproduce.listening import voices
from coproduce.listening.models import Contact, EqualityAnswer, Participant, Session, Slip
from coproduce.listening.slips import code_hash
from coproduce.people.verbs import record
from coproduce.process import clock, slips

if TYPE_CHECKING:
    from coproduce.people.models import User
    from coproduce.programmes.models import Programme

QUESTION_SET = "census-2021-v1"


@transaction.atomic
def add_participant(
    *, programme: Programme, by: User | None, session: Session | None = None, code: str = ""
) -> Participant:
    """Add a person without a name."""
    return add_participants(programme=programme, session=session, codes=[code], by=by)[0]


@transaction.atomic
def add_participants(
    *, programme: Programme, by: User | None, codes: Sequence[str], session: Session | None = None
) -> list[Participant]:
    """Add people without names; an empty code gets the next free mark."""
    number, added = programme.participants.count(), []
    for code in codes:
        number += 1
        while not code and programme.participants.filter(code=f"P{number:03d}").exists():
            number += 1
        added.append(
            Participant.objects.create(
                programme=programme, session=session, code=code or f"P{number:03d}", came_at=clock.now()
            )
        )
    record(
        action="people added", by=by, programme_id=programme.pk, about_kind="session",
        about_id=session.code if session else "", detail={"count": len(added)},
    )  # fmt: skip
    return added


@transaction.atomic
def issue_slip(*, participant: Participant, by: User | None) -> str:
    """Make the person's code and return it, once: only its keyed hash is kept. A new slip ends the old one."""
    # Made here and told once: nobody in the team can look it up later, and nobody can be asked to.
    code = slips.new_code()
    normal = slips.normalise(code)
    if normal is None:
        raise AssertionError("a new code is always a good code")
    slip, new = Slip.objects.get_or_create(
        participant=participant, defaults={"code_hash": code_hash(normal), "issued_at": clock.now()}
    )
    if not new:
        slip.code_hash, slip.issued_at, slip.replaced = code_hash(normal), clock.now(), slip.replaced + 1
        slip.save()
    record(
        action="slip issued" if new else "slip replaced", by=by, by_kind="" if by else "self",
        programme_id=participant.programme_id, about_kind="participant", about_id=participant.pk,
    )  # fmt: skip
    return code


@transaction.atomic
def answer_equality(
    *, participant: Participant, answers: Mapping[str, str], by: User | None, question_set: str = QUESTION_SET
) -> None:
    """Keep what a person told us about themselves, apart from their words. Blank means not answered: no row."""
    for characteristic, category in answers.items():
        if category:
            EqualityAnswer.objects.update_or_create(
                participant=participant, characteristic=characteristic,
                defaults={"category": category, "question_set": question_set},
            )  # fmt: skip
    record(
        action="equality answers kept", by=by, by_kind="" if by else "self", programme_id=participant.programme_id,
        detail={"question_set": question_set},
    )  # fmt: skip


@transaction.atomic
def keep_contact(
    *, participant: Participant, how: str, agreed_for: Sequence[str], by_whom: str, by: User | None
) -> None:
    """Keep a way to reach somebody, for what they agreed to and whoever they named."""
    (entry_id,) = voices.keep_words(participant.programme_id, [how])
    old = Contact.objects.filter(participant=participant).first()
    if old:
        voices.erase_words(participant.programme_id, [old.entry_id])
    Contact.objects.update_or_create(
        participant=participant,
        defaults={"entry_id": entry_id, "agreed_for": list(agreed_for), "by_whom": by_whom, "given_at": clock.now()},
    )
    record(
        action="contact kept", by=by, by_kind="" if by else "self", programme_id=participant.programme_id,
        about_kind="participant", about_id=participant.pk,
    )  # fmt: skip


@transaction.atomic
def hide_words(*, participant: Participant, hidden: bool) -> None:
    """The person asks that the slip shows, or does not show, what they said."""
    participant.words_hidden = hidden
    participant.save(update_fields=["words_hidden"])
    record(
        action="words hidden on slip" if hidden else "words shown on slip", by=None, by_kind="self",
        programme_id=participant.programme_id, about_kind="participant", about_id=participant.pk,
    )  # fmt: skip
