# SPDX-License-Identifier: MIT
"""Groups of people who overlap, where it is known that some are inside others: themes and their parts, and sentences
that cite them.

Each count may be large, and the difference between a theme and its only part a single person. So who is in the larger
group and not in the smaller is a group too, which nobody prints and everybody can count.
"""

from collections.abc import Collection, Hashable, Iterable, Mapping
from itertools import combinations
from typing import Final

import numpy as np
from scipy.sparse import csr_matrix
from scipy.sparse.csgraph import connected_components

from coproduce.analysis.disclosure_cells import figure, shown, withheld
from coproduce.analysis.figures import Figure
from coproduce.analysis.profiles import DEFAULT, Profile
from coproduce.analysis.suppression import hidden_in
from coproduce.analysis.suppression_balance import INNER, MARGIN, balance

SOME: Final = "some"
"""Said of a group whose number is held back for the sake of another: "some people"."""


def gate_overlapping(
    groups: Mapping[str, Collection[Hashable]],
    inside: Iterable[tuple[str, str]] = (),
    profile: Profile = DEFAULT,
) -> dict[str, Figure]:
    """How many people each of `groups` (name → who) has, as it may be published.

    `inside` holds pairs (part, whole) of names where everybody knows that the part lies in the whole. A small group
    says "fewer than ten"; where another had to be hidden too, all that hang together say "some", large or small. Raises
    ValueError for a part that is not in its whole.
    """
    who = {name: frozenset(some) for name, some in groups.items()}
    pairs = list(dict.fromkeys(inside))
    for part, whole in pairs:
        if not who[part] <= who[whole]:
            raise ValueError(f"Not everybody of “{part}” is in “{whole}”.")
    places: dict[frozenset[Hashable] | str, int] = {name: n for n, name in enumerate(who)}
    lines = [line for part, whole in pairs for line in _lines(places, who, part, whole)]
    lines += [line for whole in dict.fromkeys(w for _, w in pairs) for line in _unions(places, who, pairs, whole)]
    counts = [len(who[key]) if isinstance(key, str) else len(key) for key in places]
    wholes = {whole for _, whole in pairs}
    cost = [0.0 if not isinstance(key, str) else MARGIN if key in wholes else INNER for key in places]
    found: dict[int, Figure] = {}
    for these in _that_hang_together(lines, len(counts)):
        printed = [n for n in these if n < len(who)]
        if not any(profile.is_small(counts[n]) for n in these if n >= len(who)):
            found |= {
                n: withheld(profile) if profile.is_small(counts[n]) else shown(counts[n], profile) for n in printed
            }
            continue
        at = {n: place for place, n in enumerate(these)}
        here = balance(
            [counts[n] for n in these], [[at[n] for n in line] for line in lines if line[0] in at], profile,
            [cost[n] for n in these], [at[n] for n in these if n >= len(who)], unseen_reasons=True,
        )  # fmt: skip
        hidden = hidden_in(here)
        found |= {n: figure(None, SOME, SOME, profile) if hidden[at[n]] else shown(counts[n], profile) for n in printed}
    return {name: found[n] for n, name in enumerate(who)}


def _lines(
    places: dict[frozenset[Hashable] | str, int], who: Mapping[str, frozenset[Hashable]], part: str, whole: str
) -> list[list[int]]:
    """The part and the rest make the whole. A rest is known by who is in it, so that the same one has one place."""
    rest = who[whole] - who[part]
    place = places.setdefault(rest, len(places))
    return [[places[part], place, places[whole]]]


def _unions(
    places: dict[frozenset[Hashable] | str, int],
    who: Mapping[str, frozenset[Hashable]],
    pairs: list[tuple[str, str]],
    whole: str,
) -> list[list[int]]:
    """Where two groups make a whole, who is in both is a subtraction away."""
    parts = [part for part, other in pairs if other == whole]
    found = []
    for a, b in combinations(parts, 2):
        if who[a] | who[b] == who[whole]:
            both = places.setdefault(who[a] & who[b], len(places))
            for one, other in ((a, b), (b, a)):
                found.append([places.setdefault(who[one] - who[other], len(places)), both, places[one]])
    return found


def _that_hang_together(lines: list[list[int]], size: int) -> list[list[int]]:
    """Places in sets that no line joins to another set."""
    rows = [n for n, line in enumerate(lines) for _ in line]
    joined = csr_matrix((np.ones(len(rows)), (rows, [place for line in lines for place in line])), (len(lines), size))
    many, which = connected_components(joined.T @ joined, directed=False)
    return [[int(place) for place in np.flatnonzero(which == n)] for n in range(many)]
