# SPDX-License-Identifier: AGPL-3.0-or-later
"""Which themes one group raised more than the others: exact for those who plan, gated for the public.

Answers and words are joined here and nowhere else, and only as counts of groups.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from coproduce.analysis.differences import RAISED_MORE, Difference, Differences, theme_differences
from coproduce.analysis.disclosure import Figure, gate_table
from coproduce.heard.places import table
from coproduce.heard.queries.gathering import profile_of
from coproduce.heard.tables import CHARACTERISTICS, in_people
from coproduce.listening import queries as listening
from coproduce.themes import queries as themes

if TYPE_CHECKING:
    from coproduce.analysis.profiles import Profile
    from coproduce.programmes.models import Programme

#: Wards and the detailed groups are too small to be compared; the broad forms say what can be said.
COMPARED = tuple(key for key in CHARACTERISTICS if key not in {"ward", "ethnic_group"})


@dataclass(frozen=True)
class PublicDifference:
    """A theme that a group raised more or less. The figures are None where the gate keeps one of them back."""

    key: str
    theme: str
    group: str
    more: bool
    here: Figure | None
    there: Figure | None
    sentence: str


def theme_names(programme_id: int) -> dict[str, str]:
    """Code → name of each theme that is no part of another."""
    return {t.code: t.name for t in themes.themes_of(programme_id) if t.state == "theme" and not t.parent}


def differing(programme: Programme) -> Differences | None:
    """Exact comparisons of today; None where nobody chose a table or nobody named a theme."""
    population, names = table(programme.population), theme_names(programme.pk)
    if population is None or not names:
        return None
    answers = listening.equality_by_person(programme.pk)
    place = {person: number for number, person in enumerate(answers)}
    raised = {
        code: frozenset(place[person] for person in people.people if person in place)
        for code, people in themes.people_by_theme(programme.pk).items()
        if code in names
    }
    people = [population.recoded(row) for row in answers.values()]
    return theme_differences(people, raised, [key for key in COMPARED if key in population.counts])


def public_differences(programme: Programme) -> tuple[PublicDifference, ...]:
    """What was found, as it may be published: groups of at least the threshold, and numbers only where all pass."""
    found, profile = differing(programme), profile_of(programme)
    if found is None:
        return ()
    names, told = theme_names(programme.pk), len(listening.equality_rows(programme.pk))
    totals = {code: len(people.people) for code, people in themes.people_by_theme(programme.pk).items()}
    large = [one for one in found.found if min(one.people, one.others) >= profile.threshold]
    more = [one for one in large if one.verdict == RAISED_MORE]
    told_already = {(one.theme, one.characteristic) for one in more}
    # "Carers more" says what "others less" would say again.
    less = [one for one in large if one.verdict != RAISED_MORE and (one.theme, one.characteristic) not in told_already]
    return tuple(_public(one, names, totals.get(one.theme, 0), told, profile) for one in [*more, *less])


def _public(one: Difference, names: dict[str, str], total: int, told: int, profile: Profile) -> PublicDifference:
    group = in_people(one.characteristic, one.category)
    more = one.verdict == RAISED_MORE
    silent_raised = total - one.raised - one.others_raised
    silent = told - one.people - one.others
    # Whoever did not answer is a row too: the theme's own total is published, and would give that row away.
    gated = gate_table(
        [
            [one.raised, one.people - one.raised],
            [one.others_raised, one.others - one.others_raised],
            [max(silent_raised, 0), max(silent - silent_raised, 0)],
        ],
        ["group", "others", "not answered"], ["raised", "not"], profile,
    )  # fmt: skip
    passed = all(figure.shown for _, row in gated.rows for figure in row)
    here, there = (gated.cell("group", "raised"), gated.cell("others", "raised")) if passed else (None, None)
    said = f"{group} spoke of “{names[one.theme]}” {'more' if more else 'less'} often than others did."
    if here is not None and there is not None:
        said = f"{said[:-1]}: {here.say} of them, and {there.say} of all others who told us."
    return PublicDifference(one.characteristic, names[one.theme], group, more, here, there, said)
