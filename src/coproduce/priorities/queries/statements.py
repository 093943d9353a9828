# SPDX-License-Identifier: AGPL-3.0-or-later
"""Rounds and statements."""

from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from coproduce.priorities.models import Round, Statement
from coproduce.process import clock


@dataclass(frozen=True)
class RoundRow:
    """One round of testing."""

    id: int
    number: int
    opens_on: date
    closes_on: date
    channels: tuple[str, ...]
    sessions: tuple[str, ...]
    state: str

    @property
    def closed(self) -> bool:
        """Whether its results may be shown to everybody."""
        return self.state == "closed"


@dataclass(frozen=True)
class StatementRow:
    """A statement; `text` is empty while a proposal waits, and in public for one that was not put."""

    id: int
    code: str
    text: str
    round_number: int
    round_closed: bool
    version_id: int | None
    version_number: int | None
    priority_code: str
    author_kind: str
    status: str
    reason: str
    derived_from: tuple[str, ...]
    led_to: tuple[str, ...]

    @property
    def accepted(self) -> bool:
        """Whether it is put to people."""
        return self.status == Statement.Status.ACCEPTED

    @property
    def by_resident(self) -> bool:
        """Whether a resident wrote it."""
        return self.author_kind == "resident"


def _state(one: Round) -> str:
    today = clock.today()
    return "planned" if today < one.opens_on else "closed" if today > one.closes_on else "open"


def round_row(one: Round) -> RoundRow:
    """A round as a result."""
    sessions = tuple(s.title for s in one.sessions.all())
    return RoundRow(one.pk, one.number, one.opens_on, one.closes_on, tuple(one.channels), sessions, _state(one))


def rounds_of(programme_id: int) -> list[RoundRow]:
    """All rounds of a programme, the first one first."""
    return [round_row(one) for one in Round.objects.filter(programme_id=programme_id).prefetch_related("sessions")]


def current_round(programme_id: int, *, channel: str = "web") -> RoundRow | None:
    """The round that people can answer today in this way."""
    rows = [r for r in rounds_of(programme_id) if r.state == "open" and channel in r.channels]
    return rows[0] if rows else None


def statement_row(one: Statement) -> StatementRow:
    """A statement as a result."""
    version = one.version
    return StatementRow(
        id=one.pk,
        code=one.code,
        text=one.text,
        round_number=one.round.number,
        round_closed=_state(one.round) == "closed",
        version_id=one.version_id,
        version_number=version.number if version else None,
        priority_code=version.priority.code if version else "",
        author_kind=one.author_kind,
        status=one.status,
        reason=one.reason,
        derived_from=tuple(sorted(s.code for s in one.derived_from.all())),
        led_to=tuple(sorted(s.code for s in one.led_to.all())),
    )


def rows() -> QuerySet[Statement]:
    """Statements with all that a row needs."""
    return Statement.objects.select_related("round", "version__priority").prefetch_related("derived_from", "led_to")


def statements_of(
    programme_id: int, *, round_number: int | None = None, version_id: int | None = None, status: str = ""
) -> list[StatementRow]:
    """Statements in order of their codes."""
    found = rows().filter(programme_id=programme_id)
    if round_number is not None:
        found = found.filter(round__number=round_number)
    if version_id is not None:
        found = found.filter(version_id=version_id)
    if status:
        found = found.filter(status=status)
    return [statement_row(one) for one in found]


def statements_of_version(version_id: int) -> list[StatementRow]:
    """The statements that test one version of a priority."""
    return [statement_row(one) for one in rows().filter(version_id=version_id)]


def statement(programme_id: int, code: str) -> StatementRow | None:
    """One statement by its code."""
    one = rows().filter(programme_id=programme_id, code=code).first()
    return statement_row(one) if one else None
