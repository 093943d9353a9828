# SPDX-License-Identifier: AGPL-3.0-or-later
"""Which statement comes next for one person.

Everybody has an order of their own, which stays the same while they answer. What few people had seen when they began
comes first, so that exposure evens out; ties are broken by a keyed hash, so that no statement is always first.
"""

import hmac
from dataclasses import dataclass
from hashlib import sha256

from django.conf import settings
from django.db.models import Count, Q

from coproduce.priorities.models import Response, Statement, Voter
from coproduce.priorities.queries.statements import StatementRow, current_round, rows, statement_row


@dataclass(frozen=True)
class Path:
    """One person's way through the statements of a round."""

    statements: tuple[StatementRow, ...]
    answered: frozenset[str]

    def place(self, code: str) -> int | None:
        """The place of a statement, from 1; None where it is not on this way."""
        codes = [one.code for one in self.statements]
        return codes.index(code) + 1 if code in codes else None

    def before(self, code: str) -> str:
        """The statement before this one, or an empty text at the beginning."""
        place = self.place(code)
        return self.statements[place - 2].code if place and place > 1 else ""

    def after(self, code: str = "") -> str:
        """The next statement without an answer behind this one (or from the beginning), or an empty text at the end."""
        start = self.place(code) or 0 if code else 0
        return next((one.code for one in self.statements[start:] if one.code not in self.answered), "")


def path_of(voter_id: int) -> Path | None:
    """The way of a voter, or None where no round is open on the web."""
    voter = Voter.objects.get(pk=voter_id)
    asked = current_round(voter.programme_id)
    if asked is None:
        return None
    had_seen = Count("responses", filter=Q(responses__pk__lte=voter.began_after))
    found = rows().filter(round_id=asked.id, status=Statement.Status.ACCEPTED).annotate(had_seen=had_seen)
    ordered = sorted(found, key=lambda one: (one.had_seen, _lot(voter.pk, one.pk)))
    done = Response.objects.filter(voter=voter, statement__round_id=asked.id).values_list("statement__code", flat=True)
    return Path(tuple(statement_row(one) for one in ordered), frozenset(done))


def _lot(voter_id: int, statement_id: int) -> bytes:
    return hmac.digest(settings.SECRET_KEY.encode(), f"vote:{voter_id}:{statement_id}".encode(), sha256)
