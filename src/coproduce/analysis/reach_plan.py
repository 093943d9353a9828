# SPDX-License-Identifier: MIT
"""What it would take: how many more conversations, with whom, until nobody is heard less than their share.

One person belongs to one category of every characteristic at once, so the numbers of one characteristic are not added to
those of another: `together` says with how few people all gaps could close, if each were of the right groups.

Groups of more than half of the population are marked `majority` and ask for nobody in `together`: they are under their
share because smaller groups were sought out, which is often what was meant.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, sqrt
from typing import Final

from scipy.stats import norm

from coproduce.analysis.intervals import CONFIDENCE, share_interval
from coproduce.analysis.reach import ENOUGH, FEWER, NOBODY, CategoryReach, CharacteristicReach, Reach

#: Plans for more people than this many times those heard are no plans.
MOST_TIMES: Final = 5
Z: Final = float(norm.ppf((1 + CONFIDENCE) / 2))


@dataclass(frozen=True)
class Wanted:
    """One group that was heard too little.

    `to_share` more people of this group bring it to its share; after `to_tell` more nobody can say any longer that it is
    under its share; after `to_show` more there are enough of them (ten) for their figure to be shown.
    """

    characteristic: str
    category: str
    heard: int
    expected: float
    to_share: int
    to_tell: int
    to_show: int
    majority: bool


@dataclass(frozen=True)
class Together:
    """The fewest further people after whom no smaller group can be said to be under its share, and how many of each.

    `more[characteristic]` are (category, number); what a characteristic leaves open may be of any of its groups.
    """

    people: int
    more: tuple[tuple[str, tuple[tuple[str, int], ...]], ...]


def more_conversations(result: Reach) -> tuple[Wanted, ...]:
    """Groups heard less than expected or not at all: smaller groups first, and of them those furthest from their share."""
    wanted = [
        _wanted(each, category)
        for each in result.characteristics
        for category in each.categories
        if category.verdict in (FEWER, NOBODY) and category.expected >= 1 and category.population_share < 1
    ]
    return tuple(sorted(wanted, key=lambda one: (one.majority, -one.to_share, one.characteristic, one.category)))


def together(result: Reach, characteristics: Sequence[str] | None = None) -> Together | None:
    """The smallest plan over all `characteristics` (all that anybody answered); None where it would take too many.

    It is a lower bound on what must be done: nobody can choose twenty people who are each of the wanted group under
    every characteristic.
    """
    chosen = [
        each
        for each in result.characteristics
        if each.answered and (characteristics is None or each.name in characteristics)
    ]
    if not chosen:
        return None
    for people in range(MOST_TIMES * max(result.people, 1) + 1):
        needs = [_needs(each, people) for each in chosen]
        if all(sum(need.values()) <= people for need in needs):
            more = [
                (each.name, tuple((category, number) for category, number in need.items() if number))
                for each, need in zip(chosen, needs, strict=True)
            ]
            return Together(people, tuple(line for line in more if line[1]))
    return None


def _needs(each: CharacteristicReach, people: int) -> dict[str, int]:
    """How many of each minority must be among `people` more, so that nobody can say that it is under its share."""
    after = each.answered + people
    return {
        category.category: max(0, _least(category.population_share, after) - category.heard)
        for category in each.categories
        if category.population_share <= 0.5
    }


def _least(share: float, people: int) -> int:
    """The fewest of `people` whose Wilson interval still reaches up to `share`: the score test, turned round."""
    return ceil(share * people - Z * sqrt(share * (1 - share) * people) - 1e-9)


def _wanted(each: CharacteristicReach, category: CategoryReach) -> Wanted:
    share, heard, answered = category.population_share, category.heard, each.answered
    to_share = max(0, ceil((share * answered - heard) / (1 - share) - 1e-9))
    low, high = 0, to_share
    # With more of them the upper limit only rises, so the least number is found by halving.
    while low < high:
        middle = (low + high) // 2
        reached = share_interval(heard + middle, answered + middle)[1] >= share
        low, high = (low, middle) if reached else (middle + 1, high)
    return Wanted(
        characteristic=each.name,
        category=category.category,
        heard=heard,
        expected=category.expected,
        to_share=to_share,
        to_tell=low,
        to_show=max(0, ENOUGH - heard),
        majority=share > 0.5,
    )
