# SPDX-License-Identifier: AGPL-3.0-or-later
"""Take a step back. The step stays in the log; taking it back is a step of its own, and can be taken back in turn."""

from collections.abc import Sequence
from typing import Any

from django.db import transaction

from coproduce.people.verbs import User
from coproduce.programmes.queries import Programme
from coproduce.themes.models import Coding, Suggestion, Theme, ThemeStep
from coproduce.themes.problems import ThemeProblem
from coproduce.themes.queries.codebook_state import Move, Sewn
from coproduce.themes.queries.lineage import existing
from coproduce.themes.verbs.steps import Change, apply, codings_of, fields_of, who_of


@transaction.atomic
def undo(
    *, programme: Programme, sequence: int, by: User | None, why: str = "", agreed_with: Sequence[str] = ()
) -> int:
    """Take step `sequence` back exactly; returns the number of the new step.

    Refused, with the reason, where a later step built on it: that one is to be taken back first.
    """
    step = ThemeStep.objects.filter(programme=programme, sequence=sequence).first()
    if step is None:
        raise ThemeProblem(f"There is no step {sequence}.", field="step")
    # Undone and done again is done: only the newest taking back counts.
    taken_back = ThemeStep.objects.filter(undoes=step, action="undo").order_by("-sequence").first()
    if taken_back and not ThemeStep.objects.filter(undoes=taken_back, action="undo").exists():
        raise ThemeProblem(f"Step {sequence} was taken back already, by step {taken_back.sequence}.", field="step")
    if not step.before and not step.after and not step.passages and not step.suggestion_id:
        raise ThemeProblem(f"Step {sequence} changed nothing that could be taken back.", field="step")
    moves = _moves_back(step)
    change = Change("undo", step.to_codes, step.from_codes, undoes=step, why=why.strip(), agreed_with=agreed_with)
    change.suggestion = step.suggestion_id
    change.themes = _fields_back(programme, step)
    change.moves = moves
    _check_nothing_stranded(programme, change, moves)
    _check_homes(programme, change)
    number = apply(programme, change, by).sequence
    _decide_again(step)
    return number


def _decide_again(step: ThemeStep) -> None:
    """A suggestion that was accepted or set aside is open again; taking that back in turn decides it again."""
    # An undo of an undo of an accept: an odd number of them leaves it accepted.
    origin, times = step, 0
    while origin.action == "undo" and origin.undoes is not None:
        origin, times = origin.undoes, times + 1
    if origin.suggestion_id is None:
        return
    decided = "accepted" if origin.action == "accept" else "set aside"
    Suggestion.objects.filter(pk=origin.suggestion_id).update(outcome=decided if times % 2 else "open")


def _fields_back(programme: Programme, step: ThemeStep) -> dict[str, dict[str, Any]]:
    themes = {t.code: t for t in Theme.objects.select_related("parent").filter(programme=programme)}
    wanted: dict[str, dict[str, Any]] = {}
    for code, after in step.after.items():
        before, now = step.before.get(code), fields_of(themes[code])
        if before is None:
            # What the step made cannot be unmade, since the log speaks of it; it is retired.
            wanted[code] = {"state": Theme.State.RETIRED.value}
            continue
        changed = [name for name in before if now[name] != after[name]]
        if changed:
            raise ThemeProblem(
                f"{code} was changed again after step {step.sequence}. Take the later step back first.", field="step"
            )
        wanted[code] = dict(before)
    return wanted


def _moves_back(step: ThemeStep) -> list[Move]:
    moves = [Move.of(row) for row in step.passages]
    # What somebody took back since is not brought back by an undo.
    there = existing({move.passage for move in moves})
    moves = [move for move in moves if move.passage in there]
    codes = {move.to_code for move in moves if move.to_code}
    standing = {
        Sewn(c.passage_id, c.theme.code, who_of(c))
        for c in Coding.objects.filter(theme__programme=step.programme_id, theme__code__in=codes, ended_at__isnull=True)
        .select_related("theme")
    }  # fmt: skip
    lost = [m for m in moves if m.to_code and Sewn(m.passage, m.to_code, m.who) not in standing]
    if lost:
        raise ThemeProblem(
            f"Some passages of step {step.sequence} went elsewhere since. Take the later step back first.", field="step"
        )
    # Backwards, since a later move may build on an earlier one of the same step.
    return [move.back() for move in reversed(moves)]


def _check_nothing_stranded(programme: Programme, change: Change, moves: Sequence[Move]) -> None:
    retired = [code for code, fields in change.themes.items() if fields.get("state") == Theme.State.RETIRED]
    # What came to the theme since the step would be left under a retired code.
    leaving = {Sewn(m.passage, m.from_code, m.who) for m in moves}
    for coding in codings_of(programme, retired):
        if Sewn(coding.passage_id, coding.theme.code, who_of(coding)) not in leaving:
            raise ThemeProblem(
                f"{coding.theme.code} has been given passages since. Move them to another theme first.", field="step"
            )
    for child in Theme.objects.filter(programme=programme, parent__code__in=retired).exclude(state="retired"):
        if change.themes.get(child.code, {}).get("parent") is None and child.code not in retired:
            raise ThemeProblem(f"{child.code} is a part of a theme that would go. Move it first.", field="step")


def _check_homes(programme: Programme, change: Change) -> None:
    retired = set(Theme.objects.filter(programme=programme, state="retired").values_list("code", flat=True))
    for code in {move.to_code for move in change.moves if move.to_code}:
        if change.themes.get(code, {}).get("state", "retired" if code in retired else "") == "retired":
            raise ThemeProblem(f"{code}, where the passages would go back to, was retired since.", field="step")
