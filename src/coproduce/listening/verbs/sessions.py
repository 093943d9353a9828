# SPDX-License-Identifier: AGPL-3.0-or-later
"""Sessions, and people who did not want to be written down."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, time
from decimal import Decimal
from typing import TYPE_CHECKING

from django.db import transaction

from coproduce.listening.models import Refusal, Session
from coproduce.people.verbs import record
from coproduce.process import clock
from coproduce.programmes.verbs import Refused

if TYPE_CHECKING:
    from coproduce.people.models import User
    from coproduce.programmes.models import Place, Programme


@transaction.atomic
def add_session(
    *,
    programme: Programme,
    kind: str,
    title: str,
    happens_on: date,
    by: User | None,
    code: str = "",
    place: Place | None = None,
    starts_at: time | None = None,
    hours: Decimal | None = None,
    headcount: int | None = None,
    languages: Sequence[str] = (),
    access: str = "",
    notes_quotable: bool = False,
    facilitators: Iterable[User] = (),
) -> Session:
    """Add an occasion of listening."""
    taken = set(programme.sessions.values_list("code", flat=True))
    number = len(taken) + 1
    # A plan that came with marks of its own may have gaps; nobody who named no mark is told that theirs is taken.
    while not code and f"S{number:02d}" in taken:
        number += 1
    mark = code or f"S{number:02d}"
    if mark in taken:
        raise Refused("code", f"There is already a session {mark}.")
    session = Session.objects.create(
        programme=programme, code=mark, kind=kind, title=title.strip(), place=place, happens_on=happens_on,
        starts_at=starts_at, hours=hours, headcount=headcount, languages=list(languages), access=access,
        notes_quotable=notes_quotable,
    )  # fmt: skip
    session.facilitators.set(facilitators)
    record(action="session added", by=by, programme_id=programme.pk, about_kind="session", about_id=mark)
    return session


@transaction.atomic
def count_refusal(*, programme: Programme, session: Session | None, by: User | None, how_many: int = 1) -> None:
    """Count somebody who did not want to be written down. What they said is kept nowhere."""
    Refusal.objects.create(
        programme=programme, session=session, how_many=how_many, happened_at=clock.now(), recorded_at=clock.recorded()
    )
    record(
        action="refusal counted", by=by, programme_id=programme.pk, about_kind="session",
        about_id=session.code if session else "",
    )  # fmt: skip
