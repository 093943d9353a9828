# SPDX-License-Identifier: MIT
"""Which themes are raised more by which group, in people.

Each theme is compared between a group and all others who answered the same question, by Fisher's exact test, with
Newcombe's interval for the difference, and with false discoveries controlled over the whole family: every theme in every
group of at least `LEAST_PEOPLE` with as many beside it, a rule that looks at sizes and never at themes. Apart from tests,
`strong` keeps what averages would drown: a theme that at least half of a small group raised and few others did. It is a
reason to listen, not a finding.

Counts are exact and for the team; `differences_public` passes the gate.
"""

from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass
from typing import Final

from coproduce.analysis.exact import Control, adjusted, fisher
from coproduce.analysis.intervals import Interval, newcombe

LEAST_PEOPLE: Final = 5
RATE: Final = 0.05
RAISED_MORE: Final = "raised more"
RAISED_LESS: Final = "raised less"
NO_CLEAR: Final = "no clear difference"
_SILENT: Final = frozenset({"", "not answered", "prefer not to say"})


@dataclass(frozen=True)
class Difference:
    """One theme in one group beside all others who answered. `difference` is of shares, from -1 to 1."""

    theme: str
    characteristic: str
    category: str
    raised: int
    people: int
    others_raised: int
    others: int
    difference: float
    interval: Interval
    p: float
    mid_p: float
    q: float
    verdict: str


@dataclass(frozen=True)
class Strong:
    """A theme that at least half of a small group raised, and fewer than a quarter of the others.

    Small: at most a quarter as many as the others.
    """

    theme: str
    characteristic: str
    category: str
    raised: int
    people: int
    others_raised: int
    others: int


@dataclass(frozen=True)
class Differences:
    """Every comparison made, and what stands out in small groups. `family` is how many different tests were made."""

    compared: tuple[Difference, ...]
    strong: tuple[Strong, ...]
    family: int
    rate: float
    control: str

    @property
    def found(self) -> tuple[Difference, ...]:
        """What may be called a difference at the stated rate, the surest first."""
        clear = [one for one in self.compared if one.verdict != NO_CLEAR]
        return tuple(sorted(clear, key=lambda one: (one.q, one.p, one.characteristic, one.category, one.theme)))


def theme_differences(
    people: Sequence[Mapping[str, str | None]],
    raised: Mapping[str, Set[int]],
    characteristics: Iterable[str],
    *,
    rate: float = RATE,
    control: Control = "hochberg",
) -> Differences:
    """Compare groups by `characteristics`. `raised`: theme → the places in `people` of those who raised it.

    Neither the order of people nor that of themes makes a difference. Raises `ValueError` for a place that is nobody's.
    """
    for theme, who in raised.items():
        if any(not 0 <= person < len(people) for person in who):
            raise ValueError(f"“{theme}” is raised by somebody who is not among the {len(people)} people.")
    pairs: list[_Pair] = []
    for name in sorted(characteristics):
        pairs += _pairs(people, raised, name)
    strong = tuple(Strong(*pair.named, *pair.counts) for pair in pairs if _is_strong(*pair.counts))
    compared, family = _tested([pair for pair in pairs if pair.large_enough], rate, control)
    return Differences(compared, strong, family, rate, control)


@dataclass(frozen=True)
class _Pair:
    """A theme in a group and in the others; `test` is the same for both sides of a question with two groups."""

    named: tuple[str, str, str]
    counts: tuple[int, int, int, int]
    test: tuple[str, ...]

    @property
    def large_enough(self) -> bool:
        """Whether both groups have people enough to be compared at all."""
        return min(self.counts[1], self.counts[3]) >= LEAST_PEOPLE


def _pairs(people: Sequence[Mapping[str, str | None]], raised: Mapping[str, Set[int]], name: str) -> list[_Pair]:
    groups: dict[str, set[int]] = {}
    for place, person in enumerate(people):
        answer = (person.get(name) or "").strip()
        if answer.casefold() not in _SILENT:
            groups.setdefault(answer, set()).add(place)
    everybody = set().union(*groups.values())
    pairs = []
    for category, group in sorted(groups.items()):
        others = everybody - group
        for theme, who in sorted(raised.items()):
            counts = (len(group & who), len(group), len(others & who), len(others))
            # Counting the two sides of one comparison twice would make the family look larger than it is.
            test = (theme, name) if len(groups) == 2 else (theme, name, category)
            pairs.append(_Pair((theme, name, category), counts, test))
    return pairs


def _is_strong(raised: int, people: int, others_raised: int, others: int) -> bool:
    small = people >= 3 and 4 * people <= others
    return small and raised >= 3 and 2 * raised >= people and 4 * others_raised < others


def _tested(pairs: Sequence[_Pair], rate: float, control: Control) -> tuple[tuple[Difference, ...], int]:
    chances = {pair.test: fisher(*pair.counts) for pair in pairs}
    found = dict(zip(chances, adjusted([p for p, _ in chances.values()], control), strict=True))
    results = []
    for pair in pairs:
        (p, mid_p), q = chances[pair.test], found[pair.test]
        k, n, other_k, other_n = pair.counts
        change = k / n - other_k / other_n
        verdict = NO_CLEAR if q > rate else RAISED_MORE if change > 0 else RAISED_LESS
        results.append(Difference(*pair.named, *pair.counts, change, newcombe(*pair.counts), p, mid_p, q, verdict))
    return tuple(results), len(found)
