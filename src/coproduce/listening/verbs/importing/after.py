# SPDX-License-Identifier: AGPL-3.0-or-later
"""What later stages do with a sheet that says more than words, such as a column of themes.

Listening knows no themes: it hands the labels on, in the transaction of the import, to whoever asked for them.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING
from uuid import UUID

if TYPE_CHECKING:
    from coproduce.people.models import User
    from coproduce.programmes.models import Programme

Labelled = Sequence[tuple[UUID, Sequence[str]]]
#: `(programme, [(voice, labels)], by, why)`; returns a sentence for the team about what was made of them.
After = Callable[["Programme", Labelled, "User | None", str], str]
_waiting: dict[str, After] = {}


def register(app: str, after: After) -> None:
    """An app asks to be handed the labels that came with voices."""
    _waiting[app] = after


def hand_on(programme: Programme, labelled: Labelled, by: User | None, why: str) -> list[str]:
    """Give the labels to every app that asked; their sentences come back. Nobody is called for nothing."""
    return [said for app in sorted(_waiting) if labelled and (said := _waiting[app](programme, labelled, by, why))]
