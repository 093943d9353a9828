# SPDX-License-Identifier: MIT
"""Intervals for shares of people.

Sources. Wilson, E. B. (1927), "Probable inference, the law of succession, and statistical inference", Journal of
the American Statistical Association 22. Brown, L. D., Cai, T. T. and DasGupta, A. (2001), "Interval estimation for
a binomial proportion", Statistical Science 16: Wilson or Jeffreys for small n, and their modified limits at the
edges. Newcombe, R. G. (1998), "Interval estimation for the difference between independent proportions", Statistics in
Medicine 17, his method 10. The intervals describe sampling only; people who came to a session are no random sample, and a page that
shows an interval says so.
"""

from math import sqrt

import numpy as np
from scipy.stats import beta, norm
from scipy.stats import t as student

CONFIDENCE = 0.95

Interval = tuple[float, float]


def wilson(k: float, n: int, confidence: float = CONFIDENCE) -> Interval:
    """The Wilson score interval for `k` of `n`; (0, 1) where nobody was asked.

    It holds every share that a score test at this level would not reject, stays within 0 and 1, and covers well from
    n = 10 on.
    """
    _check(k, n, confidence)
    if n == 0:
        return (0.0, 1.0)
    z = float(norm.ppf((1 + confidence) / 2))
    share, square = k / n, z * z
    middle = (share + square / (2 * n)) / (1 + square / n)
    half = z * sqrt(share * (1 - share) / n + square / (4 * n * n)) / (1 + square / n)
    low = 0.0 if k == 0 else max(0.0, middle - half)
    high = 1.0 if k == n else min(1.0, middle + half)
    return (low, high)


def jeffreys(k: float, n: int, confidence: float = CONFIDENCE) -> Interval:
    """The Jeffreys interval: the equal-tailed posterior for `k` of `n` under a Beta(½, ½) prior.

    As Brown, Cai and DasGupta advise, the low limit is 0 when nobody did, and the high limit 1 when everybody did.
    """
    _check(k, n, confidence)
    if n == 0:
        return (0.0, 1.0)
    tail = (1 - confidence) / 2
    low = 0.0 if k == 0 else float(beta.ppf(tail, k + 0.5, n - k + 0.5))
    high = 1.0 if k == n else float(beta.ppf(1 - tail, k + 0.5, n - k + 0.5))
    return (low, high)


def share_interval(k: float, n: int, confidence: float = CONFIDENCE) -> Interval:
    """Wilson; within two people of none (or all) the limit on that side is Jeffreys's.

    There Wilson's own limit covers too little. Taking both limits of Jeffreys would cover too little on the other side
    (0.88 where one or two in a hundred live there); docs/decisions/0040-intervals-of-shares.md has the figures.
    """
    low, high = wilson(k, n, confidence)
    if k <= 2:
        low = jeffreys(k, n, confidence)[0]
    if n - k <= 2:
        high = jeffreys(k, n, confidence)[1]
    return (low, high)


def newcombe(k: int, n: int, other_k: int, other_n: int, confidence: float = CONFIDENCE) -> Interval:
    """For the share `k` of `n` minus the share `other_k` of `other_n`: Wilson's limits put together, within -1 and 1."""
    low, high = wilson(k, n, confidence)
    other_low, other_high = wilson(other_k, other_n, confidence)
    if n == 0 or other_n == 0:
        return (-1.0, 1.0)
    share, other = k / n, other_k / other_n
    below = sqrt((share - low) ** 2 + (other_high - other) ** 2)
    above = sqrt((high - share) ** 2 + (other - other_low) ** 2)
    return (max(-1.0, share - other - below), min(1.0, share - other + above))


def mean_interval(values: "np.ndarray[tuple[int], np.dtype[np.float64]]", confidence: float = CONFIDENCE) -> Interval:
    """Student's t interval for a mean ("Student", 1908, "The probable error of a mean", Biometrika 6).

    With fewer than two values nothing can be said and the interval is unbounded.
    """
    n = len(values)
    if n < 2:
        return (float("-inf"), float("inf"))
    # Sorting first makes the sum, and so the last digit, the same in any order of the people.
    ordered = np.sort(values)
    mean = float(ordered.mean())
    half = float(student.ppf((1 + confidence) / 2, n - 1)) * float(ordered.std(ddof=1)) / sqrt(n)
    return (mean - half, mean + half)


def _check(k: float, n: int, confidence: float) -> None:
    if n < 0 or not 0 <= k <= n:
        raise ValueError(f"{k} of {n} is not a share of people.")
    if not 0 < confidence < 1:
        raise ValueError("Confidence lies between 0 and 1.")
