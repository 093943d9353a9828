# SPDX-License-Identifier: AGPL-3.0-or-later
"""Put somebody's words beside a sentence, as a passage; the words themselves stay behind the door."""

from typing import Any

from django.db import transaction
from django.db.models import Max

from coproduce.listening import queries as listening
from coproduce.listening import voices as door
from coproduce.people.verbs import User
from coproduce.process import clock
from coproduce.process.thread import CitationKind, Relation
from coproduce.strategy.models import Quotation, Sentence
from coproduce.strategy.queries import quotes, targets
from coproduce.strategy.verbs.ground import Refused, check_there, check_writing, key, note, relation_of
from coproduce.themes.verbs import ThemeProblem
from coproduce.themes.verbs.passages import find_passage


@transaction.atomic
def quote(
    *, sentence: Sentence, passage: Any, relation: Relation | str = Relation.SUPPORTS, by: User | None
) -> Quotation:
    """Quote a passage beside a sentence, if its person agreed to be quoted, nobody raised a concern, and (for a note
    without a name) a notice in the room said so; else `Refused` with the reason. What is masked is shown masked."""
    strategy = check_writing(sentence)
    check_there(sentence)
    wanted, relation = key(passage), relation_of(relation)
    if not targets.is_in(strategy.programme, CitationKind.PASSAGE, wanted):
        raise Refused("passage", "There is no such passage in this programme. Its words may have been taken back.")
    voice = strategy.programme.voices.select_related("session").get(passages__pk=wanted)
    # Asked again at each build: consent that was given in May may be gone in June.
    refusal = quotes.why_not(listening.voice(voice.pk), quotes.is_unsigned_without_notice(voice))
    if refusal:
        raise Refused("passage", f"We may not quote this. {refusal}")
    _check_match(strategy.programme_id, voice, wanted)
    # Twice beside one sentence would look like two people.
    if sentence.quotations.filter(passage_id=wanted).exists():
        raise Refused("passage", f"{sentence.code} quotes this already.")
    last = sentence.quotations.aggregate(last=Max("position"))["last"]
    quotation = Quotation.objects.create(
        sentence=sentence, passage_id=wanted, relation=relation.value,
        position=0 if last is None else last + 1, by=by, at=clock.now(),
    )  # fmt: skip
    note("passage quoted", strategy=strategy, by=by, kind="sentence", about=sentence.pk, passage=str(wanted))
    return quotation


def _check_match(programme_id: int, voice: Any, passage_id: Any) -> None:
    passage = voice.passages.get(pk=passage_id)
    span = (voice.pk, passage.start, passage.end)
    if door.span_marks(programme_id, [span]).get(span) != passage.mark:
        raise Refused("passage", quotes.CHANGED)


@transaction.atomic
def quote_words(
    *, sentence: Sentence, voice: Any, words: str, relation: Relation | str = Relation.SUPPORTS, by: User | None
) -> Quotation:
    """`quote` an exact piece of a voice's words, which becomes a passage if it is none yet."""
    programme = check_writing(sentence).programme
    try:
        passage = find_passage(programme=programme, voice_id=key(voice), exact_text=words, by=by)
    except ThemeProblem as problem:
        raise Refused("words", problem.reason) from problem
    return quote(sentence=sentence, passage=passage, relation=relation, by=by)


@transaction.atomic
def unquote(*, quotation: Quotation, by: User | None) -> None:
    """Take a quotation away from its sentence."""
    strategy = check_writing(quotation.sentence)
    note("quotation taken off", strategy=strategy, by=by, kind="sentence", about=quotation.sentence_id,
         passage=str(quotation.passage_id))  # fmt: skip
    quotation.delete()
