# SPDX-License-Identifier: MIT
"""How far coders agree: Krippendorff's α, Gwet's AC1, per cent and prevalence, with intervals, as a whole and by code.

A low α with a high AC1 and per cent means mostly that one value is very common; a reader needs all of them. None of them says
that the coding is right: coders can agree on a misreading. Whether agreement is asked of a study at all is its school's
choice (`saturation_schools.accepts_agreement`). Formulas and sources stand in the modules that have them.

Intervals are 95 % percentile intervals over units drawn again with replacement (Efron and Tibshirani, 1993, chapter 13): they
say how much the figure hangs on which units were coded, not on who coded them. With fewer than about thirty units they are
too narrow.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

import numpy as np

from coproduce.analysis import agreement_distances as distances
from coproduce.analysis.agreement_chance import Chance, kappas
from coproduce.analysis.agreement_codes import CodeAgreement, by_code
from coproduce.analysis.agreement_codings import Codings, Floats, patterns
from coproduce.analysis.agreement_draws import Interval, draw_again, interval_of

METHOD_VERSION = "1"
NOTHING_PAIRABLE = "no unit was coded by two people"
ONE_VALUE = "every value is the same, so there is nothing to disagree about"
BELOW_ZERO = "a ratio needs numbers from 0 upwards"
TOO_FEW = "too few units for an interval: in more than a twentieth of the draws every value was the same"
TOO_MANY = f"more than {distances.MOST_DISTANCES:,} different values"


@dataclass(frozen=True)
class Agreement:
    """Figures of a set of codings. A figure that cannot be had is None, and `undefined` says why, by its name.

    `percent` and `prevalence` are shares from 0 to 1. `units_used` have values of two coders or more; `units_dropped` have one
    and count only towards how common a value is in AC1. `intervals` are 95 % [low, high] by the name of the figure.
    """

    alpha: dict[str, float | None]
    ac1: float | None
    ac1_standard_error: float | None
    percent: float | None
    kappas: dict[str, float | None]
    prevalence: dict[str, float]
    intervals: dict[str, Interval | None]
    codes: tuple[CodeAgreement, ...]
    units_used: int
    units_dropped: int
    units_without_value: int
    coders: int
    values: int
    undefined: dict[str, str] = field(default_factory=dict)


def agreement_of(codings: Codings, *, draws: int = 1_000, seed: int = 0) -> Agreement:
    """All figures of these codings; `draws` bootstrap samples of the units, 0 for no intervals."""
    units = patterns(codings.codes, len(codings.values), 2)
    chance = Chance(units, patterns(codings.codes, len(codings.values), 1, 1), len(codings.values))
    alphas, undefined = _alphas(codings)
    names = [*(f"alpha.{name}" for name in (*alphas, *undefined)), "ac1", "percent"]
    counted = {
        "units_used": units.units,
        "units_dropped": chance.alone.units,
        "units_without_value": len(codings.codes) - units.units - chance.alone.units,
        "coders": int((codings.codes >= 0).any(axis=0).sum()),
        "values": len(codings.values),
    }
    if not units.units:
        nothing = dict.fromkeys(names, NOTHING_PAIRABLE)
        empty: dict[str, float | None] = {name.removeprefix("alpha."): None for name in names[:-2]}
        return Agreement(empty, None, None, None, {}, {}, dict.fromkeys(names), (), **counted, undefined=nothing)
    made = {name: make(units) for name, make in alphas.items()}

    def figures(drawn: Floats, alone: Floats) -> dict[str, Floats]:
        """Every figure of each draw."""
        found = {f"alpha.{name}": alpha(drawn) for name, alpha in made.items()}
        return found | {"ac1": chance.ac1(drawn, alone), "percent": chance.percent(drawn)}

    whole = figures(units.times[None].astype(np.float64), chance.alone.times[None].astype(np.float64))
    single = {name: None if np.isnan(found[0]) else float(found[0]) for name, found in whole.items()}
    reasons = {f"alpha.{name}": why for name, why in undefined.items()}
    reasons |= {name: ONE_VALUE for name, figure in single.items() if figure is None}
    again = _spread(figures, draw_again(chance, draws, seed)) if draws else {}
    intervals = {name: interval_of(again[name]) if single.get(name) is not None and again else None for name in names}
    reasons |= {
        f"intervals.{name}": TOO_FEW for name in names if again and single.get(name) is not None and not intervals[name]
    }
    given = np.asarray(units.table.T @ units.times.astype(np.float64))
    return Agreement(
        alpha={name.removeprefix("alpha."): single.get(name) for name in names[:-2]},
        ac1=single["ac1"],
        ac1_standard_error=chance.ac1_standard_error(),
        percent=single["percent"],
        kappas=kappas(chance, codings.codes),
        prevalence=dict(zip(codings.values, (float(share) for share in given / given.sum()), strict=True)),
        intervals=intervals,
        codes=by_code(codings, chance, draws, seed),
        **counted,
        undefined=reasons,
    )


def _alphas(codings: Codings) -> tuple[dict[str, Callable[..., distances.Alpha]], dict[str, str]]:
    """What can be computed for these values, and what cannot and why."""
    made: dict[str, Callable[..., distances.Alpha]] = {"nominal": distances.nominal}
    undefined: dict[str, str] = {}
    if codings.sets is not None:
        if len(codings.sets) > distances.MOST_DISTANCES:
            return made, dict.fromkeys(("masi", "jaccard"), TOO_MANY)
        masi, jaccard = distances.masi_distances(codings.sets), distances.jaccard_distances(codings.sets)
        made["masi"] = lambda units: distances.by_distance(units, masi)
        made["jaccard"] = lambda units: distances.by_distance(units, jaccard)
    if codings.numbers is not None:
        numbers = codings.numbers
        made["ordinal"] = distances.ordinal
        made["interval"] = lambda units: distances.interval(units, numbers)
        if min(numbers, default=0.0) < 0:
            undefined["ratio"] = BELOW_ZERO
        elif len(numbers) > distances.MOST_DISTANCES:
            undefined["ratio"] = TOO_MANY
        else:
            made["ratio"] = lambda units: distances.by_distance(units, distances.ratio_distances(numbers))
    return made, undefined


def _spread(
    figures: Callable[[Floats, Floats], dict[str, Floats]], again: Iterator[tuple[Floats, Floats]]
) -> dict[str, Floats]:
    parts = [figures(drawn, alone) for drawn, alone in again]
    return {name: np.concatenate([part[name] for part in parts]) for name in parts[0]}
