# SPDX-License-Identifier: MIT
"""What theming gives back: themes, which row has which, and the rows that have none and why."""

from dataclasses import dataclass

from coproduce.analysis.theming_names import Keyphrase
from coproduce.analysis.theming_views import Unassigned

__all__ = ["Assignment", "KeptTheme", "Keyphrase", "Theme", "Unassigned"]


@dataclass(frozen=True)
class Theme:
    """A suggestion to a reader. `size` counts people; `parent` is the theme at the middle of its family.

    `kind` is "found" for a theme found by grouping, "answer" for the short answers (“Nothing”) to one question,
    "held" for a theme that people decided on and this fit obeyed; `held` is then the name it was given with.
    `named_by` is "words" where the label is made of people's own words, "people", or the machine that named it.
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
    held: str = ""
    named_by: str = "words"


@dataclass(frozen=True)
class Assignment:
    """One row has one theme, with the share of what it says that goes there."""

    row: int
    theme: str
    weight: float


@dataclass(frozen=True)
class KeptTheme:
    """A theme that is carried to another programme: its name and the middle of it, as the named model sees words.

    It holds no comment. `vector` has length 1 and is not centred, since each programme has a middle of its own.
    """

    name: str
    model: str
    vector: tuple[float, ...]
