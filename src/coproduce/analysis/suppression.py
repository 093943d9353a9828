# SPDX-License-Identifier: MIT
"""Which counts to hide so that no small one follows from what is left.

Hiding the small counts alone is not enough: a total minus its other cells gives the last one back. A small count is
protected when a reader who knows every published figure, and that no hidden one is zero, must still allow that it
reaches the threshold. Zeros are published.

A line of counts has a closed form. Tables and linked tables of ordinary size get the cheapest choice there is
(`suppression_exact`), larger ones a near one (`suppression_greedy`; `suppression_grid` for one large table). Whichever
way, the result leaves only when `suppression_attack` has a strict proof for each small count; in one large table with
many small counts the network is that proof.
"""

from collections.abc import Sequence

import numpy as np

from coproduce.analysis.profiles import Profile
from coproduce.analysis.suppression_attack import all_protected
from coproduce.analysis.suppression_balance import INNER, MARGIN, WHOLE, Balance, Counts, Mask, Numbers, balance
from coproduce.analysis.suppression_exact import cheapest
from coproduce.analysis.suppression_greedy import grown, shown_again, strictly_grown
from coproduce.analysis.suppression_grid import hide_in_grid

__all__ = ["hidden_also_in", "hidden_in", "hide_in_line", "hide_in_table", "hide_nested", "with_totals"]

_EXACT_CELLS = 300
_ROUNDS = 8
_GUIDED = 0.05
_MANY = 60


def hidden_in(these: Balance) -> Mask:
    """Which counts to hide, for any counts that add up to each other."""
    if not these.small.any():
        return these.never_shown
    hidden = _near_cheapest(these)
    return hidden if all_protected(these, hidden, strict=True) else strictly_grown(these, hidden)


def hidden_also_in(joint: Balance, hidden: Mask) -> Mask:
    """`hidden`, and what else must be so that a reader of everything in `joint` finds nobody either."""
    return hidden if all_protected(joint, hidden, strict=True) else strictly_grown(joint, hidden)


def _near_cheapest(these: Balance) -> Mask:
    if int(these.movable.sum()) > _EXACT_CELLS:
        return shown_again(these, grown(these, these.first_hidden))
    found = cheapest(these, rounds=_ROUNDS)
    if found.proved and found.hidden is not None:
        return found.hidden
    # Not proved in the rounds that there are: what the search leans to is a good guide.
    lean = these.cost * np.maximum(1.0 - found.share, _GUIDED)
    start = these.first_hidden if found.hidden is None else found.hidden
    return shown_again(these, grown(these, start, lean))


def hide_in_line(cells: Counts, profile: Profile, known_total: bool = True) -> tuple[Mask, bool]:
    """Which of `cells` to hide when their total is published, and whether to hide the total too."""
    hidden = (cells > 0) & (cells < profile.threshold)
    total = int(cells.sum())
    if profile.is_small(total):
        return cells > 0, True
    if not known_total or not hidden.any():
        return hidden, False
    highest_total = profile.bounds(total)[1]
    # The stable order by size, then by place, makes the choice the same on every machine.
    for place in [int(i) for i in np.argsort(cells, kind="stable") if cells[i] > 0 and not hidden[i]]:
        if _most_in_line(cells, hidden, highest_total, profile) >= profile.threshold:
            return hidden, False
        hidden[place] = True
    if _most_in_line(cells, hidden, highest_total, profile) >= profile.threshold:
        return hidden, False
    return hidden, True


def _most_in_line(cells: Counts, hidden: Mask, highest_total: int, profile: Profile) -> int:
    """The most that one hidden cell may be for all a reader knows: the rest at its least, each other hidden cell 1."""
    shown = sum(profile.bounds(int(count))[0] for count in cells[~hidden])
    return highest_total - shown - (int(hidden.sum()) - 1)


def hide_in_table(cells: Counts, profile: Profile) -> Mask:
    """Which entries to hide of a table extended by its totals (last column and last row)."""
    full = with_totals(cells)
    cost = np.full(full.shape, INNER)
    cost[-1, :] = cost[:, -1] = MARGIN
    cost[-1, -1] = WHOLE
    places = np.arange(full.size).reshape(full.shape)
    these = balance(full.ravel(), [*places, *places.T], profile, cost.ravel())
    if int(these.movable.sum()) > _EXACT_CELLS:
        hidden = hide_in_grid(full, these.cost.reshape(full.shape), profile)
        # The way that protects one count moves a few others: where many are small, some stay so, as a reader expects.
        if int(these.small.sum()) > _MANY or all_protected(these, hidden.ravel(), strict=True):
            return hidden
        return strictly_grown(these, hidden.ravel()).reshape(full.shape)
    return hidden_in(these).reshape(full.shape)


def hide_nested(groups: Sequence[Sequence[int]], profile: Profile) -> tuple[list[Mask], Mask, bool]:
    """What to hide of counts in groups whose sums, and the sum of all, are published as well.

    Returns a mask for the cells of each group, one for the groups' sums, and whether to hide the sum of all.
    """
    ends = np.cumsum([0, *(len(group) for group in groups)])
    sums = [sum(group) for group in groups]
    first_sum, last = int(ends[-1]), int(ends[-1]) + len(groups)
    lines: list[Sequence[int]] = [[*range(ends[g], ends[g + 1]), first_sum + g] for g in range(len(groups))]
    lines.append(range(first_sum, last + 1))
    cost: Numbers = np.array([INNER] * first_sum + [MARGIN] * len(groups) + [WHOLE])
    counts = [count for group in groups for count in group] + sums + [sum(sums)]
    hidden = hidden_in(balance(counts, lines, profile, cost))
    return [hidden[ends[g] : ends[g + 1]] for g in range(len(groups))], hidden[first_sum:last], bool(hidden[last])


def with_totals(cells: Counts) -> Counts:
    """`cells` with a last column of row totals and a last row of column totals."""
    rows = np.hstack([cells, cells.sum(axis=1, keepdims=True)])
    return np.vstack([rows, rows.sum(axis=0, keepdims=True)])
