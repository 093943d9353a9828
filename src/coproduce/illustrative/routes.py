# SPDX-License-Identifier: AGPL-3.0-or-later
"""Which passages went along with which entry of the material's log.

The log says it in words ("those that had been in C06"); the codings say where each passage ended. So a passage goes
where its last theme can still be reached from, by the shortest way, and stays where it is when it gets there by staying.
"""

from collections.abc import Sequence
from typing import Any

FAR = 99


def reach(log: Sequence[dict[str, Any]], start: int, at: str, end: str) -> int:
    """How many entries of `log`, from number `start` on, take a passage at `at` to `end`; FAR where none does."""
    if start == len(log):
        return 0 if at == end else FAR
    entry = log[start]
    if at not in entry["from"]:
        return reach(log, start + 1, at, end)
    targets = [to for to in entry["to"] if to != at]
    moved = min((1 + reach(log, start + 1, to, end) for to in targets), default=FAR)
    stays = reach(log, start + 1, at, end) if may_stay(entry, at) else FAR
    return min(moved, stays)


def may_stay(entry: dict[str, Any], at: str) -> bool:
    """Whether a passage may be left where it is by an entry that takes others away."""
    if entry["action"] == "move":
        return not entry["passages"].startswith("All")
    return at in entry["to"]


def goes_to(log: Sequence[dict[str, Any]], number: int, at: str, end: str) -> str:
    """Where entry `number` takes a passage that is at `at` and ends at `end`; `at` itself when it stays."""
    entry = log[number]
    ways = {to: 1 + reach(log, number + 1, to, end) for to in entry["to"] if to != at}
    if may_stay(entry, at):
        ways[at] = reach(log, number + 1, at, end)
    best = min(ways, key=lambda to: ways[to])
    if ways[best] >= FAR:
        raise ValueError(f"{entry['id']}: no way from {at} to {end}")
    return best
