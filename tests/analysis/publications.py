# SPDX-License-Identifier: AGPL-3.0-or-later
"""Random publications of up to six linked tables, and somebody who reads all of their tables at once.

The reader is written apart from the gate and works on people, not on tables: the unknowns are how many people have
each combination of answers. Every published figure is a sum of them. So whatever tables, filters, margins and groups
have in common is in it by itself, also what the gate did not think of.
"""

from itertools import product

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, linprog, milp
from scipy.sparse import csr_matrix, vstack

from coproduce.analysis.disclosure import DEFAULT, PROFILES, Crossing, SafeSeries, SafeTable, gate_tables

QUESTIONS = {"sex": 2, "age": 4, "ward": 4, "carer": 2, "group": 4}
BROAD = {"group_broad": ("group", {f"group{n}": "few" if n < 2 else "many" for n in range(4)})}
FAR = 1e5


def room(rng, asked):
    """People with answers, some combinations rare."""
    chances = {name: rng.dirichlet(np.full(QUESTIONS[name], 1.2)) for name in asked}
    answers = {
        name: rng.choice(QUESTIONS[name], size=int(rng.integers(30, 400)), p=chances[name]) for name in asked[:1]
    }
    many = len(answers[asked[0]])
    answers |= {name: rng.choice(QUESTIONS[name], size=many, p=chances[name]) for name in asked[1:]}
    return [{name: f"{name}{answers[name][n]}" for name in asked} for n in range(many)]


def publication(seed):
    """People, and one to six tables of one to three ways, some of broad groups, some with a filter."""
    rng = np.random.default_rng(seed)
    asked = [str(name) for name in rng.choice(list(QUESTIONS), size=int(rng.integers(2, 5)), replace=False)]
    names = [*asked, *(["group_broad"] if "group" in asked else [])]
    people, tables = room(rng, asked), {}
    for number in range(int(rng.integers(1, 7))):
        ways = min(len(asked), int(rng.choice([1, 2, 2, 2, 3], p=[0.37, 0.25, 0.2, 0.15, 0.03])))
        by, used = [], set()
        for name in rng.permutation(names):
            base = BROAD[str(name)][0] if name in BROAD else str(name)
            if len(by) < ways and base not in used:
                by.append(str(name)), used.add(base)
        rest = [name for name in asked if name not in used]
        some = rest[0] if rest and rng.random() < 0.3 else None
        tables[f"table {number}"] = Crossing(tuple(by), {some: people[0][some]} if some else {})
    return people, tables


def broad_and_filtered(seed):
    """People, and two to four tables of fine and of broad groups, many with a filter: what is left over between them
    differs in two questions as a rule."""
    rng = np.random.default_rng([7, seed])
    others = [str(name) for name in rng.choice(["sex", "age", "ward", "carer"], int(rng.integers(1, 3)), replace=False)]
    people, tables = room(rng, ["group", *others]), {}
    for number in range(int(rng.integers(2, 5))):
        by = ["group_broad" if rng.random() < 0.5 else "group", *(others[:1] if rng.random() < 0.3 else [])]
        rest = [name for name in others if name not in by]
        where = {rest[0]: people[0][rest[0]]} if rest and rng.random() < 0.5 else {}
        tables[f"table {number}"] = Crossing(tuple(by), where)
    return people, tables


def gated(people, tables, profile=DEFAULT):
    return gate_tables(people, tables, profile, broad=BROAD)


def gated_apart(people, tables, profile=DEFAULT):
    """Each table with a gate of its own, as somebody might who does not think of the others."""
    return {name: gate_tables(people, {name: each}, profile, broad=BROAD)[name] for name, each in tables.items()}


def figures_of(result):
    """Every figure of a result with the label of each way; None is the sum."""
    if isinstance(result, SafeSeries):
        return [((label,), figure) for label, figure in result] + [((None,), result.total)]
    if isinstance(result, SafeTable):
        found = [((row, c), f) for row, cells in result.rows for c, f in zip(result.column_labels, cells, strict=True)]
        found += [((row, None), f) for row, f in zip(result.row_labels, result.row_totals, strict=True)]
        found += [((None, c), f) for c, f in zip(result.column_labels, result.column_totals, strict=True)]
        return [*found, ((None, None), result.total)]
    return [(tuple(label or None for label in at), figure) for at, figure in result.cells]


class Reader:
    """Knows all results, which questions were asked with which answers, whole numbers, roundings and the rule."""

    def __init__(self, people, tables, results, consistent=True):
        self.consistent = consistent
        asked = sorted(people[0])
        answers = [sorted({person[name] for person in people}) for name in asked]
        self.kinds = [dict(zip(asked, each, strict=True)) for each in product(*answers)]
        self.truth = np.array([sum(person == kind for person in people) for kind in self.kinds])
        self.figures, self.asked = {}, []
        for name, crossing in tables.items():
            for at, figure in figures_of(results[name]):
                wanted = dict(crossing.where) | {
                    n: label for n, label in zip(crossing.by, at, strict=True) if label is not None
                }
                self.add(self.people_who(wanted), figure)
                self.asked.append(wanted)
        shown = [(who, figure) for who, figure in self.figures.items()]
        self.threshold = PROFILES[shown[0][1].profile].threshold
        self.matrix = csr_matrix(np.array([who for who, _ in shown], dtype=float))
        bounds = [self.bounds(figure) for _, figure in shown]
        self.low, self.high = (np.array(ends, dtype=float) for ends in zip(*bounds, strict=True))
        self.hidden = [n for n, (_, figure) in enumerate(shown) if not figure.shown]

    def people_who(self, wanted):
        """Which kinds of people a figure counts."""

        def fits(kind, name, label):
            return kind[name] == label if name in kind else BROAD[name][1].get(kind[BROAD[name][0]]) == label

        return tuple(all(fits(kind, *each) for each in wanted.items()) for kind in self.kinds)

    def add(self, who, figure):
        there = self.figures.get(who)
        if there is not None and self.consistent:
            assert (there.shown, there.value) == (figure.shown, figure.value), "one group, two answers"
        if there is None or not there.shown:
            self.figures[who] = figure

    def bounds(self, figure):
        return PROFILES[figure.profile].bounds(figure.value) if figure.shown else (1, FAR)

    def readable(self):
        """Groups that are printed, and broad ones that nobody printed and whose fine parts all are."""
        found = {who for who, figure in self.figures.items() if figure.shown}
        for wanted in self.asked:
            for fine, labels in BROAD.values():
                for label in {labels[wanted[fine]]} if fine in wanted else ():
                    parts = [self.people_who(wanted | {fine: each}) for each in labels if labels[each] == label]
                    # An answer that nobody gave has no kind of people, and needs no figure.
                    if all(not any(part) or part in found for part in parts):
                        found.add(tuple(any(some) for some in zip(*parts, strict=True)))
        return found

    def secrets(self):
        """Groups of one to nine people that a figure counts, or that one known group has more than another."""
        groups = self.readable()
        small = {who for who in self.figures if 0 < self.truth @ np.array(who) < self.threshold}
        for part, whole in product(groups, repeat=2):
            if part != whole and all(w or not p for p, w in zip(part, whole, strict=True)):
                rest = tuple(w and not p for p, w in zip(part, whole, strict=True))
                if 0 < self.truth @ np.array(rest) < self.threshold:
                    small.add(rest)
        return small

    def learns(self, who):
        """Whether `who` surely has fewer than the threshold: by fractions where they tell, else in whole numbers."""
        goal = np.array(who, dtype=float)
        rows = vstack([self.matrix, -self.matrix])
        found = linprog(-goal, A_ub=rows, b_ub=np.concatenate([self.high, -self.low]), bounds=(0, FAR))
        assert found.status == 0, found.message
        if -found.fun < self.threshold - 1e-6:
            return True
        counts = self.matrix @ found.x
        here = next((n for n, other in enumerate(self.figures) if other == who), None)
        others = [n for n in self.hidden if n != here]
        whole = np.abs(found.x - np.round(found.x)).max() < 1e-6
        if whole and any(counts[n] < self.threshold - 1e-6 for n in others):
            return False
        return not self.may_reach(goal, others)

    def may_reach(self, goal, others):
        """Whether whole people fit everything with `who` at the threshold and some other hidden figure small."""
        size, some = len(goal), len(others)
        wide = csr_matrix((np.ones(some), (range(some), range(some))), shape=(some, some)) * FAR
        rules = [LinearConstraint(self._beside(self.matrix, some), self.low, self.high)]
        rules.append(LinearConstraint(np.concatenate([goal, np.zeros(some)])[None, :], self.threshold, np.inf))
        if some:
            chosen = self._beside(self.matrix[others], some).tolil()
            chosen[:, size:] = wide
            rules.append(LinearConstraint(chosen.tocsr(), -np.inf, FAR + self.threshold - 1))
            rules.append(LinearConstraint(np.concatenate([np.zeros(size), np.ones(some)])[None, :], 1, np.inf))
        limits = Bounds(np.zeros(size + some), np.concatenate([np.full(size, FAR), np.ones(some)]))
        found = milp(np.zeros(size + some), constraints=rules, bounds=limits, integrality=np.ones(size + some))
        return found.x is not None

    @staticmethod
    def _beside(matrix, some):
        return csr_matrix((matrix.data, matrix.indices, matrix.indptr), shape=(matrix.shape[0], matrix.shape[1] + some))


def recovered(people, tables, results, consistent=True):
    """What somebody who reads all tables learns about one to nine people: nothing, it should be.

    Where all of whom the tables speak are fewer than the threshold, only zeros stand there and no more can be hidden.
    """
    reader = Reader(people, tables, results, consistent)
    if max(reader.truth @ np.array(who) for who in reader.figures) < reader.threshold:
        return []
    return [who for who in reader.secrets() if reader.learns(who)]
