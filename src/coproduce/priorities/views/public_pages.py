# SPDX-License-Identifier: AGPL-3.0-or-later
"""What the public page of priorities shows, put together from gated results."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from coproduce.analysis.disclosure import Figure
from coproduce.look.page import Page
from coproduce.look.palette import slot
from coproduce.look.pictures.picture import Table
from coproduce.look.public import Plain
from coproduce.priorities import queries
from coproduce.priorities.drawing import figure_line
from coproduce.priorities.queries import CauseRow, Leaning, Piece, PublicResult, Standing, VersionRow
from coproduce.process.decisions import WORDS, Outcome
from coproduce.process.thread import Relation

HEAD = ("Statement", "Saw it", "Agreed", "Disagreed", "Passed", "What can be said")
MEANING = {
    Outcome.TAKEN_UP: "It is in the strategy.",
    Outcome.PARTLY: "Some of it is in the strategy, and here is what is not.",
    Outcome.NOT_TAKEN_UP: "It is not in the strategy, and here is why.",
}
SESSION = "At a testing session."
COMMENT = "What somebody wrote beside their answer mattered, too."


@dataclass(frozen=True)
class Side:
    """A theme beside a priority."""

    slot: str
    name: str
    note: str


@dataclass(frozen=True)
class Tested:
    """One statement with what came back, in a sentence and drawn."""

    result: PublicResult
    line: str


@dataclass(frozen=True)
class Cause:
    """What came back and made a priority change."""

    text: str
    result: str
    comment: str


@dataclass(frozen=True)
class PublicVersion:
    """One version of a priority."""

    number: Plain
    on: date
    headline: str
    explanation: str
    headline_changes: tuple[Piece, ...]
    explanation_changes: tuple[Piece, ...]
    why_changed: str
    causes: tuple[Cause, ...]
    tested: tuple[Tested, ...]


@dataclass(frozen=True)
class PublicPriority:
    """A priority as it reads now, what it leans on, what speaks against it, and how it came to be."""

    code: str
    name: str
    headline: str
    explanation: str
    supports: tuple[Side, ...]
    qualifies: tuple[Side, ...]
    contradicts: tuple[Side, ...]
    versions: tuple[PublicVersion, ...]


@dataclass(frozen=True)
class PublicRound:
    """One round of testing. `waits`: it closed after the newest release, so its results come with the next one."""

    number: Plain
    opens_on: date
    closes_on: date
    closed: bool
    waits: bool
    took_part: Figure | None
    table: Table | None


@dataclass(frozen=True)
class Decided:
    """One decision."""

    code: str
    about: str
    why: str
    instead: str
    passed_to: tuple[str, ...]
    body: str
    decided_on: date


@dataclass(frozen=True)
class Outcomes:
    """Everything that ended in one way."""

    key: str
    heading: str
    meaning: str
    decisions: tuple[Decided, ...]


@dataclass(frozen=True)
class NotPut:
    """A statement that was suggested and not put to people: the reason, without the words."""

    code: str
    reason: str


@dataclass(frozen=True)
class Priorities:
    """The whole page."""

    look: Page
    priorities: tuple[PublicPriority, ...]
    rounds: tuple[PublicRound, ...]
    outcomes: tuple[Outcomes, ...]
    open_themes: tuple[str, ...]
    not_put: tuple[NotPut, ...]
    any_decision: bool


def whole_page(look: Page, programme: Any) -> Priorities:
    """Everything that may be said in public today about priorities, testing and decisions."""
    results = queries.standing_results(programme.pk, profile=programme.disclosure)
    decided, gaps = queries.standing_decisions(programme.pk), queries.standing_gaps(programme.pk)
    not_put = queries.statements_of(programme.pk, status="moderated")
    return Priorities(
        look=look,
        priorities=tuple(_priority(row, results) for row in queries.standing_priorities(programme.pk)),
        rounds=_rounds(programme, results),
        outcomes=tuple(_outcome(outcome, decided) for outcome in reversed(Outcome)),
        open_themes=tuple(name for kind, name, _ in gaps if kind == "theme"),
        not_put=tuple(NotPut(row.code, row.reason) for row in not_put),
        any_decision=bool(decided),
    )


def _priority(row: Standing, results: list[PublicResult]) -> PublicPriority:
    newest = row.versions[-1]
    return PublicPriority(
        row.code, row.name, newest.headline, newest.explanation,
        *(_side(row.leanings, relation) for relation in Relation),
        tuple(_version(one, results) for one in reversed(row.versions)),
    )  # fmt: skip


def _side(leanings: tuple[Leaning, ...], relation: Relation) -> tuple[Side, ...]:
    return tuple(Side(str(slot(e.colour.value)), e.name, e.note) for e in leanings if e.relation is relation)


def _version(row: VersionRow, results: list[PublicResult]) -> PublicVersion:
    codes = {one.code for one in queries.statements_of_version(row.id)}
    return PublicVersion(
        Plain(row.number), row.on, row.headline, row.explanation, row.headline_changes, row.explanation_changes,
        queries.without_figures(row.why_changed), _causes(row.causes, results),
        tuple(Tested(one, figure_line(one.agree)) for one in results if one.statement.code in codes),
    )  # fmt: skip


def _causes(causes: tuple[CauseRow, ...], results: list[PublicResult]) -> tuple[Cause, ...]:
    """Statements with their results first, then what was said elsewhere."""
    said = {one.statement.code: one.sentence for one in results}
    commented = {cause.statement_code for cause in causes if cause.kind == "comment"}
    statements = {cause.statement_code: cause.statement_text for cause in causes if cause.statement_code}
    found = [Cause(text, said.get(code, ""), COMMENT if code in commented else "") for code, text in statements.items()]
    # A testing session is not named: with few people at a table, its name would point at them.
    found += [
        Cause(f"{SESSION} {cause.note}" if cause.kind == "session" else cause.note, "", "")
        for cause in causes
        if not cause.statement_code
    ]
    return tuple(found)


def _rounds(programme: Any, results: list[PublicResult]) -> tuple[PublicRound, ...]:
    counts = queries.standing_took_part(programme.pk, profile=programme.disclosure)
    return tuple(_round(row, results, counts) for row in queries.rounds_of(programme.pk))


def _round(row: queries.RoundRow, results: list[PublicResult], counts: Mapping[int, Figure]) -> PublicRound:
    here = [one for one in results if one.round_number.value == row.number]
    took_part = counts.get(row.number) if row.closed else None
    return PublicRound(
        Plain(row.number), row.opens_on, row.closes_on, row.closed, row.closed and took_part is None, took_part,
        _table(row.number, here) if here else None,
    )  # fmt: skip


def _table(number: int, results: list[PublicResult]) -> Table:
    def share(figure: Figure) -> str:
        return figure.text if figure.percent is None else f"{figure.percent} %"

    rows = tuple(
        (f"{one.statement.code} {one.statement.text}", one.seen.text, share(one.agree), share(one.disagree),
         share(one.passed), one.verdict)
        for one in results
    )  # fmt: skip
    return Table(f"What people answered in round {number}", HEAD, rows, numbers=False)


def _outcome(outcome: Outcome, decided: list[queries.Decided]) -> Outcomes:
    mine = tuple(
        Decided(d.code, d.about, d.why, d.instead, d.passed_to, d.body, d.on)
        for d in decided
        if d.outcome == outcome.value
    )
    return Outcomes(outcome.value, WORDS[outcome], MEANING[outcome], mine)
