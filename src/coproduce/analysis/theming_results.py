# SPDX-License-Identifier: MIT
"""What theming gives back: themes, which row has which, and the rows that have none and why."""

from dataclasses import dataclass

from coproduce.analysis.theming_names import Keyphrase
from coproduce.analysis.theming_views import Unassigned

__all__ = ["Assignment", "Keyphrase", "Theme", "Unassigned"]


@dataclass(frozen=True)
class Theme:
    """A suggestion to a reader. `size` counts people; `parent` is the theme at the middle of its family.

    `kind` is "found" for a theme found by grouping, "answer" for the short answers (“Nothing”) to one question.
    """

    id: str
    label: str
    keyphrases: tuple[Keyphrase, ...]
    size: int
    stability: float | None
    parent: str | None
    exemplars: tuple[int, ...]
    kind: str
    questions: tuple[str, ...]


@dataclass(frozen=True)
class Assignment:
    """One row has one theme, with the share of what it says that goes there."""

    row: int
    theme: str
    weight: float
