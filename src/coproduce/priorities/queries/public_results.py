# SPDX-License-Identifier: AGPL-3.0-or-later
"""Results as everybody may see them: once a round has closed, and through the disclosure gate."""

import re
from dataclasses import dataclass

from coproduce.analysis.disclosure import DEFAULT, NEARLY_ALL, PROFILES, Figure, Profile, gate_count, gate_share
from coproduce.analysis.statements import public_result
from coproduce.look.public import Plain
from coproduce.priorities.queries.results import TeamResult, results
from coproduce.priorities.queries.statements import StatementRow

HOW_MUCH = ("It hardly matters to people.", "It matters a little to people.", "It matters quite a lot to people.",
            "It matters very much to people.")  # fmt: skip


@dataclass(frozen=True)
class PublicStatement:
    """What the public sees of a statement itself."""

    code: str
    text: str
    by_resident: bool
    derived_from: tuple[str, ...]
    led_to: tuple[str, ...]
    priority_code: str


@dataclass(frozen=True)
class PublicResult:
    """Results of one statement, gated: shares of those who saw it. `shown` is false where too few have seen it."""

    statement: PublicStatement
    round_number: Plain
    shown: bool
    seen: Figure
    agree: Figure
    disagree: Figure
    passed: Figure
    exposure: Figure
    verdict: str
    mattered: str

    @property
    def sentence(self) -> str:
        """The result in a sentence."""
        if not self.shown:
            return "Too few people have seen this to say anything."
        if self.agree.text == NEARLY_ALL:
            return f"Nearly all of the {self.seen.text} people who saw this agreed."
        if self.agree.percent is None:
            return f"{self.seen.text} people saw this: {self.verdict}. Exact figures would point at a few people."
        return f"{self.agree.percent} % of the {self.seen.text} people who saw this agreed."

    @property
    def between(self) -> str:
        """How sure that is, in plain words; empty where there is no share."""
        if not self.shown or self.agree.percent is None or self.agree.interval is None:
            return ""
        low, high = (round(100 * limit) for limit in self.agree.interval)
        return f"With other people like these it would most likely be between {low} % and {high} %."


def without_figures(text: str) -> str:
    """What the team wrote, without shares in brackets: figures reach the public through the gate and no other way."""
    # Somebody always types “(62 %)” into a reason, from before the gate.
    return re.sub(r"\s*\([^()]*\d\s?%[^()]*\)", "", text)


def profile_named(name: str) -> Profile:
    """A programme's rule for small numbers. One that is not for publication gives way to the default."""
    profile = PROFILES.get(name, DEFAULT)
    # A rule for the team's eyes never decides what a stranger sees.
    return profile if profile.publishable else DEFAULT


def public_statement(row: StatementRow) -> PublicStatement:
    """A statement for a public page."""
    return PublicStatement(row.code, row.text, row.by_resident, row.derived_from, row.led_to, row.priority_code)


def public_results(
    programme_id: int, *, profile: str = "default", round_number: int | None = None, version_id: int | None = None
) -> list[PublicResult]:
    """Gated results of closed rounds. While a round is open nothing is shown, since it would lead people."""
    found = results(programme_id, round_number=round_number, version_id=version_id)
    return [_gated(one, profile_named(profile)) for one in found if one.statement.round_closed]


def _gated(one: TeamResult, profile: Profile) -> PublicResult:
    gated, numbers = public_result(one.numbers, profile), one.numbers

    def share(label: str, count: int) -> Figure:
        # What the answers beside each other hide stays hidden: a share would give it back.
        return gate_share(count, numbers.seen, profile) if gated.answers[label].shown else gated.answers[label]

    return PublicResult(
        statement=public_statement(one.statement),
        round_number=Plain(one.statement.round_number),
        shown=gated.seen.shown and numbers.enough,
        seen=gated.seen,
        agree=gated.agree,
        disagree=share("disagree", numbers.disagree),
        passed=share("pass", numbers.passed),
        exposure=gate_share(numbers.seen, one.took_part, profile),
        verdict=gated.verdict,
        mattered=_mattered(one, profile),
    )


def public_took_part(count: int, profile: str = "default") -> Figure:
    """How many took part in a round, gated."""
    return gate_count(count, profile_named(profile))


def _mattered(one: TeamResult, profile: Profile) -> str:
    if one.numbers.importance is None or profile.is_small(one.numbers.importance_answers):
        return ""
    return HOW_MUCH[min(3, int(one.numbers.importance + 0.5))]
