# SPDX-License-Identifier: AGPL-3.0-or-later
"""All that a thread may hang on, by code: as the newest release says, else as it stands today.

A page that showed today's draft beside published figures would say what nobody has published, and a figure that moved
the day after somebody withdrew would tell that they did (decision 0016). Two things are live: of the quotes that were
published those that may still be shown, and how promises go.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Any

from coproduce.analysis.disclosure import Figure, from_json
from coproduce.look.figures import Plain
from coproduce.priorities import queries as priorities
from coproduce.priorities.queries import Decided, Leaning
from coproduce.programmes.published import published
from coproduce.strategy import queries as strategy
from coproduce.themes import queries as themes
from coproduce.thread.counts import theme_figures
from coproduce.thread.queries.rows import Measured, PriorityStep, Promise, Tested, Theme, Version
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
    leanings: Mapping[str, tuple[Leaning, ...]]
    """The themes beside each priority."""
    tested: Mapping[str, Tested]
    decisions: Mapping[str, Decided]
    measured: Mapping[str, Measured]
    promises: Mapping[str, Promise]
    quotes: Mapping[str, tuple[PublicQuote, ...]]


def on_themes(decisions: Iterable[Decided]) -> dict[str, Decided]:
    """What was decided last on each theme. An outcome changes only by a new decision, so an earlier one is history."""
    return {d.theme: d for d in sorted(decisions, key=lambda d: (d.on, d.code)) if d.theme}


def standing(decisions: Iterable[Decided], outcome: str) -> tuple[Decided, ...]:
    """The decisions that stand and ended in one way, by code: on points all, on each theme its last."""
    decisions = tuple(decisions)
    last = on_themes(decisions)
    return tuple(d for d in decisions if d.outcome == outcome and (not d.theme or last[d.theme] is d))


def shelf_of(programme: Programme) -> Shelf:
    """What there is to show of a programme today."""
    shaped, found = priorities.standing_priorities(programme.pk), _themes(programme)
    return Shelf(
        slug=programme.slug,
        themes=found,
        priorities={row.code: _step(row) for row in shaped},
        leanings={row.code: row.leanings for row in shaped},
        tested={
            row.statement.code: Tested(row.statement.code, row.statement.text, row.sentence, row.between)
            for row in priorities.standing_results(programme.pk, profile=programme.disclosure)
        },
        decisions={row.code: row for row in priorities.standing_decisions(programme.pk)},
        measured=_measured(programme),
        promises=_promises(programme),
        quotes=_quotes(programme, found),
    )


def _themes(programme: Programme) -> dict[str, Theme]:
    figures, kept = theme_figures(programme), published(programme.pk, "themes")
    if kept is not None:
        rows: Iterable[Any] = [*kept, *(published(programme.pk, "parts") or ())]
        found = [(r["code"], r["name"], r["colour"], r["definition"], r["summary"], r.get("parent", "")) for r in rows]
    else:
        rows = [row for row in themes.themes_of(programme.pk) if row.state == "theme"]
        found = [(r.code, r.name, r.colour, r.definition, r.summary, r.parent) for r in rows]
    return {
        code: Theme(
            code, name, str(colour), definition, summary, figures[code], parent,
            # A part has no page of its own: it is read with the whole.
            f"/{programme.slug}/thread/{parent or code}/",
        )
        for code, name, colour, definition, summary, parent in found
        if code in figures
    }  # fmt: skip


def _step(row: priorities.Standing) -> PriorityStep:
    versions = tuple(
        Version(Plain(v.number), v.on, v.headline, priorities.without_figures(v.why_changed), v.headline_changes, v.by)
        for v in row.versions
    )
    return PriorityStep(row.code, row.name, row.versions[-1].headline, row.versions[-1].explanation, versions)


def _quotes(programme: Programme, found: Mapping[str, Theme]) -> dict[str, tuple[PublicQuote, ...]]:
    rows = published(programme.pk, "quotes")
    # A quote that was put beside a draft since the release has passed no gate yet.
    kept = None if rows is None else {row["id"]: row for row in rows}
    beside: dict[str, list[PublicQuote]] = defaultdict(list)
    for quote in public_quotes(programme.pk, published=kept):
        if kept is not None:
            theme = kept[quote.id].get("theme", quote.theme)
            colour = found[theme].colour if theme in found else quote.colour
            quote = replace(quote, theme=theme, colour=colour)
        beside[quote.sentence_code].append(quote)
    return {code: tuple(some) for code, some in beside.items()}


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


def _figure(kept: Mapping[str, Any]) -> Figure:
    figure = from_json(kept)
    if not isinstance(figure, Figure):
        raise ValueError("A release keeps one figure here.")
    return figure


def _promises(programme: Programme) -> dict[str, Promise]:
    """The promises that were made in public, with what was reported on them since."""
    live = {row.code: _promise(row) for row in strategy.commitments(programme.pk)}
    kept = published(programme.pk, "commitments")
    if kept is None:
        return live
    # In the order of the release; a promise that was made since waits for the next one.
    return {row["code"]: _as_promised(live[row["code"]], row) for row in kept if row["code"] in live}


def _as_promised(promise: Promise, kept: Mapping[str, Any]) -> Promise:
    # A date that was quietly moved on would make a late promise look kept: the published date decides.
    due, last = date.fromisoformat(kept["due"]), promise.reported
    status = strategy.standing(due, last)
    return replace(
        promise, action=kept["action"], owner=kept["owner"], measure=kept["measure"], baseline=kept["baseline"],
        target=kept["target"], due=due, sentence_code=kept["sentence"], status=status, tone=TONES.get(status, "wait"),
    )  # fmt: skip


def _promise(row: strategy.CommitmentRow) -> Promise:
    last = row.latest
    return Promise(
        row.code, row.action, row.owner, row.measure, row.baseline, row.target, row.due_on, row.sentence_code,
        row.status, TONES.get(row.status, "wait"), last.value if last else "", last.words if last else "",
        last.on if last else None, last.status if last else "",
    )  # fmt: skip
