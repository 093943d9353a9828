# SPDX-License-Identifier: MIT
"""The differencing test: what releases, or a table and its filter, say together.

Two counts may each be large and their difference a single person. The test knows only what was published, as a
reader does, and looks for four things: a published count that moved by a few, a base of a share that did, counts
hidden in both whose sum did, and a count hidden in both whose value, put together from both, is sure to be small or sure
altogether.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import inf

import numpy as np
from scipy.optimize import linprog

from coproduce.analysis.differencing_lines import Lines, cells_of, lines_of
from coproduce.analysis.figures import Figure, Safe
from coproduce.analysis.profiles import DEFAULT, Profile


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
            problems += _sums_moved(key, old[key], new[key], profile)
            problems += _worked_out(key, old[key], new[key], profile)
    return problems


def released(
    new: Mapping[str, Safe],
    earlier: Sequence[Mapping[str, Safe]],
    profile: Profile = DEFAULT,
    together: Iterable[Collection[str]] = (),
) -> dict[str, Safe]:
    """`new` as it may stand beside every one of the `earlier` releases (the oldest first).

    A result that would say something about a few people beside any of them keeps its latest published form, and so do
    the results that stand `together` with it: half of a new state beside half of an old one is a difference of its
    own. What was published last is always safe, since it adds nothing.
    """
    latest: dict[str, Safe] = {}
    for release in earlier:
        latest.update(release)
    kept = {
        key
        for release in earlier
        for key in new
        if key in release and differences_are_safe({key: release[key]}, {key: new[key]}, profile)
    }
    for bundle in together:
        if kept & set(bundle):
            kept |= set(bundle)
    return {key: latest[key] if key in kept and key in latest else result for key, result in new.items()}


def carried_over(old: Mapping[str, Safe], new: Mapping[str, Safe], profile: Profile = DEFAULT) -> dict[str, Safe]:
    """`new`, with the earlier result kept under each key whose change would say something about a few people."""
    return released(new, [old], profile)


def _moved_a_little(before: Figure, after: Figure, profile: Profile) -> bool:
    pairs = [(before.value, after.value), (before.of, after.of)]
    if before.value is not None and before.of is not None and after.value is not None and after.of is not None:
        pairs.append((before.of - before.value, after.of - after.value))
    # Rounded figures move in whole steps; a step tells only that a border was crossed.
    least = profile.threshold if profile.rounding == 1 else 1
    return any(a is not None and b is not None and 0 < abs(a - b) < least for a, b in pairs)


def _sums_moved(key: str, old: Safe, new: Safe, profile: Profile) -> list[Problem]:
    """Lines whose hidden counts, added up, moved by a few: their total and the others say so by subtraction."""
    if profile.rounding > 1:
        return []  # published sums move in whole steps: what they leave over is within their rounding
    before, after = dict(cells_of(key, old)), dict(cells_of(key, new))
    problems = []
    for parts, total in lines_of(key, new):
        if not {*parts, total} <= before.keys():
            continue
        change = {name: _change(before[name], after[name]) for name in (*parts, total)}
        known = [moved for name in parts if (moved := change[name]) is not None]
        whole = change[total]
        if whole is not None and len(known) < len(parts) and 0 < abs(whole - sum(known)) < profile.threshold:
            problems.append(Problem(total, f"What is hidden beside “{total}” changed by a few people between the two."))
    return problems


def _change(a: Figure, b: Figure) -> int | None:
    return None if a.value is None or b.value is None else b.value - a.value


def _worked_out(key: str, old: Safe, new: Safe, profile: Profile) -> list[Problem]:
    """Cells hidden in both that follow if the people behind both are the same."""
    before, after = dict(cells_of(key, old)), dict(cells_of(key, new))
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
        low, high = _range(name, known, lines_of(key, old))
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
    return dict(pair for key, result in results.items() for pair in cells_of(key, result))
