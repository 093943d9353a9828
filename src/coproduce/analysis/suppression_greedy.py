# SPDX-License-Identifier: MIT
"""Which counts to hide besides the small ones: quickly, and never far from the fewest.

Each small count is protected in turn by the cheapest change of the other counts that would lift it to the threshold
and leave all sums right; the counts in that change are hidden (the linear relaxation of Fischetti and Salazar, 2001,
"Solving the cell suppression problem", Management Science 47). What turned out to be needless is shown again.
"""

import numpy as np
from scipy.sparse import hstack

from coproduce.analysis.suppression_attack import SLACK, all_protected, solved, unprotected
from coproduce.analysis.suppression_balance import Balance, Mask, Numbers

_TRIES = 60


def grown(balance: Balance, hidden: Mask, cost: Numbers | None = None) -> Mask:
    """`hidden`, and what must be hidden besides so that every small count is protected."""
    left = unprotected(balance, hidden)
    while left:
        # The smallest need the largest change, and what protects them often protects the others.
        place = min(left, key=lambda i: (balance.counts[i], i))
        hidden = _protected(balance, place, hidden, balance.cost if cost is None else cost)
        left = [each for each in unprotected(balance, hidden) if each != place]
    return hidden


def strictly_grown(balance: Balance, hidden: Mask) -> Mask:
    """`hidden`, and what else it takes until each small count has a strict proof.

    It is seldom needed: where a total alone was hidden to guard one small count, a reader who knows the rule sees that
    the total itself cannot be the small one.
    """
    left = unprotected(balance, hidden, strict=True)
    others = sorted(np.flatnonzero(balance.movable & ~hidden), key=lambda i: (balance.cost[i], i))
    while left:
        for other in others[:_TRIES]:
            more = hidden.copy()
            more[other] = True
            still = unprotected(balance, more, strict=True)
            if len(still) < len(left):
                hidden, left = more, still
                break
        else:
            hidden = hidden | balance.movable  # all but the zeros; below, what may be shown is shown again
            break
        others = [other for other in others if not hidden[other]]
    return shown_again(balance, hidden, strict=True)


def shown_again(balance: Balance, hidden: Mask, *, strict: bool = False) -> Mask:
    """`hidden` without the counts that may be shown after all, the dearest first."""
    extra = [int(i) for i in np.flatnonzero(hidden & ~balance.first_hidden)]
    for place in sorted(extra, key=lambda i: (-balance.cost[i], i)):
        fewer = hidden.copy()
        fewer[place] = False
        if all_protected(balance, fewer, strict=strict):
            hidden = fewer
    return hidden


def _protected(balance: Balance, place: int, hidden: Mask, cost: Numbers) -> Mask:
    """`hidden`, and the counts of the cheapest change that lifts the count at `place` to the threshold."""
    size = len(balance.counts)
    (low, high), (least, most) = balance.bounds(hidden), balance.hidden_bounds
    counts = balance.counts
    need = float(balance.profile.threshold - counts[place])
    # Three parts to each change: what a reader must allow for already, and beyond that up and down, at a price.
    lower = np.concatenate([low - counts, np.zeros(2 * size)])
    upper = np.concatenate([high - counts, most - high, low - least])
    upper[:size] = np.where(hidden, np.minimum(upper[:size], need * size), upper[:size])
    lower[place] = upper[place] = need
    price = np.where(hidden, 0.0, cost)
    found = solved(
        np.concatenate([np.zeros(size), price, price]),
        hstack([balance.sums] * 2 + [-balance.sums], format="csr"),
        np.zeros(len(balance.lines)),
        lower,
        np.maximum(lower, upper),
    )
    if found is None:
        return hidden | balance.movable  # no change of the rest can hide it: nothing is shown but zeros
    moved = found[size : 2 * size] + found[2 * size :] > SLACK
    more: Mask = hidden | (moved & balance.movable)
    return more
