# SPDX-License-Identifier: MIT
"""What people said to the statements put to them: who saw each, who agreed, and how much it matters to them.

The results count exactly and are for the team; a page for the public takes `public_result`, which passes the gate.
Passing is not disagreeing, not having seen is neither, and importance is not agreement.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

import numpy as np

from coproduce.analysis.disclosure import DEFAULT, Figure, Profile, gate_count, gate_series, gate_share
from coproduce.analysis.figures import SafeSeries
from coproduce.analysis.intervals import Interval, mean_interval, wilson

ENOUGH: Final = 10
TOO_FEW: Final = "too few to say"


class Vote(StrEnum):
    """An answer to a statement."""

    AGREE = "agree"
    DISAGREE = "disagree"
    PASS = "pass"


@dataclass(frozen=True)
class Response:
    """One person's answer to one statement. `importance` is from 0 to 3, or None where it was left blank."""

    statement: str
    voter: str
    vote: Vote
    importance: float | None = None


@dataclass(frozen=True)
class StatementResult:
    """The answers to one statement. `interval` is of agree among those who saw it; `exposure` is the share of all
    voters who saw it."""

    statement: str
    seen: int
    agree: int
    disagree: int
    passed: int
    interval: Interval
    exposure: float
    importance_answers: int
    importance: float | None
    importance_interval: Interval | None

    @property
    def enough(self) -> bool:
        """Whether at least ten people saw it."""
        return self.seen >= ENOUGH

    @property
    def verdict(self) -> str:
        """What the answers allow to be said, by the interval and not by the count alone."""
        if not self.enough:
            return TOO_FEW
        if self.interval[0] > 0.5:
            return "most agree"
        if wilson(self.disagree, self.seen)[0] > 0.5:
            return "most disagree"
        return "opinions differ" if self.disagree else "no clear answer"


@dataclass(frozen=True)
class PublicStatementResult:
    """The same through the gate: shares of those who saw it, or words where they were too few."""

    statement: str
    seen: Figure
    agree: Figure
    answers: SafeSeries
    verdict: str


def statement_results(responses: Iterable[Response], statements: Sequence[str] | None = None) -> list[StatementResult]:
    """The result of each statement, sorted by its id; statements that nobody saw are listed with nought.

    The order of `responses` makes no difference. A person who answers a statement twice is refused: the one answer
    that counts is for whoever keeps the answers to decide.
    """
    by_statement: dict[str, list[Response]] = {each: [] for each in statements or ()}
    voters: set[str] = set()
    answered: set[tuple[str, str]] = set()
    for response in responses:
        pair = (response.statement, response.voter)
        if pair in answered:
            raise ValueError(f"{response.voter} answered {response.statement} twice.")
        answered.add(pair)
        voters.add(response.voter)
        by_statement.setdefault(response.statement, []).append(response)
    return [_result(each, by_statement[each], len(voters)) for each in sorted(by_statement)]


def public_result(result: StatementResult, profile: Profile = DEFAULT) -> PublicStatementResult:
    """`result` as it may be published. A verdict is only said where the counts behind it may be shown."""
    answers = gate_series({"agree": result.agree, "disagree": result.disagree, "pass": result.passed}, profile=profile)
    agree = gate_share(result.agree, result.seen, profile)
    if not answers["agree"].shown and agree.shown:
        # The count of those who agree guards a smaller one beside it, so the share gives way as well.
        agree = answers["agree"]
    verdict = TOO_FEW if profile.is_small(result.seen) else result.verdict
    return PublicStatementResult(result.statement, gate_count(result.seen, profile), agree, answers, verdict)


def _result(statement: str, responses: Sequence[Response], voters: int) -> StatementResult:
    votes = [response.vote for response in responses]
    seen, agree = len(votes), votes.count(Vote.AGREE)
    weights = np.sort(np.array([r.importance for r in responses if r.importance is not None], dtype=np.float64))
    enough = len(weights) >= ENOUGH
    return StatementResult(
        statement=statement,
        seen=seen,
        agree=agree,
        disagree=votes.count(Vote.DISAGREE),
        passed=votes.count(Vote.PASS),
        interval=wilson(agree, seen),
        exposure=seen / voters if voters else 0.0,
        importance_answers=len(weights),
        importance=float(weights.mean()) if enough else None,
        importance_interval=mean_interval(weights) if enough else None,
    )
