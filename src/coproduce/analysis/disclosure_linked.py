# SPDX-License-Identifier: MIT
"""Several tables of the same people, gated as one.

Two tables that each keep their small counts may give them away together: a margin that one hides stands in the other,
a filter leaves out three people, a group minus its other parts is one man. Here every group of people is one count
however many tables it stands in, hidden in all of them or in none, and what a reader can subtract is one set of sums.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import product

import numpy as np

from coproduce.analysis.disclosure_cells import cell, cube, mark_of, series, table
from coproduce.analysis.disclosure_groups import EVERYBODY, Groups, narrowed
from coproduce.analysis.disclosure_rests import Group
from coproduce.analysis.figures import Safe
from coproduce.analysis.profiles import DEFAULT, Profile
from coproduce.analysis.suppression import hidden_also_in, hidden_in


@dataclass(frozen=True)
class Crossing:
    """A table to publish: people crossed by some characteristics, of those who fit `where` (all, where it is empty)."""

    by: tuple[str, ...]
    where: Mapping[str, str] = field(default_factory=dict)


def gate_tables(
    people: Sequence[Mapping[str, str]],
    tables: Mapping[str, Crossing],
    profile: Profile = DEFAULT,
    *,
    categories: Mapping[str, Sequence[str]] | None = None,
    broad: Mapping[str, tuple[str, Mapping[str, str]]] | None = None,
) -> dict[str, Safe]:
    """All of `tables`, so that no small count follows from all of them together.

    `people`: one mapping a person, characteristic to category; somebody who did not answer needs a category of their
    own. `categories` gives an order, and categories that nobody chose. `broad` names coarser forms of a
    characteristic: name → (the finer one, its category → the broad one). One characteristic makes a `SafeSeries`, two
    a `SafeTable`, more a `SafeCube`; all have their sums. Raises ValueError for a person without an answer and for a
    characteristic that nobody has.
    """
    sets = _Sets(people, tables, categories or {}, broad or {})
    groups = Groups(people)
    for crossing in tables.values():
        groups.add([sets.labelled(name) for name in crossing.by], sets.where(crossing))
    hidden = hidden_in(groups.balance(profile))
    joint = groups.joint(profile)
    if joint is not None:
        kinds = np.ones(len(joint.counts) - len(hidden), dtype=np.bool_)
        hidden = hidden_also_in(joint, np.append(hidden, kinds))[: len(hidden)]
    dark = dict(zip(groups.order, hidden.tolist(), strict=True))
    mark = mark_of(profile, totals=True)

    def made(crossing: Crossing) -> Safe:
        """One table as it may be shown."""
        inside = sets.where(crossing)
        parts = [{k: v for k, v in sets.labelled(name) if narrowed(inside, v) is not None} for name in crossing.by]
        axes = [list(part) for part in parts]
        found = {}
        for at in product(*([*axis, ""] for axis in axes)):
            group = narrowed(inside, *(parts[n][label] for n, label in enumerate(at) if label))
            if group is None:
                found[at] = cell(0, False, profile, mark)
            else:
                found[at] = cell(groups.counts[group], dark[group], profile, mark)
        if len(axes) == 1:
            return series(axes[0], [found[label,] for label in axes[0]], found["",], profile)
        if len(axes) == 2:
            grid = [[found[row, column] for column in [*axes[1], ""]] for row in [*axes[0], ""]]
            return table(axes[0], axes[1], grid, profile, totals=True)
        return cube(crossing.by, axes, list(found.items()), profile)

    return {name: made(crossing) for name, crossing in tables.items()}


class _Sets:
    """Which categories of which characteristic a label stands for, the broad ones taken apart into their parts."""

    def __init__(
        self,
        people: Sequence[Mapping[str, str]],
        tables: Mapping[str, Crossing],
        categories: Mapping[str, Sequence[str]],
        broad: Mapping[str, tuple[str, Mapping[str, str]]],
    ) -> None:
        self.broad = broad
        asked = [name for each in tables.values() for name in (*each.by, *each.where)]
        self.fine = {
            name: self._answers(people, name, categories.get(name, ()))
            for name in dict.fromkeys(broad[name][0] if name in broad else name for name in asked)
        }
        self.known = {name: self._labelled(name, categories.get(name, ())) for name in dict.fromkeys(asked)}

    def _answers(self, people: Sequence[Mapping[str, str]], name: str, wanted: Iterable[str]) -> list[str]:
        for number, person in enumerate(people):
            if not person.get(name):
                raise ValueError(
                    f"Person {number} has no “{name}”: give those who did not answer a category of their own."
                )
        found = {person[name] for person in people} - set(wanted)
        return [*dict.fromkeys(wanted), *sorted(found)]

    def _labelled(self, name: str, wanted: Iterable[str]) -> list[tuple[str, Group]]:
        if name not in self.broad:
            return [(each, frozenset({(name, frozenset({each}))})) for each in self.fine[name]]
        fine, coarser = self.broad[name]
        parts: dict[str, set[str]] = {label: set() for label in wanted}
        for each in self.fine[fine]:
            parts.setdefault(coarser.get(each, each), set()).add(each)
        return [(label, frozenset({(fine, frozenset(some))})) for label, some in parts.items() if some]

    def labelled(self, name: str) -> list[tuple[str, Group]]:
        """Each category of a characteristic, and the group of people that it is."""
        return self.known[name]

    def where(self, crossing: Crossing) -> Group:
        """The group of people whom a filter leaves in."""
        found: Group | None = EVERYBODY
        for name, label in crossing.where.items():
            parts = dict(self.known[name])
            if label not in parts:
                raise ValueError(f"Nobody has “{label}” as “{name}”.")
            found = None if found is None else narrowed(found, parts[label])
        if found is None:
            raise ValueError("Nobody can fit all conditions of a filter.")
        return found
