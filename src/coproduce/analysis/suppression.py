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
    network = _Network(full, profile)
    small = (full > 0) & (full < profile.threshold)
    hidden = small.copy()
    # The smallest need the largest change, and what protects them often protects the others.
    order = [int(i) for i in np.argsort(full, axis=None, kind="stable") if small.flat[i]]
    for place in order:
        hidden = network.protect(place, hidden)
    return _shown_again(network, order, hidden, small)


def most_possible(full: Counts, hidden: Mask, place: int, profile: Profile) -> float:
    """The most that the hidden entry at `place` (flat index) may be, for all that a reader can tell."""
    return _Network(full, profile).most(place, hidden)


def with_totals(cells: Counts) -> Counts:
    """`cells` with a last column of row totals and a last row of column totals."""
    rows = np.hstack([cells, cells.sum(axis=1, keepdims=True)])
    return np.vstack([rows, rows.sum(axis=0, keepdims=True)])


def _shown_again(network: "_Network", order: list[int], hidden: Mask, small: Mask) -> Mask:
    extra = [int(i) for i in np.flatnonzero(hidden & ~small)]
    if len(extra) * len(order) > _TIDY_LIMIT:
        return hidden
    for place in sorted(extra, key=lambda i: (-network.weight[i], i)):
        fewer = hidden.copy()
        fewer.flat[place] = False
        if all(network.most(each, fewer) >= network.profile.threshold for each in order):
            hidden = fewer
    return hidden


class _Network:
    """A table with totals as unknowns in balance: each row and column sums to its total."""

    def __init__(self, full: Counts, profile: Profile) -> None:
        self.full = full
        self.profile = profile
        self.count = full.astype(np.float64).ravel()
        bounds = np.array([profile.bounds(int(each)) for each in full.ravel()], dtype=np.float64)
        self.low, self.high = bounds[:, 0], bounds[:, 1]
        self.sums = _sums(*full.shape)
        self.weight = _weights(full)

    def most(self, place: int, hidden: Mask) -> float:
        """The most that the entry at `place` may be when `hidden` entries are unknown."""
        dark = hidden.ravel()
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
        dark = hidden.ravel()
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
            return hidden | (self.full > 0)  # no change of the rest can hide it: nothing is shown but zeros
        moved = (found.x[size : 2 * size] + found.x[2 * size :]) > 1e-7
        grown: Mask = hidden | moved.reshape(self.full.shape)
        return grown


def _sums(rows: int, columns: int) -> csr_matrix:
    """The balance of a table of `rows` × `columns` entries, totals included."""
    places = np.arange(rows * columns).reshape(rows, columns)
    lines = [*places, *places.T]
    matrix = np.zeros((len(lines), rows * columns))
    for number, line in enumerate(lines):
        matrix[number, line[:-1]] = 1.0
        matrix[number, line[-1]] = -1.0
    return csr_matrix(matrix)


def _weights(full: Counts) -> NDArray[np.float64]:
    """What hiding each entry costs a reader: larger ones more, totals more still, the grand total most."""
    weight: NDArray[np.float64] = 1.0 + np.log1p(full.astype(np.float64))
    weight[-1, :] *= _TOTAL_WEIGHT
    weight[:, -1] *= _TOTAL_WEIGHT
    return weight.ravel()
