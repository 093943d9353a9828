# SPDX-License-Identifier: MIT
"""Groups of people that tables speak of, how many each has, and which add up to which.

A group is a set of conditions, one a characteristic: women of Aston or Nechells. The same group has the same name
wherever it stands, and that is what links tables.
"""

from collections.abc import Mapping, Sequence
from itertools import product
from math import prod
from typing import Final

import numpy as np
from numpy.typing import NDArray

from coproduce.analysis.disclosure_rests import Group, small_rests
from coproduce.analysis.profiles import Profile
from coproduce.analysis.suppression_balance import INNER, MARGIN, WHOLE, Balance, balance

_MOST_COMBINATIONS: Final = 20_000
EVERYBODY: Final[Group] = frozenset()

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
    """Every group of a publication. Add the tables, then ask for the `balance`; `order` names its places.

    `counts` are of the groups that are printed, `known` of these and of those that anybody can add up from them.
    """

    def __init__(self, people: Sequence[Mapping[str, str]]) -> None:
        self.people = people
        self.counts: dict[Group, int] = {}
        self.known: dict[Group, int] = {}
        self.inner: dict[Group, bool] = {}
        self.lines: dict[tuple[frozenset[Group], Group], None] = {}
        self.order: list[Group | tuple[Group, Group]] = []
        self.unseen: list[tuple[Group, Group]] = []

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
            self.known[group] = self.counts[group]
        self.inner[group] = self.inner.get(group, True) and inner

    def _line(self, parts: Sequence[Group], whole: Group) -> None:
        if whole not in parts:
            self.lines[frozenset(parts), whole] = None

    def balance(self, profile: Profile) -> Balance:
        """All counts, with every sum that a reader can make of them."""
        self._add_up()
        self._link()
        self.unseen = [*self._left_over(), *small_rests(self.known, self._answers(), profile.threshold)]
        self.order = [*self.known, *self.unseen]
        counts = [self._size(group) for group in self.order]
        return balance(counts, self._sums(), profile, self._costs(), range(len(self.counts), len(counts)))

    def _size(self, group: "Group | tuple[Group, Group]") -> int:
        if isinstance(group, tuple):
            return self.known[group[1]] - self.known[group[0]]
        return self.known[group]

    def _sums(self) -> list[list[int]]:
        place = {group: n for n, group in enumerate(self.order)}
        lines = [[*sorted(place[part] for part in parts), place[whole]] for parts, whole in self.lines]
        return lines + [[place[part], place[part, whole], place[whole]] for part, whole in self.unseen]

    def _costs(self) -> list[float]:
        costs = [WHOLE if not group else INNER if self.inner[group] else MARGIN for group in self.counts]
        return costs + [0.0] * (len(self.order) - len(self.counts))

    def joint(self, profile: Profile) -> Balance | None:
        """All counts as sums of people with the same answers; None where there are too many combinations to look at.

        Tables of which none is a part of another still bound each other, since nobody is counted less than not at all:
        forty women of Aston in one make at least forty of Aston in whatever sum another table allows.
        """
        fine = self._answers_that_matter()
        if prod(len(some) for some in fine.values()) > _MOST_COMBINATIONS:
            return None
        shape, place = [len(some) for some in fine.values()], {group: n for n, group in enumerate(self.order)}
        members = {group: self._members(group, fine, shape) for group in self.known if self._within(group, fine)}
        rows = {place[group]: row for group, row in members.items()}
        rows |= {place[p, w]: members[w] & ~members[p] for p, w in self.unseen if p in members and w in members}
        kinds, which = np.unique(np.array(list(rows.values())), axis=1, return_inverse=True)
        kind_of = {at: int(kind) for at, kind in zip(np.ndindex(*shape), which.ravel(), strict=True)}
        sizes = np.zeros(kinds.shape[1], dtype=np.int64)
        for person in self.people:
            sizes[kind_of[tuple(some.index(person[name]) for name, some in fine.items())]] += 1
        first = len(self.order)
        lines = [[*(first + np.flatnonzero(row)), at] for at, row in zip(rows, kinds, strict=True)]
        lines += [line for line in self._sums() if not all(at in rows for at in line)]
        counts = np.concatenate([[self._size(group) for group in self.order], sizes])
        cost = np.concatenate([self._costs(), np.zeros(len(sizes))])
        return balance(counts, lines, profile, cost, range(len(self.counts), first), range(first, len(counts)))

    def _answers_that_matter(self) -> dict[str, list[str]]:
        """The answers to each question that some table crosses with another: the others touch through their sum alone."""
        crossed = {name for group in self.counts if len(group) > 1 for name, _ in group}
        answers = self._answers()
        least = [name for name in answers if name in crossed] or list(answers)[:1]
        return {name: answers[name] for name in least}

    def _answers(self) -> dict[str, list[str]]:
        """All answers to each question that some table asks."""
        named = sorted({name for group in self.counts for name, _ in group})
        return {name: sorted({person[name] for person in self.people}) for name in named}

    @staticmethod
    def _within(group: Group, fine: Mapping[str, list[str]]) -> bool:
        return all(name in fine for name, _ in group)

    def _members(self, group: Group, fine: Mapping[str, list[str]], shape: list[int]) -> NDArray[np.bool_]:
        found = np.ones(shape, dtype=np.bool_)
        for name, some in group:
            axis = [-1 if each == name else 1 for each in fine]
            found = found & np.array([answer in some for answer in fine[name]]).reshape(axis)
        return found.ravel()

    def _link(self) -> None:
        """Groups of several categories whose parts are known as well, from whichever table."""
        for group in self.known:
            for name, some in sorted(group, key=_name):
                parts = [group - {(name, some)} | {(name, frozenset({each}))} for each in some]
                if len(some) > 1 and all(part in self.known for part in parts):
                    self._line(parts, group)

    def _add_up(self) -> None:
        """Groups that nobody printed and anybody can add up: from the carers of each fine group, those of a broad one."""
        several = {each for group in self.counts for each in group if len(each[1]) > 1}
        broad = sorted(several, key=lambda each: (each[0], sorted(each[1])))
        new = list(self.counts)
        while new:
            found: dict[Group, int] = {}
            for group in new:
                for name, some in broad:
                    rest = frozenset(each for each in group if each[0] != name)
                    parts = [rest | {(name, frozenset({each}))} for each in some]
                    whole = rest | {(name, some)}
                    if group in parts and whole not in self.known and all(part in self.known for part in parts):
                        found[whole] = sum(self.known[part] for part in parts)
            self.known |= found
            new = list(found)

    def _left_over(self) -> list[tuple[Group, Group]]:
        """Pairs (part, whole) whose difference nobody printed and anybody can take: those outside a filter."""
        lined = {(part, whole) for parts, whole in self.lines for part in parts}
        beside: dict[tuple[str, Group], list[Condition]] = {}
        for group in self.known:
            for name, some in sorted(group, key=_name):
                beside.setdefault((name, group - {(name, some)}), []).append((some, group))
        found: dict[tuple[Group, Group], None] = {}
        for (_, rest), conditions in beside.items():
            if rest in self.known:
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


def _name(condition: tuple[str, frozenset[str]]) -> str:
    """To go through the conditions of a group in the same order on every machine."""
    return condition[0]


def _within(part: frozenset[str] | None, whole: frozenset[str] | None) -> bool:
    """Whether a condition is narrower than another; None is no condition."""
    if part is None:
        return False
    return whole is None or part < whole
