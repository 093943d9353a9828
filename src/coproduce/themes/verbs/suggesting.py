# SPDX-License-Identifier: AGPL-3.0-or-later
"""What a machine suggests stays dashed until a person decides: ask for suggestions, accept one, set one aside."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from uuid import UUID

from django.db import transaction

from coproduce.people.verbs import User, record
from coproduce.process import clock
from coproduce.process.stages import Act
from coproduce.programmes.queries import Programme, check_act
from coproduce.themes.models import Suggestion, SuggestionRun, Theme
from coproduce.themes.problems import ThemeProblem
from coproduce.themes.queries.codebook_state import Fields, Move
from coproduce.themes.verbs.codebook import check_code
from coproduce.themes.verbs.steps import Change, apply, next_code, theme_of


@transaction.atomic
def ask_for_suggestions(*, programme: Programme, by: User | None, settings: Mapping[str, Any] | None = None) -> int:
    """Open a run of the sorting machine and return its number; the task does the work."""
    check_act(programme, Act.CURATE)
    # Two runs on one laptop would each take twice as long.
    if SuggestionRun.objects.filter(programme=programme, state__in=["waiting", "running"]).exists():
        raise ThemeProblem("The voices are being sorted already. Wait until that is done.")
    run = SuggestionRun.objects.create(
        programme=programme, settings=dict(settings or {}), asked_by=by, asked_at=clock.now(),
        message="Waiting to begin.",
    )  # fmt: skip
    record(action="suggestions asked for", by=by, programme_id=programme.pk, about_kind="run", about_id=run.pk)
    return run.pk


@transaction.atomic
def accept_suggestion(
    *,
    programme: Programme,
    suggestion: int,
    by: User | None,
    name: str = "",
    into: str = "",
    code: str = "",
    definition: str = "",
    passages: Iterable[UUID] | None = None,
    state: str = "theme",
    why: str = "",
    agreed_with: Sequence[str] = (),
) -> Theme:
    """Make a suggestion a theme under a name that a person gives, or put its passages `into` a theme that is there.

    `passages`: only these of its passages. The codings say which model proposed them and who accepted them.
    """
    found = _open(programme, suggestion)
    wanted = None if passages is None else set(passages)
    chosen = [m.passage_id for m in found.members.order_by("pk") if wanted is None or m.passage_id in wanted]
    if not chosen:
        raise ThemeProblem("Choose at least one passage.", field="passages")
    if into:
        target, themes = theme_of(programme, into).code, {}
    else:
        if not name.strip():
            # The machine offers no name: a person who has to find one has read the passages.
            raise ThemeProblem("Give the theme a name in your own words.", field="name")
        target = check_code(programme, code or next_code(programme, "C" if state == "candidate" else "T"))
        themes = {target: _fields(name, definition, state)}
    # Model and version stay on each coding, beside whoever accepted it (rule 6 of the thread).
    who = machine_of(found.run)
    change = Change(
        "accept", to_codes=[target], name=name.strip(), themes=themes, why=why.strip(), agreed_with=agreed_with,
        moves=[Move(passage, "", target, who) for passage in chosen], suggestion=found.pk, accepted_by=by,
        which="" if wanted is None else f"{len(chosen)} of the passages that were suggested",
    )  # fmt: skip
    apply(programme, change, by)
    _decide(found, "accepted", by)
    return theme_of(programme, target)


def _fields(name: str, definition: str, state: str) -> Fields:
    return {"name": name.strip(), "definition": definition.strip(), "state": Theme.State(state).value}


@transaction.atomic
def set_aside(*, programme: Programme, suggestion: int, by: User | None, why: str = "") -> int:
    """Set a suggestion aside; nothing is lost, and it can be taken back. Returns the number of the step."""
    found = _open(programme, suggestion)
    step = apply(programme, Change("set aside", why=why.strip(), suggestion=found.pk), by)
    _decide(found, "set aside", by)
    return step.sequence


def machine_of(run: SuggestionRun) -> str:
    """Name and version of the model of a run, as codings carry it."""
    return f"{run.model} {run.version}".strip()[:80] or "machine"


def _open(programme: Programme, suggestion: int) -> Suggestion:
    found = Suggestion.objects.select_related("run").filter(pk=suggestion, run__programme=programme).first()
    if found is None:
        raise ThemeProblem("There is no such suggestion in this programme.", field="suggestion")
    if found.outcome != "open":
        raise ThemeProblem(f"Suggestion {found.number} was {found.outcome} already.", field="suggestion")
    return found


def _decide(suggestion: Suggestion, outcome: str, by: User | None) -> None:
    suggestion.outcome, suggestion.decided_by, suggestion.decided_at = outcome, by, clock.now()
    suggestion.save(update_fields=["outcome", "decided_by", "decided_at"])
