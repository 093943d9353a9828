# SPDX-License-Identifier: AGPL-3.0-or-later
"""Bring in a sheet of what people said: look first, then all or nothing, every row accounted for."""

from coproduce.listening.verbs.importing.after import register
from coproduce.listening.verbs.importing.matching import MEANINGS, Matching, guess, named, readable_columns
from coproduce.listening.verbs.importing.reading import Sheet, read_sheet
from coproduce.listening.verbs.importing.sheets import (
    Account,
    begin_import,
    confirm_import,
    drop_import,
    given_back,
    import_voices,
    look_at,
    open_table,
    purge_left_over,
    remember_matching,
    rows_back,
)

__all__ = [
    "MEANINGS", "Account", "Matching", "Sheet", "begin_import", "confirm_import", "drop_import", "given_back", "guess",
    "import_voices", "look_at", "named", "open_table", "purge_left_over", "read_sheet", "readable_columns", "register",
    "remember_matching", "rows_back",
]  # fmt: skip
