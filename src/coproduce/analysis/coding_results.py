# SPDX-License-Identifier: MIT
"""What coding gives back: suggestions with their chances, and the passages that speak for them."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Suggestion:
    """For one row: the likeliest codes with probabilities, and those chosen; none chosen is “a person should read it”."""

    row: int
    labels: tuple[tuple[str, float], ...]
    chosen: tuple[str, ...]

    @property
    def abstains(self) -> bool:
        """Whether the model would rather not say."""
        return not self.chosen


@dataclass(frozen=True)
class Evidence:
    """A passage of a comment that a person coded, near to the passage in question; places are in code points."""

    row: int
    start: int
    end: int
    likeness: float
    own_start: int
    own_end: int


@dataclass(frozen=True)
class CodeFigures:
    """How the model did on one code, on comments that people coded and it had not seen; intervals are 95 %."""

    code: str
    coded: int
    suggested: int
    right: int
    precision: float | None
    precision_interval: tuple[float, float]
    recall: float | None
    recall_interval: tuple[float, float]
    f1: float | None
    f1_interval: tuple[float, float]
    rare: bool


@dataclass(frozen=True)
class Validation:
    """Figures over all codes; macro counts codes with ten codings or more, rare ones have fewer than thirty."""

    comments: int
    groups: int
    micro_f1: float
    micro_f1_interval: tuple[float, float]
    macro_f1: float | None
    macro_f1_rare: float | None
    calibration_error: float
    abstained: int
    by_code: tuple[CodeFigures, ...]
    by_words: tuple[tuple[str, int, float], ...]
    by_language: tuple[tuple[str, int, float], ...]
