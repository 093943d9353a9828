# SPDX-License-Identifier: MIT
"""Raking: weights that make a sample's margins those of a population, and what they cost.

Sources. Deming, W. E. and Stephan, F. F. (1940), "On a least squares adjustment of a sampled frequency table when the
expected marginal totals are known", Annals of Mathematical Statistics 11 (iterative proportional fitting). Kish, L.
(1965), Survey Sampling; (1992), "Weighting for unequal P_i", Journal of Official Statistics 8 (design effect).

Raking changes how much each person counts and cannot stand in for those who did not come. Weights are for looking at
how much a share would move; a quote is never weighted.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Codes = NDArray[np.int64]

TOLERANCE: Final = 1e-12
MOST_SWEEPS: Final = 2000


@dataclass(frozen=True)
class Raked:
    """A weight for each person, with mean 1.

    `trimmed` says whose weight stands at the cap; `largest_gap` is the most by which a weighted share still differs
    from its target (0.01 is one hundredth); `converged` whether all targets are met.
    """

    weights: Floats
    trimmed: NDArray[np.bool_]
    sweeps: int
    largest_gap: float
    converged: bool


def rake(
    margins: Sequence[Codes],
    targets: Sequence[Floats],
    *,
    cap: float | None = None,
    tolerance: float = TOLERANCE,
    most_sweeps: int = MOST_SWEEPS,
) -> Raked:
    """Weights for people, `margins[i][person]` being the person's category (0, 1, …) under the i-th characteristic.

    `targets[i]` holds the wanted share of each category. `cap` is the most that a weight may be, where the mean is 1:
    after each sweep larger ones are cut to it and what they lose is spread over the others. The order of people makes
    no difference. Raises `ValueError` where a target is impossible: negative, or a share for a category that nobody has.
    """
    if not margins:
        raise ValueError("Raking needs at least one characteristic.")
    if cap is not None and cap <= 1:
        raise ValueError("A cap lies above 1, the mean weight.")
    cells, place, people = np.unique(np.column_stack(margins), axis=0, return_inverse=True, return_counts=True)
    wanted = [_target(codes, target) for codes, target in zip(cells.T, targets, strict=True)]
    total = float(people.sum())
    weight = np.ones(len(cells))
    sweeps, moved = 0, np.inf
    while sweeps < most_sweeps and moved > tolerance:
        before = weight
        for codes, target in zip(cells.T, wanted, strict=True):
            sums = np.bincount(codes, weight * people, minlength=len(target))
            weight = weight * np.divide(target * total, sums, out=np.zeros_like(target), where=sums > 0)[codes]
        if cap is not None:
            weight = _trimmed(weight, people, cap)
        moved = float(np.abs(weight - before).max())
        sweeps += 1
    gap = max(
        float(np.abs(np.bincount(codes, weight * people, minlength=len(target)) / total - target).max())
        for codes, target in zip(cells.T, wanted, strict=True)
    )
    back = place.reshape(-1)
    cut = weight >= np.inf if cap is None else weight >= cap * (1 - 1e-9)
    return Raked(weight[back], cut[back], sweeps, gap, gap <= 1e-9)


def design_effect(weights: Floats) -> float:
    """Kish's design effect of weighting, n·Σw² / (Σw)²: how many times larger it makes the variance of a mean."""
    if len(weights) == 0 or weights.sum() <= 0:
        raise ValueError("A design effect needs people with weights above nought.")
    ordered = np.sort(weights)
    return float(len(ordered) * np.square(ordered).sum() / ordered.sum() ** 2)


def effective_n(weights: Floats) -> float:
    """How many people drawn evenly would tell as much as these weighted ones: n over the design effect."""
    return len(weights) / design_effect(weights)


def _target(codes: Codes, target: Floats) -> Floats:
    shares = np.asarray(target, dtype=np.float64)
    heard = np.bincount(codes, minlength=len(shares))
    if len(heard) > len(shares) or (shares < 0).any() or shares.sum() <= 0:
        raise ValueError("Each category needs a target share of nought or more, and one of them above nought.")
    if ((heard == 0) & (shares > 0)).any():
        raise ValueError("No weight can give a share to a category that nobody has.")
    if ((heard > 0) & (shares == 0)).any():
        raise ValueError("A category that somebody has needs a target share above nought.")
    normed: Floats = shares / shares.sum()
    return normed


def _trimmed(weight: Floats, people: Codes, cap: float) -> Floats:
    """`weight` with none above `cap` and its mean still 1."""
    total = float(people.sum())
    cut = np.zeros(len(weight), dtype=bool)
    while (weight > cap * (1 + 1e-12)).any():
        cut |= weight > cap
        rest = total - cap * float(people[cut].sum())
        others = float((weight * people)[~cut].sum())
        weight = np.where(cut, cap, weight * (rest / others if others > 0 else 0.0))
    return weight
