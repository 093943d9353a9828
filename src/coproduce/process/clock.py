# SPDX-License-Identifier: AGPL-3.0-or-later
"""The one clock. Verbs read the time here, so that history can be entered late.

A row keeps two times: `happened_at`, which is `now()`, and `recorded_at`, which is `recorded()`. A team that
types up last month's coffee morning sets the first; nothing sets the second.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime, tzinfo
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

# The day on which something happened is the day in the place where it happened: half past midnight in a British
# summer is still "yesterday" in UTC.
_PLACE_ZONE = "Europe/London"
_set_moment: ContextVar[datetime | None] = ContextVar("coproduce_clock", default=None)


def recorded() -> datetime:
    """The real time, in UTC, whatever the clock has been set to."""
    return datetime.now(UTC)


def now() -> datetime:
    """The time at which what we are doing counts as done, in UTC: the real time unless `at` has set another."""
    return _set_moment.get() or recorded()


def today() -> date:
    """The date of `now()` where people are."""
    return now().astimezone(_zone()).date()


@contextmanager
def at(moment: datetime) -> Iterator[datetime]:
    """Set the clock to `moment` inside the block, for this thread or task only.

    Blocks may be nested. A moment without a time zone is refused, since nobody could say which hour it meant.
    """
    if moment.tzinfo is None or moment.utcoffset() is None:
        raise ValueError("The clock needs a moment with a time zone.")
    token = _set_moment.set(moment.astimezone(UTC))
    try:
        yield now()
    finally:
        _set_moment.reset(token)


def _zone() -> tzinfo:
    # Windows has no time zones of its own; without the tzdata package the date is that of UTC.
    try:
        return ZoneInfo(_PLACE_ZONE)
    except ZoneInfoNotFoundError:
        return UTC
