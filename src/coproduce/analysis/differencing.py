# SPDX-License-Identifier: MIT
"""The differencing test: what two releases, or a table and its filter, say together.

Two counts may each be large and their difference a single person. The test knows only what was published, as a
reader does, and looks for three things: a published count that moved by a few, a base of a share that did, and a
count hidden in both whose value, put together from both, is sure to be small or sure altogether.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from math import inf

import numpy as np
from scipy.optimize import linprog

from coproduce.analysis.figures import Figure, Safe, SafeSeries, SafeTable
from coproduce.analysis.profiles import DEFAULT, Profile

Lines = list[tuple[list[str], str]]


@dataclass(frozen=True)
class Problem:
    """One thing that a reader could work out. `text` names the figure and never the small count itself."""

    key: str
    text: str


def differences_are_safe(old: Mapping[str, Safe], new: Mapping[str, Safe], profile: Profile = DEFAULT) -> list[Problem]:
    """What a reader of both could learn about fewer than the threshold; an empty list when it is safe.

    `old` and `new` hold results under the same keys; what only one of them holds is compared with nothing.
    """
    before, after = _flat(old), _flat(new)
    problems = [
        Problem(key, f"“{key}” changed by a few people between the two: keep the earlier figure.")
        for key in before
        if key in after and _moved_a_little(before[key], after[key], profile)
    ]
    for key in old:
        if key in new and not isinstance(old[key], Figure):
            problems += _worked_out(key, old[key], new[key], profile)
    return problems


def carried_over(old: Mapping[str, Safe], new: Mapping[str, Safe], profile: Profile = DEFAULT) -> dict[str, Safe]:
    """`new`, with the earlier result kept under each key whose change would say something about a few people."""
    result = dict(new)
    for key in new:
        if key in old and differences_are_safe({key: old[key]}, {key: new[key]}, profile):
            result[key] = old[key]
    return result


def _moved_a_little(before: Figure, after: Figure, profile: Profile) -> bool:
    pairs = [(before.value, after.value), (before.of, after.of)]
    if before.value is not None and before.of is not None and after.value is not None and after.of is not None:
        pairs.append((before.of - before.value, after.of - after.value))
    # Rounded figures move in whole steps; a step tells only that a border was crossed.
    least = profile.threshold if profile.rounding == 1 else 1
    return any(a is not None and b is not None and 0 < abs(a - b) < least for a, b in pairs)


def _worked_out(key: str, old: Safe, new: Safe, profile: Profile) -> list[Problem]:
    """Cells hidden in both that follow if the people behind both are the same."""
    before, after = dict(_cells(key, old)), dict(_cells(key, new))
    if before.keys() != after.keys():
        return []
    known = {name: _known(before[name], after[name], profile) for name in before}
    dark = [name for name, bounds in known.items() if bounds == (1, inf)]
    open_before = sum(figure.shown for figure in before.values())
    open_after = sum(figure.shown for figure in after.values())
    if not dark or open_before == open_after == len(known) - len(dark):
        return []  # the same cells are hidden in both: putting them together adds nothing
    problems = []
    for name in dark:
        low, high = _range(name, known, _lines(key, old))
        if low <= high < profile.threshold or low == high:
            problems.append(Problem(name, f"“{name}” is hidden in each of the two, and follows from both together."))
    return problems


def _known(a: Figure, b: Figure, profile: Profile) -> tuple[float, float]:
    for figure in (b, a):
        if figure.value is not None:
            low, high = profile.bounds(figure.value)
            return (float(low), float(high))
    return (1, inf)


def _range(name: str, known: Mapping[str, tuple[float, float]], lines: Lines) -> tuple[float, float]:
    """Least and most that `name` can be; (1, inf) where the figures contradict each other, so that nothing follows."""
    names = list(known)
    place = {each: number for number, each in enumerate(names)}
    sums = np.zeros((len(lines), len(names)))
    for number, (parts, total) in enumerate(lines):
        sums[number, [place[part] for part in parts]] = 1.0
        sums[number, place[total]] = -1.0
    goal = np.zeros(len(names))
    goal[place[name]] = 1.0
    limits = [known[each] for each in names]
    found = []
    for sign in (1.0, -1.0):
        answer = linprog(sign * goal, A_eq=sums, b_eq=np.zeros(len(lines)), bounds=limits)
        if answer.status == 2:
            return (1.0, inf)
        found.append(round(sign * float(answer.fun), 6) if answer.status == 0 else inf)
    return (found[0], found[1])


def _flat(results: Mapping[str, Safe]) -> dict[str, Figure]:
    return dict(pair for key, result in results.items() for pair in _cells(key, result))


def _cells(key: str, result: Safe) -> Iterator[tuple[str, Figure]]:
    """Every figure of a result, under a name made of its labels."""
    if isinstance(result, Figure):
        yield key, result
    elif isinstance(result, SafeSeries):
        for label, figure in result:
            yield f"{key}: {label}", figure
        if result.total is not None:
            yield f"{key}: total", result.total
    else:
        yield from _table_cells(key, result)


def _table_cells(key: str, table: SafeTable) -> Iterator[tuple[str, Figure]]:
    for label, row in table.rows:
        for column, figure in zip(table.column_labels, row, strict=True):
            yield f"{key}: {label}, {column}", figure
    if table.row_totals is None or table.column_totals is None or table.total is None:
        return
    for label, figure in zip(table.row_labels, table.row_totals, strict=True):
        yield f"{key}: {label}, total", figure
    for column, figure in zip(table.column_labels, table.column_totals, strict=True):
        yield f"{key}: total, {column}", figure
    yield f"{key}: total", table.total


def _lines(key: str, result: Safe) -> Lines:
    """Which figures add up to which, by their names."""
    if isinstance(result, SafeSeries) and result.total is not None:
        return [([f"{key}: {label}" for label in result.labels], f"{key}: total")]
    if not isinstance(result, SafeTable) or result.total is None:
        return []
    rows, columns = result.row_labels, result.column_labels
    lines: Lines = [([f"{key}: {row}, {column}" for column in columns], f"{key}: {row}, total") for row in rows]
    lines += [([f"{key}: {row}, {column}" for row in rows], f"{key}: total, {column}") for column in columns]
    lines.append(([f"{key}: {row}, total" for row in rows], f"{key}: total"))
    lines.append(([f"{key}: total, {column}" for column in columns], f"{key}: total"))
    return lines
