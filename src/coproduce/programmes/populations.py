# SPDX-License-Identifier: AGPL-3.0-or-later
"""Census tables that a programme can be compared with. Whoever owns the tables says what there is."""

from collections.abc import Callable

_source: list[Callable[[], list[tuple[str, str]]]] = []


def register(source: Callable[[], list[tuple[str, str]]]) -> None:
    """`heard` registers its tables here, since an earlier stage does not know a later one."""
    _source[:] = [source]


def choices() -> list[tuple[str, str]]:
    """(key, name) of each table, in order of name."""
    return sorted(_source[0](), key=lambda pair: pair[1]) if _source else []
