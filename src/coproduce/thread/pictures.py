# SPDX-License-Identifier: AGPL-3.0-or-later
"""The big picture of a programme, from gated figures alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coproduce.analysis.disclosure import Figure, from_json, gate_count
from coproduce.analysis.profiles import DEFAULT, PROFILES
from coproduce.listening import queries as listening
from coproduce.look.pictures.flow import Flow, FlowEnd, FlowLink, FlowPriority, FlowTheme, flow
from coproduce.priorities import queries as priorities
from coproduce.process.decisions import Outcome
from coproduce.programmes.published import published
from coproduce.strategy import queries as strategy
from coproduce.themes import queries as themes

if TYPE_CHECKING:
    from coproduce.look.pictures.picture import Picture
    from coproduce.programmes.models import Programme


def theme_figures(programme: Programme) -> dict[str, Figure]:
    """People by theme: as the newest release says, else today's, gated."""
    kept = published(programme.pk, "figures") or {}
    profile = PROFILES.get(programme.disclosure, DEFAULT)
    found: dict[str, Figure] = {}
    for code, people in themes.people_by_theme(programme.pk).items():
        old = from_json(kept[f"theme {code}"]) if f"theme {code}" in kept else None
        found[code] = old if isinstance(old, Figure) else gate_count(len(people.people), profile)
    return found


def sentence_figures(programme: Programme) -> dict[str, Figure]:
    """People whose words a sentence draws on, by its code: as the newest release says, else today's, gated."""
    kept = published(programme.pk, "figures") or {}
    text = strategy.whole_text(programme.pk)
    codes = {row.id: row.code for row in text.sentences} if text else {}
    found = {codes[key]: figure for key, figure in strategy.draws_on(programme).items() if key in codes}
    for code in found:
        old = from_json(kept[f"sentence {code}"]) if f"sentence {code}" in kept else None
        if isinstance(old, Figure):
            found[code] = old
    return found


def people_heard(programme: Programme) -> Figure:
    """How many took part: as the newest release says, else today's, gated."""
    kept = (published(programme.pk, "heard") or {}).get("people")
    old = from_json(kept) if kept else None
    profile = PROFILES.get(programme.disclosure, DEFAULT)
    return old if isinstance(old, Figure) else gate_count(listening.participants_in(programme.pk), profile)


def big_picture(programme: Programme, *, form: str = "named", scheme: str = "web", title: str = "") -> Picture:
    """People, themes, priorities, one strategy, and knots for what ended."""
    figures = theme_figures(programme)
    rows = [t for t in themes.themes_of(programme.pk) if t.state == "theme" and not t.parent and t.code in figures]
    shaped = priorities.priorities_of(programme.pk)
    links, led = [], set()
    for priority in shaped:
        for evidence in priorities.evidence_of(priority.id):
            way = (evidence.theme_code, priority.code)
            if str(evidence.relation) == "supports" and evidence.theme_code in figures and way not in led:
                links.append(FlowLink(*way, figures[evidence.theme_code]))
                led.add(way)
    ends = tuple(
        FlowEnd(d.theme_code, figures[d.theme_code], f"{d.outcome_words}, {d.decided_on:%B %Y}")
        for d in priorities.decisions_of(programme.pk)
        if d.theme_code in figures and d.outcome is not Outcome.TAKEN_UP
    )
    text = strategy.whole_text(programme.pk)
    data = Flow(
        people=people_heard(programme),
        themes=tuple(FlowTheme(t.code, t.name, t.colour, figures[t.code]) for t in rows),
        priorities=tuple(FlowPriority(p.code, p.name) for p in shaped),
        links=tuple(links),
        ends=ends,
        strategy=text.title if text else "",
        written=bool(published(programme.pk, "strategy")),
    )
    return flow(data, form=form, scheme=scheme, title=title)
