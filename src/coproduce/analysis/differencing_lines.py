# SPDX-License-Identifier: MIT
"""The figures of any result of the gate by name, and which of them add up to which."""

from collections.abc import Iterator, Sequence

from coproduce.analysis.figures import Figure, Safe, SafeCube, SafeSeries, SafeTable

Lines = list[tuple[list[str], str]]
"""Each line: the names of the parts, and of their sum."""


def cells_of(key: str, result: Safe) -> Iterator[tuple[str, Figure]]:
    """Every figure of a result, under a name made of its labels."""
    if isinstance(result, Figure):
        yield key, result
    elif isinstance(result, SafeSeries):
        for label, figure in result:
            yield f"{key}: {label}", figure
        if result.total is not None:
            yield f"{key}: total", result.total
    elif isinstance(result, SafeTable):
        yield from _table_cells(key, result)
    else:
        for at, figure in result.cells:
            yield _named(key, at), figure


def _named(key: str, at: Sequence[str]) -> str:
    return f"{key}: {', '.join(label or 'total' for label in at)}"


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


def lines_of(key: str, result: Safe) -> Lines:
    """Which figures add up to which, by their names."""
    if isinstance(result, SafeSeries) and result.total is not None:
        return [([f"{key}: {label}" for label in result.labels], f"{key}: total")]
    if isinstance(result, SafeCube):
        return [
            ([_named(key, (*at[:n], label, *at[n + 1 :])) for label in axis], _named(key, at))
            for at, _ in result.cells
            for n, axis in enumerate(result.axes)
            if not at[n]
        ]
    if not isinstance(result, SafeTable) or result.total is None:
        return []
    rows, columns = result.row_labels, result.column_labels
    lines: Lines = [([f"{key}: {row}, {column}" for column in columns], f"{key}: {row}, total") for row in rows]
    lines += [([f"{key}: {row}, {column}" for row in rows], f"{key}: total, {column}") for column in columns]
    lines.append(([f"{key}: {row}, total" for row in rows], f"{key}: total"))
    lines.append(([f"{key}: total, {column}" for column in columns], f"{key}: total"))
    return lines
