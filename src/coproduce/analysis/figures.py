# SPDX-License-Identifier: MIT
"""The results of the disclosure gate: the only numbers about people that may be published.

They cannot be made by hand: only `disclosure` holds the token that their constructors ask for. They carry what may
be shown and nothing else, so writing one to a file, a page or a manifest gives nothing away.
"""

from collections.abc import Iterator
from dataclasses import InitVar, dataclass
from typing import Any, Final

from coproduce.analysis.intervals import Interval

PERCENT_BASE: Final = 10
NOT_SHOWN: Final = "not shown"
TOKEN: Final = object()


def _ask(token: object) -> None:
    if token is not TOKEN:
        raise TypeError("Figures are made by coproduce.analysis.disclosure, from counts that it checks.")


@dataclass(frozen=True)
class Figure:
    """One count of people or things, as it may be shown.

    `value` is None where it is suppressed; `text` is for tables and charts ("17", "fewer than ten"), `words` for
    sentences ("seventeen"). `of` is the published base of a share and `interval` its 95 % interval, as shares.
    """

    value: int | None
    text: str
    words: str
    of: int | None
    interval: Interval | None
    profile: str
    publishable: bool
    token: InitVar[object]

    def __post_init__(self, token: object) -> None:
        _ask(token)

    @property
    def shown(self) -> bool:
        """Whether there is a number to show."""
        return self.value is not None

    @property
    def percent(self) -> int | None:
        """The share in whole per cent; None where suppressed, without a base, or with fewer than ten people."""
        if self.value is None or self.of is None or self.of < PERCENT_BASE:
            return None
        return (200 * self.value + self.of) // (2 * self.of)

    @property
    def say(self) -> str:
        """What a page prints."""
        return self.text

    def __str__(self) -> str:
        return self.text

    def as_json(self) -> dict[str, Any]:
        """All of it, for a release's manifest."""
        interval = None if self.interval is None else [float(f"{limit:.9g}") for limit in self.interval]
        return {
            "kind": "figure",
            "value": self.value,
            "text": self.text,
            "words": self.words,
            "of": self.of,
            "percent": self.percent,
            "interval": interval,
            "profile": self.profile,
        }


@dataclass(frozen=True)
class SafeSeries:
    """Counts side by side, one a label, with their total where it is shown."""

    labels: tuple[str, ...]
    figures: tuple[Figure, ...]
    total: Figure | None
    note: str
    profile: str
    publishable: bool
    token: InitVar[object]

    def __post_init__(self, token: object) -> None:
        _ask(token)

    def __iter__(self) -> Iterator[tuple[str, Figure]]:
        return iter(zip(self.labels, self.figures, strict=True))

    def __getitem__(self, label: str) -> Figure:
        return self.figures[self.labels.index(label)]

    def as_json(self) -> dict[str, Any]:
        """All of it, for a release's manifest."""
        return {
            "kind": "series",
            "labels": list(self.labels),
            "figures": [figure.as_json() for figure in self.figures],
            "total": self.total and self.total.as_json(),
            "note": self.note,
            "profile": self.profile,
        }


@dataclass(frozen=True)
class SafeTable:
    """Counts in rows and columns, with totals where they are shown."""

    row_labels: tuple[str, ...]
    column_labels: tuple[str, ...]
    cells: tuple[tuple[Figure, ...], ...]
    row_totals: tuple[Figure, ...] | None
    column_totals: tuple[Figure, ...] | None
    total: Figure | None
    note: str
    profile: str
    publishable: bool
    token: InitVar[object]

    def __post_init__(self, token: object) -> None:
        _ask(token)

    @property
    def rows(self) -> tuple[tuple[str, tuple[Figure, ...]], ...]:
        """Each row with its label."""
        return tuple(zip(self.row_labels, self.cells, strict=True))

    def cell(self, row: str, column: str) -> Figure:
        """The figure at these labels."""
        return self.cells[self.row_labels.index(row)][self.column_labels.index(column)]

    def as_json(self) -> dict[str, Any]:
        """All of it, for a release's manifest."""
        return {
            "kind": "table",
            "row_labels": list(self.row_labels),
            "column_labels": list(self.column_labels),
            "cells": [[figure.as_json() for figure in row] for row in self.cells],
            "row_totals": self.row_totals and [figure.as_json() for figure in self.row_totals],
            "column_totals": self.column_totals and [figure.as_json() for figure in self.column_totals],
            "total": self.total and self.total.as_json(),
            "note": self.note,
            "profile": self.profile,
        }


@dataclass(frozen=True)
class SafeCube:
    """Counts in three or more ways. `cells` has a figure for each choice of one label an axis; "" is their sum."""

    names: tuple[str, ...]
    axes: tuple[tuple[str, ...], ...]
    cells: tuple[tuple[tuple[str, ...], Figure], ...]
    note: str
    profile: str
    publishable: bool
    token: InitVar[object]

    def __post_init__(self, token: object) -> None:
        _ask(token)

    def cell(self, *labels: str) -> Figure:
        """The figure at these labels, one an axis; "" for the sum over it."""
        return dict(self.cells)[labels]

    def as_json(self) -> dict[str, Any]:
        """All of it, for a release's manifest."""
        return {
            "kind": "cube",
            "names": list(self.names),
            "axes": [list(axis) for axis in self.axes],
            "cells": [{"at": list(at), "figure": figure.as_json()} for at, figure in self.cells],
            "note": self.note,
            "profile": self.profile,
        }


Safe = Figure | SafeSeries | SafeTable | SafeCube
