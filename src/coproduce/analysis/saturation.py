# SPDX-License-Identifier: MIT
"""Whether further listening still brought new themes, after Guest, Namey and Chen, for each group by itself.

Source: Guest, G., Namey, E. and Chen, M. (2020), “A simple method to assess and report thematic saturation in qualitative
research”, PLOS ONE 15(5) e0232076. D is how many different themes the first `base` occasions brought. N is how many themes come
in a run of `run` consecutive later occasions that none before had. Saturation is where N ÷ D first falls to the threshold or
below; it is reported as the occasions before that run + the run, such as 6+2.

The order in which we happened to listen decides much of this, so it is done over many orders drawn at random, each occasion
standing once in each. (Drawing occasions with replacement would let one stand twice; its second time brings nothing new, and
saturation would seem to come sooner.) What comes out is a median and a range, and in how many orders it came at all.

It says nothing about people whom we did not hear: a group can be silent because nobody asked it. So there is no figure for all
groups together, and none for a group with too few occasions.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from coproduce.analysis.saturation_schools import School, accepts_saturation

#: No claim about a group with fewer occasions than this.
FEWEST = 10
NOT_THIS_SCHOOL = "This way of working does not count towards saturation; see what to ask instead."


@dataclass(frozen=True)
class Occasion:
    """One occasion of the stated unit (a session, or a person): the themes it raised, and the groups it belongs to.

    `groups` are by the name of the grouping: {"kind of session": "workshop", "age": "16 to 24"}.
    """

    themes: frozenset[str]
    groups: Mapping[str, str]


@dataclass(frozen=True)
class Reached:
    """Where one order is saturated: `before` occasions and then the run. `new` is N ÷ D of each run looked at."""

    before: int | None
    new: tuple[float, ...]


@dataclass(frozen=True)
class GroupSaturation:
    """One group over many orders. `median`, `low` and `high` are occasions before the run; None where not reached.

    `low` to `high` holds the middle nine tenths of the orders; `share` is the part of the orders that reach it at all.
    """

    grouping: str
    group: str
    occasions: int
    themes: int
    median: float | None
    low: float | None
    high: float | None
    share: float | None
    sentence: str


@dataclass(frozen=True)
class Saturation:
    """All groups, the unit and the settings; for a school that rejects saturation no group and the reason."""

    unit: str
    school: School
    base: int
    run: int
    threshold: float
    orders: int
    groups: tuple[GroupSaturation, ...]
    off: str | None = None


def in_this_order(
    themes: Sequence[Collection[str]], *, base: int = 4, run: int = 2, threshold: float = 0.05
) -> Reached:
    """Saturation of occasions in the order in which they are given."""
    _check(base, run, threshold)
    names = sorted({theme for own in themes for theme in own})
    has = _matrix([frozenset(own) for own in themes], names)
    before, new = _runs(_first(has, np.arange(len(has))[None]), len(has), base, run, threshold)
    reached = None if np.isinf(before[0]) else int(before[0])
    last = len(new[0]) if reached is None else reached - base + 1
    return Reached(reached, tuple(float(share) for share in new[0][:last]))


def saturation_of(
    occasions: Sequence[Occasion],
    *,
    unit: str,
    school: School,
    base: int = 4,
    run: int = 2,
    threshold: float = 0.05,
    orders: int = 1_000,
    seed: int = 0,
) -> Saturation:
    """Saturation of each group of each grouping, over `orders` random orders. `unit` names what an occasion is."""
    _check(base, run, threshold)
    if not unit.strip():
        raise ValueError("Say what an occasion is: a session, or a person.")
    if orders < 1:
        raise ValueError("At least one order is needed.")
    if not accepts_saturation(school):
        return Saturation(unit, school, base, run, threshold, orders, (), NOT_THIS_SCHOOL)
    pairs = sorted({pair for occasion in occasions for pair in occasion.groups.items()})
    groups = tuple(
        _group(grouping, group, [o for o in occasions if o.groups.get(grouping) == group],
               unit=unit, base=base, run=run, threshold=threshold, orders=orders, seed=seed)
        for grouping, group in pairs
    )  # fmt: skip
    return Saturation(unit, school, base, run, threshold, orders, groups)


def _group(
    grouping: str, group: str, own: Sequence[Occasion], *, unit: str, base: int, run: int, threshold: float,
    orders: int, seed: int,
) -> GroupSaturation:  # fmt: skip
    names = sorted({theme for occasion in own for theme in occasion.themes})
    count, fewest = len(own), max(FEWEST, base + run)
    if count < fewest:
        sentence = f"Too few to say: {count} of the unit “{unit}”, and we say nothing about fewer than {fewest}."
        return GroupSaturation(grouping, group, count, len(names), None, None, None, None, sentence)
    # Sorted, so that the orders drawn do not hang on the order of the rows.
    has = _matrix(sorted((occasion.themes for occasion in own), key=sorted), names)
    rng = np.random.default_rng(seed)
    places = np.argsort(rng.random((orders, count)), axis=1)
    before, _ = _runs(_first(has, places), count, base, run, threshold)
    share = float(np.isfinite(before).mean())
    low, median, high = (_reached(before, part) for part in (0.05, 0.5, 0.95))
    sentence = _sentence(median, low, high, share, run, threshold)
    return GroupSaturation(grouping, group, count, len(names), median, low, high, share, sentence)


def _sentence(median: float | None, low: float | None, high: float | None, share: float, run: int, limit: float) -> str:
    if median is None:
        part = "none" if share == 0 else f"{share:.0%}"
        return f"Not saturated: {part} of the orders came to {limit:.0%} new themes or fewer in a run of {run}."
    upper = f"{high:.0f}" if high is not None else "not reached"
    return f"Saturated at {median:.0f}+{run} in the middle order (nine tenths of the orders: {low:.0f} to {upper})."


def _reached(before: NDArray[np.float64], part: float) -> float | None:
    """A quantile that is one of the orders' own figures; orders that never get there lie beyond all others."""
    found = float(np.quantile(before, part, method="inverted_cdf"))
    return None if np.isinf(found) else found


def _matrix(themes: Sequence[frozenset[str]], names: Sequence[str]) -> NDArray[np.bool_]:
    return np.array([[name in own for name in names] for own in themes], dtype=bool).reshape(len(themes), len(names))


def _first(has: NDArray[np.bool_], places: NDArray[np.intp]) -> NDArray[np.intp]:
    """Orders × themes: the place at which each theme is first raised; `places` says where each occasion stands."""
    columns = [places[:, has[:, theme]].min(axis=1) for theme in range(has.shape[1])]
    return np.array(columns, dtype=np.intp).T.reshape(len(places), has.shape[1])


def _runs(
    first: NDArray[np.intp], occasions: int, base: int, run: int, threshold: float
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """For each order the occasions before its first quiet run (inf where there is none), and N ÷ D of every run."""
    orders = len(first)
    new = np.zeros((orders, occasions))
    np.add.at(new, (np.repeat(np.arange(orders), first.shape[1]), first.ravel()), 1)
    known = new[:, :base].sum(axis=1)
    total = np.concatenate([np.zeros((orders, 1)), new.cumsum(axis=1)], axis=1)
    starts = np.arange(base, occasions - run + 1)
    counts = total[:, starts + run] - total[:, starts]
    # A base that raised no theme at all is no measure of what is new.
    shares = np.divide(counts, known[:, None], out=np.full(counts.shape, np.inf), where=known[:, None] > 0)
    quiet = shares <= threshold
    before = (
        np.where(quiet.any(axis=1), base + quiet.argmax(axis=1), np.inf) if len(starts) else np.full(orders, np.inf)
    )
    return before, shares


def _check(base: int, run: int, threshold: float) -> None:
    if base < 1 or run < 1:
        raise ValueError("Base and run are at least 1.")
    if not 0 <= threshold < 1:
        raise ValueError("The threshold lies between 0 and 1.")
