# SPDX-License-Identifier: AGPL-3.0-or-later
"""Census tables that a programme can be compared with. Whoever owns the tables says what there is."""

from collections.abc import Callable

Advice = Callable[[int, str], tuple[tuple[str, int], ...]]
_source: list[Callable[[], list[tuple[str, str]]]] = []


def register(source: Callable[[], list[tuple[str, str]]]) -> None:
    """`heard` registers its tables here, since an earlier stage does not know a later one."""
    _source[:] = [source]


_advice: list[Advice] = []


def register_advice(advice: Advice) -> None:
    """`heard` registers `advice(programme_id, population)`: groups heard too little, and how many more would do."""
    _advice[:] = [advice]


def whom_to_meet(programme_id: int, population: str) -> tuple[tuple[str, int], ...]:
    """For whoever plans a session: (group, how many more people), those furthest from their share first."""
    return _advice[0](programme_id, population) if _advice else ()


def choices() -> list[tuple[str, str]]:
    """(key, name) of each table, in order of name."""
    return sorted(_source[0](), key=lambda pair: pair[1]) if _source else []
