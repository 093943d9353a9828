# SPDX-License-Identifier: AGPL-3.0-or-later
"""What every verb of the strategy begins and ends with: is it the time for it, whose programme is it, and the audit."""

from typing import Any

from coproduce.people.verbs import User, record
from coproduce.process.stages import Act
from coproduce.process.thread import Relation
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


def relation_of(said: Relation | str) -> Relation:
    """How something bears on a sentence, or `Refused` for a word that says nothing of it."""
    try:
        return Relation(said)
    except ValueError as unknown:
        raise Refused("relation", "Say how it bears on the sentence: supports, qualifies or contradicts.") from unknown


def priority_key(strategy: Strategy, priority: Any) -> Any:
    """The key of a priority of the same programme, None for none; else `Refused`."""
    if not priority:
        return None
    if not strategy.programme.priorities.filter(pk=key(priority)).exists():
        raise Refused("priority", "This priority is not in this programme. Choose one that is.")
    return key(priority)


def note(action: str, *, strategy: Strategy, by: User | None, kind: str, about: object, **detail: Any) -> None:
    """The line in the audit: ids and names of things, never words."""
    record(action=action, by=by, programme_id=strategy.programme_id, about_kind=kind, about_id=about, detail=detail)
