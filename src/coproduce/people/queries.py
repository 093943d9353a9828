# SPDX-License-Identifier: AGPL-3.0-or-later
"""Who is asking, and whether the audit log is whole."""

import hashlib
import json
from dataclasses import dataclass
from typing import Any

from coproduce.people.models import AuditEvent, User


@dataclass(frozen=True)
class Reader:
    """Somebody (or something) that asks for words. `kind` is team, self (a slip), public or system."""

    kind: str
    user_id: int | None = None
    participant_id: int | None = None

    @classmethod
    def team(cls, user: Any) -> "Reader":
        """A signed-in member of the team."""
        return cls("team", user_id=user.pk)

    @classmethod
    def own(cls, participant_id: int) -> "Reader":
        """The person whose words they are, by their slip."""
        return cls("self", participant_id=participant_id)


PUBLIC = Reader("public")
SYSTEM = Reader("system")


def digest(event: AuditEvent) -> str:
    """The hash of an event: everything it says and the hash before it (SHA-256 of canonical JSON)."""
    said = [
        event.sequence, event.happened_at.isoformat(), event.recorded_at.isoformat(), event.by_id, event.by_kind,
        event.programme_id, event.action, event.about_kind, event.about_id, event.detail, event.previous,
    ]  # fmt: skip
    return hashlib.sha256(json.dumps(said, sort_keys=True, separators=(",", ":")).encode()).hexdigest()


def first_broken_link() -> int | None:
    """The sequence number at which the audit chain breaks, or None where it is whole."""
    previous, expected = "", 1
    for event in AuditEvent.objects.order_by("sequence").iterator():
        if event.sequence != expected or event.previous != previous or digest(event) != event.hash:
            return expected
        previous, expected = event.hash, expected + 1
    return None


@dataclass(frozen=True)
class AuditLine:
    """One event as a person reads it."""

    sequence: int
    at: Any
    who: str
    action: str
    about: str
    detail: dict[str, Any]


def audit_of(programme_id: int, *, limit: int = 200) -> list[AuditLine]:
    """The newest events of a programme."""
    events = AuditEvent.objects.filter(programme_id=programme_id).select_related("by").order_by("-sequence")[:limit]
    return [
        AuditLine(
            e.sequence,
            e.happened_at,
            e.by.name if e.by else e.by_kind,
            e.action,
            f"{e.about_kind} {e.about_id}".strip(),
            e.detail,
        )
        for e in events
    ]


def account(user_id: int | None) -> User | None:
    """An account by its id."""
    return User.objects.filter(pk=user_id).first() if user_id else None


def account_by_email(email: str) -> User | None:
    """An account by its address."""
    return User.objects.filter(email=email.strip().lower()).first()
