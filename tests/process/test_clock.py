# SPDX-License-Identifier: AGPL-3.0-or-later
"""The clock: real by default, settable for history that is entered late."""

from datetime import UTC, date, datetime, timedelta, timezone
from threading import Thread

import pytest

from coproduce.process import clock

EVENING = datetime(2025, 3, 4, 18, 0, tzinfo=UTC)


def test_by_default_the_clock_is_the_real_time():
    before = datetime.now(UTC)
    assert before <= clock.now() <= datetime.now(UTC)
    assert clock.now().tzinfo is UTC


def test_history_is_entered_late_and_the_real_time_stays_known():
    with clock.at(EVENING) as moment:
        assert moment == clock.now() == EVENING
        assert clock.today() == date(2025, 3, 4)
        assert clock.recorded() > EVENING + timedelta(days=300)
    assert clock.now() > EVENING + timedelta(days=300)


def test_blocks_nest_and_undo_themselves_even_after_an_error():
    with clock.at(EVENING):
        with pytest.raises(RuntimeError), clock.at(EVENING + timedelta(days=1)):
            assert clock.today() == date(2025, 3, 5)
            raise RuntimeError
        assert clock.now() == EVENING


def test_a_moment_elsewhere_is_kept_in_utc():
    with clock.at(datetime(2025, 3, 4, 20, 0, tzinfo=timezone(timedelta(hours=2)))):
        assert clock.now() == EVENING
        assert clock.now().tzinfo is UTC


def test_today_is_the_day_where_people_are():
    with clock.at(datetime(2025, 6, 30, 23, 30, tzinfo=UTC)):
        assert clock.today() == date(2025, 7, 1)


def test_a_moment_without_a_zone_is_refused():
    with pytest.raises(ValueError, match="time zone"), clock.at(datetime(2025, 3, 4)):
        pass


def test_one_persons_clock_is_not_anothers():
    seen = []
    with clock.at(EVENING):
        other = Thread(target=lambda: seen.append(clock.now()))
        other.start()
        other.join()
    assert seen[0] > EVENING + timedelta(days=300)
