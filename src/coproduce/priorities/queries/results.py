# SPDX-License-Identifier: AGPL-3.0-or-later
"""What came back on statements, for the team: exact counts, intervals, and how many of those who took part saw each."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from coproduce.analysis import statements as analysis
from coproduce.analysis.intervals import wilson
from coproduce.analysis.statements import StatementResult, statement_results
from coproduce.priorities.models import Response, Statement
from coproduce.priorities.queries.statements import StatementRow, statements_of

CHANNELS = ("web", "room", "paper")


@dataclass(frozen=True)
class TeamResult:
    """The results of one statement. Percentages are of those who saw it; there is none for fewer than ten people."""

    statement: StatementRow
    numbers: StatementResult
    comments: int
    took_part: int
    by_channel: tuple[tuple[str, int], ...]

    @property
    def agree_percent(self) -> int | None:
        """Who agreed, in whole per cent, half up."""
        return _percent(self.numbers.agree, self.numbers.seen)

    @property
    def disagree_percent(self) -> int | None:
        """Who disagreed, in whole per cent, half up."""
        return _percent(self.numbers.disagree, self.numbers.seen)

    @property
    def interval_percent(self) -> tuple[int, int] | None:
        """The interval of agree in whole per cent."""
        low, high = self.numbers.interval
        return (round(100 * low), round(100 * high)) if self.numbers.enough else None

    @property
    def exposure_percent(self) -> int | None:
        """Of those who took part in the round, how many saw it."""
        return _percent(self.numbers.seen, self.took_part)

    @property
    def divided(self) -> bool:
        """Whether agree and disagree are so near that the difference could be chance."""
        decided = self.numbers.agree + self.numbers.disagree
        if not self.numbers.enough or not decided:
            return False
        low, high = wilson(self.numbers.agree, decided)
        return low <= 0.5 <= high


def _percent(part: int, whole: int) -> int | None:
    # Half up, in whole numbers: `round` takes a half to the even neighbour, and people do not.
    return (200 * part + whole) // (2 * whole) if whole >= analysis.ENOUGH else None


def results(
    programme_id: int,
    *,
    round_number: int | None = None,
    version_id: int | None = None,
    codes: Iterable[str] | None = None,
) -> list[TeamResult]:
    """Results of the statements that were put, by their codes. The order in which people answered is no matter."""
    asked = statements_of(programme_id, round_number=round_number, version_id=version_id)
    rounds, comments, channels = _answers(programme_id)
    there = took_part(programme_id)
    wanted = None if codes is None else set(codes)
    found = []
    for row in asked:
        # Answers to what was taken down are kept and not counted: people were asked a flawed question.
        if not row.accepted or (wanted is not None and row.code not in wanted):
            continue
        numbers = rounds.get(row.round_number, {}).get(row.code) or statement_results([], [row.code])[0]
        by_channel = tuple((channel, channels[row.code, channel]) for channel in CHANNELS)
        found.append(TeamResult(row, numbers, comments[row.code], there.get(row.round_number, 0), by_channel))
    return found


_Rounds = dict[int, dict[str, StatementResult]]


def _answers(programme_id: int) -> tuple[_Rounds, dict[str, int], dict[tuple[str, str], int]]:
    """The results by round, since exposure is among those who took part in it; comments and channels by statement."""
    answers: dict[int, list[analysis.Response]] = defaultdict(list)
    comments: dict[str, int] = defaultdict(int)
    channels: dict[tuple[str, str], int] = defaultdict(int)
    found = Response.objects.filter(
        statement__programme_id=programme_id, statement__status=Statement.Status.ACCEPTED
    ).values_list(
        "statement__round__number", "statement__code", "voter_id", "vote", "importance", "comment_entry_id", "channel"
    )
    for number, code, voter, vote, importance, comment, channel in found:
        answers[number].append(analysis.Response(code, str(voter), analysis.Vote(vote), importance))
        comments[code] += comment is not None
        channels[code, channel] += 1
    rounds = {number: {r.statement: r for r in statement_results(rows)} for number, rows in answers.items()}
    return rounds, comments, channels


def results_of_version(version_id: int) -> list[TeamResult]:
    """Results of the statements that tested one version of a priority."""
    one = Statement.objects.filter(version_id=version_id).first()
    return results(one.programme_id, version_id=version_id) if one else []


def people_answering(programme_id: int) -> int:
    """How many people answered at least one statement in any round, each counted once."""
    rows = Response.objects.filter(statement__programme_id=programme_id, statement__status=Statement.Status.ACCEPTED)
    return rows.values("voter_id").distinct().count()


def took_part(programme_id: int) -> dict[int, int]:
    """How many people answered at least one statement, by round."""
    pairs = Response.objects.filter(
        statement__programme_id=programme_id, statement__status=Statement.Status.ACCEPTED
    ).values_list("statement__round__number", "voter_id")
    found: dict[int, set[int]] = defaultdict(set)
    for number, voter in pairs:
        found[number].add(voter)
    return {number: len(voters) for number, voters in sorted(found.items())}
