# SPDX-License-Identifier: AGPL-3.0-or-later
"""The manifest of a release: the team's words, gated figures, and quotes by reference. It never holds anybody's words."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, Any

from coproduce import __version__
from coproduce.heard.queries import heard_json
from coproduce.heard.queries.gated import profile_of
from coproduce.listening import queries as listening
from coproduce.priorities import queries as priorities
from coproduce.process import clock
from coproduce.report.queries.carrying import carried
from coproduce.report.queries.counting import figures_of
from coproduce.strategy import queries as strategy
from coproduce.themes import queries as themes
from coproduce.thread.quotes import public_quotes

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from coproduce.programmes.models import Programme


COUNT_NOBODY = frozenset({"number", "version", "colour", "log"})
"""Under these names a manifest keeps bare numbers: ordinals and colours. Every other number is a figure of the gate."""


def build(
    programme: Programme,
    *,
    number: int,
    before: Mapping[str, Any] | None = None,
    older: Sequence[Mapping[str, Any]] = (),
) -> dict[str, Any]:
    """Everything that a release says. Figures that would give somebody away beside the release `before`, or any of the
    `older` ones (the newest first), keep their value."""
    text = strategy.whole_text(programme.pk)
    made = {
        "number": number,
        # A draft has no day, or it would look as if it had been published.
        "published_on": clock.today().isoformat() if number else "",
        "software": __version__,
        "programme": {
            "name": programme.name,
            "aim": programme.aim,
            "asked_by": programme.asked_by,
            "language": programme.language,
            "illustrative": programme.illustrative,
            "slug": programme.slug,
        },
        "strategy": {"title": text.title, "years": text.years} if text else None,
        "sections": _sections(programme, text),
        "heard": heard_json(programme),
        "figures": figures_of(programme, [before, *older] if before else []),
        "themes": _themes(programme),
        "parts": _themes(programme, parts=True),
        "log": themes.last_step(programme.pk),
        "priorities": _priorities(programme),
        "statements": _statements(programme),
        "rounds": _rounds(programme),
        "decisions": _decisions(programme),
        "gaps": [
            {"kind": gap.kind, "code": gap.code, "name": gap.name, "why": gap.why_listed}
            for gap in priorities.coverage(programme.pk).gaps
        ],
        "commitments": _commitments(programme),
        "findings": strategy.kept(programme.pk),
        "sessions": _sessions(programme),
        "quotes": [
            {
                "id": quote.id,
                "sentence": quote.sentence_code,
                "caption": quote.caption,
                "relation": quote.relation,
                "theme": quote.theme,
            }
            for quote in public_quotes(programme.pk)
        ],
    }
    return carried(made, before, profile_of(programme), older)


def digest(manifest: Mapping[str, Any]) -> str:
    """SHA-256 of the canonical JSON of a manifest."""
    # One way to write it down, or the same release would have two fingerprints.
    packed = json.dumps(manifest, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(packed.encode("utf-8")).hexdigest()


def _sections(programme: Programme, text: Any) -> list[dict[str, Any]]:
    if text is None:
        return []
    return [
        {
            "code": section.code,
            "title": section.title,
            "priority": section.priority_code,
            "sentences": [
                {
                    "id": str(row.id),
                    "code": row.code,
                    "text": row.text,
                    "version": row.version.value,
                    "author": row.author if row.author_kind else "",
                    "author_words": row.author_words,
                    "cites": [
                        {
                            "kind": c.kind.value,
                            "code": c.code,
                            "relation": c.relation.value,
                            "version": c.version.value if c.version else None,
                        }
                        for c in row.citations
                    ],
                    "commitments": list(row.commitments),
                    "decisions": list(row.decisions),
                }
                for row in section.sentences
            ],
        }
        for section in text.sections
    ]


def _themes(programme: Programme, *, parts: bool = False) -> list[dict[str, Any]]:
    """The themes in use; or those that are part of another one, which are read with it and counted in it."""
    return [
        {
            "code": t.code,
            "name": t.name,
            "definition": t.definition,
            "summary": t.summary,
            "colour": t.colour,
            **({"parent": t.parent} if parts else {}),
        }
        for t in themes.themes_of(programme.pk)
        if t.state == "theme" and bool(t.parent) is parts
    ]


def _priorities(programme: Programme) -> list[dict[str, Any]]:
    found = []
    for row in priorities.priorities_of(programme.pk):
        versions = [
            {
                "number": str(version.number),
                "headline": version.headline,
                "explanation": version.explanation,
                "why": priorities.without_figures(version.why_changed),
                "on": version.on.isoformat(),
            }
            for version in priorities.versions_of(row.id)
        ]
        evidence = [
            {"theme": e.theme_code, "relation": str(e.relation), "note": e.note} for e in priorities.evidence_of(row.id)
        ]
        found.append({"code": row.code, "name": row.name, "versions": versions, "evidence": evidence})
    return found


def _statements(programme: Programme) -> list[dict[str, Any]]:
    return [
        {
            "code": one.statement.code,
            "text": one.statement.text,
            "priority": one.statement.priority_code,
            "round": str(one.round_number),
            "shown": one.shown,
            "seen": one.seen.as_json(),
            "agree": one.agree.as_json(),
            "disagree": one.disagree.as_json(),
            "passed": one.passed.as_json(),
            "exposure": one.exposure.as_json(),
            "verdict": one.verdict,
            "mattered": one.mattered,
            "by_resident": one.statement.by_resident,
            "derived_from": list(one.statement.derived_from),
            "led_to": list(one.statement.led_to),
        }
        for one in priorities.public_results(programme.pk, profile=programme.disclosure)
    ]


def _rounds(programme: Programme) -> list[dict[str, Any]]:
    """How many took part in each round that has closed; of an open one nothing is said, since it would lead people."""
    counts = priorities.took_part(programme.pk)
    return [
        {
            "number": row.number,
            "took_part": priorities.public_took_part(counts.get(row.number, 0), programme.disclosure).as_json(),
        }
        for row in priorities.rounds_of(programme.pk)
        if row.closed
    ]


def _decisions(programme: Programme) -> list[dict[str, Any]]:
    return [
        {
            "code": d.code,
            "about": d.about,
            "theme": d.theme_code,
            "raised_in": list(d.raised_in),
            "outcome": d.outcome.value,
            "outcome_words": d.outcome_words,
            "body": d.body,
            "on": d.decided_on.isoformat(),
            "why": priorities.without_figures(d.why),
            "instead": d.instead,
            "passed_to": list(d.passed_to),
        }
        for d in priorities.decisions_of(programme.pk)
    ]


def _commitments(programme: Programme) -> list[dict[str, Any]]:
    return [
        {
            "code": c.code,
            "action": c.action,
            "owner": c.owner,
            "measure": c.measure,
            "baseline": c.baseline,
            "target": c.target,
            "due": c.due_on.isoformat(),
            "sentence": c.sentence_code,
        }
        for c in strategy.commitments(programme.pk)
    ]


def _sessions(programme: Programme) -> list[dict[str, str]]:
    return [
        # The month and not the day: with the day, whoever was there could work out who else was.
        {"kind": s.kind, "title": s.title, "ward": s.ward, "month": f"{s.happens_on:%B %Y}"}
        for s in listening.sessions_of(programme.pk)
    ]
