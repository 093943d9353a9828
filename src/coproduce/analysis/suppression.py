# SPDX-License-Identifier: MIT
"""Which cells of a table to hide so that no small cell follows from what is left.

Hiding the small cells alone is not enough: a total minus its other cells gives the last one back. A small cell
counts as protected when a reader who knows every published figure, and that no hidden cell is zero, must still
allow that it reaches the threshold. Zeros are published.

For a line of cells this has a closed form. For a table, each small cell is protected in turn by the cheapest change
of the table's other cells that would lift it to the threshold and leave all sums right; the cells in that change
are hidden (the linear relaxation of Fischetti and Salazar, 2001, "Solving the cell suppression problem", Management
Science 47). What turned out to be needless is shown again. Sums over rows and columns form a network, so bounds
from the linear programme are whole numbers.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import linprog
from scipy.sparse import csr_matrix, hstack

from coproduce.analysis.profiles import Profile

Counts = NDArray[np.int64]
Mask = NDArray[np.bool_]

_TIDY_LIMIT = 600
_TOTAL_WEIGHT = 4.0


def hide_in_line(cells: Counts, profile: Profile, known_total: bool = True) -> tuple[Mask, bool]:
    """Which of `cells` to hide when their total is published, and whether to hide the total too."""
    hidden = (cells > 0) & (cells < profile.threshold)
    total = int(cells.sum())
    if profile.is_small(total):
        return cells > 0, True
    if not known_total or not hidden.any():
        return hidden, False
    highest_total = profile.bounds(total)[1]
    # The stable order by size, then by place, makes the choice the same on every machine.
    for place in [int(i) for i in np.argsort(cells, kind="stable") if cells[i] > 0 and not hidden[i]]:
        if _most_in_line(cells, hidden, highest_total, profile) >= profile.threshold:
            return hidden, False
        hidden[place] = True
    if _most_in_line(cells, hidden, highest_total, profile) >= profile.threshold:
        return hidden, False
    return hidden, True


def _most_in_line(cells: Counts, hidden: Mask, highest_total: int, profile: Profile) -> int:
    """The most that one hidden cell may be for all a reader knows: the rest at its least, each other hidden cell 1."""
    shown = sum(profile.bounds(int(count))[0] for count in cells[~hidden])
    return highest_total - shown - (int(hidden.sum()) - 1)


def hide_in_table(cells: Counts, profile: Profile) -> Mask:
    """Which entries to hide of a table extended by its totals (last column and last row)."""
    full = with_totals(cells)
    weight = np.ones(full.shape)
    weight[-1, :] *= _TOTAL_WEIGHT
    weight[:, -1] *= _TOTAL_WEIGHT
    places = np.arange(full.size).reshape(full.shape)
    hidden = _hide(_Network(full.ravel(), [*places, *places.T], weight.ravel(), profile))
    return hidden.reshape(full.shape)


def hide_nested(groups: Sequence[Sequence[int]], profile: Profile) -> tuple[list[Mask], Mask, bool]:
    """What to hide of counts in groups whose sums, and the sum of all, are published as well.

    Returns a mask for the cells of each group, one for the groups' sums, and whether to hide the sum of all.
    """
    sizes = [len(group) for group in groups]
    cells = np.array([count for group in groups for count in group], dtype=np.int64)
    ends = np.cumsum([0, *sizes])
    sums = np.array([sum(group) for group in groups], dtype=np.int64)
    full = np.concatenate([cells, sums, [sums.sum()]])
    first_sum = len(cells)
    lines = [np.array([*range(ends[g], ends[g + 1]), first_sum + g]) for g in range(len(groups))]
    lines.append(np.arange(first_sum, len(full)))
    weight = np.ones(len(full))
    weight[first_sum:] *= _TOTAL_WEIGHT
    weight[-1] *= _TOTAL_WEIGHT
    hidden = _hide(_Network(full, lines, weight, profile))
    return [hidden[ends[g] : ends[g + 1]] for g in range(len(groups))], hidden[first_sum:-1], bool(hidden[-1])


def with_totals(cells: Counts) -> Counts:
    """`cells` with a last column of row totals and a last row of column totals."""
    rows = np.hstack([cells, cells.sum(axis=1, keepdims=True)])
    return np.vstack([rows, rows.sum(axis=0, keepdims=True)])


def _hide(network: "_Network") -> Mask:
    small = (network.count > 0) & (network.count < network.profile.threshold)
    hidden = small.copy()
    # The smallest need the largest change, and what protects them often protects the others.
    order = [int(i) for i in np.argsort(network.count, kind="stable") if small[i]]
    for place in order:
        hidden = network.protect(place, hidden)
    return _shown_again(network, order, hidden, small)


def _shown_again(network: "_Network", order: list[int], hidden: Mask, small: Mask) -> Mask:
    extra = [int(i) for i in np.flatnonzero(hidden & ~small)]
    if len(extra) * len(order) > _TIDY_LIMIT:
        return hidden
    for place in sorted(extra, key=lambda i: (-network.weight[i], i)):
        fewer = hidden.copy()
        fewer[place] = False
        if all(network.most(each, fewer) >= network.profile.threshold for each in order):
            hidden = fewer
    return hidden


class _Network:
    """Counts in balance: in each line of places, the last is the sum of the others."""

    def __init__(self, counts: Counts, lines: Sequence[Counts], weight: NDArray[np.float64], profile: Profile) -> None:
        self.profile = profile
        self.count = counts.astype(np.float64)
        bounds = np.array([profile.bounds(int(each)) for each in counts], dtype=np.float64)
        self.low, self.high = bounds[:, 0], bounds[:, 1]
        self.sums = _balance(lines, len(counts))
        # Hiding a large count costs a reader more than hiding a small one.
        self.weight = weight * (1.0 + np.log1p(self.count))

    def most(self, place: int, hidden: Mask) -> float:
        """The most that the entry at `place` may be when `hidden` entries are unknown."""
        dark = hidden
        low = np.where(dark, 1.0, self.low)
        high = np.where(dark, np.inf, self.high)
        goal = np.zeros_like(self.count)
        goal[place] = -1.0
        found = linprog(goal, A_eq=self.sums, b_eq=np.zeros(self.sums.shape[0]), bounds=np.column_stack([low, high]))
        if found.status == 3:  # unbounded: its total is hidden too
            return float("inf")
        return round(-float(found.fun), 6) if found.status == 0 else float("-inf")

    def protect(self, place: int, hidden: Mask) -> Mask:
        """`hidden`, and what must be hidden besides so that the entry at `place` may reach the threshold."""
        dark = hidden
        size = len(self.count)
        movable = self.count > 0
        free_low = np.where(dark | ~movable, 0.0, self.low - self.count)
        free_high = np.where(dark | ~movable, 0.0, self.high - self.count)
        down = np.where(movable, np.where(dark, self.count, self.low) - 1.0, 0.0)
        up = np.where(movable, np.inf, 0.0)
        need = self.profile.threshold - self.count[place]
        lower = np.concatenate([free_low, np.zeros(2 * size)])
        upper = np.concatenate([free_high, up, down])
        lower[size + place] = upper[size + place] = need
        upper[2 * size + place] = 0.0
        cost = np.where(dark, 0.0, self.weight)
        found = linprog(
            np.concatenate([np.zeros(size), cost, cost]),
            A_eq=hstack([self.sums, self.sums, -self.sums], format="csr"),
            b_eq=np.zeros(self.sums.shape[0]),
            bounds=np.column_stack([lower, upper]),
        )
        if found.status != 0:
            return hidden | movable  # no change of the rest can hide it: nothing is shown but zeros
        moved = (found.x[size : 2 * size] + found.x[2 * size :]) > 1e-7
        grown: Mask = hidden | moved
        return grown


def _balance(lines: Sequence[Counts], places: int) -> csr_matrix:
    matrix = np.zeros((len(lines), places))
    for number, line in enumerate(lines):
        matrix[number, line[:-1]] = 1.0
        matrix[number, line[-1]] = -1.0
    return csr_matrix(matrix)
