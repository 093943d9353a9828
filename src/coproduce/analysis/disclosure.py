# SPDX-License-Identifier: MIT
"""The one gate for every published figure about people.

Counts go in, results that may be shown come out: `Figure`, `SafeSeries`, `SafeTable`. Small counts are suppressed,
and so is whatever would give them back by subtraction, within a table and from one release to the next
(`differences_are_safe`). Zero is shown: nobody is picked out by it.
"""

from collections.abc import Mapping, Sequence
from typing import Final

import numpy as np

from coproduce.analysis.differencing import Problem, carried_over, differences_are_safe, released
from coproduce.analysis.disclosure_cells import cell, fewer, figure, mark_of, series, shown, table, withheld
from coproduce.analysis.disclosure_linked import Crossing, gate_tables
from coproduce.analysis.disclosure_overlapping import SOME, gate_overlapping
from coproduce.analysis.figures import NOT_SHOWN, Figure, Safe, SafeCube, SafeSeries, SafeTable
from coproduce.analysis.manifest import from_json
from coproduce.analysis.profiles import DEFAULT, HES, INTERNAL, PROFILES, Profile
from coproduce.analysis.suppression import hide_in_line, hide_in_table, hide_nested

__all__ = [
    "DEFAULT",
    "HES",
    "INTERNAL",
    "PROFILES",
    "Crossing",
    "Figure",
    "Problem",
    "Profile",
    "SOME",
    "Safe",
    "SafeCube",
    "SafeSeries",
    "SafeTable",
    "carried_over",
    "differences_are_safe",
    "from_json",
    "gate_count",
    "gate_map",
    "gate_nested",
    "gate_overlapping",
    "gate_series",
    "gate_share",
    "gate_table",
    "gate_tables",
    "released",
]

TOO_FEW: Final = "too few to say"
NEARLY_ALL: Final = "nearly all"


def gate_count(n: int, profile: Profile = DEFAULT) -> Figure:
    """One count by itself: how many people were heard, how many sessions were held."""
    _check_counts([n])
    return withheld(profile) if profile.is_small(n) else shown(n, profile)


def gate_share(k: int, n: int, profile: Profile = DEFAULT) -> Figure:
    """`k` of `n` people, with an interval and, from ten people on, a percentage.

    Where all but a few did, the few would follow by subtraction, so the count gives way to words.
    """
    _check_counts([k, n])
    if k > n:
        raise ValueError(f"{k} of {n} is not a share of people.")
    if profile.is_small(n):
        return figure(None, profile.mark or TOO_FEW, TOO_FEW, profile)
    base = profile.rounded(n)
    if profile.is_small(k):
        words = fewer(profile)
        return figure(None, profile.mark or words, words, profile, of=base)
    if profile.is_small(n - k):
        words = NEARLY_ALL if 10 * k >= 9 * n else NOT_SHOWN
        return figure(None, words, words, profile, of=base)
    return shown(k, profile, n)


def gate_series(
    counts: Mapping[str, int] | Sequence[int],
    labels: Sequence[str] | None = None,
    profile: Profile = DEFAULT,
    totals: bool = True,
) -> SafeSeries:
    """Counts side by side. With `totals` nobody is counted twice and the total is shown or known from elsewhere.

    Without (themes, where a person may be in several) each count stands alone.
    """
    names, values = _labelled(counts, labels)
    _check_counts(values)
    hidden, hide_total = hide_in_line(np.asarray(values, dtype=np.int64), profile, totals)
    mark = mark_of(profile, totals)
    figures = [cell(n, dark, profile, mark) for n, dark in zip(values, hidden.tolist(), strict=True)]
    return series(names, figures, cell(sum(values), hide_total, profile, mark) if totals else None, profile)


def gate_map(counts: Mapping[str, int], profile: Profile = DEFAULT, totals: bool = True) -> SafeSeries:
    """Counts by place, for a map. The places are sorted, so that their order tells nothing."""
    return gate_series(dict(sorted(counts.items())), profile=profile, totals=totals)


def gate_nested(
    counts: Mapping[str, Mapping[str, int]], profile: Profile = DEFAULT
) -> tuple[SafeSeries, dict[str, SafeSeries]]:
    """Categories in groups, where pages show both: the groups with the total, and each group's categories.

    Gating the two apart would leak: a group minus its larger categories gives the small ones back.
    """
    for group in counts.values():
        _check_counts(list(group.values()))
    dark_cells, dark_groups, dark_total = hide_nested([list(group.values()) for group in counts.values()], profile)
    mark = mark_of(profile, totals=True)
    sums = [sum(group.values()) for group in counts.values()]
    figures = [cell(n, dark, profile, mark) for n, dark in zip(sums, dark_groups.tolist(), strict=True)]
    groups = series(tuple(counts), figures, cell(sum(sums), dark_total, profile, mark), profile)
    inside = {}
    for (name, group), darks in zip(counts.items(), dark_cells, strict=True):
        parts = [cell(n, dark, profile, mark) for n, dark in zip(group.values(), darks.tolist(), strict=True)]
        inside[name] = series(tuple(group), parts, groups[name], profile)
    return groups, inside


def gate_table(
    counts: Sequence[Sequence[int]],
    row_labels: Sequence[str],
    col_labels: Sequence[str],
    profile: Profile = DEFAULT,
    totals: bool = True,
) -> SafeTable:
    """People in rows and columns, each counted once, with totals that give nothing away.

    Leave `totals` on unless nobody can know the sums: they are seldom secret even where they are not printed.
    """
    cells = _rectangle(counts, row_labels, col_labels)
    small = np.pad((cells > 0) & (cells < profile.threshold), ((0, 1), (0, 1)))
    hidden = hide_in_table(cells, profile) if totals else small
    full = np.pad(cells, ((0, 1), (0, 1)))
    full[-1, :-1], full[:-1, -1], full[-1, -1] = cells.sum(axis=0), cells.sum(axis=1), cells.sum()
    mark = mark_of(profile, totals)
    grid = [
        [cell(n, dark, profile, mark) for n, dark in zip(numbers, darks, strict=True)]
        for numbers, darks in zip(full.tolist(), hidden.tolist(), strict=True)
    ]
    return table(row_labels, col_labels, grid, profile, totals)


def _labelled(
    counts: Mapping[str, int] | Sequence[int], labels: Sequence[str] | None
) -> tuple[tuple[str, ...], list[int]]:
    if isinstance(counts, Mapping):
        names, values = tuple(counts), list(counts.values())
    else:
        names, values = tuple(labels or ()), list(counts)
    if len(names) != len(values) or len(set(names)) != len(names):
        raise ValueError("Each count needs one label of its own.")
    return names, values


def _rectangle(
    counts: Sequence[Sequence[int]], row_labels: Sequence[str], col_labels: Sequence[str]
) -> "np.ndarray[tuple[int, int], np.dtype[np.int64]]":
    for row in counts:
        _check_counts(row)
    if len(counts) != len(row_labels) or any(len(row) != len(col_labels) for row in counts) or not col_labels:
        raise ValueError("The counts do not fill the rows and columns that are named.")
    cells = np.array([list(row) for row in counts], dtype=np.int64)
    return cells.reshape(len(row_labels), len(col_labels))


def _check_counts(counts: Sequence[int]) -> None:
    for n in counts:
        if isinstance(n, bool) or not isinstance(n, int | np.integer) or n < 0:
            raise ValueError(f"{n!r} does not count people.")
