# SPDX-License-Identifier: MIT
"""What coders gave to units, in the form that measures of agreement need: who gave what, and how often each pattern stands.

A unit is what was coded as a whole: a comment, a passage, a case. Measures of agreement look at a unit's values and not at
their order or at who gave them, so units with the same values are one pattern that stands so many times. That makes
thousands of bootstrap draws cheap, and the result the same in any order of the rows and whatever the coders are called.
"""

import math
from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy import sparse

GAP = -1
Floats = NDArray[np.float64]
Codes = NDArray[np.int32]


class TwiceCoded(ValueError):
    """One coder gave one unit two values; `first` and `second` are the places of the two rows, counted from 0."""

    def __init__(self, unit: str, coder: str, first: int, second: int) -> None:
        self.unit, self.coder, self.first, self.second = unit, coder, first, second
        super().__init__(f"“{coder}” coded “{unit}” twice, at {first} and {second}: keep one of the two.")


@dataclass(frozen=True)
class Codings:
    """Units × coders, each cell the place of a value in `values`, or GAP where that coder gave none.

    `numbers` are the values as numbers, in rising order, where every one is a number. `sets` are the codes of each value
    where a unit may have several.
    """

    codes: Codes
    values: tuple[str, ...]
    numbers: tuple[float, ...] | None = None
    sets: tuple[frozenset[str], ...] | None = None

    @classmethod
    def from_rows(
        cls,
        units: Sequence[Hashable],
        coders: Sequence[Hashable],
        values: Sequence[str],
        *,
        separator: str | None = None,
    ) -> "Codings":
        """One row a coding. A blank value is a gap: that coder did not code that unit.

        With a `separator` a value holds several codes, whose order and repeats do not matter. Raises TwiceCoded.
        """
        if not len(units) == len(coders) == len(values):
            raise ValueError("Units, coders and values are not of one length.")
        rows, columns, places = _places(units, coders)
        said = [_label(value, separator) for value in values]
        labels, numbers = _in_order({label for label in said if label}, separator)
        number = {label: place for place, label in enumerate(labels)}
        if numbers is not None:
            labels, number, numbers = _one_a_number(labels, numbers)
        codes = np.full((len(rows), len(columns)), GAP, dtype=np.int32)
        flat = np.array([number[label] if label else GAP for label in said], dtype=np.int32)
        codes.reshape(-1)[places] = flat
        sets = tuple(frozenset(label.split(separator)) for label in labels) if separator else None
        return cls(codes, tuple(labels), numbers, sets)

    @classmethod
    def from_table(cls, table: ArrayLike) -> "Codings":
        """Numbers as coders × units, NaN for a gap: the shape in which agreement is mostly printed in books."""
        given = np.asarray(table, dtype=np.float64)
        if given.ndim != 2:
            raise ValueError("The table is coders × units.")
        codes = np.full(given.shape, GAP, dtype=np.int32)
        there = ~np.isnan(given)
        numbers, codes[there] = np.unique(given[there], return_inverse=True)
        if not np.isfinite(numbers).all():
            raise ValueError("A value is infinite.")
        return cls(codes.T, tuple(f"{number:.15g}" for number in numbers), tuple(float(n) for n in numbers))


def _places(units: Sequence[Hashable], coders: Sequence[Hashable]) -> tuple[Any, Any, NDArray[np.int64]]:
    """Each unit and coder once, and the cell of each row."""
    rows: dict[Hashable, int] = {}
    columns: dict[Hashable, int] = {}
    pairs = [
        (rows.setdefault(unit, len(rows)), columns.setdefault(coder, len(columns)))
        for unit, coder in zip(units, coders, strict=True)
    ]
    places = np.array([row * len(columns) + column for row, column in pairs], dtype=np.int64)
    if len(np.unique(places)) < len(places):
        seen: dict[int, int] = {}
        for at, place in enumerate(places.tolist()):
            if place in seen:
                raise TwiceCoded(str(units[at]), str(coders[at]), seen[place], at)
            seen[place] = at
    return rows, columns, places


def _label(value: str, separator: str | None) -> str:
    if separator is None:
        return value.strip()
    return separator.join(sorted({code.strip() for code in value.split(separator)} - {""}))


def _in_order(labels: set[str], separator: str | None) -> tuple[list[str], tuple[float, ...] | None]:
    numbers = {} if separator else {label: _number(label) for label in labels}
    known = {label: number for label, number in numbers.items() if number is not None}
    if not labels or len(known) < len(labels):
        return sorted(labels), None
    ordered = sorted(labels, key=lambda label: (known[label], len(label), label))
    return ordered, tuple(known[label] for label in ordered)


def _number(label: str) -> float | None:
    try:
        number = float(label)
    except ValueError:
        return None
    return number if math.isfinite(number) and "_" not in label else None


def _one_a_number(labels: list[str], numbers: tuple[float, ...]) -> tuple[list[str], dict[str, int], tuple[float, ...]]:
    """“1” and “1.0” are one value; the shorter stands for both."""
    distinct = sorted(set(numbers))
    place = {number: at for at, number in enumerate(distinct)}
    shortest: dict[float, str] = {}
    for label, number in zip(labels, numbers, strict=True):
        shortest.setdefault(number, label)
    return (
        [shortest[number] for number in distinct],
        {label: place[number] for label, number in zip(labels, numbers, strict=True)},
        tuple(distinct),
    )


@dataclass(frozen=True)
class Patterns:
    """Patterns × values: how many coders gave each value; how often the pattern stands; how many values it has."""

    table: Any  # scipy's sparse arrays have no types
    times: NDArray[np.int64]
    sizes: Floats

    @property
    def units(self) -> int:
        """How many units there are."""
        return int(self.times.sum())


def patterns(codes: Codes, values: int, fewest: int, most: int | None = None) -> Patterns:
    """The patterns of the units that have from `fewest` to `most` values."""
    sizes = (codes >= 0).sum(axis=1)
    kept = codes[(sizes >= fewest) & (sizes <= (codes.shape[1] if most is None else most))]
    # Gaps last: as bytes, a row then compares like a text, and sorting 100,000 of them is quick.
    ordered = np.sort(kept + 1, axis=1)[:, ::-1]
    width = ">u1" if values < 255 else ">u2" if values < 65_535 else ">u4"
    packed = np.ascontiguousarray(ordered.astype(width))
    if not packed.size:
        return Patterns(sparse.csr_array((0, values)), np.zeros(0, dtype=np.int64), np.zeros(0))
    keys = packed.view(f"S{packed.shape[1] * packed.itemsize}").ravel()
    _, first, times = np.unique(keys, return_index=True, return_counts=True)
    distinct = ordered[first] - 1
    rows, columns = np.nonzero(distinct >= 0)
    counted = sparse.coo_array((np.ones(len(rows)), (rows, distinct[rows, columns])), shape=(len(first), values))
    return Patterns(counted.tocsr(), times.astype(np.int64), (distinct >= 0).sum(axis=1).astype(np.float64))
