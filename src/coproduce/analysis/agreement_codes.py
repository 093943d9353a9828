# SPDX-License-Identifier: MIT
"""Agreement about each code by itself: given or not given. Where a whole agrees well, one code may still not."""

from dataclasses import dataclass

import numpy as np

from coproduce.analysis.agreement_chance import Chance
from coproduce.analysis.agreement_codings import Codings, Floats, Patterns
from coproduce.analysis.agreement_draws import Interval, draw_again, interval_of

#: Beyond so many codes they are measurements and not codes.
MOST_CODES = 200
EVERYWHERE = "everybody gave it to every unit, so there is nothing to disagree about"


@dataclass(frozen=True)
class CodeAgreement:
    """One code against all others. `prevalence` is the share of codings with it; `units` those where anybody gave it."""

    code: str
    alpha: float | None
    ac1: float
    percent: float
    prevalence: float
    units: int
    intervals: dict[str, Interval | None]
    undefined: str | None = None


def by_code(codings: Codings, chance: Chance, draws: int, seed: int) -> tuple[CodeAgreement, ...]:
    """Each code in the order of its name or number; none where there are more than MOST_CODES."""
    names, member = _members(codings)
    if len(names) > MOST_CODES:
        return ()
    several = _Binary(chance.units, member)
    alone = chance.alone.table @ member
    shown = np.flatnonzero(several.given.sum(axis=0) > 0)
    whole = several.figures(_once(chance.units), _once(chance.alone), alone)
    parts = [several.figures(drawn, one, alone) for drawn, one in draw_again(chance, draws, seed)]
    again = {name: np.concatenate([part[name] for part in parts]) for name in whole} if parts else {}
    prevalence = (chance.units.times @ several.given) / (chance.units.times @ chance.units.sizes)
    units = chance.units.times @ (several.given > 0)
    found = []
    for at in shown:
        alpha = float(whole["alpha"][0, at])
        intervals = {name: interval_of(figures[:, at]) for name, figures in again.items()}
        undefined = EVERYWHERE if np.isnan(alpha) else None
        found.append(
            CodeAgreement(
                code=names[at],
                alpha=None if undefined else alpha,
                ac1=float(whole["ac1"][0, at]),
                percent=float(whole["percent"][0, at]),
                prevalence=float(prevalence[at]),
                units=int(units[at]),
                intervals=intervals | ({"alpha": None} if undefined and intervals else {}),
                undefined=undefined,
            )
        )
    return tuple(found)


def _members(codings: Codings) -> tuple[tuple[str, ...], Floats]:
    """The codes, and values × codes: 1 where the value holds the code."""
    if codings.sets is None:
        return codings.values, np.eye(len(codings.values)) if len(codings.values) <= MOST_CODES else np.zeros((0, 0))
    names = tuple(sorted(frozenset().union(*codings.sets)))
    return names, np.array([[float(name in codes) for name in names] for codes in codings.sets])


def _once(units: Patterns) -> Floats:
    return units.times[None].astype(np.float64)


class _Binary:
    """Patterns × codes: how many coders gave each code, and what follows from it for any draws."""

    def __init__(self, units: Patterns, member: Floats) -> None:
        self.sizes = units.sizes[:, None]
        self.given: Floats = np.asarray(units.table @ member)
        apart = self.given * (self.sizes - self.given)
        self.observed = 2 * apart / (self.sizes - 1)
        self.disagreed = 2 * apart / (self.sizes * (self.sizes - 1))

    def figures(self, drawn: Floats, alone_drawn: Floats, alone: Floats) -> dict[str, Floats]:
        """α, AC1 (two values to choose from: given or not) and per cent, draws × codes."""
        units, total, given = drawn.sum(axis=1)[:, None], drawn @ self.sizes, drawn @ self.given
        expected = 2 * given * (total - given) / (total - 1)
        unlike = np.divide(drawn @ self.observed, expected, out=np.full(given.shape, np.nan), where=expected > 0)
        agreed = 1 - (drawn @ self.disagreed) / units
        share = (drawn @ (self.given / self.sizes) + alone_drawn @ alone) / (units + alone_drawn.sum(axis=1)[:, None])
        by_chance = 2 * share * (1 - share)
        return {"alpha": 1 - unlike, "ac1": (agreed - by_chance) / (1 - by_chance), "percent": agreed}
