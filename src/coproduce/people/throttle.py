# SPDX-License-Identifier: AGPL-3.0-or-later
"""Slow down guessing: counts of failures by a keyed mark of who asks, in this process' memory, never in a log."""

import hmac
from hashlib import sha256
from threading import Lock

from django.conf import settings
from django.http import HttpRequest

from coproduce.process import clock

_failures: dict[str, list[float]] = {}
_lock = Lock()


def mark(request: HttpRequest, what: str) -> str:
    """A keyed mark of the asker's address for one purpose."""
    address = request.META.get("REMOTE_ADDR", "")
    return hmac.new(settings.SECRET_KEY.encode(), f"{what}:{address}".encode(), sha256).hexdigest()


def is_slowed(key: str, *, most: int, seconds: int) -> bool:
    """Whether `key` failed `most` times within the last `seconds`."""
    now = clock.recorded().timestamp()
    with _lock:
        recent = [at for at in _failures.get(key, ()) if now - at < seconds]
        # Who never failed is not remembered: an entry for each visitor would grow without end, and tell who came.
        if recent:
            _failures[key] = recent
        else:
            _failures.pop(key, None)
        return len(recent) >= most


def failed(key: str) -> None:
    """Count one failure."""
    with _lock:
        if len(_failures) > 50_000:
            _failures.clear()
        _failures.setdefault(key, []).append(clock.recorded().timestamp())


def forget(key: str) -> None:
    """Start afresh after a success."""
    with _lock:
        _failures.pop(key, None)
