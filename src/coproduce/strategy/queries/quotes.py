# SPDX-License-Identifier: AGPL-3.0-or-later
"""Quotations: which there are, whether they may be shown and still match, and their words through the door."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from coproduce.listening import queries as listening
from coproduce.listening import voices as door
from coproduce.people.queries import SYSTEM, Reader
from coproduce.process.consent import NotAgreed, Reading, check_reading
from coproduce.strategy.models import Quotation

UNSIGNED = "Nobody knows who wrote this note, and no notice in the room said that notes may be quoted."
CHANGED = "It no longer matches what was said. Choose the passage again."


@dataclass(frozen=True)
class QuoteRef:
    """A quotation without its words: which sentence, which span of which voice, how it bears on the sentence."""

    id: int
    sentence_id: UUID
    sentence_code: str
    passage_id: UUID
    voice_id: UUID
    start: int
    end: int
    mark: str
    relation: str
    position: int
    unsigned_without_notice: bool

    @property
    def span(self) -> tuple[UUID, int, int]:
        """What the door is asked for."""
        return (self.voice_id, self.start, self.end)


@dataclass(frozen=True)
class QuoteWords:
    """A quotation as it may be shown: verbatim, or visibly masked. It lives for one answer to one request.

    `translation` is of the whole voice, so it is given only where the whole voice is quoted and nothing is masked.
    """

    text: str
    language: str
    translation: str
    masked: bool


@dataclass(frozen=True)
class QuoteProblem:
    """Why a quotation may not be shown: `kind` is consent or mismatch."""

    quote: QuoteRef
    kind: str
    text: str


def quotations(
    programme_id: int, *, sentence_ids: Iterable[UUID] | None = None, removed: bool = False
) -> list[QuoteRef]:
    """The quotations of a strategy (or of some of its sentences) in the order of the text. `removed`: those beside
    sentences that were taken out of the text as well, which a release may still show."""
    rows = Quotation.objects.filter(sentence__section__strategy__programme_id=programme_id)
    rows = rows.select_related("sentence", "passage__voice__session")
    if not removed:
        rows = rows.filter(sentence__removed_at__isnull=True)
    if sentence_ids is not None:
        rows = rows.filter(sentence_id__in=list(sentence_ids))
    rows = rows.order_by("sentence__section__position", "sentence__position", "position", "id")
    return [_ref(row) for row in rows]


def _ref(row: Quotation) -> QuoteRef:
    passage, voice = row.passage, row.passage.voice
    return QuoteRef(
        row.pk, row.sentence_id, row.sentence.code, passage.pk, voice.pk, passage.start, passage.end, passage.mark,
        row.relation, row.position, is_unsigned_without_notice(voice),
    )  # fmt: skip


def is_unsigned_without_notice(voice: Any) -> bool:
    """Whether this is a note from a room in which no notice said that notes without a name may be quoted."""
    session = voice.session
    return voice.participant_id is None and session is not None and not session.notes_quotable


def problems(programme_id: int, refs: Sequence[QuoteRef]) -> list[QuoteProblem]:
    """Quotations that may not be shown, each with the reason: consent, a concern, no notice, or words that changed.

    Only keyed marks are compared: nobody is shown any words by this.
    """
    if not refs:
        return []
    rows = {row.id: row for row in listening.voices_of(programme_id, ids={ref.voice_id for ref in refs})}
    marks = door.span_marks(programme_id, [ref.span for ref in refs])
    found = []
    for ref in refs:
        row = rows.get(ref.voice_id)
        reason = _refusal(ref, row)
        if reason:
            found.append(QuoteProblem(ref, "consent", reason))
        elif marks.get(ref.span) != ref.mark:
            found.append(QuoteProblem(ref, "mismatch", CHANGED))
    return found


def _refusal(ref: QuoteRef, row: listening.VoiceRow | None) -> str:
    return why_not(row, ref.unsigned_without_notice)


def why_not(row: listening.VoiceRow | None, unsigned_without_notice: bool) -> str:
    """Why a voice may not be quoted, in a sentence; empty where it may."""
    if row is None:
        return "These words were taken back by the person who said them."
    try:
        check_reading(Reading.QUOTE, row.given, row.state)
    except NotAgreed as refused:
        return refused.reason
    return UNSIGNED if unsigned_without_notice else ""


def words(programme_id: int, refs: Sequence[QuoteRef], *, by: Reader = SYSTEM) -> dict[int, QuoteWords]:
    """The words of those quotations that may be shown now, by the quotation's id; the others are absent."""
    # The same check as at the gate, so that page and gate cannot differ.
    barred = {problem.quote.id for problem in problems(programme_id, refs)}
    shown = [ref for ref in refs if ref.id not in barred]
    pieces = door.read_spans([ref.span for ref in shown], purpose=Reading.QUOTE, by=by)
    voices = door.read([ref.voice_id for ref in shown], purpose=Reading.QUOTE, by=by)
    answer = {}
    for ref in shown:
        piece, voice = pieces.get(ref.span), voices.get(ref.voice_id)
        if piece is None or voice is None:
            continue
        # A translation is of the whole: beside a part of it, it would put words into somebody's mouth.
        whole = voice.text.strip() == piece.strip()
        translation = (voice.translation or "") if whole else ""
        answer[ref.id] = QuoteWords(piece, voice.language, translation, door.MASKED in piece)
    return answer
