# SPDX-License-Identifier: AGPL-3.0-or-later
"""How many people stand behind each theme and each sentence, so that none is found between two of them.

They overlap: a theme holds what its parts hold, a sentence all that the themes it cites hold. So they pass the gate
together, and whoever subtracts one from another finds nobody. A few people who are only quoted beside a sentence, and are in
none of its themes, are left out of its number: with them it would say of one quotation that its speaker is alone.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from coproduce.analysis.disclosure import Figure, gate_overlapping
from coproduce.analysis.profiles import DEFAULT, PROFILES, Profile
from coproduce.strategy import queries as strategy
from coproduce.themes import queries as themes

if TYPE_CHECKING:
    from coproduce.programmes.models import Programme


def figures_today(programme: Programme) -> tuple[dict[str, Figure], list[tuple[str, str]]]:
    """Today's figures by "theme CODE" or "sentence CODE", and which lie inside which: (part, whole)."""
    profile = PROFILES.get(programme.disclosure, DEFAULT)
    people, inside = _groups(programme, profile)
    return gate_overlapping(people, inside, profile), inside


def _groups(programme: Programme, profile: Profile) -> tuple[dict[str, frozenset[int]], list[tuple[str, str]]]:
    """Who stands behind what, and what everybody can see to lie inside what: parts of themes, and themes that are cited."""
    rows = themes.people_by_theme(programme.pk)
    people = {f"theme {code}": row.people for code, row in rows.items()}
    inside = [
        (f"theme {row.code}", f"theme {row.parent}") for row in themes.themes_of(programme.pk) if row.parent in rows
    ]
    text, behind = strategy.whole_text(programme.pk), strategy.behind(programme.pk)
    for row in text.sentences if text else ():
        if row.id in behind:
            cited = dict.fromkeys(c.code for c in row.citations if c.kind.value == "theme" and c.code in rows)
            under = frozenset[int]().union(*(rows[code].people for code in cited))
            drawn = frozenset(behind[row.id].people)
            people[f"sentence {row.code}"] = under if under and profile.is_small(len(drawn - under)) else drawn
            inside += [(f"theme {code}", f"sentence {row.code}") for code in cited]
    return people, [(part, whole) for part, whole in inside if part in people and whole in people]
