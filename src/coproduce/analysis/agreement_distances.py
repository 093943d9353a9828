# SPDX-License-Identifier: MIT
"""How far two values of a coding are apart, and Krippendorff's α for any such distance over many draws at once.

α = 1 − observed ÷ expected disagreement. Observed: over the pairs of values within units, each unit with m values giving
each ordered pair the weight 1 ÷ (m − 1). Expected: over the pairs of all n values, whatever their units.
Source: Krippendorff, K. (2019), Content Analysis, 4th edition, chapter 12. Distances (already squared where the book squares
them): nominal 0 or 1; ordinal, the values between in the order, by how often they were given; interval (c − k)²;
ratio ((c − k) ÷ (c + k))². For sets of codes: MASI (Passonneau, R. (2006), “Measuring agreement on set-valued items”,
LREC) and Jaccard, both as they stand and not squared.

A draw is a row of weights, one for each pattern: how often that pattern came up. All functions take draws × patterns and
give one figure a draw, NaN where there is no variation to disagree about.
"""

from collections.abc import Callable, Sequence

import numpy as np

from coproduce.analysis.agreement_codings import Floats, Patterns

#: Beyond so many different values a table of distances between all of them would not fit into memory.
MOST_DISTANCES = 5_000
Alpha = Callable[[Floats], Floats]


def nominal(units: Patterns) -> Alpha:
    """Two values are the same or they are not."""
    same = np.asarray(units.table.multiply(units.table).sum(axis=1)).ravel()
    observed = (units.sizes**2 - same) / (units.sizes - 1)

    def alpha(draws: Floats) -> Floats:
        """α of each draw."""
        given = _given(units, draws)
        total = given.sum(axis=1)
        return _alpha(draws @ observed, total**2 - (given**2).sum(axis=1), total)

    return alpha


def interval(units: Patterns, numbers: Sequence[float]) -> Alpha:
    """Numbers of which differences mean something."""
    values = np.array(numbers, dtype=np.float64)
    values = values - values.mean()
    scale = np.abs(values).max()
    values = values / scale if scale else values
    sums, squares = units.table @ values, units.table @ values**2
    observed = 2 * _spread(units.sizes, sums, squares) / (units.sizes - 1)

    def alpha(draws: Floats) -> Floats:
        """α of each draw."""
        total = draws @ units.sizes
        return _alpha(draws @ observed, 2 * _spread(total, draws @ sums, draws @ squares), total)

    return alpha


def ordinal(units: Patterns) -> Alpha:
    """Values in an order. The distance is that between mid-ranks, so that each draw has its own."""

    def alpha(draws: Floats) -> Floats:
        """α of each draw."""
        given = _given(units, draws)
        total = given.sum(axis=1)
        # As a share of all values and around the middle: squares of ranks in the millions would lose digits.
        ranks = ((given.cumsum(axis=1) - given / 2) / np.maximum(total, 1)[:, None] - 0.5).T
        sums, squares = units.table @ ranks, units.table @ ranks**2
        observed = 2 * _spread(units.sizes[:, None], sums, squares) / (units.sizes[:, None] - 1)
        expected = 2 * _spread(total, (given * ranks.T).sum(axis=1), (given * ranks.T**2).sum(axis=1))
        return _alpha((draws.T * observed).sum(axis=0), expected, total)

    return alpha


def by_distance(units: Patterns, distances: Floats) -> Alpha:
    """Any distance, as a table of values × values with 0 from a value to itself."""
    within = np.concatenate(
        [
            np.asarray(part.multiply(part @ distances).sum(axis=1)).ravel()
            for part in (units.table[start : start + 10_000] for start in range(0, units.table.shape[0], 10_000))
        ]
        or [np.zeros(0)]
    )
    observed = within / (units.sizes - 1)

    def alpha(draws: Floats) -> Floats:
        """α of each draw."""
        given = _given(units, draws)
        return _alpha(draws @ observed, ((given @ distances) * given).sum(axis=1), given.sum(axis=1))

    return alpha


def ratio_distances(numbers: Sequence[float]) -> Floats:
    """Numbers from a true zero upwards: 10 and 20 are as far apart as 100 and 200."""
    values = np.array(numbers, dtype=np.float64)
    if (values < 0).any():
        raise ValueError("A ratio needs numbers from 0 upwards.")
    sums = values[:, None] + values
    apart: Floats = (np.divide(values[:, None] - values, sums, out=np.zeros_like(sums), where=sums > 0)) ** 2
    return apart


def jaccard_distances(sets: Sequence[frozenset[str]]) -> Floats:
    """1 − what two sets share ÷ what they hold together."""
    shared, sizes = _shared(sets)
    together = sizes[:, None] + sizes - shared
    apart: Floats = 1 - np.divide(shared, together, out=np.ones_like(shared), where=together > 0)
    return apart


def masi_distances(sets: Sequence[frozenset[str]]) -> Floats:
    """1 − Jaccard's share × 1 for equal sets, ⅔ where one holds the other, ⅓ where they overlap, 0 where not at all."""
    shared, sizes = _shared(sets)
    smaller, larger = np.minimum(sizes[:, None], sizes), np.maximum(sizes[:, None], sizes)
    kind = np.where(shared == larger, 1.0, np.where(shared == smaller, 2 / 3, np.where(shared > 0, 1 / 3, 0.0)))
    apart: Floats = 1 - (1 - jaccard_distances(sets)) * kind
    return apart


def _shared(sets: Sequence[frozenset[str]]) -> tuple[Floats, Floats]:
    codes = {code: at for at, code in enumerate(sorted(frozenset().union(*sets)))}
    member = np.zeros((len(sets), len(codes)))
    for row, codes_of_one in enumerate(sets):
        member[row, [codes[code] for code in codes_of_one]] = 1.0
    return member @ member.T, member.sum(axis=1)


def _given(units: Patterns, draws: Floats) -> Floats:
    """Draws × values: how often each value was given."""
    return np.asarray((units.table.T @ draws.T).T)


def _spread(count: Floats, sums: Floats, squares: Floats) -> Floats:
    """Count × sum of squares − square of the sum, never below 0 by rounding."""
    return np.maximum(count * squares - sums**2, 0.0)


def _alpha(observed: Floats, expected: Floats, total: Floats) -> Floats:
    """`observed` and `expected` are sums over ordered pairs; the latter still to be divided by n − 1."""
    # What is left of a sum of squares where every value is the same is rounding, not variation.
    varied = expected > 1e-12 * np.maximum(total, 1) ** 2
    share = np.divide(observed * (total - 1), expected, out=np.full(len(total), np.nan), where=varied)
    alpha: Floats = 1 - share
    return alpha
