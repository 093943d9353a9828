# SPDX-License-Identifier: AGPL-3.0-or-later
"""The three stages of a programme and what each allows.

This module answers *is it allowed at all, now*. Whether this person may do it is for `process.roles`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class StageKey(StrEnum):
    """The three stages, in order."""

    LISTEN = "listen"
    TEST = "test"
    DEVELOP = "develop"


class StageState(StrEnum):
    """A stage is planned, then open, then closed. It may be opened again."""

    PLANNED = "planned"
    OPEN = "open"
    CLOSED = "closed"


class Act(StrEnum):
    """One kind of thing that is done in a programme."""

    TAKE_VOICES = "take_voices"
    CODE = "code"
    CURATE = "curate"
    SHAPE = "shape"
    PUT_STATEMENTS = "put_statements"
    VOTE = "vote"
    DECIDE = "decide"
    WRITE = "write"
    PUBLISH = "publish"
    REPORT_PROGRESS = "report_progress"


class NotAllowed(Exception):
    """The programme is not at a point where this can be done. `reason` can be shown to a person."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True)
class Rule:
    """When an act is allowed: one of `stages` is in one of `states`.

    `until_locked`: locking the record of decisions ends it. `if_brought_in`: where themes, priorities or a draft
    were brought in from earlier work, it need not wait for a stage to open.
    """

    meaning: str
    stages: frozenset[StageKey]
    states: frozenset[StageState]
    until_locked: bool = False
    if_brought_in: bool = False


NAME: dict[StageKey, str] = {
    StageKey.LISTEN: "Engage and listen",
    StageKey.TEST: "Test and refine",
    StageKey.DEVELOP: "Co-develop the strategy",
}

STATE_NAME: dict[StageState, str] = {
    StageState.PLANNED: "not started",
    StageState.OPEN: "open",
    StageState.CLOSED: "closed",
}

_ONLY_OPEN = frozenset({StageState.OPEN})
_BEGUN = frozenset({StageState.OPEN, StageState.CLOSED})
_READ = frozenset({StageKey.LISTEN, StageKey.TEST})
_REFINE = frozenset({StageKey.TEST, StageKey.DEVELOP})
_TEST = frozenset({StageKey.TEST})
_DEVELOP = frozenset({StageKey.DEVELOP})

TABLE: dict[Act, Rule] = {
    Act.TAKE_VOICES: Rule("take in what people say", _READ, _ONLY_OPEN),
    # Reading goes on after the doors close: sheets are typed up late, and people answer back from their slips.
    Act.CODE: Rule("join passages to themes", _READ, _BEGUN, if_brought_in=True),
    Act.CURATE: Rule("name, merge and split themes", _READ, _BEGUN, if_brought_in=True),
    Act.SHAPE: Rule("shape priorities", frozenset(StageKey), _BEGUN, if_brought_in=True),
    # Gunning's first rule: nothing may be put to people as open that has been decided already.
    Act.PUT_STATEMENTS: Rule("put statements to people", _TEST, _ONLY_OPEN, until_locked=True),
    Act.VOTE: Rule("answer statements", _TEST, _ONLY_OPEN, until_locked=True),
    Act.DECIDE: Rule("record decisions", _REFINE, _BEGUN, if_brought_in=True),
    Act.WRITE: Rule("write the strategy", _DEVELOP, _ONLY_OPEN),
    # People are owed what was heard long before there is a strategy, so a first report may come out of any stage.
    Act.PUBLISH: Rule("publish", frozenset(StageKey), _BEGUN),
    Act.REPORT_PROGRESS: Rule("report progress on commitments", _DEVELOP, _BEGUN),
}


def check_allowed(
    act: Act, states: Mapping[StageKey, StageState], locked: bool = False, brought_in: bool = False
) -> None:
    """Raise `NotAllowed` unless `act` can be done while the stages are in `states`.

    `locked`: the record of decisions is locked. `brought_in`: earlier work was brought in (see `Rule`). A stage
    missing from `states` has not started.
    """
    rule = TABLE[act]
    if locked and rule.until_locked:
        raise NotAllowed(f"You cannot {rule.meaning} any more: the decisions were made and the record is locked.")
    if brought_in and rule.if_brought_in:
        return
    if any(states.get(stage, StageState.PLANNED) in rule.states for stage in rule.stages):
        return
    names = " or ".join(f"“{NAME[stage]}”" for stage in StageKey if stage in rule.stages)
    when = "is open" if rule.states == _ONLY_OPEN else "has started"
    raise NotAllowed(f"You can {rule.meaning} when {names} {when}.")


def is_allowed(act: Act, states: Mapping[StageKey, StageState], locked: bool = False, brought_in: bool = False) -> bool:
    """Whether `act` can be done while the stages are in `states` (see `check_allowed`)."""
    try:
        check_allowed(act, states, locked, brought_in)
    except NotAllowed:
        return False
    return True


def diagram() -> str:
    """The process as a Mermaid flow chart, made from `TABLE`."""
    lines = ["flowchart LR"]
    for stage in StageKey:
        lines.append(f'  subgraph {stage.value}["{NAME[stage]}"]')
        for act, rule in TABLE.items():
            if min(rule.stages, key=list(StageKey).index) is stage:
                lines.append(f'    {act.value}["{rule.meaning}"]')
        lines.append("  end")
    lines += [f"  {first.value} --> {then.value}" for first, then in zip(StageKey, list(StageKey)[1:], strict=False)]
    locked = [act.value for act, rule in TABLE.items() if rule.until_locked]
    lines.append('  lock{{"decisions locked"}}')
    lines += [f"  lock -. ends .-> {act}" for act in locked]
    return "\n".join(lines) + "\n"
