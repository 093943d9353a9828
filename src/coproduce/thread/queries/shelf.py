# SPDX-License-Identifier: AGPL-3.0-or-later
"""All that a thread may hang on, by code: as the newest release says, else as it stands today.

A page that showed today's draft beside published figures would say what nobody has published, and a figure that moved
the day after somebody withdrew would tell that they did. Quotes and the progress of promises alone are always live.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from coproduce.analysis.disclosure import Figure, from_json
from coproduce.look.figures import Plain
from coproduce.priorities import queries as priorities
from coproduce.priorities.queries import PublicResult, PublicStatement
from coproduce.programmes.published import published
from coproduce.strategy import queries as strategy
from coproduce.themes import queries as themes
from coproduce.thread.pictures import theme_figures
from coproduce.thread.queries.rows import Decided, Measured, PriorityStep, Promise, Tested, Theme, Version
from coproduce.thread.quotes import PublicQuote, public_quotes

if TYPE_CHECKING:
    from coproduce.programmes.models import Programme

TONES = {"late": "bad", "dropped": "bad", "met": "good", "met early": "good", "on track": ""}


@dataclass(frozen=True)
class Shelf:
    """Everything by code, read once for a page."""

    slug: str
    themes: Mapping[str, Theme]
    priorities: Mapping[str, PriorityStep]
    tested: Mapping[str, Tested]
    decisions: Mapping[str, Decided]
    measured: Mapping[str, Measured]
    promises: Mapping[str, Promise]
    quotes: Mapping[str, tuple[PublicQuote, ...]]


def shelf_of(programme: Programme) -> Shelf:
    """What there is to show of a programme today."""
    quotes: dict[str, list[PublicQuote]] = defaultdict(list)
    for quote in public_quotes(programme.pk):
        quotes[quote.sentence_code].append(quote)
    found = _themes(programme)
    return Shelf(
        programme.slug,
        found,
        _priorities(programme),
        _tested(programme),
        _decisions(programme),
        _measured(programme),
        {row.code: _promise(row) for row in strategy.commitments(programme.pk)},
        {code: tuple(some) for code, some in quotes.items()},
    )


def _themes(programme: Programme) -> dict[str, Theme]:
    figures = theme_figures(programme)
    said = {row["code"]: row for row in published(programme.pk, "themes") or ()}
    rows = [row for row in themes.themes_of(programme.pk) if row.state == "theme" and row.code in figures]
    return {
        row.code: Theme(
            row.code,
            said.get(row.code, {}).get("name", row.name),
            str(row.colour),
            said.get(row.code, {}).get("definition", row.definition),
            said.get(row.code, {}).get("summary", row.summary),
            figures[row.code],
            row.parent,
            f"/{programme.slug}/thread/{row.parent or row.code}/",
        )
        for row in rows
    }


def _priorities(programme: Programme) -> dict[str, PriorityStep]:
    published_to = {row["code"]: len(row["versions"]) for row in published(programme.pk, "priorities") or ()}
    found = {}
    for row in priorities.priorities_of(programme.pk):
        rows = [v for v in priorities.versions_of(row.id) if v.number <= published_to.get(row.code, v.number)]
        versions = tuple(
            Version(
                Plain(v.number), v.on, v.headline, priorities.without_figures(v.why_changed), v.headline_changes, v.by
            )
            for v in rows
        )
        found[row.code] = PriorityStep(row.code, row.name, rows[-1].headline, rows[-1].explanation, versions)
    return found


def _tested(programme: Programme) -> dict[str, Tested]:
    kept = published(programme.pk, "statements")
    live = [] if kept is not None else priorities.public_results(programme.pk, profile=programme.disclosure)
    rows = [*live, *(_result(row) for row in kept or ())]
    return {
        row.statement.code: Tested(row.statement.code, row.statement.text, row.sentence, row.between) for row in rows
    }


def _result(kept: Mapping[str, Any]) -> PublicResult:
    seen, agree, disagree, passed = (_figure(kept[name]) for name in ("seen", "agree", "disagree", "passed"))
    about = PublicStatement(kept["code"], kept["text"], False, (), (), kept["priority"])
    # How many of those who took part saw it is not said here, and stands as how many saw it.
    return PublicResult(
        about, Plain(int(kept["round"])), kept["shown"], seen, agree, disagree, passed, seen, kept["verdict"], ""
    )


def _figure(kept: Mapping[str, Any]) -> Figure:
    figure = from_json(kept)
    if not isinstance(figure, Figure):
        raise ValueError("A release keeps one figure here.")
    return figure


def _decisions(programme: Programme) -> dict[str, Decided]:
    kept = published(programme.pk, "decisions")
    if kept is None:
        return {
            d.code: Decided(
                d.code, d.about, d.theme_code, d.outcome.value, d.outcome_words, priorities.without_figures(d.why),
                d.instead, d.passed_to, d.body, d.decided_on,
            )
            for d in priorities.decisions_of(programme.pk)
        }  # fmt: skip
    return {
        d["code"]: Decided(
            d["code"], d["about"], d["theme"], d["outcome"], d["outcome_words"], d["why"], d["instead"],
            tuple(d["passed_to"]), d["body"], date.fromisoformat(d["on"]),
        )
        for d in kept
    }  # fmt: skip


def _measured(programme: Programme) -> dict[str, Measured]:
    kept = published(programme.pk, "findings")
    rows = strategy.findings(programme.pk)
    return {
        row.code: Measured(row.code, row.what, _said(kept[row.code]) if kept else row.said, row.how)
        for row in rows
        if kept is None or row.code in kept
    }


def _said(kept: Mapping[str, Any]) -> str:
    if kept["kind"] == "thing":
        return str(kept["text"])
    figure = _figure(kept)
    return figure.text if figure.percent is None else f"{figure.percent} %, of {figure.of}"


def _promise(row: strategy.CommitmentRow) -> Promise:
    last = row.latest
    return Promise(
        row.code, row.action, row.owner, row.measure, row.baseline, row.target, row.due_on, row.sentence_code,
        row.status, TONES.get(row.status, "wait"), last.value if last else "", last.words if last else "",
        last.on if last else None,
    )  # fmt: skip
