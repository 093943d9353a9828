# SPDX-License-Identifier: AGPL-3.0-or-later
"""What the look knows of gated figures: which types they are, how to say them, how large to draw them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from coproduce.analysis.disclosure import Figure, SafeCube, SafeSeries, SafeTable

GATED: tuple[type, ...] = (Figure, SafeSeries, SafeTable, SafeCube)


class UngatedFigure(TypeError):
    """A number, row or unknown thing was about to be shown without passing the disclosure gate."""


@dataclass(frozen=True)
class Plain:
    """A number that counts no people: an ordinal, a year, a threshold, a version."""

    value: int

    def __str__(self) -> str:
        return str(self.value)


def said(value: Any) -> str:
    """A gated figure as text. A bare number is refused here too, so templates cannot slip one in."""
    if isinstance(value, Figure):
        return value.say
    if isinstance(value, str | Plain):
        return str(value)
    # By its kind and without its value: an error page must not say the number that the gate kept back.
    raise UngatedFigure(f"{type(value).__name__} is no result of the disclosure gate")


def worded(value: Any) -> str:
    """A gated figure in words, for the middle of a sentence: "seventeen", "fewer than ten"."""
    return value.words if isinstance(value, Figure) else said(value)


def size(value: Any) -> int | None:
    """How large to draw a gated figure, or None where the gate kept the number back."""
    if not isinstance(value, Figure):
        raise UngatedFigure(f"a picture draws disclosure results only, not {type(value).__name__}")
    return value.value


def publishable(values: Iterable[Any]) -> bool:
    """Whether all of these figures passed a profile that is meant for the public."""
    # What does not say that it may be published may not.
    return all(getattr(value, "publishable", False) for value in values)
