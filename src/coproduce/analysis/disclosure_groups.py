# SPDX-License-Identifier: MIT
"""Groups of people that tables speak of, how many each has, and which add up to which.

A group is a set of conditions, one a characteristic: women of Aston or Nechells. The same group has the same name
wherever it stands, and that is what links tables.
"""

from collections.abc import Mapping, Sequence
from itertools import product
from typing import Final

from coproduce.analysis.profiles import Profile
from coproduce.analysis.suppression_balance import INNER, MARGIN, WHOLE, Balance, balance

EVERYBODY: Final[frozenset[tuple[str, frozenset[str]]]] = frozenset()
Group = frozenset[tuple[str, frozenset[str]]]
"""Conditions: (characteristic, its categories); none at all is everybody."""

Condition = tuple[frozenset[str] | None, Group]
"""The categories of one characteristic that make a group, None for any, and the group."""


def narrowed(*groups: Group) -> Group | None:
    """The people who are in all of `groups`; None where nobody can be."""
    found: dict[str, frozenset[str]] = {}
    for group in groups:
        for name, some in group:
            found[name] = found[name] & some if name in found else some
    return frozenset(found.items()) if all(found.values()) else None


class Groups:
    """Every group of a publication. Add the tables, then ask for the `balance`; `order` names its places."""

    def __init__(self, people: Sequence[Mapping[str, str]]) -> None:
        self.people = people
        self.counts: dict[Group, int] = {}
        self.inner: dict[Group, bool] = {}
        self.lines: dict[tuple[frozenset[Group], Group], None] = {}
        self.order: list[Group | tuple[Group, Group]] = []

    def add(self, axes: Sequence[Sequence[tuple[str, Group]]], where: Group) -> None:
        """A table over `axes` (labels with their groups), of the people in `where`."""
        parts = [[group for _, group in axis if narrowed(where, group) is not None] for axis in axes]
        for chosen in product(*([*axis, EVERYBODY] for axis in parts)):
            group = _all_of(where, *chosen)
            self._count(group, inner=EVERYBODY not in chosen)
            for n, axis in enumerate(parts):
                if chosen[n] == EVERYBODY:
                    self._line([_all_of(group, part) for part in axis], group)

    def _count(self, group: Group, *, inner: bool) -> None:
        if group not in self.counts:
            self.counts[group] = sum(all(person[name] in some for name, some in group) for person in self.people)
        self.inner[group] = self.inner.get(group, True) and inner

    def _line(self, parts: Sequence[Group], whole: Group) -> None:
        if whole not in parts:
            self.lines[frozenset(parts), whole] = None

    def balance(self, profile: Profile) -> Balance:
        """All counts, with every sum that a reader can make of them."""
        self._link()
        unseen = self._left_over()
        self.order = [*self.counts, *unseen]
        place = {group: n for n, group in enumerate(self.order)}
        lines = [[*sorted(place[part] for part in parts), place[whole]] for parts, whole in self.lines]
        lines += [[place[part], place[part, whole], place[whole]] for part, whole in unseen]
        cost = [WHOLE if not group else INNER if self.inner[group] else MARGIN for group in self.counts]
        counts = [*self.counts.values(), *(self.counts[whole] - self.counts[part] for part, whole in unseen)]
        return balance(counts, lines, profile, [*cost, *[0.0] * len(unseen)], range(len(self.counts), len(self.order)))

    def _link(self) -> None:
        """Groups of several categories whose parts are published as well, in whichever table."""
        for group in list(self.counts):
            for name, some in group:
                parts = [group - {(name, some)} | {(name, frozenset({each}))} for each in some]
                if len(some) > 1 and all(part in self.counts for part in parts):
                    self._line(parts, group)

    def _left_over(self) -> list[tuple[Group, Group]]:
        """Pairs (part, whole) whose difference nobody printed and anybody can take: those outside a filter."""
        lined = {(part, whole) for parts, whole in self.lines for part in parts}
        beside: dict[tuple[str, Group], list[Condition]] = {}
        for group in self.counts:
            for name, some in group:
                beside.setdefault((name, group - {(name, some)}), []).append((some, group))
        found: dict[tuple[Group, Group], None] = {}
        for (_, rest), conditions in beside.items():
            if rest in self.counts:
                conditions.append((None, rest))
            for part in conditions:
                above = [each for each in conditions if _within(part[0], each[0])]
                least = [each for each in above if not any(_within(other[0], each[0]) for other in above)]
                found.update({(part[1], whole[1]): None for whole in least if (part[1], whole[1]) not in lined})
        return list(found)


def _all_of(*groups: Group) -> Group:
    """The people in all of `groups`, which somebody can be in."""
    found = narrowed(*groups)
    if found is None:
        raise ValueError("The categories of one table exclude each other.")
    return found


def _within(part: frozenset[str] | None, whole: frozenset[str] | None) -> bool:
    """Whether a condition is narrower than another; None is no condition."""
    if part is None:
        return False
    return whole is None or part < whole
