# SPDX-License-Identifier: AGPL-3.0-or-later
"""Give every theme and every point a dated decision with a reason; lock the record."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from django.db import transaction

from coproduce.people.verbs import record
from coproduce.priorities.models import Decision, Round, Statement
from coproduce.priorities.verbs.checking import day, free_code, key_of, new_code, of_programme, words
from coproduce.process import clock
from coproduce.process.decisions import Outcome
from coproduce.process.stages import Act, NotAllowed
from coproduce.programmes import verbs as programmes
from coproduce.programmes.queries import check_act
from coproduce.programmes.verbs import Refused


@transaction.atomic
def decide(
    *,
    programme: Any,
    outcome: Outcome | str,
    body: Any,
    decided_on: date,
    why: str,
    by: Any,
    theme: Any = None,
    statement: Statement | None = None,
    point: str = "",
    instead: str = "",
    passed_to: Sequence[str] = (),
    tell: str = "",
    raised_in: Iterable[Any] = (),
    code: str = "",
) -> Decision:
    """Record what was done with a theme, a statement or a point, by whom, when and why."""
    check_act(programme, Act.DECIDE)
    _check_unlocked(programme)
    of_programme(statement, programme.pk, "statement")
    of_programme(body, programme.pk, "body")
    # “It was decided” is what people have heard for years; here somebody decided.
    if body is None:
        raise Refused("body", "Name the people or the board that decided.")
    if theme is None and statement is None and not point.strip():
        raise Refused("point", "Say what this decides: a theme, a statement, or a point in a few words.")
    # A record of what is still to be decided would read as if it were settled.
    if decided_on > clock.today():
        raise Refused("decided_on", "This day is still to come. Record a decision once it was taken.")
    themes = {key_of(one) for one in raised_in}
    _check_themes(programme, themes | ({key_of(theme)} if theme is not None else set()))
    mine = Decision.objects.filter(programme=programme)
    decision = Decision.objects.create(
        programme=programme, code=free_code(mine, code or new_code(mine, "D", digits=2), "decision"),
        theme_id=key_of(theme), statement=statement, point=point.strip()[:300], outcome=Outcome(outcome).value,
        body=body, decided_on=decided_on, why=words(why, "why", "Give the reason in plain words."),
        instead=instead.strip(), passed_to=[one.strip() for one in passed_to if one.strip()], tell=tell.strip(), by=by,
        at=clock.now(),
    )  # fmt: skip
    decision.raised_in.set(themes)
    record(
        action="decision recorded", by=by, programme_id=programme.pk, about_kind="decision", about_id=decision.code,
        detail={"outcome": decision.outcome},
    )  # fmt: skip
    return decision


@transaction.atomic
def change_decision(
    *, decision: Decision, by: Any, why: str, instead: str, passed_to: Sequence[str], tell: str
) -> Decision:
    """Put the words of a decision right, until the record is locked. Its outcome changes only by a new decision."""
    _check_unlocked(decision.programme)
    decision.why = words(why, "why", "Give the reason in plain words.")
    decision.instead, decision.tell = instead.strip(), tell.strip()
    decision.passed_to = [one.strip() for one in passed_to if one.strip()]
    decision.save(update_fields=["why", "instead", "passed_to", "tell"])
    record(
        action="decision reworded", by=by, programme_id=decision.programme_id, about_kind="decision",
        about_id=decision.code,
    )  # fmt: skip
    return decision


@transaction.atomic
def lock_decisions(*, programme: Any, by: Any) -> None:
    """Close the record. After this nothing can be put to people as if it were open, so no round may be running."""
    check_act(programme, Act.DECIDE)
    _check_unlocked(programme)
    # Rounds that are planned count as well: asking after the decision is asking for show.
    running = Round.objects.filter(programme=programme, closes_on__gte=clock.today()).first()
    if running is not None:
        raise NotAllowed(
            f"Round {running.number} runs until {day(running.closes_on)}. People are still being asked: wait until "
            "it has closed, or close it first."
        )
    programmes.lock_decisions(programme=programme, by=by)


def _check_unlocked(programme: Any) -> None:
    if programme.decisions_locked_at is not None:
        raise NotAllowed("The record of decisions is locked, so it cannot be changed any more.")


def _check_themes(programme: Any, theme_ids: set[int]) -> None:
    if programme.themes.filter(pk__in=theme_ids).count() != len(theme_ids):
        raise Refused("theme", "This theme is not one of this programme. Choose one that is.")
