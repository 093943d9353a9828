# SPDX-License-Identifier: AGPL-3.0-or-later
"""What the first page of a programme says beside its picture: stages, who was heard, where we meet, what was said."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import zip_longest
from typing import TYPE_CHECKING

from coproduce.listening import queries as listening
from coproduce.look.figures import Plain
from coproduce.process import clock
from coproduce.process.stages import StageKey, StageState
from coproduce.programmes.published import published
from coproduce.programmes.queries import StageRow, stages_of

if TYPE_CHECKING:
    from coproduce.programmes.models import Programme
    from coproduce.thread.quotes import PublicQuote

STATES = {StageState.PLANNED: "next", StageState.OPEN: "now", StageState.CLOSED: "done"}
SAID = {StageState.PLANNED: "Next", StageState.OPEN: "Now", StageState.CLOSED: "Done"}
TEXT = {
    StageKey.LISTEN: "Workshops, coffee mornings and stalls, in places that people trust.",
    StageKey.TEST: "We bring back what we heard. Did we get it right? What matters most?",
    StageKey.DEVELOP: "Residents and services write the strategy at one table.",
}
PLURAL = {"campus": "campus stalls", "high street": "high street stalls", "one-to-one talk": "one-to-one talks"}
FEW, MANY = 4, 34
"""How many groups a list names, and from how many characters on a quote is worth a place on the first page."""


@dataclass(frozen=True)
class Stop:
    """A stage on the rail."""

    name: str
    when: str
    text: str
    state: str


@dataclass(frozen=True)
class Meeting:
    """A session to come."""

    on: date
    title: str
    where: str
    how: str


@dataclass(frozen=True)
class HeardSoFar:
    """Who was heard and who was not, as short lists of the same length; empty until figures were published."""

    more: tuple[str, ...]
    hardly: tuple[str, ...]
    beside: str


@dataclass(frozen=True)
class Met:
    """The sessions held, by kind. These are counts of occasions and tell of nobody."""

    listening: Plain
    testing: Plain
    kinds: str


def stops_of(programme: Programme) -> tuple[Stop, ...]:
    """The three stages with their dates."""
    return tuple(
        Stop(row.name, f"{SAID[row.state]} · {when}" if (when := _when(row)) else SAID[row.state], TEXT[row.key],
             STATES[row.state])
        for row in stages_of(programme.pk)
    )  # fmt: skip


def _when(row: StageRow) -> str:
    if row.opens_on and row.closes_on:
        same = row.opens_on.year == row.closes_on.year
        first = f"{row.opens_on:%B}" if same else f"{row.opens_on:%B %Y}"
        last = f"{row.closes_on:%B %Y}"
        return last if same and row.opens_on.month == row.closes_on.month else f"{first} to {last}"
    return f"from {row.opens_on:%B %Y}" if row.opens_on else ""


def heard_so_far(programme: Programme) -> HeardSoFar:
    """As the newest release says it."""
    kept = published(programme.pk, "heard") or {}
    few, none = _said(kept.get("hardly_heard", ())), _said(kept.get("not_heard", ()))
    # In turn, so that groups of which nobody came are not pushed off the end by those of which few did.
    hardly = [group for pair in zip_longest(few, none) for group in pair if group]
    return HeardSoFar(_said(kept.get("heard_more", ()))[:FEW], tuple(hardly[:FEW]), kept.get("compared_with", ""))


def _said(groups: Iterable[str]) -> tuple[str, ...]:
    """Groups in words; those that gather the rest ("any other") tell a reader nothing."""
    return tuple(dict.fromkeys(words for name in groups if (words := _group(*name.split(": ", 1)))))


def _group(question: str, category: str = "") -> str:
    """A group of a census question in plain words; empty where there are none."""
    category = category.split(": ")[-1]
    if not category or question in {"Ward", "Main language"} or "ther " in category:
        return ""
    plain = {
        ("Sex", "Female"): "Women", ("Sex", "Male"): "Men", ("Disability", "no"): "People without a disability",
        ("Looking after somebody", "yes"): "People who look after somebody",
        ("Looking after somebody", "no"): "People who look after nobody",
    }  # fmt: skip
    if question == "Age":
        return f"People aged {category.replace('-', ' to ').replace('+', ' and over')}"
    if question == "Disability" and category != "no":
        return "Disabled people"
    return plain.get((question, category), f"{category} people")


def to_come(programme_id: int) -> tuple[Meeting, ...]:
    """Sessions that somebody could still go to."""
    today = clock.today()
    return tuple(
        Meeting(row.happens_on, row.title, ", ".join(x for x in (row.place, row.ward) if x), row.access)
        for row in listening.sessions_of(programme_id)
        # Online has no door to come to.
        if row.happens_on >= today and row.kind != "online"
    )[:4]


def met(programme_id: int) -> Met:
    """The sessions held so far."""
    held = [row.kind for row in listening.sessions_of(programme_id) if row.happens_on < clock.today()]
    kinds = Counter(
        "one-to-one talk" if kind == "one-to-one" else kind for kind in held if kind not in {"testing", "online"}
    )
    said = [PLURAL.get(kind, f"{kind}s") if n > 1 else f"one {kind}" for kind, n in kinds.most_common()]
    return Met(Plain(sum(kind != "testing" for kind in held)), Plain(held.count("testing")), _and(said))


def _and(names: list[str]) -> str:
    return " and ".join([", ".join(names[:-1]), names[-1]]) if len(names) > 1 else "".join(names)


def voices_for_the_front(quotes: Iterable[PublicQuote]) -> tuple[PublicQuote, ...]:
    """Four quotes: of different themes, long enough to say something, in other languages where there are some."""
    chosen: list[PublicQuote] = []
    ranked = sorted(
        quotes,
        key=lambda q: (
            q.language == "en" and "translated" not in q.caption,
            q.otherwise,
            len(q.text) < MANY,
            not q.theme,
        ),
    )
    for quote in ranked:
        if quote.theme not in {one.theme for one in chosen} and quote.caption not in {one.caption for one in chosen}:
            chosen.append(quote)
    return tuple(chosen[:4])
