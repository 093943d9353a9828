# SPDX-License-Identifier: MIT
"""The cheapest choice of counts to hide, found and proved for publications of ordinary size.

Benders' decomposition after Fischetti and Salazar (2001): whether a count is hidden is a whole-number unknown; for a
choice that leaves a small count unprotected, the dual of the reader's linear programme names a set of counts of which
more must be hidden, and that sentence joins the programme until no small count is left unprotected. It begins with
fractions, where it is quick, and ends with whole numbers.
"""

from dataclasses import dataclass

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, linprog, milp
from scipy.sparse import csr_matrix

from coproduce.analysis.suppression_attack import SLACK, doubtful, unprotected
from coproduce.analysis.suppression_balance import Balance, Mask, Numbers

_CUTS_A_ROUND = 30
_NODES = 100


@dataclass(frozen=True)
class Cheapest:
    """What the search came to.

    `hidden` is the last choice that it weighed, None if there was none; where it is `proved`, it protects every small
    count and no choice costs less. None costs less than `bound` either way. `share` is the choice in fractions.
    """

    hidden: Mask | None
    proved: bool
    bound: float
    share: Numbers


def cheapest(these: Balance, *, fraction_rounds: int = 10, rounds: int = 40) -> Cheapest:
    """The cheapest choice that protects every small count, if it is found within so many rounds."""
    master = _Master(these)
    share = these.first_hidden.astype(np.float64)
    for _ in range(fraction_rounds):
        if not master.learn(share):
            break
        share = master.in_fractions()
    bound, hidden = float(these.cost @ share), None
    for _ in range(rounds):
        found = master.in_whole_numbers()
        if found is None:
            break
        choice, below, settled = found
        hidden, bound = choice > 0.5, max(bound, below)
        if not unprotected(these, hidden):
            return Cheapest(hidden, settled, bound, share)
        if not master.learn(choice):
            break
    return Cheapest(hidden, False, bound, share)


class _Master:
    """The programme that chooses, and the sentences ("cuts") it has learnt."""

    def __init__(self, balance: Balance) -> None:
        self.balance = balance
        self.cuts: list[Numbers] = []
        self.needs: list[float] = []
        self.low = balance.first_hidden.astype(np.float64)
        self.high = np.where(balance.movable, 1.0, 0.0)
        # The reader's matrix has a column for each count; its dual a price for each line.
        self.sums = balance.sums

    def learn(self, share: Numbers) -> bool:
        """Adds what the choice `share` does wrong; False where it does nothing wrong."""
        learnt = 0
        low, high = self.balance.bounds(share)
        for place in doubtful(self.balance, share):
            found = self._cut(place, low, high)
            if found is not None and float(found[0] @ share) < found[1] - SLACK:
                self.cuts.append(found[0])
                self.needs.append(found[1])
                learnt += 1
                if learnt == _CUTS_A_ROUND:
                    break
        return learnt > 0

    def _cut(self, place: int, low: Numbers, high: Numbers) -> tuple[Numbers, float] | None:
        """Weights of counts and how much of them must be hidden, from the dual of the most that `place` can be."""
        goal = np.zeros(len(low))
        goal[place] = -1.0
        found = linprog(goal, A_eq=self.sums, b_eq=np.zeros(self.sums.shape[0]), bounds=np.column_stack([low, high]))
        threshold = float(self.balance.profile.threshold)
        if found.status != 0 or -found.fun >= threshold - SLACK:
            return None
        # In the dual, raising a count's upper limit is worth `up`, lowering its lower limit `down`.
        up = np.maximum(0.0, -np.asarray(found.upper.marginals))
        down = np.maximum(0.0, np.asarray(found.lower.marginals))
        (shown_low, shown_high), (least, most) = self.balance.shown_bounds, self.balance.hidden_bounds
        need = threshold - float(up @ shown_high - down @ shown_low)
        if need <= SLACK:
            return None
        weights = up * (most - shown_high) + down * (shown_low - least)
        # More than the whole need can come from no one count: this keeps the fractions honest.
        return np.minimum(weights / need, 1.0), 1.0

    def in_fractions(self) -> Numbers:
        """The cheapest choice in fractions, given what was learnt."""
        found = milp(self.balance.cost, constraints=self._learnt(), bounds=Bounds(self.low, self.high))
        return np.asarray(found.x, dtype=np.float64)

    def _learnt(self) -> list[LinearConstraint]:
        return [LinearConstraint(csr_matrix(np.array(self.cuts)), np.array(self.needs))] if self.cuts else []

    def in_whole_numbers(self) -> tuple[Numbers, float, bool] | None:
        """A cheap choice in whole numbers, the bound below it, and whether it is the cheapest."""
        found = milp(
            self.balance.cost,
            constraints=self._learnt(),
            bounds=Bounds(self.low, self.high),
            integrality=np.ones(len(self.low)),
            options={"node_limit": _NODES, "mip_rel_gap": 0.0},
        )
        if found.x is None:
            return None
        return np.round(found.x), float(found.mip_dual_bound), found.status == 0
