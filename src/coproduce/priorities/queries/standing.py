# SPDX-License-Identifier: AGPL-3.0-or-later
"""Stage 2 as public pages show it: as the newest release says, else as it stands today.

Before the first release people must see drafts, since they are asked about them. Once something was published, a count
that moved the day after somebody took back a vote would tell that they did (decision 0014), so results, decisions and
wordings stand until the next release.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from coproduce.analysis.disclosure import Figure, from_json
from coproduce.look.public import Plain
from coproduce.priorities.queries.decisions import coverage, decisions_of
from coproduce.priorities.queries.public_results import (
    PublicResult,
    PublicStatement,
    public_results,
    public_took_part,
    without_figures,
)
from coproduce.priorities.queries.results import took_part
from coproduce.priorities.queries.shaping import VersionRow, evidence_of, priorities_of, versions_of
from coproduce.priorities.queries.statements import rounds_of
from coproduce.process.thread import Relation
from coproduce.programmes.published import published


@dataclass(frozen=True)
class Leaning:
    """A theme beside a priority: how it bears on it, and what the team noted."""

    theme: str
    name: str
    colour: Plain
    relation: Relation
    note: str


@dataclass(frozen=True)
class Standing:
    """A priority with the versions that everybody may see, the first one first, and the themes beside it."""

    code: str
    name: str
    versions: tuple[VersionRow, ...]
    leanings: tuple[Leaning, ...]


@dataclass(frozen=True)
class Decided:
    """A decision: `outcome` is taken_up, partly or not_taken_up."""

    code: str
    about: str
    theme: str
    outcome: str
    outcome_words: str
    why: str
    instead: str
    passed_to: tuple[str, ...]
    body: str
    on: date
    raised_in: tuple[str, ...] = ()


def standing_priorities(programme_id: int) -> list[Standing]:
    """The priorities in their order."""
    kept = published(programme_id, "priorities")
    if kept is None:
        return [
            Standing(row.code, row.name, tuple(versions_of(row.id)), tuple(
                Leaning(e.theme_code, e.name, Plain(e.colour), e.relation, e.note) for e in evidence_of(row.id)
            ))
            for row in priorities_of(programme_id)
        ]  # fmt: skip
    # Wordings are never changed or deleted, so the first so many rows are what was published.
    ids = {row.code: row.id for row in priorities_of(programme_id, retired=True)}
    # Names as published: a theme may have been renamed, or given up, since.
    named = {row["code"]: row for row in published(programme_id, "themes") or ()}
    return [
        Standing(
            row["code"], row["name"], tuple(versions_of(ids[row["code"]])[: len(row["versions"])]),
            tuple(_leaning(e, named.get(e["theme"], {})) for e in row["evidence"]),
        )
        for row in kept
        if row["code"] in ids
    ]  # fmt: skip


def _leaning(kept: Mapping[str, str], theme: Mapping[str, Any]) -> Leaning:
    name, colour = theme.get("name", kept["theme"]), Plain(int(theme.get("colour", 1)))
    return Leaning(kept["theme"], name, colour, Relation(kept["relation"]), kept["note"])


def standing_results(programme_id: int, *, profile: str = "default") -> list[PublicResult]:
    """What came back on statements. A round that closed after the release waits for the next one."""
    kept = published(programme_id, "statements")
    return public_results(programme_id, profile=profile) if kept is None else [_result(row) for row in kept]


def _result(kept: Mapping[str, Any]) -> PublicResult:
    seen, agree, disagree, passed = (_figure(kept[name]) for name in ("seen", "agree", "disagree", "passed"))
    about = PublicStatement(
        kept["code"], kept["text"], kept.get("by_resident", False), tuple(kept.get("derived_from", ())),
        tuple(kept.get("led_to", ())), kept["priority"],
    )  # fmt: skip
    exposure = _figure(kept["exposure"]) if "exposure" in kept else seen
    return PublicResult(
        about, Plain(int(kept["round"])), kept["shown"], seen, agree, disagree, passed, exposure, kept["verdict"],
        kept.get("mattered", ""),
    )  # fmt: skip


def _figure(kept: Mapping[str, Any]) -> Figure:
    figure = from_json(kept)
    if not isinstance(figure, Figure):
        raise ValueError("A release keeps one figure here.")
    return figure


def standing_took_part(programme_id: int, *, profile: str = "default") -> dict[int, Figure]:
    """How many took part, by the number of the round."""
    kept = published(programme_id, "rounds")
    if kept is not None:
        return {int(row["number"]): _figure(row["took_part"]) for row in kept}
    counts = took_part(programme_id)
    return {row.number: public_took_part(counts.get(row.number, 0), profile) for row in rounds_of(programme_id)}


def standing_decisions(programme_id: int) -> list[Decided]:
    """What was decided, by code."""
    kept = published(programme_id, "decisions")
    if kept is None:
        return [
            Decided(
                d.code, d.about, d.theme_code, d.outcome.value, d.outcome_words, without_figures(d.why), d.instead,
                d.passed_to, d.body, d.decided_on, d.raised_in,
            )
            for d in decisions_of(programme_id)
        ]  # fmt: skip
    return [
        Decided(
            d["code"], d["about"], d["theme"], d["outcome"], d["outcome_words"], d["why"], d["instead"],
            tuple(d["passed_to"]), d["body"], date.fromisoformat(d["on"]), tuple(d.get("raised_in", ())),
        )
        for d in kept
    ]  # fmt: skip


def standing_gaps(programme_id: int) -> list[tuple[str, str, str]]:
    """What people raised and nobody has decided on: its kind (theme or statement), its name, what is missing."""
    kept = published(programme_id, "gaps")
    if kept is not None:
        return [(gap["kind"], gap["name"], gap["why"]) for gap in kept]
    return [(gap.kind, gap.name, gap.why_listed) for gap in coverage(programme_id).gaps]
