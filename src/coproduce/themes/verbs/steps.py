# SPDX-License-Identifier: AGPL-3.0-or-later
"""The one place where the codebook changes: lay a difference onto it, write the step, write the audit.

Every verb says what it wants as fields of themes and moves of codings; what really changed is worked out here, so that
`before` and `after` are exact and a step can be taken back to the last stitch.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from coproduce.people.verbs import User, record
from coproduce.process import clock
from coproduce.process.stages import Act
from coproduce.programmes.queries import Programme, check_act
from coproduce.themes.models import Coding, Theme, ThemeStep
from coproduce.themes.problems import ThemeProblem
from coproduce.themes.queries.codebook_state import Fields, Move, Patch, Sewn, Who

SLICE = 500
TEXTS = ("name", "definition", "includes", "excludes", "summary", "summary_by", "parent", "state", "colour")


@dataclass
class Change:
    """What a verb wants: fields of themes by code (a code that is not there yet is made), and codings that move."""

    action: str
    from_codes: Sequence[str] = ()
    to_codes: Sequence[str] = ()
    name: str = ""
    themes: dict[str, Fields] = field(default_factory=dict)
    moves: list[Move] = field(default_factory=list)
    which: str = ""
    why: str = ""
    agreed_with: Sequence[str] = ()
    undoes: ThemeStep | None = None
    suggestion: int | None = None
    act: Act | None = Act.CURATE
    # None: what a person takes back does not wait for a stage to be open.
    accepted_by: User | None = None


def theme_of(programme: Programme, code: str, *, live: bool = True) -> Theme:
    """The theme with a code, or a problem that says so."""
    found = Theme.objects.select_related("parent").filter(programme=programme, code=code).first()
    if found is None:
        raise ThemeProblem(f"There is no theme {code} in this programme.", field="theme")
    if live and found.state == Theme.State.RETIRED:
        raise ThemeProblem(f"{code} “{found.name}” was retired. Choose a theme that is in use.", field="theme")
    return found


def next_code(programme: Programme, letter: str = "T") -> str:
    """The first free code such as T4. Codes of retired themes are never used again."""
    # Retired ones count: an old report may still say T4, and must not mean something else.
    taken = set(Theme.objects.filter(programme=programme).values_list("code", flat=True))
    return next(code for number in range(1, len(taken) + 2) if (code := f"{letter}{number}") not in taken)


def fields_of(theme: Theme) -> Fields:
    """A theme as the lineage writes it down."""
    return {
        "name": theme.name, "definition": theme.definition, "includes": list(theme.includes),
        "excludes": list(theme.excludes), "summary": theme.summary, "summary_by": theme.summary_by_id,
        "parent": theme.parent.code if theme.parent else "", "state": theme.state, "colour": theme.colour,
    }  # fmt: skip


def who_of(coding: Coding) -> Who:
    """Whose coding it is."""
    return coding.coder_id if coding.coder_id is not None else coding.model


def apply(programme: Programme, change: Change, by: User | None) -> ThemeStep:
    """Change the codebook and write it down. The caller opens the transaction."""
    if change.act is not None:
        check_act(programme, change.act)
    # The lock makes one queue of all who curate: two steps never get one number.
    last = ThemeStep.objects.select_for_update().filter(programme=programme).order_by("-sequence").first()
    # Themes first: a coding may move to a theme that this very step makes.
    before, after = _lay_themes(programme, change, by)
    moves = _lay_moves(programme, change.moves, change.accepted_by)
    step = ThemeStep.objects.create(
        programme=programme, sequence=last.sequence + 1 if last else 1, action=change.action,
        from_codes=list(change.from_codes), to_codes=list(change.to_codes), name=change.name,
        passages=[move.row() for move in moves], which=change.which[:400], why=change.why, by=by,
        agreed_with=list(change.agreed_with), undoes=change.undoes, suggestion_id=change.suggestion,
        before=before, after=after, happened_at=clock.now(), recorded_at=clock.recorded(),
    )  # fmt: skip
    record(
        action=f"theme {change.action}", by=by, programme_id=programme.pk, about_kind="theme step",
        about_id=step.sequence,
        detail={"from": step.from_codes, "to": step.to_codes, "passages": len({move.passage for move in moves})},
    )  # fmt: skip
    return step


def _lay_themes(programme: Programme, change: Change, by: User | None) -> tuple[Patch, Patch]:
    known = {t.code: t for t in Theme.objects.select_related("parent").filter(programme=programme)}
    before: Patch = {}
    after: Patch = {}
    for code, wanted in change.themes.items():
        theme = known.get(code)
        if theme is None:
            theme = Theme(programme=programme, code=code, made_at=clock.now(), made_by=by)
            theme.suggested_by_id = change.suggestion
            # A theme keeps its colour for life: readers learn themes by it, on paper too.
            theme.colour = wanted.get("colour") or _colour(code, known.values())
            before[code] = None
            _set(theme, wanted, known)
            after[code] = fields_of(theme)
        else:
            old = fields_of(theme)
            _set(theme, wanted, known)
            new = fields_of(theme)
            changed = [name for name in TEXTS if old[name] != new[name]]
            # A form sends every field back; what reads as before is no change and is not logged as one.
            if not changed:
                continue
            before[code] = {name: old[name] for name in changed}
            after[code] = {name: new[name] for name in changed}
        theme.save()
        known[code] = theme
    return before, after


def _set(theme: Theme, wanted: Mapping[str, Any], known: Mapping[str, Theme]) -> None:
    for name, value in wanted.items():
        if name == "parent":
            theme.parent = known[value] if value else None
        elif name == "summary_by":
            theme.summary_by_id = value
        else:
            setattr(theme, name, value)
    if not theme.name.strip():
        raise ThemeProblem("Give the theme a name.", field="name")
    if len(theme.name) > 120:
        raise ThemeProblem("The name is longer than 120 characters. Make it shorter.", field="name")


def _colour(code: str, themes: Iterable[Theme]) -> int:
    # T3 is the third colour wherever it is drawn; a code without a number takes the first that is free.
    if number := re.search(r"\d+", code):
        return max(1, min(int(number.group()), 999))
    used = {theme.colour for theme in themes if theme.state == Theme.State.THEME}
    return next(number for number in range(1, 999) if number not in used)


def codings_of(programme: Programme, codes: Iterable[str], passages: Iterable[UUID] | None = None) -> list[Coding]:
    """The codings that stand now under some codes, of all passages or of those named."""
    found = Coding.objects.filter(theme__programme=programme, theme__code__in=list(codes), ended_at__isnull=True)
    rows = list(found.select_related("theme").order_by("pk"))
    if passages is None:
        return rows
    wanted = set(passages)
    return [row for row in rows if row.passage_id in wanted]


def _lay_moves(programme: Programme, moves: list[Move], accepted_by: User | None) -> list[Move]:
    """Move codings and return what really changed: one that is there already does not come twice."""
    if not moves:
        return []
    codes = {code for move in moves for code in (move.from_code, move.to_code) if code}
    themes = {t.code: t for t in Theme.objects.filter(programme=programme, code__in=codes)}
    rows = _rows_of(programme, {move.passage for move in moves}, codes)
    # Ended codings are kept as history; only those that stand can leave.
    standing = {key: row for key, row in rows.items() if row.ended_at is None}
    ended: list[Coding] = []
    made: list[Coding] = []
    exact: list[Move] = []
    now = clock.now()
    for move in moves:
        from_key = Sewn(move.passage, move.from_code, move.who)
        to_key = Sewn(move.passage, move.to_code, move.who)
        leaves = from_key in standing if move.from_code else False
        comes = bool(move.to_code) and to_key not in standing
        # Both ends are as wished already: a step that moves nothing writes nothing.
        if not leaves and not comes:
            continue
        origin = rows.get(from_key) or rows.get(to_key)
        if leaves:
            ended.append(standing.pop(from_key))
        if comes:
            coding = _coding(move, themes[move.to_code], origin, accepted_by, now)
            made.append(coding)
            standing[to_key] = coding
        exact.append(Move(move.passage, move.from_code if leaves else "", move.to_code if comes else "", move.who))
    _write(ended, made, now)
    return exact


def _rows_of(programme: Programme, passages: set[UUID], codes: set[str]) -> dict[Sewn, Coding]:
    """The newest coding for each passage, theme and coder; older ones are history."""
    found: dict[Sewn, Coding] = {}
    wanted = list(passages)
    for start in range(0, len(wanted), SLICE):
        some = Coding.objects.filter(
            theme__programme=programme, theme__code__in=codes, passage_id__in=wanted[start : start + SLICE]
        )
        for coding in some.select_related("theme").order_by("pk"):
            found[Sewn(coding.passage_id, coding.theme.code, who_of(coding))] = coding
    return found


def _coding(move: Move, theme: Theme, origin: Coding | None, accepted_by: User | None, now: Any) -> Coding:
    by_model = isinstance(move.who, str)
    return Coding(
        passage_id=move.passage, theme=theme, at=now,
        coder_id=None if by_model else move.who, model=move.who if by_model else "",
        # Who accepted a machine's proposal goes along when it is moved, so that a name stays on it.
        accepted_by_id=accepted_by.pk if accepted_by else (origin.accepted_by_id if origin else None),
    )  # fmt: skip


def _write(ended: list[Coding], made: list[Coding], now: Any) -> None:
    saved = [coding.pk for coding in ended if coding.pk]
    for start in range(0, len(saved), SLICE):
        Coding.objects.filter(pk__in=saved[start : start + SLICE]).update(ended_at=now)
    # A coding that came and went in one step was never there for anybody, so it is not written.
    passed_through = {id(coding) for coding in ended}
    Coding.objects.bulk_create([coding for coding in made if id(coding) not in passed_through], batch_size=SLICE)
