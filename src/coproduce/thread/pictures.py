# SPDX-License-Identifier: AGPL-3.0-or-later
"""The big picture of a programme, from the same shelf as the page that it stands on: gated figures alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coproduce.look.pictures.flow import Flow, FlowEnd, FlowLink, FlowPriority, FlowTheme, flow
from coproduce.process.thread import Relation
from coproduce.programmes.published import published
from coproduce.thread.counts import people_heard
from coproduce.thread.queries.shelf import Shelf, on_themes, shelf_of

if TYPE_CHECKING:
    from coproduce.look.pictures.picture import Picture
    from coproduce.programmes.models import Programme


def big_picture(
    programme: Programme, shelf: Shelf | None = None, *, form: str = "named", scheme: str = "web", title: str = ""
) -> Picture:
    """People, themes, priorities, one strategy, and knots for what ended."""
    shelf = shelf or shelf_of(programme)
    whole = {theme.code: theme for theme in shelf.themes.values() if not theme.parent}
    # A theme may stand twice beside a priority, once for each thing that the team noted; it is one line.
    ways = dict.fromkeys(
        (leaning.theme, code)
        for code, some in shelf.leanings.items()
        for leaning in some
        if leaning.relation == Relation.SUPPORTS and leaning.theme in whole
    )
    ends = tuple(
        FlowEnd(d.theme, whole[d.theme].people, f"{d.outcome_words}, {d.on:%B %Y}")
        for d in on_themes(shelf.decisions.values()).values()
        if d.theme in whole and d.outcome != "taken_up"
    )
    text = published(programme.pk, "strategy")
    data = Flow(
        people=people_heard(programme),
        themes=tuple(FlowTheme(t.code, t.name, int(t.colour), t.people) for t in whole.values()),
        priorities=tuple(FlowPriority(p.code, p.name) for p in shelf.priorities.values()),
        links=tuple(FlowLink(theme, code, whole[theme].people) for theme, code in ways),
        ends=ends,
        # The title of a draft is as little published as its sentences are.
        strategy=text["title"] if text else "",
        written=bool(text),
    )
    return flow(data, form=form, scheme=scheme, title=title)
