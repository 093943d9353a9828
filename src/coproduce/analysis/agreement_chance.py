# SPDX-License-Identifier: MIT
"""Per cent agreement and Gwet's AC1 with its standard error, and the older kappas that readers still ask for.

Sources. Gwet, K. L. (2008), “Computing inter-rater reliability and its variance in the presence of high agreement”, British
Journal of Mathematical and Statistical Psychology 61; with gaps and more than two coders as in his Handbook of Inter-Rater
Reliability (4th edition, 2014). Fleiss (1971), Psychological Bulletin 76; Conger (1980), Psychological Bulletin 88, which
with two coders is Cohen (1960); Brennan and Prediger (1981), Educational and Psychological Measurement 41.

Agreement is over units with two values or more. How common a value is, which chance agreement comes from, is over all coded
units, those of one coder too: that is Gwet's definition, and it is why `alone` is handed over as well.
"""

from dataclasses import dataclass
from math import sqrt

import numpy as np

from coproduce.analysis.agreement_codings import Codes, Floats, Patterns


@dataclass(frozen=True)
class Chance:
    """Units with two values or more, units with one, and how many values a coder could have chosen from."""

    units: Patterns
    alone: Patterns
    categories: int

    def agreed(self) -> Floats:
        """For each pattern, the share of its pairs that agree."""
        same = np.asarray(self.units.table.multiply(self.units.table).sum(axis=1)).ravel()
        agreed: Floats = (same - self.units.sizes) / (self.units.sizes * (self.units.sizes - 1))
        return agreed

    def percent(self, draws: Floats) -> Floats:
        """The mean over units of the share of pairs that agree, from 0 to 1."""
        agreed: Floats = (draws @ self.agreed()) / draws.sum(axis=1)
        return agreed

    def shares(self, draws: Floats, alone: Floats) -> Floats:
        """Draws × values: the mean over units of the share of each value."""
        weights = draws / self.units.sizes
        counted = np.asarray((self.units.table.T @ weights.T).T + (self.alone.table.T @ alone.T).T)
        shares: Floats = counted / (draws.sum(axis=1) + alone.sum(axis=1))[:, None]
        return shares

    def ac1(self, draws: Floats, alone: Floats) -> Floats:
        """Gwet's AC1, one figure a draw; NaN where there is only one value to choose from."""
        if self.categories < 2:
            return np.full(len(draws), np.nan)
        shares = self.shares(draws, alone)
        by_chance = (shares * (1 - shares)).sum(axis=1) / (self.categories - 1)
        gained: Floats = (self.percent(draws) - by_chance) / (1 - by_chance)
        return gained

    def ac1_standard_error(self) -> float | None:
        """By Gwet's linearised variance over units, without a correction for a finite number; None for a single unit."""
        if self.units.units + self.alone.units < 2 or self.categories < 2:
            return None
        draws, alone = self.units.times[None].astype(np.float64), self.alone.times[None].astype(np.float64)
        usable, units = float(draws.sum()), float(draws.sum() + alone.sum())
        shares = self.shares(draws, alone)[0]
        by_chance = float((shares * (1 - shares)).sum()) / (self.categories - 1)
        ac1 = float(self.ac1(draws, alone)[0])
        squares = 0.0
        for patterns, pairs in ((self.units, True), (self.alone, False)):
            own = (self.agreed() - by_chance) / (1 - by_chance) * units / usable if pairs else 0.0
            chance = (patterns.table @ (1 - shares)) / patterns.sizes / (self.categories - 1)
            pulled = own - 2 * (1 - ac1) * (chance - by_chance) / (1 - by_chance)
            squares += float(patterns.times @ (pulled - ac1) ** 2)
        return sqrt(squares / (units * (units - 1)))


def kappas(chance: Chance, codes: Codes) -> dict[str, float | None]:
    """Fleiss's, Conger's (Cohen's, with two coders) and Brennan and Prediger's; None where chance alone explains all."""
    draws, alone = chance.units.times[None].astype(np.float64), chance.alone.times[None].astype(np.float64)
    agreed = float(chance.percent(draws)[0])
    shares = chance.shares(draws, alone)[0]
    by_chance = {
        "fleiss": float((shares**2).sum()),
        "conger": _chance_of_pairs(codes, chance.categories),
        "brennan_prediger": 1 / chance.categories,
    }
    return {name: (agreed - pe) / (1 - pe) if pe < 1 - 1e-12 else None for name, pe in by_chance.items()}


def _chance_of_pairs(codes: Codes, categories: int) -> float:
    """The mean over pairs of coders of how often they would agree, each choosing as often as he or she did."""
    counts = np.array([np.bincount(column[column >= 0], minlength=categories) for column in codes.T], dtype=np.float64)
    counts = counts[counts.sum(axis=1) > 0]
    own = counts / counts.sum(axis=1)[:, None]
    # Sorted, so that the last digit does not hang on the coders' order.
    own = own[np.lexsort(own.T[::-1])]
    coders = len(own)
    if coders < 2:
        return 1.0
    return float((own.sum(axis=0) ** 2 - (own**2).sum(axis=0)).sum()) / (coders * (coders - 1))
