# SPDX-License-Identifier: AGPL-3.0-or-later
"""What several verbs ask of what they are given, each answer naming the field and the mend."""

import re
from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import QuerySet

from coproduce.programmes.verbs import Refused


def key_of(thing: Any) -> Any:
    """The id of a row, of a query's result, or of nothing; an id stays as it is."""
    for name in ("pk", "id"):
        if hasattr(thing, name):
            return getattr(thing, name)
    return thing


def words(text: str, field: str, ask: str, *, most: int = 0) -> str:
    """Trimmed text, or `Refused` with `ask` where it is empty, or how much to cut where it is too long."""
    kept = text.strip()
    if not kept:
        raise Refused(field, ask)
    if most and len(kept) > most:
        raise Refused(field, f"Make this shorter by {len(kept) - most} characters; {most} fit.")
    return kept


def of_programme(thing: Any, programme_id: int, field: str) -> Any:
    """The row itself, or `Refused` where it belongs to another programme."""
    if thing is not None and thing.programme_id != programme_id:
        raise Refused(field, "This belongs to another programme. Choose one of this programme.")
    return thing


def session_keys(programme: Any, sessions: Iterable[Any], field: str = "sessions") -> list[Any]:
    """The ids of sessions (rows or ids), or `Refused` where one belongs to another programme."""
    wanted = [key_of(session) for session in sessions]
    if programme.sessions.filter(pk__in=wanted).count() != len(set(wanted)):
        raise Refused(field, "One of these sessions is not of this programme. Choose among its own.")
    return wanted


def new_code(rows: QuerySet[Any], prefix: str, *, digits: int = 1, field: str = "code") -> str:
    """The next free code, such as ST27: one more than the highest in use."""
    shape = re.compile(rf"{re.escape(prefix)}(\d+)")
    used = (shape.fullmatch(code) for code in rows.values_list(field, flat=True))
    return f"{prefix}{max((int(m[1]) for m in used if m), default=0) + 1:0{digits}d}"


def free_code(rows: QuerySet[Any], code: str, what: str) -> str:
    """The code itself, or `Refused` where it is taken."""
    code = words(code, "code", "Give it a code.", most=20)
    if rows.filter(code=code).exists():
        raise Refused("code", f"There is already a {what} {code}. Give this one another code.")
    return code


def day(when: date) -> str:
    """A date as people write it; `%-d` is unknown on Windows."""
    return f"{when.day} {when:%B %Y}"
