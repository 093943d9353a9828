# SPDX-License-Identifier: AGPL-3.0-or-later
"""What every picture is: a drawing, and a sentence and a table that say the same."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Table:
    """The same as a table. Cells are words already, so a suppressed figure reads "fewer than ten"."""

    caption: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    numbers: bool = True


@dataclass(frozen=True)
class Picture:
    """A drawing with its title and description (the alternative text), its sentence, and its table."""

    svg: str
    title: str
    desc: str
    sentence: str
    table: Table | None = None
    note: str = ""
    publishable: bool = True
    """Whether every figure in it passed a profile for the public; a public page refuses it otherwise."""

    @property
    def alt(self) -> str:
        """The alternative text for paper: title and description."""
        return f"{self.title}. {self.desc}"

    def __bool__(self) -> bool:
        return bool(self.svg)


NOTHING = Picture("", "", "", "")
"""Where fewer than ten people were heard there is no picture."""
