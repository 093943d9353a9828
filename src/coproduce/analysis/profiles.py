# SPDX-License-Identifier: MIT
"""The rules for small numbers that a programme may choose from.

Sources: ONS research outputs and many trusted research environments use a threshold of 10; NHS Hospital Episode
Statistics suppress 1 to 7 below national level and round the rest to the nearest 5.
"""

from dataclasses import dataclass
from typing import Final

LEAST_PUBLIC: Final = 5
"""No rule for the public shows a group of fewer, whatever a programme would like."""


@dataclass(frozen=True)
class Profile:
    """Counts from 1 to `threshold` - 1 are not shown; others are rounded to the nearest `rounding`.

    `mark` stands for a suppressed count in tables; without one it is said in words. Results of a profile that is not
    `publishable` are for the team and are refused by public pages.
    """

    threshold: int = 10
    rounding: int = 1
    name: str = "default"
    mark: str = ""
    publishable: bool = True

    def __post_init__(self) -> None:
        if self.threshold < 1 or self.rounding < 1:
            raise ValueError("Threshold and rounding are at least 1.")
        if self.rounding > self.threshold:
            raise ValueError("Rounding wider than the threshold would round people away.")
        if self.publishable and self.threshold < LEAST_PUBLIC:
            raise ValueError(f"A rule that shows fewer than {LEAST_PUBLIC} people is not for the public.")

    def is_small(self, count: int) -> bool:
        """Whether `count` is too small to be shown."""
        return 0 < count < self.threshold

    def rounded(self, count: int) -> int:
        """`count` as published, half rounded up."""
        return (2 * count + self.rounding) // (2 * self.rounding) * self.rounding

    def bounds(self, count: int) -> tuple[int, int]:
        """What a reader can tell about a published `count`: the least and the most that is published as it is."""
        if count == 0:
            return (0, 0)
        published = self.rounded(count)
        return (max(self.threshold, published - self.rounding // 2), published + (self.rounding - 1) // 2)


DEFAULT: Final = Profile(threshold=10, rounding=1, name="default")
HES: Final = Profile(threshold=8, rounding=5, name="hes", mark="*")
INTERNAL: Final = Profile(threshold=1, rounding=1, name="internal", publishable=False)

PROFILES: Final[dict[str, Profile]] = {profile.name: profile for profile in (DEFAULT, HES, INTERNAL)}
