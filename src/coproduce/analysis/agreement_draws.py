# SPDX-License-Identifier: MIT
"""Units drawn again with replacement, as counts of patterns, and the interval that the draws give."""

from collections.abc import Iterator

import numpy as np

from coproduce.analysis.agreement_chance import Chance
from coproduce.analysis.agreement_codings import Floats, Patterns

Interval = tuple[float, float]
#: Draws × patterns at once: about 32 MB.
_AT_ONCE = 4_000_000
#: With more draws than this without variation, an interval over the others would claim too much.
_WITHOUT_VARIATION = 0.05


def draw_again(chance: Chance, draws: int, seed: int) -> Iterator[tuple[Floats, Floats]]:
    """Weights, draws × patterns, of the units with several values and of those with one, drawn apart.

    Apart, since how many people coded a unit was planned and no chance; and so that α does not hang on the latter.
    """
    widest = max(len(chance.units.times), chance.units.table.shape[1], len(chance.alone.times), 1)
    step = max(1, min(draws, _AT_ONCE // widest))
    first, second = np.random.default_rng([seed, 0]), np.random.default_rng([seed, 1])
    for start in range(0, draws, step):
        size = min(step, draws - start)
        yield _drawn(chance.units, size, first), _drawn(chance.alone, size, second)


def _drawn(units: Patterns, draws: int, rng: np.random.Generator) -> Floats:
    count, kinds = units.units, len(units.times)
    drawn = np.zeros((draws, kinds))
    if count:
        pattern = np.repeat(np.arange(kinds), units.times)
        for row in range(draws):
            drawn[row] = np.bincount(pattern[rng.integers(0, count, count)], minlength=kinds)
    return drawn


def interval_of(figures: Floats) -> Interval | None:
    """The middle 95 % of the draws; None where too many of them could not be computed."""
    kept = figures[~np.isnan(figures)]
    if len(kept) < (1 - _WITHOUT_VARIATION) * len(figures):
        return None
    low, high = np.quantile(kept, [0.025, 0.975])
    return (float(low), float(high))
