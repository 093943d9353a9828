# SPDX-License-Identifier: MIT
"""How one count becomes a `Figure`: shown and rounded, or withheld with the words for it. Used by the gate alone."""

from collections.abc import Sequence
from typing import Final

from coproduce.analysis.figures import NOT_SHOWN, TOKEN, Figure, SafeCube, SafeSeries, SafeTable
from coproduce.analysis.intervals import share_interval
from coproduce.analysis.number_words import in_words
from coproduce.analysis.profiles import Profile

NOTE: Final = "Some figures are not shown, so that nobody can be picked out."


def cell(n: int, dark: bool, profile: Profile, mark: str) -> Figure:
    """A count, or `mark` where it is `dark`."""
    return figure(None, mark, mark, profile) if dark else shown(n, profile)


def mark_of(profile: Profile, totals: bool) -> str:
    """What stands where a count is hidden."""
    # Beside totals a hidden cell may be a large one that guards a small one: one mark for both, and a true one.
    return NOT_SHOWN if totals else profile.mark or fewer(profile)


def withheld(profile: Profile) -> Figure:
    """A small count that stands alone."""
    words = fewer(profile)
    return figure(None, profile.mark or words, words, profile)


def fewer(profile: Profile) -> str:
    """ "fewer than ten"."""
    return f"fewer than {in_words(profile.threshold)}"


def shown(n: int, profile: Profile, of: int | None = None) -> Figure:
    """A count as the profile rounds it, with an interval where it is a share `of` others."""
    value = profile.rounded(n)
    words = in_words(value) if profile.rounding == 1 or n == 0 else f"about {in_words(value)}"
    base = None if of is None else profile.rounded(of)
    # From what is published, not from the exact counts, or the interval would undo the rounding.
    interval = None if not base else share_interval(min(value, base), base)
    return figure(value, f"{value:,}", words, profile, base, interval)


def figure(
    value: int | None,
    text: str,
    words: str,
    profile: Profile,
    of: int | None = None,
    interval: tuple[float, float] | None = None,
) -> Figure:
    """A figure of this profile."""
    return Figure(value, text, words, of, interval, profile.name, profile.publishable, TOKEN)


def series(labels: Sequence[str], figures: Sequence[Figure], total: Figure | None, profile: Profile) -> SafeSeries:
    """Figures side by side, with a note where one is hidden."""
    note = NOTE if any(not each.shown for each in figures) else ""
    return SafeSeries(tuple(labels), tuple(figures), total, note, profile.name, profile.publishable, TOKEN)


def table(
    rows: Sequence[str], columns: Sequence[str], grid: Sequence[Sequence[Figure]], profile: Profile, totals: bool
) -> SafeTable:
    """Figures in rows and columns; `grid` has the totals in its last row and column, shown or not."""
    seen = grid if totals else [row[:-1] for row in grid[:-1]]
    return SafeTable(
        row_labels=tuple(rows),
        column_labels=tuple(columns),
        cells=tuple(tuple(row[:-1]) for row in grid[:-1]),
        row_totals=tuple(row[-1] for row in grid[:-1]) if totals else None,
        column_totals=tuple(grid[-1][:-1]) if totals else None,
        total=grid[-1][-1] if totals else None,
        note=NOTE if any(not each.shown for row in seen for each in row) else "",
        profile=profile.name,
        publishable=profile.publishable,
        token=TOKEN,
    )


def cube(
    names: Sequence[str],
    axes: Sequence[Sequence[str]],
    cells: Sequence[tuple[tuple[str, ...], Figure]],
    profile: Profile,
) -> SafeCube:
    """Figures of a table of three or more ways, sums included."""
    note = NOTE if any(not each.shown for _, each in cells) else ""
    ways = tuple(tuple(axis) for axis in axes)
    return SafeCube(tuple(names), ways, tuple(cells), note, profile.name, profile.publishable, TOKEN)
