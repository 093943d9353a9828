# SPDX-License-Identifier: MIT
"""Which counts to hide in one large table of rows and columns with its totals, without a linear programme.

Write the totals with a minus: then every row and every column makes nought, and the table is a network whose nodes are
its rows and columns and whose arcs are its counts. A count may rise by so many people exactly where that many can flow
back from its column to its row through hidden counts: down a column's count (as far as it can fall), up another, and
so on. So protection is a question of flow, answered in whole numbers. Most counts are protected by a rectangle of
hidden counts, which a product of matrices finds for all at once; each of the rest takes the cheapest way through.
"""

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix
from scipy.sparse.csgraph import dijkstra, maximum_flow

from coproduce.analysis.profiles import Profile
from coproduce.analysis.suppression_balance import Counts, Mask, Numbers

_ENDLESS = 1 << 20
_FREE = 1e-4
_LOOK_AGAIN = 40
_TIDY_LIMIT = 10_000


class Grid:
    """A table extended by its totals, and how far each of its counts may rise and fall where it is hidden."""

    def __init__(self, full: Counts, cost: Numbers, profile: Profile) -> None:
        self.full, self.cost, self.threshold = full, cost, profile.threshold
        self.small = (full > 0) & (full < profile.threshold)
        fall = np.maximum(full - 1, 0)
        rise = np.where(full > 0, _ENDLESS, 0)
        # A total counts with a minus: that it rises is that its entry falls.
        minus = np.zeros(full.shape, dtype=np.bool_)
        minus[-1, :-1] = minus[:-1, -1] = True
        self.minus = minus
        self.up, self.down = np.where(minus, fall, rise), np.where(minus, rise, fall)

    def protected_by_rectangle(self, hidden: Mask) -> Mask:
        """The small counts that a rectangle of hidden counts protects."""
        found = np.zeros(self.full.shape, dtype=np.bool_)
        need = self.threshold - self.full
        for part in range(1, self.threshold):
            for minus in (False, True):
                up, down = (self.down, self.up) if minus else (self.up, self.down)
                ways = _rectangles((up >= part) & hidden, (down >= part) & hidden)
                # A row or a column holds at most so many of the far corners: with more there are others beside them
                # (König), and rectangles without a common side carry `part` people each.
                apart = np.ceil(ways / max(self.full.shape))
                found |= self.small & (self.minus == minus) & (apart * part >= need)
        return found

    def flows_back(self, hidden: Mask, at: tuple[int, int]) -> bool:
        """Whether the small count there may reach the threshold, by the largest flow through hidden counts."""
        rows, columns = self.full.shape
        up, down = np.where(hidden, self.up, 0), np.where(hidden, self.down, 0)
        up[at] = down[at] = 0
        net = np.zeros((rows + columns,) * 2, dtype=np.int32)
        net[:rows, rows:], net[rows:, :rows] = up, down.T
        start, end = rows + at[1], at[0]
        if self.minus[at]:
            start, end = end, start
        need = self.threshold - int(self.full[at])
        return int(maximum_flow(csr_matrix(net), start, end).flow_value) >= need

    def way_back(self, hidden: Mask, at: tuple[int, int]) -> list[tuple[int, int]]:
        """The counts on the cheapest way by which the count there may reach the threshold; empty where there is none."""
        rows, columns = self.full.shape
        need = self.threshold - int(self.full[at])
        price = np.where(hidden, _FREE, self.cost + _FREE)
        up, down = np.where(self.up >= need, price, np.inf), np.where(self.down >= need, price, np.inf)
        up[at] = down[at] = np.inf
        net = np.full((rows + columns,) * 2, np.inf)
        net[:rows, rows:], net[rows:, :rows] = up, down.T
        start, end = rows + at[1], at[0]
        if self.minus[at]:
            start, end = end, start
        there = np.isfinite(net)
        arcs = csr_matrix((net[there], np.nonzero(there)), shape=net.shape)
        _, before = dijkstra(arcs, indices=start, return_predecessors=True)
        way, node = [], end
        while node != start:
            last = int(before[node])
            if last < 0:
                return []
            way.append((min(last, node), max(last, node) - rows))
            node = last
        return way


def hide_in_grid(full: Counts, cost: Numbers, profile: Profile) -> Mask:
    """Which entries to hide of a table extended by its totals (last column and last row)."""
    grid = Grid(full, cost, profile)
    hidden: NDArray[np.bool_] = grid.small.copy()
    left = grid.small & ~grid.protected_by_rectangle(hidden)
    order = sorted(zip(*np.nonzero(left), strict=True), key=lambda at: (full[at], at))
    for number, (row, column) in enumerate(order):
        at = (int(row), int(column))
        if number % _LOOK_AGAIN == _LOOK_AGAIN - 1:
            left = grid.small & ~grid.protected_by_rectangle(hidden)
        if not left[at] or grid.flows_back(hidden, at):
            continue
        way = grid.way_back(hidden, at)
        if not way:
            hidden = full > 0  # the table is too small to hide it: nothing is shown but zeros
            break
        hidden[tuple(np.array(way).T)] = True
    return _shown_again(grid, hidden)


def _shown_again(grid: Grid, hidden: Mask) -> Mask:
    """`hidden` without what turned out to be needless; where that would take long, as it is."""
    extra = sorted(zip(*np.nonzero(hidden & ~grid.small), strict=True), key=lambda at: (-grid.cost[at], at))
    if len(extra) * int(grid.small.sum()) > _TIDY_LIMIT:
        return hidden
    for at in extra:
        fewer = hidden.copy()
        fewer[at] = False
        doubtful = np.argwhere(grid.small & ~grid.protected_by_rectangle(fewer))
        if all(grid.flows_back(fewer, (int(row), int(column))) for row, column in doubtful):
            hidden = fewer
    return hidden


def _rectangles(up: Mask, down: Mask) -> Numbers:
    """For each entry, how many rectangles fall in its column, rise at the far corner and fall in its row."""
    u, d = up.astype(np.float64), down.astype(np.float64)
    both = u * d
    # Corners that fall together with the entry itself are no rectangle: counted out again.
    ways: Numbers = d @ u.T @ d - d * (both.sum(axis=1, keepdims=True) + both.sum(axis=0, keepdims=True)) + both * d
    return np.round(ways)
