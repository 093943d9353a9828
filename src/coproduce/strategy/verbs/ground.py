# SPDX-License-Identifier: AGPL-3.0-or-later
"""What every verb of the strategy begins and ends with: is it the time for it, whose programme is it, and the audit."""

from typing import Any

from coproduce.people.verbs import User, record
from coproduce.process.stages import Act
from coproduce.programmes.queries import check_act
from coproduce.programmes.verbs import Refused
from coproduce.strategy.models import Section, Sentence, Strategy


def key(thing: Any) -> Any:
    """The primary key of a row, of a frozen result with an `id`, or of what is a key already."""
    return getattr(thing, "pk", None) or getattr(thing, "id", thing)


def strategy_of(thing: Strategy | Section | Sentence) -> Strategy:
    """The strategy that a section or a sentence belongs to."""
    if isinstance(thing, Sentence):
        return thing.section.strategy
    return thing.strategy if isinstance(thing, Section) else thing


def check_writing(thing: Strategy | Section | Sentence) -> Strategy:
    """The strategy, when its programme is at a point where it may be written; else `NotAllowed`."""
    strategy = strategy_of(thing)
    check_act(strategy.programme, Act.WRITE)
    return strategy


def check_there(sentence: Sentence) -> None:
    """Nothing more is done to a sentence that was removed."""
    if sentence.removed_at is not None:
        raise Refused("sentence", f"{sentence.code} was removed. Write a new sentence instead.")


def plain(field: str, text: str, missing: str, longest: int = 1000) -> str:
    """`text` on one line, or `Refused` naming the field where there is none or too much of it."""
    one_line = " ".join(text.split())
    if not one_line:
        raise Refused(field, missing)
    if len(one_line) > longest:
        raise Refused(field, f"This has {len(one_line)} characters; keep it to {longest}.")
    return one_line


def note(action: str, *, strategy: Strategy, by: User | None, kind: str, about: object, **detail: Any) -> None:
    """The line in the audit: ids and names of things, never words."""
    record(action=action, by=by, programme_id=strategy.programme_id, about_kind=kind, about_id=about, detail=detail)
