# SPDX-License-Identifier: MIT
"""How good the suggestions are, measured on people's decisions that the model had not seen.

F1 is 2 right / (suggested + coded). Micro counts decisions, macro counts codes: micro hides rare codes, and rare codes
are minority voices. Intervals of F1 draw people anew (500 bootstrap draws of groups: Efron 1979, Annals of Statistics
7); those of precision and recall are Wilson's. Calibration error: mean distance between the chance said and the share
that was right, over ten bands of pairs said with 5 % or more (Naeini and others 2015, AAAI).
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from coproduce.analysis.coding_results import CodeFigures, Validation
from coproduce.analysis.coding_ridge import grouped
from coproduce.analysis.intervals import share_interval

Numbers = NDArray[np.float64]
Places = NDArray[np.int64]
RARE = 30
ENOUGH = 10
_DRAWS = 500
_LENGTHS = ((1, 4), (5, 9), (10, 19), (20, 49), (50, None))


def figures(
    names: Sequence[str],
    codes: Numbers,
    chances: Numbers,
    chosen: NDArray[np.bool_],
    groups: Places,
    words: Sequence[int],
    languages: Sequence[str],
) -> Validation:
    """All figures; arrays are (comments, codes), `chances` and `chosen` by models that did not know the comment."""
    said = codes > 0
    right = said & chosen
    counts = [part.sum(axis=0) for part in (right, chosen, said)]
    f1_draws, micro_draws = _drawn(right, chosen, said, groups)
    by_code = tuple(
        _of_code(name, int(counts[0][at]), int(counts[1][at]), int(counts[2][at]), f1_draws[:, at])
        for at, name in enumerate(names)
    )
    enough = [one for one in by_code if one.coded >= ENOUGH]
    return Validation(
        comments=len(codes),
        groups=len(np.unique(groups)),
        micro_f1=_f1(*(float(part.sum()) for part in counts)),
        micro_f1_interval=_middle(micro_draws),
        macro_f1=_mean([one.f1 for one in enough]),
        macro_f1_rare=_mean([one.f1 for one in enough if one.rare]),
        calibration_error=calibration_error(chances, codes),
        abstained=int((~chosen.any(axis=1)).sum()),
        by_code=by_code,
        by_words=_parts([_length(count) for count in words], right, chosen, said),
        by_language=_parts(list(languages), right, chosen, said),
    )


def calibration_error(chances: Numbers, codes: Numbers, least: float = 0.05) -> float:
    """Expected calibration error over ten bands; 0 where nothing was said with at least this chance."""
    kept = chances.ravel() >= least
    said, true = chances.ravel()[kept], codes.ravel()[kept]
    band = np.minimum((said * 10).astype(int), 9)
    gaps = [abs(said[band == at].sum() - true[band == at].sum()) for at in range(10)]
    return float(sum(gaps) / max(len(said), 1))


def _of_code(name: str, right: int, chosen: int, said: int, draws: Numbers) -> CodeFigures:
    known = said > 0
    return CodeFigures(
        code=name,
        coded=said,
        suggested=chosen,
        right=right,
        precision=right / chosen if chosen else None,
        precision_interval=share_interval(right, chosen),
        recall=right / said if known else None,
        recall_interval=share_interval(right, said),
        f1=_f1(right, chosen, said) if known or chosen else None,
        f1_interval=_middle(draws),
        rare=said < RARE,
    )


def _drawn(
    right: NDArray[np.bool_], chosen: NDArray[np.bool_], said: NDArray[np.bool_], groups: Places
) -> tuple[Numbers, Numbers]:
    """F1 of each code and over all, in draws of groups with replacement."""
    members = list(grouped(groups))
    sums = [np.array([part[rows].sum(axis=0) for rows in members], dtype=np.float64) for part in (right, chosen, said)]
    draws = np.random.default_rng(0).multinomial(len(members), np.full(len(members), 1 / len(members)), _DRAWS)
    totals = [draws @ part for part in sums]
    each = 2 * totals[0] / np.maximum(totals[1] + totals[2], 1)
    whole = 2 * totals[0].sum(axis=1) / np.maximum(totals[1].sum(axis=1) + totals[2].sum(axis=1), 1)
    return each, whole


def _middle(draws: Numbers) -> tuple[float, float]:
    low, high = np.percentile(draws, [2.5, 97.5])
    return float(low), float(high)


def _f1(right: float, chosen: float, said: float) -> float:
    return 2 * right / (chosen + said) if chosen + said else 0.0


def _mean(values: Sequence[float | None]) -> float | None:
    known = [value for value in values if value is not None]
    return float(np.mean(known)) if known else None


def _length(words: int) -> str:
    for low, high in _LENGTHS:
        if high is None or words <= high:
            return f"{low}-{high} words" if high else f"{low} words or more"
    raise AssertionError("the last band is open")


def _parts(
    kinds: Sequence[str], right: NDArray[np.bool_], chosen: NDArray[np.bool_], said: NDArray[np.bool_]
) -> tuple[tuple[str, int, float], ...]:
    """Micro-F1 of each kind of comment, with how many there are."""
    of, result = np.array(kinds), []
    for kind in sorted(
        set(kinds), key=lambda name: (int(name.split("-")[0].split()[0]) if name[0].isdigit() else 0, name)
    ):
        rows = of == kind
        counts = [float(part[rows].sum()) for part in (right, chosen, said)]
        result.append((kind, int(rows.sum()), _f1(*counts)))
    return tuple(result)
