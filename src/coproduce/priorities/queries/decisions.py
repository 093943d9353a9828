# SPDX-License-Identifier: AGPL-3.0-or-later
"""What was decided, and what still has no decision."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from coproduce.priorities.models import Decision
from coproduce.priorities.queries.results import results
from coproduce.priorities.queries.statements import StatementRow, statements_of
from coproduce.process.decisions import WORDS, Outcome
from coproduce.themes import queries as themes

AGREED = "most agree"


@dataclass(frozen=True)
class DecisionRow:
    """One decision; `tell` are the words for the slip."""

    id: int
    code: str
    about: str
    theme_id: int | None
    theme_code: str
    theme_name: str
    statement_code: str
    statement_text: str
    point: str
    raised_in: tuple[str, ...]
    outcome: Outcome
    outcome_words: str
    body: str
    decided_on: date
    why: str
    instead: str
    passed_to: tuple[str, ...]
    tell: str

    @property
    def is_about_theme(self) -> bool:
        """Whether it decides on a whole theme."""
        return self.theme_id is not None


@dataclass(frozen=True)
class Gap:
    """Something that people raised and that has no decision yet. `kind` is theme or statement."""

    kind: str
    code: str
    name: str
    why_listed: str
    about: str


@dataclass(frozen=True)
class Coverage:
    """How many themes have a decision, of how many; and what is still open."""

    themes: int
    themes_decided: int
    points_decided: int
    gaps: tuple[Gap, ...]

    @property
    def whole(self) -> bool:
        """Whether everything has its decision."""
        return not self.gaps


def _found() -> QuerySet[Decision]:
    return Decision.objects.select_related("theme", "statement", "body").prefetch_related("raised_in")


def _row(one: Decision) -> DecisionRow:
    theme, statement = one.theme, one.statement
    return DecisionRow(
        id=one.pk,
        code=one.code,
        about=one.point or (theme.name if theme else statement.text if statement else ""),
        theme_id=one.theme_id,
        theme_code=theme.code if theme else "",
        theme_name=theme.name if theme else "",
        statement_code=statement.code if statement else "",
        statement_text=statement.text if statement else "",
        point=one.point,
        raised_in=tuple(sorted(t.code for t in one.raised_in.all())),
        outcome=Outcome(one.outcome),
        outcome_words=WORDS[Outcome(one.outcome)],
        body=one.body.name if one.body else "",
        decided_on=one.decided_on,
        why=one.why,
        instead=one.instead,
        passed_to=tuple(one.passed_to),
        tell=one.tell,
    )


def decisions_of(programme_id: int, *, outcome: Outcome | None = None) -> list[DecisionRow]:
    """The record of decisions, by code."""
    found = _found().filter(programme_id=programme_id)
    if outcome is not None:
        found = found.filter(outcome=outcome.value)
    return [_row(one) for one in found]


def decision(programme_id: int, code: str) -> DecisionRow | None:
    """One decision by its code."""
    one = _found().filter(programme_id=programme_id, code=code).first()
    return _row(one) if one else None


def decisions_on_themes(programme_id: int, theme_codes: Iterable[str]) -> list[DecisionRow]:
    """Decisions on these themes, and on points that were raised in them."""
    codes = list(theme_codes)
    about = Q(theme__code__in=codes) | Q(raised_in__code__in=codes)
    return [_row(one) for one in _found().filter(about, programme_id=programme_id).distinct()]


def coverage(programme_id: int) -> Coverage:
    """Which themes, and which points that people did not clearly agree with, have no decision yet.

    A part of a theme goes with the whole and is not listed by itself. A statement that was reworded is covered by a
    decision on what it became.
    """
    decided = decisions_of(programme_id)
    in_use = [row for row in themes.themes_of(programme_id) if row.state == "theme"]
    # A part goes with its whole: to list both would ask for the same decision twice.
    rows = [row for row in in_use if row.parent not in {whole.code for whole in in_use}]
    with_decision = {row.theme_code for row in decided if row.is_about_theme}
    covered = {row.code for row in rows} & with_decision
    gaps = [
        Gap("theme", row.code, row.name, "This theme has no decision.", f"theme:{row.id}")
        for row in rows
        if row.code not in covered
    ]
    return Coverage(
        len(rows), len(covered), sum(not row.is_about_theme for row in decided),
        tuple(gaps + _open_points(programme_id, {row.statement_code for row in decided})),
    )  # fmt: skip


def _open_points(programme_id: int, decided: set[str]) -> list[Gap]:
    after = {row.code: row for row in statements_of(programme_id)}
    gaps = []
    for result in results(programme_id):
        row = result.statement
        # What people clearly agreed with needs no explaining; what too few saw says nothing yet.
        if not row.round_closed or not result.numbers.enough or result.numbers.verdict == AGREED:
            continue
        if not _with_successors(row, after) & decided:
            why = "People did not clearly agree with this statement, and nothing says what was done with it."
            gaps.append(Gap("statement", row.code, row.text, why, f"statement:{row.code}"))
    return gaps


def _with_successors(row: StatementRow, after: dict[str, StatementRow]) -> set[str]:
    found, waiting = {row.code}, list(row.led_to)
    while waiting:
        code = waiting.pop()
        if code not in found:
            found.add(code)
            waiting += after[code].led_to if code in after else ()
    return found
