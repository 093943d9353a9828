# SPDX-License-Identifier: AGPL-3.0-or-later
"""The one way in which something about themes is refused: a sentence that a person can act on."""


class ThemeProblem(ValueError):
    """What was asked cannot be done. `reason` says why and how to mend it; `field` and `row` say where."""

    def __init__(self, reason: str, *, field: str = "", row: int | None = None) -> None:
        super().__init__(f"Row {row}: {reason}" if row is not None else reason)
        self.reason, self.field, self.row = reason, field, row
