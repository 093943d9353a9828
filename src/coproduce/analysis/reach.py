# SPDX-License-Identifier: MIT
"""Who was heard and who was not: the people in the sessions beside the people who live there.

Shares among those who answered, an interval, and a verdict in words for each category by itself: of a hundred groups
heard exactly at their share, up to five would be called more or fewer by chance. Gaps where groups cross are in
`reach_joint`, weights in `reach_weights`, what it would take in `reach_plan`. The results count exactly and are for the
team; a page takes `reach_public.public_reach`, which passes the gate.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from coproduce.analysis.intervals import Interval, share_interval

ENOUGH: Final = 10
NO_ANSWER: Final = frozenset({"", "not answered"})
PREFER_NOT: Final = "prefer not to say"

FEWER: Final = "fewer than expected"
AS_EXPECTED: Final = "about as many"
MORE: Final = "more than expected"
TOO_FEW: Final = "too few to say"
NOBODY: Final = "nobody"

Population = Mapping[str, Mapping[str, float]]


@dataclass(frozen=True)
class CategoryReach:
    """One category: how many were heard, and their share among those who answered beside their share in the
    population. `expected` is how many would have been heard at that share."""

    category: str
    heard: int
    share: float | None
    interval: Interval | None
    population_share: float
    expected: float
    ratio: float | None
    verdict: str


@dataclass(frozen=True)
class CharacteristicReach:
    """One characteristic. Who did not answer, preferred not to say, or named something that the population table
    does not have, stands apart from the shares."""

    name: str
    answered: int
    not_answered: int
    prefer_not_to_say: int
    elsewhere: Mapping[str, int]
    categories: tuple[CategoryReach, ...]

    @property
    def people(self) -> int:
        """Everybody, whether they answered or not."""
        return self.answered + self.not_answered + self.prefer_not_to_say + sum(self.elsewhere.values())

    def silence(self) -> tuple[tuple[str, int, Interval], ...]:
        """The two ways of not telling, each with its count and the interval of its share of everybody."""
        told = (("not answered", self.not_answered), (PREFER_NOT, self.prefer_not_to_say))
        return tuple((name, count, share_interval(count, self.people)) for name, count in told)


@dataclass(frozen=True)
class Reach:
    """Every characteristic, and (characteristic, category) of everybody who should have been heard and was not."""

    people: int
    characteristics: tuple[CharacteristicReach, ...]
    not_heard: tuple[tuple[str, str], ...]


def reach_results(people: Iterable[Mapping[str, str | None]], population: Population) -> Reach:
    """Compare `people` (for each, characteristic → answer, blank where there is none) with `population`.

    `population` maps characteristic → category → count (or share), in the order in which pages show them.
    Characteristics that it does not have are left out; the order of people makes no difference.
    """
    rows = list(people)
    characteristics = tuple(
        _characteristic(name, [(row.get(name) or "").strip() for row in rows], categories)
        for name, categories in population.items()
    )
    # Nobody from a group so small that nobody would be expected is no sign of anything.
    missing = tuple(
        (each.name, category.category)
        for each in characteristics
        for category in each.categories
        if category.heard == 0 and category.expected >= 1
    )
    return Reach(len(rows), characteristics, missing)


def _characteristic(name: str, answers: Sequence[str], categories: Mapping[str, float]) -> CharacteristicReach:
    heard = dict.fromkeys(categories, 0)
    elsewhere: dict[str, int] = {}
    blank = silent = 0
    for answer in answers:
        if answer.casefold() in NO_ANSWER:
            blank += 1
        elif answer.casefold() == PREFER_NOT:
            silent += 1
        elif answer in heard:
            heard[answer] += 1
        else:
            elsewhere[answer] = elsewhere.get(answer, 0) + 1
    answered, everybody = sum(heard.values()), float(sum(categories.values()))
    if everybody <= 0:
        raise ValueError(f"The population table counts nobody under “{name}”.")
    return CharacteristicReach(
        name=name,
        answered=answered,
        not_answered=blank,
        prefer_not_to_say=silent,
        elsewhere=dict(sorted(elsewhere.items())),
        categories=tuple(
            _category(category, heard[category], answered, count / everybody) for category, count in categories.items()
        ),
    )


def _category(category: str, heard: int, answered: int, expected_share: float) -> CategoryReach:
    share = heard / answered if answered else None
    interval = share_interval(heard, answered) if answered else None
    return CategoryReach(
        category=category,
        heard=heard,
        share=share,
        interval=interval,
        population_share=expected_share,
        expected=expected_share * answered,
        ratio=None if share is None or expected_share == 0 else share / expected_share,
        verdict=_verdict(heard, answered, interval, expected_share),
    )


def _verdict(heard: int, answered: int, interval: Interval | None, expected_share: float) -> str:
    """In words, and only as far as the interval goes."""
    if interval is None or answered < ENOUGH:
        return TOO_FEW
    low, high = interval
    if heard == 0:
        return NOBODY
    if high < expected_share:
        return FEWER
    if heard < ENOUGH:
        return TOO_FEW
    return MORE if low > expected_share else AS_EXPECTED
