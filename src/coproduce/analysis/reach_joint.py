# SPDX-License-Identifier: MIT
"""Gaps where groups cross: young men, Muslim women, carers in one ward. Found without fishing.

The family of tests is fixed before anybody's answers are looked at: every crossing of two (and of three) characteristics
in which at least `LEAST_EXPECTED` of those who answered would be expected. Each is tested exactly, one-sided (fewer than
the population's share), and false discoveries are controlled over the whole family, half of the rate for crossings of
two and half for crossings of three, which keeps the rate over both. Of two forms of one question the broad one is used.

What a crossing's share in the population is, is seldom published, and a wrong guess invents a gap: taken as unrelated,
ethnic group and religion would "miss" white Muslims by the dozen. So each result names its `basis`. `COUNTED`: the table
says how many live there. `UNRELATED`: the product of the single shares, for sex alone, which is spread nearly evenly over
most other groups (not over the oldest). `GUESSED`: the smaller of two guesses, the product and what raking our own people
to the population would give. A guess can only find what the single gaps add up to, and finds nothing that our own people
hide; `beyond` is never claimed of it.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Final

import numpy as np
from numpy.typing import NDArray

from coproduce.analysis.exact import Control, adjusted, fewer_by_chance
from coproduce.analysis.intervals import Interval, share_interval
from coproduce.analysis.population import PopulationTable
from coproduce.analysis.raking import rake

LEAST_EXPECTED: Final = 5.0
RATE: Final = 0.05
COUNTED: Final = "counted together"
UNRELATED: Final = "taken as unrelated"
GUESSED: Final = "the smaller of two guesses"
EVENLY_SPREAD: Final = ("sex", "gender")


Counts = Mapping[str, Mapping[str, float]]
Known = Mapping[tuple[str, ...], Mapping[tuple[str, ...], float]]


@dataclass(frozen=True)
class JointGap:
    """One crossing heard less than its share. `q` is its p-value, adjusted for its family.

    `beyond`: fewer even than the single gaps would leave, so that this crossing is a gap of its own and not only the
    shadow of a wider one.
    """

    characteristics: tuple[str, ...]
    categories: tuple[str, ...]
    heard: int
    answered: int
    interval: Interval
    population_share: float
    expected: float
    basis: str
    p: float
    q: float
    beyond: bool


@dataclass(frozen=True)
class JointGaps:
    """What was found, and how much was looked at: a family without its size says nothing."""

    gaps: tuple[JointGap, ...]
    looked_at: int
    too_small: int
    rate: float
    control: str
    least_expected: float


@dataclass(frozen=True)
class _Crossing:
    names: tuple[str, ...]
    categories: tuple[tuple[str, ...], ...]
    heard: NDArray[np.int64]
    answered: int
    share: NDArray[np.float64]
    left_by_single_gaps: NDArray[np.float64]
    large_enough: NDArray[np.bool_]
    basis: str


def joint_gaps(
    people: Iterable[Mapping[str, str | None]],
    table: PopulationTable,
    *,
    most_together: int = 3,
    least_expected: float = LEAST_EXPECTED,
    rate: float = RATE,
    control: Control = "hochberg",
) -> JointGaps:
    """Crossings of up to `most_together` characteristics that were heard less than their share.

    `people` as for `reach_results`, already recoded to the table's categories. Only who answered all characteristics of
    a crossing with a category of the table counts in it. Two forms of one question are never crossed.
    """
    rows = list(people)
    joint, counts = table.joint, _broad(table)
    codes = {name: _codes(rows, name, list(cells)) for name, cells in counts.items()}
    gaps: list[JointGap] = []
    looked_at = too_small = 0
    levels = range(2, most_together + 1)
    for size in levels:
        family: list[tuple[_Crossing, int, float]] = []
        for names in combinations(counts, size):
            crossing = _crossing(names, codes, counts, joint, least_expected)
            too_small += int((~crossing.large_enough).sum())
            asked = np.full(len(crossing.share), crossing.answered)
            chances = fewer_by_chance(crossing.heard, asked, crossing.share)
            family += [(crossing, int(i), float(chances[i])) for i in np.flatnonzero(crossing.large_enough)]
        looked_at += len(family)
        found = adjusted([p for _, _, p in family], control)
        gaps += [
            _gap(crossing, i, p, q)
            for (crossing, i, p), q in zip(family, found, strict=True)
            if q <= rate / len(levels)
        ]
    ordered = sorted(gaps, key=lambda gap: (gap.q, gap.p, gap.characteristics, gap.categories))
    return JointGaps(tuple(ordered), looked_at, too_small, rate, control, least_expected)


def _broad(table: PopulationTable) -> Counts:
    """The table's counts with one form of each question, the one with the fewest categories."""
    counts, questions = table.counts, table.questions
    return {
        name: cells
        for name, cells in counts.items()
        if not any(questions[other] == questions[name] and len(counts[other]) < len(cells) for other in counts)
    }


def _codes(rows: Sequence[Mapping[str, str | None]], name: str, categories: Sequence[str]) -> NDArray[np.int64]:
    number = {category: i for i, category in enumerate(categories)}
    return np.array([number.get((row.get(name) or "").strip(), -1) for row in rows], dtype=np.int64)


def _crossing(
    names: tuple[str, ...], codes: Mapping[str, NDArray[np.int64]], counts: Counts, joint: Known, least: float
) -> _Crossing:
    lists = [list(counts[name]) for name in names]
    sizes = tuple(len(categories) for categories in lists)
    mine = np.column_stack([codes[name] for name in names]).reshape(-1, len(names))
    mine = mine[(mine >= 0).all(axis=1)]
    heard = np.zeros(sizes, dtype=np.int64)
    np.add.at(heard, tuple(mine.T), 1)
    single = [_single(counts[name]) for name in names]
    unrelated = _product(single)
    share, basis = _shares(names, mine, counts, joint)
    # The family may not depend on what people answered, so a guess made from them decides no size.
    sized = unrelated if basis == GUESSED else share
    marginal = [np.bincount(mine[:, i], minlength=size) / max(len(mine), 1) for i, size in enumerate(sizes)]
    # How much more often than by chance the crossing occurs in the population carries over to what single gaps leave.
    tie = np.divide(share, unrelated, out=np.ones(sizes), where=unrelated > 0)
    places = np.array(np.unravel_index(np.arange(heard.size), sizes)).T.tolist()
    return _Crossing(
        names=names,
        categories=tuple(tuple(lists[i][code] for i, code in enumerate(place)) for place in places),
        heard=heard.ravel(),
        answered=len(mine),
        share=share.ravel(),
        left_by_single_gaps=np.minimum(1.0, _product(marginal) * tie).ravel(),
        large_enough=(sized * len(mine) >= least).ravel(),
        basis=basis,
    )


def _shares(
    names: tuple[str, ...], mine: NDArray[np.int64], counts: Counts, joint: Known
) -> tuple[NDArray[np.float64], str]:
    """The population's share of each crossing of `names`, and what that rests on."""
    single = [_single(counts[name]) for name in names]
    if names in joint:
        lists = [list(counts[name]) for name in names]
        together = np.zeros(tuple(len(categories) for categories in lists))
        for categories, count in joint[names].items():
            together[tuple(lists[i].index(category) for i, category in enumerate(categories))] = count
        return together / together.sum(), COUNTED
    even = [i for i, name in enumerate(names) if name.casefold() in EVENLY_SPREAD]
    if even:
        rest = [i for i in range(len(names)) if i != even[0]]
        if len(rest) == 1:
            return _product(single), UNRELATED
        others, basis = _shares(tuple(names[i] for i in rest), mine[:, rest], counts, joint)
        whole = np.moveaxis(np.multiply.outer(single[even[0]], others), 0, even[0])
        return whole, UNRELATED if basis == COUNTED else basis
    return np.minimum(_product(single), _raked(mine, single)), GUESSED


def _raked(mine: NDArray[np.int64], single: Sequence[NDArray[np.float64]]) -> NDArray[np.float64]:
    """The shares of crossings among our own people, each margin raked to the population's."""
    cells = np.zeros(tuple(len(share) for share in single))
    if not len(mine):
        return cells
    targets = []
    for i, share in enumerate(single):
        present = np.bincount(mine[:, i], minlength=len(share)) > 0
        targets.append(np.where(present, share, 0.0))
    if any(target.sum() == 0 for target in targets) or any((t[mine[:, i]] == 0).any() for i, t in enumerate(targets)):
        return cells
    weights = rake(list(mine.T), targets, tolerance=1e-6, most_sweeps=200).weights
    np.add.at(cells, tuple(mine.T), weights / len(mine))
    return cells


def _single(categories: Mapping[str, float]) -> NDArray[np.float64]:
    shares = np.array(list(categories.values()), dtype=np.float64)
    normed: NDArray[np.float64] = shares / shares.sum()
    return normed


def _product(shares: Sequence[NDArray[np.float64]]) -> NDArray[np.float64]:
    product = shares[0]
    for share in shares[1:]:
        product = np.multiply.outer(product, share)
    return product


def _gap(crossing: _Crossing, i: int, p: float, q: float) -> JointGap:
    heard, answered = int(crossing.heard[i]), crossing.answered
    interval = share_interval(heard, answered)
    return JointGap(
        characteristics=crossing.names,
        categories=crossing.categories[i],
        heard=heard,
        answered=answered,
        interval=interval,
        population_share=float(crossing.share[i]),
        expected=float(crossing.share[i]) * answered,
        basis=crossing.basis,
        p=p,
        q=q,
        beyond=crossing.basis != GUESSED and interval[1] < float(crossing.left_by_single_gaps[i]),
    )
