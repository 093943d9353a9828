# SPDX-License-Identifier: MIT
"""Exact tests for counts of people, and control of false discoveries over a whole family of them.

Sources. Fisher, R. A. (1935), "The logic of inductive inference", Journal of the Royal Statistical Society 98.
Lancaster, H. O. (1961), "Significance tests in discrete distributions", Journal of the American Statistical
Association 56 (mid-P). Benjamini, Y. and Hochberg, Y. (1995), "Controlling the false discovery rate", Journal of the
Royal Statistical Society B 57. Benjamini, Y. and Yekutieli, D. (2001), "The control of the false discovery rate in
multiple testing under dependency", Annals of Statistics 29.
"""

from collections.abc import Sequence
from typing import Final, Literal

import numpy as np
from numpy.typing import NDArray
from scipy.stats import binom, false_discovery_control, hypergeom

Control = Literal["hochberg", "yekutieli"]
_METHOD: Final[dict[Control, Literal["bh", "by"]]] = {"hochberg": "bh", "yekutieli": "by"}
# Tables as likely as the observed one differ in the last digits; R's fisher.test allows the same.
_ALIKE: Final = 1 + 1e-7


def fewer_by_chance(
    heard: NDArray[np.int64], asked: NDArray[np.int64], share: NDArray[np.float64]
) -> NDArray[np.float64]:
    """The chance of `heard` people or fewer among `asked`, each drawn with chance `share`: a one-sided exact test."""
    return np.asarray(binom.cdf(heard, asked, share), dtype=np.float64)


def fisher(k: int, n: int, other_k: int, other_n: int) -> tuple[float, float]:
    """Fisher's exact test, two-sided, of `k` of `n` against `other_k` of `other_n`: (p, mid-P).

    p adds up every table no likelier than the one observed; mid-P counts the observed one by half. Both are 1 where
    nothing can be told: an empty group, or everybody or nobody in both. Raises `ValueError` for impossible counts.
    """
    if not (0 <= k <= n and 0 <= other_k <= other_n):
        raise ValueError(f"{k} of {n} and {other_k} of {other_n} are not shares of people.")
    raised, people = k + other_k, n + other_n
    lowest, highest = max(0, raised - other_n), min(n, raised)
    chances = hypergeom.pmf(np.arange(lowest, highest + 1), people, raised, n) if people else np.ones(1)
    if len(chances) == 1:
        return (1.0, 1.0)
    observed = float(chances[k - lowest])
    p = min(1.0, float(chances[chances <= observed * _ALIKE].sum()))
    return (p, p - observed / 2)


def adjusted(p_values: Sequence[float], control: Control = "hochberg") -> tuple[float, ...]:
    """The p-values of one family, adjusted: those at or below a rate may be called found at that false-discovery rate.

    `hochberg` holds for tests that are independent or lean the same way; `yekutieli` for any, and finds less.
    """
    if not len(p_values):
        return ()
    return tuple(
        float(q) for q in false_discovery_control(np.asarray(p_values, dtype=np.float64), method=_METHOD[control])
    )
