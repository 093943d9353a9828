# SPDX-License-Identifier: AGPL-3.0-or-later
"""Figures as the newest release published them.

Once something is published, public pages show its counts and not today's: a count that moved the day after somebody
withdrew would tell that they did. The report says what was published; earlier stages ask here and know nothing of it.
"""

from collections.abc import Callable
from typing import Any

Provider = Callable[[int, str], Any]
_provider: list[Provider] = []


def register(provider: Provider) -> None:
    """`report` registers `provider(programme_id, key)`, which answers with JSON of gated results, or None."""
    _provider[:] = [provider]


def published(programme_id: int, key: str) -> Any:
    """What the newest release says under `key` (heard, themes, statements, findings …), or None before the first."""
    return _provider[0](programme_id, key) if _provider else None
