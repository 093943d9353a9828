# SPDX-License-Identifier: AGPL-3.0-or-later
"""The append-only log of the codebook: read it, replay it, follow one theme back to where it came from."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from coproduce.themes.models import Passage, ThemeStep
from coproduce.themes.queries.codebook_state import CodebookState, Fields, Move, Sewn, moved, patched

CODING = frozenset({"code", "uncode"})
"""Steps of everyday reading. The log page leaves them out unless asked."""


@dataclass(frozen=True)
class LineageLine:
    """One step, as a person reads it."""

    sequence: int
    action: str
    from_codes: tuple[str, ...]
    to_codes: tuple[str, ...]
    name: str
    which: str
    why: str
    by: str
    agreed_with: tuple[str, ...]
    happened_at: datetime
    recorded_at: datetime
    passages: int
    undoes: int | None
    undone_by: int | None
    names: tuple[tuple[str, str, str], ...]
    """For each code that was named anew: code, name before (empty where there was none), name after."""

    @property
    def sentence(self) -> str:
        """What was done, in a short sentence with codes."""
        return _sentence(self)


def _sentence(line: LineageLine) -> str:
    came, went = _and(line.from_codes), _and(line.to_codes)
    named = f" as “{line.name}”" if line.name else ""
    if line.undoes is not None and line.action == "undo":
        return f"Step {line.undoes} was taken back."
    match line.action:
        case "make":
            return f"{went} was made{named}."
        case "edit":
            return f"The definition or summary of {went} was changed."
        case "rename":
            return f"{went} was named “{line.name}”."
        case "merge":
            return f"{came} were merged into {went}{named}."
        case "split":
            return f"{came} was split into {went}."
        case "move":
            return f"Passages went from {came} to {went}."
        case "retire":
            return f"{came} was retired." + (f" Its passages went to {went}." if went else "")
        case "promote":
            return f"{came} became the theme {went}{named}."
        case "accept":
            return f"A suggestion was accepted as {went}{named}."
        case "set aside":
            return "A suggestion was set aside."
        case "bring in":
            return "Themes made elsewhere were brought in."
        case "code":
            return f"Passages were coded to {went}."
        case "uncode":
            return f"Passages were taken out of {came}."
    return line.action


def _and(codes: Iterable[str]) -> str:
    codes = list(codes)
    return " and ".join([", ".join(codes[:-1]), codes[-1]]) if len(codes) > 1 else "".join(codes)


def log(programme_id: int, *, codings: bool = False, upto: int | None = None) -> tuple[LineageLine, ...]:
    """The steps in order. `codings`: the steps of everyday coding too."""
    steps = ThemeStep.objects.filter(programme_id=programme_id).select_related("by").order_by("sequence")
    if upto is not None:
        steps = steps.filter(sequence__lte=upto)
    steps = list(steps)
    number = {step.pk: step.sequence for step in steps}
    undone = {step.undoes_id: step.sequence for step in steps if step.undoes_id}
    return tuple(
        _line(step, number.get(step.undoes_id), undone.get(step.pk))
        for step in steps
        if codings or step.action not in CODING
    )


def _line(step: ThemeStep, undoes: int | None, undone_by: int | None) -> LineageLine:
    names = tuple(
        (code, (step.before.get(code) or {}).get("name", ""), after["name"])
        for code, after in step.after.items()
        if after and "name" in after
    )
    return LineageLine(
        step.sequence, step.action, tuple(step.from_codes), tuple(step.to_codes), step.name, step.which, step.why,
        step.by.name if step.by else "", tuple(step.agreed_with), step.happened_at, step.recorded_at,
        len({row[0] for row in step.passages}), undoes, undone_by, names,
    )  # fmt: skip


def replay(programme_id: int, upto: int | None = None) -> CodebookState:
    """The codebook after step `upto` (or after all). What was erased since is a gap that is counted, never an error."""
    steps = ThemeStep.objects.filter(programme_id=programme_id).order_by("sequence")
    if upto is not None:
        steps = steps.filter(sequence__lte=upto)
    themes: dict[str, Fields] = {}
    codings: frozenset[Sewn] = frozenset()
    last = 0
    for step in steps.only("sequence", "after", "passages").iterator():
        themes = patched(themes, step.after)
        codings = moved(codings, (Move.of(row) for row in step.passages))
        last = step.sequence
    # The log keeps ids of what was erased; what they pointed at is counted as a gap.
    there = existing({sewn.passage for sewn in codings})
    kept = frozenset(sewn for sewn in codings if sewn.passage in there)
    return CodebookState(last, themes, kept, len(codings) - len(kept))


def existing(passages: Iterable[Any]) -> set[Any]:
    """Those passages that were not erased."""
    wanted, found = list(passages), set()
    for start in range(0, len(wanted), 500):
        found.update(Passage.objects.filter(id__in=wanted[start : start + 500]).values_list("id", flat=True))
    return found


def last_step(programme_id: int) -> int:
    """The number of the newest step of the log, 0 where there is none: what a release remembers of it."""
    newest = ThemeStep.objects.filter(programme_id=programme_id).order_by("-sequence").first()
    return newest.sequence if newest else 0


def lineage_of(programme_id: int, code: str, *, upto: int | None = None) -> tuple[LineageLine, ...]:
    """The steps (up to one of them) that made a theme what it is: those that touched it, and those of the codes that
    flowed into it."""
    steps, codes = log(programme_id, upto=upto), {code}
    kept: list[LineageLine] = []
    for line in reversed(steps):
        if not codes & {*line.from_codes, *line.to_codes}:
            continue
        kept.append(line)
        # From here back, the history of what flowed in is part of this theme's own.
        if line.action in {"merge", "split", "promote", "move", "retire", "undo"} and codes & set(line.to_codes):
            codes |= set(line.from_codes)
    return tuple(reversed(kept))


def came_from(programme_id: int, code: str) -> tuple[str, ...]:
    """The codes, without itself, from which a theme's passages came."""
    found: set[str] = set()
    for line in lineage_of(programme_id, code):
        found |= set(line.from_codes)
    return tuple(sorted(found - {code}))
