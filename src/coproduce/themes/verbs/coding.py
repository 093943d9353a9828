# SPDX-License-Identifier: AGPL-3.0-or-later
"""Everyday reading: put a passage under a theme, or take it out again."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db import transaction

from coproduce.people.verbs import User
from coproduce.process.stages import Act
from coproduce.programmes.queries import Programme
from coproduce.themes.models import Coding, Passage
from coproduce.themes.problems import ThemeProblem
from coproduce.themes.queries.codebook_state import Move, Who
from coproduce.themes.verbs.steps import Change, apply, codings_of, theme_of, who_of

SLICE = 500


@dataclass(frozen=True)
class CodingRow:
    """One coding to be made. `coder` is who read it; where a machine proposed it, `model` says which instead."""

    passage: UUID
    theme: str
    coder: User | None = None
    model: str = ""

    @property
    def who(self) -> Who:
        """Whose coding it is."""
        return self.coder.pk if self.coder else self.model


@transaction.atomic
def code_many(
    *, programme: Programme, rows: Sequence[CodingRow], by: User | None, accepted_by: User | None = None
) -> int:
    """Make many codings in one step of the lineage; returns the number of the step (0 where there was nothing)."""
    if not rows:
        return 0
    for code in {row.theme for row in rows}:
        theme_of(programme, code)
    # Asked once for all rows: a sheet of ten thousand codings is one import.
    there = _passages_in(programme, {row.passage for row in rows})
    for number, row in enumerate(rows):
        # A single coding has no row to name; a sheet has.
        where = number if len(rows) > 1 else None
        if row.passage not in there:
            raise ThemeProblem("There is no such passage in this programme.", field="passage", row=where)
        if not row.who:
            raise ThemeProblem("A coding needs somebody who made it.", field="coder", row=where)
    change = Change(
        action="code", to_codes=sorted({row.theme for row in rows}), act=Act.CODE, accepted_by=accepted_by,
        moves=[Move(row.passage, "", row.theme, row.who) for row in rows],
    )  # fmt: skip
    return apply(programme, change, by).sequence


@transaction.atomic
def code(
    *,
    programme: Programme,
    passage: UUID,
    theme: str,
    by: User | None,
    coder: User | None = None,
    model: str = "",
    accepted_by: User | None = None,
) -> int:
    """Put one passage under a theme. Without `coder` and `model` it is the coding of `by`."""
    row = CodingRow(passage, theme, coder or (None if model else by), model)
    return code_many(programme=programme, rows=[row], by=by, accepted_by=accepted_by)


@transaction.atomic
def uncode_many(
    *,
    programme: Programme,
    passages: Collection[UUID],
    theme: str,
    by: User | None,
    coder: User | None = None,
    why: str = "",
) -> int:
    """Take passages out of a theme in one step: one coder's codings, or (without `coder`) everybody's."""
    found = [c for c in codings_of(programme, [theme], passages) if coder is None or c.coder_id == coder.pk]
    if not found:
        raise ThemeProblem(f"Nothing of this is under {theme}.", field="theme")
    change = Change(
        action="uncode", from_codes=[theme], why=why, act=Act.CODE,
        moves=[Move(coding.passage_id, theme, "", who_of(coding)) for coding in found],
    )  # fmt: skip
    return apply(programme, change, by).sequence


def uncode(
    *, programme: Programme, passage: UUID, theme: str, by: User | None, coder: User | None = None, why: str = ""
) -> int:
    """Take one passage out of a theme."""
    return uncode_many(programme=programme, passages=[passage], theme=theme, by=by, coder=coder, why=why)


@transaction.atomic
def let_go(*, programme_id: int, voice_ids: Collection[UUID], why: str) -> None:
    """Take everything from these voices out of every theme, as one step of the house itself."""
    standing = Coding.objects.filter(theme__programme_id=programme_id, ended_at__isnull=True)
    wanted, moves = list(voice_ids), []
    for at in range(0, len(wanted), SLICE):
        for coding in standing.filter(passage__voice_id__in=wanted[at : at + SLICE]).select_related("theme"):
            moves.append(Move(coding.passage_id, coding.theme.code, "", who_of(coding)))
    if moves:
        # No stage is asked for: a right over one's words does not wait for one to open.
        change = Change("uncode", sorted({m.from_code for m in moves}), moves=moves, why=why, act=None)
        apply(Programme.objects.get(pk=programme_id), change, None)


def _passages_in(programme: Programme, wanted: set[UUID]) -> set[UUID]:
    ids, found = list(wanted), set()
    for at in range(0, len(ids), SLICE):
        some = Passage.objects.filter(id__in=ids[at : at + SLICE], voice__programme=programme)
        found.update(some.values_list("id", flat=True))
    return found
