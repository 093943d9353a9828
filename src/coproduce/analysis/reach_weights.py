# SPDX-License-Identifier: MIT
"""What raking would do to a sample of people who came, and what it would cost.

The rules, which are part of every result. Raked on: each characteristic of the population table that people were asked,
but the broad form of a question where both forms are there, and no list of more than `MOST_CATEGORIES` categories with
fewer than `LEAST_EACH` people each (a ward of three people would carry a ward's weight). Who did not answer keeps the
share that non-answerers have. A category that nobody has cannot be weighted up: it is listed, and the other targets are
shared out among those heard. No weight is above `CAP` times the mean (DeBell and Krosnick, 2009, American National
Election Studies technical report nes012427, trim there too).
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from coproduce.analysis.population import PopulationTable
from coproduce.analysis.raking import Raked, design_effect, effective_n, rake

CAP: Final = 5.0
MOST_CATEGORIES: Final = 20
LEAST_EACH: Final = 5
RULE: Final = f"raked until every margin is met; no weight above {CAP:g} times the mean"
NOT_REPRESENTATIVE: Final = (
    "Weighting does not make people who chose to come stand for those who did not: it only says how far a share would "
    "move if each group counted as much as it does in the population."
)


@dataclass(frozen=True)
class Weights:
    """A weight for each person (mean 1), what they cost, and what they rest on.

    `used` names the characteristics raked on, `left_out` the others and why, `cannot_stand_in` the categories that
    nobody has and their share in the population.
    """

    weights: tuple[float, ...]
    design_effect: float
    effective_n: float
    before_trimming: float
    trimmed: int
    largest_gap: float
    converged: bool
    used: tuple[str, ...]
    left_out: tuple[tuple[str, str], ...]
    cannot_stand_in: tuple[tuple[str, str, float], ...]


def reach_weights(
    people: Iterable[Mapping[str, str | None]], table: PopulationTable, *, cap: float = CAP
) -> Weights | None:
    """Weights for `people` (recoded to the table's categories, in their order); None where nobody answered anything."""
    rows = list(people)
    used, left_out = _chosen(rows, table)
    if not used:
        return None
    margins, targets, missing = [], [], []
    for name in used:
        codes, target, nobody = _margin(rows, name, table.counts[name])
        margins.append(codes)
        targets.append(target)
        missing += [(name, category, share) for category, share in nobody]
    whole = rake(margins, targets)
    final: Raked = whole if whole.weights.max() <= cap else rake(margins, targets, cap=cap)
    return Weights(
        weights=tuple(final.weights.tolist()),
        design_effect=design_effect(final.weights),
        effective_n=effective_n(final.weights),
        before_trimming=design_effect(whole.weights),
        trimmed=int(final.trimmed.sum()),
        largest_gap=final.largest_gap,
        converged=final.converged,
        used=tuple(used),
        left_out=tuple(left_out),
        cannot_stand_in=tuple(missing),
    )


def _chosen(
    rows: Sequence[Mapping[str, str | None]], table: PopulationTable
) -> tuple[list[str], list[tuple[str, str]]]:
    used: list[str] = []
    left_out: list[tuple[str, str]] = []
    questions = table.questions
    sizes = {name: len(categories) for name, categories in table.counts.items()}
    for name, categories in table.counts.items():
        answered = sum((row.get(name) or "").strip() in categories for row in rows)
        # Of two forms of one question the broad one has fewer categories.
        broader = [other for other in sizes if questions[other] == questions[name] and sizes[other] < sizes[name]]
        if not answered:
            left_out.append((name, "nobody answered it"))
        elif broader:
            left_out.append((name, f"its broad form is used: {broader[0]}"))
        elif sizes[name] > MOST_CATEGORIES and answered < LEAST_EACH * sizes[name]:
            left_out.append((name, f"{sizes[name]} categories are too many for {answered} people"))
        else:
            used.append(name)
    return used, left_out


def _margin(
    rows: Sequence[Mapping[str, str | None]], name: str, categories: Mapping[str, float]
) -> tuple[NDArray[np.int64], NDArray[np.float64], list[tuple[str, float]]]:
    """Each person's code, the target share of each code, and the categories that nobody has. The last code is silence."""
    everybody = sum(categories.values())
    answers = [(row.get(name) or "").strip() for row in rows]
    present = set(answers)
    heard = [category for category, count in categories.items() if category in present and count > 0]
    number = {category: i for i, category in enumerate(heard)}
    codes = np.array([number.get(answer, len(heard)) for answer in answers], dtype=np.int64)
    silent = float((codes == len(heard)).mean())
    shares = np.array([categories[category] for category in heard], dtype=np.float64)
    target = np.append(shares / shares.sum() * (1 - silent), silent)
    nobody = [(category, count / everybody) for category, count in categories.items() if category not in present]
    return (codes, target, nobody) if silent else (codes, target[:-1], nobody)
