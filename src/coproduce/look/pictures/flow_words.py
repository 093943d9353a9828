# SPDX-License-Identifier: AGPL-3.0-or-later
"""The big picture in words: a sentence, a description, a table. They say what the drawing says."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from coproduce.look.figures import said, size
from coproduce.look.pictures.flow_plan import Flow
from coproduce.look.pictures.picture import Table


def sentence(data: Flow) -> str:
    """The picture in one sentence."""
    # The place breaks a tie, for the first; two themes themselves cannot be compared and would raise.
    sizes = [(size(theme.people) or 0, -n, theme) for n, theme in enumerate(data.themes)]
    most = max(sizes)[2]
    parts = {
        "people": said(data.people),
        "themes": ngettext("%(n)d theme", "%(n)d themes", len(data.themes)) % {"n": len(data.themes)},
        "priorities": ngettext("%(n)d priority", "%(n)d priorities", len(data.priorities))
        % {"n": len(data.priorities)},
        "most": most.name,
        "count": said(most.people),
    }
    words = (
        _(
            "What %(people)s people said was read into %(themes)s and %(priorities)s; most people spoke "
            "of “%(most)s” (%(count)s)."
        )
        % parts
    )
    if data.ends:
        words += " " + ngettext(
            "One part ended in a knot, with its reason.",
            "%(n)d parts ended in a knot, each with its reason.",
            len(data.ends),
        ) % {"n": len(data.ends)}
    return words if data.written else words + " " + _("The strategy is not written yet.")


def desc(data: Flow) -> str:
    """The picture for those who do not see it."""
    themes = "; ".join(f"{theme.name}, {said(theme.people)}" for theme in data.themes)
    goals = "; ".join(f"{priority.code} {priority.name}" for priority in data.priorities)
    return _(
        "Threads run from %(people)s people through these themes: %(themes)s. They run on into these priorities: "
        "%(goals)s. The golden thread runs through the middle to the strategy. The table says the same."
    ) % {"people": said(data.people), "themes": themes, "goals": goals or _("none yet")}


def table(data: Flow) -> Table:
    """Themes by priorities, in people, with what ended in the last column."""
    cells: dict[tuple[str, str], str] = {(link.theme, link.priority): said(link.people) for link in data.links}
    ended = {end.theme: end.words for end in data.ends}
    head = (
        _("Theme"),
        _("People"),
        *(priority.code for priority in data.priorities),
        *((_("Ended"),) if ended else ()),
    )
    rows = tuple(
        (
            theme.name,
            said(theme.people),
            *(cells.get((theme.code, priority.code), "·") for priority in data.priorities),
            *((ended.get(theme.code, "·"),) if ended else ()),
        )
        for theme in data.themes
    )
    return Table(_("From themes to priorities, in people"), head, rows)
