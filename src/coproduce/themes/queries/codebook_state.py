# SPDX-License-Identifier: AGPL-3.0-or-later
"""What a step of the lineage means: each is a difference that can be laid onto a codebook, or taken off again.

A step names, for each theme it touched, the fields it changed (`before`, `after`; None where there was no theme), and
the codings that went from one theme to another. Replaying is laying differences on top of each other, nothing else,
so that a step of any kind can be replayed and undone in the same way.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple
from uuid import UUID

Who = int | str
"""Whose coding: the id of an account, or the name and version of a model."""

Fields = dict[str, Any]
Patch = dict[str, Fields | None]


class Move(NamedTuple):
    """One coding that left a theme, came to one, or both. An empty code means outside the codebook."""

    passage: UUID
    from_code: str
    to_code: str
    who: Who

    def back(self) -> "Move":
        """The same way, the other way round."""
        return Move(self.passage, self.to_code, self.from_code, self.who)

    def row(self) -> list[Any]:
        """As it is kept."""
        return [str(self.passage), self.from_code, self.to_code, self.who]

    @classmethod
    def of(cls, row: Sequence[Any]) -> "Move":
        """From what is kept."""
        return cls(UUID(row[0]), row[1], row[2], row[3])


class Sewn(NamedTuple):
    """One coding as the codebook knows it."""

    passage: UUID
    code: str
    who: Who


@dataclass(frozen=True)
class CodebookState:
    """The codebook at one moment: every entry by code, who coded what, and how many codings point at erased words."""

    sequence: int
    themes: Mapping[str, Fields]
    codings: frozenset[Sewn]
    gaps: int = 0

    @property
    def live(self) -> tuple[str, ...]:
        """The codes that were in use."""
        return tuple(sorted(code for code, fields in self.themes.items() if fields.get("state") != "retired"))

    def passages_of(self, code: str) -> frozenset[UUID]:
        """The passages under one code, whoever coded them."""
        return frozenset(sewn.passage for sewn in self.codings if sewn.code == code)


def patched(themes: Mapping[str, Fields], patch: Patch) -> dict[str, Fields]:
    """The entries after a difference was laid onto them. An entry that had not been there before is taken away."""
    result = dict(themes)
    for code, fields in patch.items():
        if fields is None:
            result.pop(code, None)
        else:
            result[code] = {**result.get(code, {}), **fields}
    return result


def moved(codings: frozenset[Sewn], moves: Iterable[Move]) -> frozenset[Sewn]:
    """The codings after some of them went elsewhere."""
    moves = list(moves)
    gone = {Sewn(move.passage, move.from_code, move.who) for move in moves if move.from_code}
    come = {Sewn(move.passage, move.to_code, move.who) for move in moves if move.to_code}
    return frozenset((codings - gone) | come)
