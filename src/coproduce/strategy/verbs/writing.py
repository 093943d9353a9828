# SPDX-License-Identifier: AGPL-3.0-or-later
"""Begin a strategy and write it: sections, sentences, new wordings. A sentence keeps its identity through all of it."""

import re
from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.utils.text import slugify

from coproduce.people.verbs import User
from coproduce.process import clock
from coproduce.process.stages import Act
from coproduce.process.thread import AuthorKind
from coproduce.programmes.queries import Programme, check_act, roles_of
from coproduce.strategy.models import Section, Sentence, SentenceVersion, Strategy
from coproduce.strategy.verbs.ground import Refused, check_there, check_writing, note, plain, priority_key


@transaction.atomic
def begin_strategy(*, programme: Programme, title: str, years: str = "", by: User | None) -> Strategy:
    """Begin the one strategy of a programme."""
    check_act(programme, Act.WRITE)
    return open_strategy(programme=programme, title=title, years=years, by=by)


def open_strategy(*, programme: Programme, title: str, years: str, by: User | None) -> Strategy:
    """The row of a new strategy, for those verbs that have asked whether it is the time for it."""
    # One text, or nobody could say which of them was signed.
    if Strategy.objects.filter(programme=programme).exists():
        raise Refused("title", "This programme has a strategy already.")
    strategy = Strategy.objects.create(
        programme=programme, title=plain("title", title, "Give the strategy a title.", 200), years=years.strip(),
        begun_at=clock.now(),
    )  # fmt: skip
    note("strategy begun", strategy=strategy, by=by, kind="strategy", about=strategy.pk)
    return strategy


@transaction.atomic
def add_section(
    *,
    strategy: Strategy,
    title: str,
    by: User | None,
    code: str = "",
    priority: Any = None,
    after: Section | None = None,
) -> Section:
    """Add a section at the end, or after another. `priority` is the priority that it works out, if any."""
    check_writing(strategy)
    return put_section(strategy=strategy, title=title, by=by, code=code, priority=priority, after=after)


def put_section(
    *,
    strategy: Strategy,
    title: str,
    by: User | None,
    code: str = "",
    priority: Any = None,
    after: Section | None = None,
) -> Section:
    """The row of a new section, for those verbs that have asked whether it is the time for it."""
    title = plain("title", title, "Give the section a title.", 200)
    there = list(strategy.sections.order_by("position"))
    code = (code or slugify(title)[:24] or "section").strip()[:30]
    if any(section.code == code for section in there):
        if slugify(title)[:24] != code:
            raise Refused("code", f"There is a section “{code}” already.")
        code = f"{code}-{len(there) + 1}"
    place = _place_after(there, after)
    section = Section.objects.create(
        strategy=strategy, code=code, title=title, priority_id=priority_key(strategy, priority), position=len(there)
    )
    _renumber([*there[:place], section, *there[place:]])
    note("section added", strategy=strategy, by=by, kind="section", about=section.pk)
    return section


@transaction.atomic
def write_sentence(
    *, section: Section, text: str, by: User | None, after: Sentence | None = None, code: str = "", first: bool = False
) -> Sentence:
    """Write a new sentence at the end of a section, after another sentence, or `first`."""
    check_writing(section)
    return put_sentence(section=section, text=text, by=by, after=after, code=code, first=first)


def put_sentence(
    *, section: Section, text: str, by: User | None, after: Sentence | None = None, code: str = "", first: bool = False
) -> Sentence:
    """The row of a new sentence, for those verbs that have asked whether it is the time for it."""
    text = plain("text", text, "Write the sentence.")
    if after is not None and after.section_id != section.pk:
        raise Refused("after", f"{after.code} is in another section.")
    strategy = section.strategy
    # Removed sentences count: S-014 in an old release must not mean another sentence.
    known = set(Sentence.objects.filter(section__strategy=strategy).values_list("code", flat=True))
    if code in known:
        raise Refused("code", f"There is a sentence {code} already.")
    there = list(section.sentences.filter(removed_at__isnull=True).order_by("position"))
    place = 0 if first else _place_after(there, after)
    sentence = Sentence.objects.create(section=section, code=code or _next_code(known), position=len(there))
    _renumber([*there[:place], sentence, *there[place:]])
    SentenceVersion.objects.create(sentence=sentence, number=1, text=text, by=by, at=clock.now())
    note("sentence written", strategy=strategy, by=by, kind="sentence", about=sentence.pk, code=sentence.code)
    return sentence


@transaction.atomic
def reword(*, sentence: Sentence, text: str, why: str, by: User | None) -> SentenceVersion:
    """Give a sentence new words, and say why. What it cites, quotes and promises stays with it."""
    strategy = check_writing(sentence)
    check_there(sentence)
    text = plain("text", text, "Write the sentence, or remove it.")
    why = plain("why", why, "Say in a few words why it changes.", 300)
    last = sentence.versions.order_by("-number").first()
    # A version without a change would ask everybody to sign again.
    if last is not None and last.text == text:
        raise Refused("text", "These are the words that it has now.")
    version = SentenceVersion.objects.create(
        sentence=sentence, number=last.number + 1 if last else 1, text=text, why=why, by=by, at=clock.now()
    )
    note("sentence reworded", strategy=strategy, by=by, kind="sentence", about=sentence.pk, version=version.number)
    return version


@transaction.atomic
def move_sentence(
    *, sentence: Sentence, by: User | None, section: Section | None = None, after: Sentence | None = None
) -> Sentence:
    """Move a sentence behind another one, or to the front of its section or of another one (`after=None`)."""
    strategy = check_writing(sentence)
    check_there(sentence)
    target = section or (after.section if after else sentence.section)
    if target.strategy_id != strategy.pk:
        raise Refused("section", "This section belongs to another strategy.")
    if after is not None and (after.section_id != target.pk or after.pk == sentence.pk):
        raise Refused("after", f"It cannot go behind {after.code} there.")
    came_from = sentence.section_id
    there = list(target.sentences.filter(removed_at__isnull=True).exclude(pk=sentence.pk).order_by("position"))
    place = _place_after(there, after) if after else 0
    sentence.section = target
    sentence.save(update_fields=["section"])
    _renumber([*there[:place], sentence, *there[place:]])
    note("sentence moved", strategy=strategy, by=by, kind="sentence", about=sentence.pk,
         came_from=came_from, to=target.pk)  # fmt: skip
    return sentence


@transaction.atomic
def remove_sentence(*, sentence: Sentence, by: User | None) -> None:
    """Take a sentence out of the text. Its history stays; a promise that hangs on it keeps it in."""
    strategy = check_writing(sentence)
    check_there(sentence)
    # A promise without a sentence would be one that nobody can find.
    promises = list(sentence.commitments.values_list("code", flat=True))
    if promises:
        codes = ", ".join(promises)
        raise Refused("sentence", f"It makes the promise {codes}. Move the promise to another sentence first.")
    # Its versions and what it cited stay: a release may show it, and somebody may ask.
    sentence.removed_at = clock.now()
    sentence.save(update_fields=["removed_at"])
    note("sentence removed", strategy=strategy, by=by, kind="sentence", about=sentence.pk)


@transaction.atomic
def answer_for(
    *, sentence: Sentence, author_kind: AuthorKind | str | None, author: User | None = None, by: User | None
) -> Sentence:
    """Name who answers for a sentence as context or professional judgement; `author_kind=None` takes the name off."""
    strategy = check_writing(sentence)
    check_there(sentence)
    try:
        kind = AuthorKind(author_kind) if author_kind else None
    except ValueError as unknown:
        raise Refused("author_kind", "Say how they answer for it: as context, or by judgement.") from unknown
    if kind is not None and author is None:
        raise Refused("author", "Name the person who answers for it.")
    if kind is not None and author is not None and not roles_of(author.pk, strategy.programme_id):
        raise Refused("author", f"{author.name} has no role in this programme today.")
    sentence.author_kind = kind.value if kind else ""
    sentence.author = author if kind else None
    sentence.save(update_fields=["author_kind", "author"])
    note("author named" if kind else "author taken off", strategy=strategy, by=by, kind="sentence", about=sentence.pk,
         author_kind=sentence.author_kind, author=sentence.author_id)  # fmt: skip
    return sentence


def _place_after(there: list[Any], after: Any) -> int:
    if after is None:
        return len(there)
    return next((n + 1 for n, row in enumerate(there) if row.pk == after.pk), len(there))


def _renumber(rows: Iterable[Any]) -> None:
    """Positions 0, 1, 2, … in this order, writing only what changed."""
    for position, row in enumerate(rows):
        # Each write is an update; a long text moves one sentence and not two hundred.
        if row.position != position:
            row.position = position
            row.save(update_fields=["position"])


def _next_code(known: set[str]) -> str:
    numbers = [int(found.group(1)) for code in known if (found := re.fullmatch(r"S-(\d+)", code))]
    return f"S-{max(numbers, default=0) + 1:03d}"
