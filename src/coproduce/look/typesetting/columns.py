# SPDX-License-Identifier: AGPL-3.0-or-later
"""How the width of a table is shared among its columns, on paper and in Word alike."""

from __future__ import annotations

from coproduce.look.typesetting.document import Table, plain


def column_shares(table: Table) -> list[float]:
    """How the width is shared: by the length of what stands in each column, within bounds, so that none is starved."""
    shares = []
    for position, name in enumerate(table.head):
        lengths = [len(plain(row[position])) for row in table.rows] or [0]
        longest_word = max((len(word) for row in table.rows for word in plain(row[position]).split()), default=0)
        longest_word = max(longest_word, *(len(word) for word in name.split()), 1)
        wanted = max(sum(lengths) / len(lengths), max(lengths) * 0.5)
        # At least the longest word, since broken words are hard to read; at most 48, or prose would starve the figures.
        shares.append(round(max(longest_word * 1.4 + 3, min(wanted, 48.0)), 2))
    return shares
