# SPDX-License-Identifier: AGPL-3.0-or-later
"""What a desk shows: the way from voices to a published strategy as steps, each registered by the app that knows it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from coproduce.process.roles import Permission
from coproduce.process.stages import StageKey, StageState
from coproduce.programmes.access import Desk
from coproduce.programmes.queries import StageRow


@dataclass(frozen=True)
class DeskStep:
    """One step: what it is, how far it has come in a sentence, and where to go.

    A step without a stage belongs to none: it is about somebody who waits for us, and stands first while they do.
    """

    title: str
    said: str
    url: str
    action: str
    needs: Permission
    done: bool = False
    stage: StageKey | None = None


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


@dataclass(frozen=True)
class StageDesk:
    """One stage as the start shows it: how it stands, how its thread looks, and its steps."""

    row: StageRow
    look: str
    steps: tuple[DeskStep, ...]


#: How the thread runs through a stage: spun already, being spun, or only the holes.
_LOOK = {StageState.CLOSED: "done", StageState.OPEN: "now", StageState.PLANNED: "next"}


def stage_desks(stages: Sequence[StageRow], steps: Sequence[DeskStep]) -> list[StageDesk]:
    """The stages in their order, each with the steps in it."""
    return [StageDesk(row, _LOOK[row.state], tuple(s for s in steps if s.stage is row.key)) for row in stages]


def waiting(steps: Sequence[DeskStep]) -> list[DeskStep]:
    """What people wait for: a reply, or somebody who looks after them."""
    return [step for step in steps if step.stage is None and not step.done]
