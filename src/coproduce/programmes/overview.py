# SPDX-License-Identifier: AGPL-3.0-or-later
"""What a desk shows: the way from voices to a published strategy as steps, each registered by the app that knows it."""

from collections.abc import Callable
from dataclasses import dataclass

from coproduce.process.roles import Permission
from coproduce.programmes.access import Desk


@dataclass(frozen=True)
class DeskStep:
    """One step: what it is, how far it has come in a sentence, and where to go."""

    title: str
    said: str
    url: str
    action: str
    needs: Permission
    done: bool = False


Step = Callable[[int, str], list[DeskStep]]
_steps: dict[str, tuple[int, Step]] = {}


def register(app: str, order: int, steps: Step) -> None:
    """An app adds its steps: `steps(programme_id, slug)`; lower orders come first."""
    _steps[app] = (order, steps)


def desk_steps(desk: Desk) -> list[DeskStep]:
    """The steps that this person may take."""
    found = [
        step
        for _, (_, make) in sorted(_steps.items(), key=lambda item: item[1][0])
        for step in make(desk.programme.pk, desk.programme.slug)
    ]
    return [step for step in found if desk.may(step.needs)]
