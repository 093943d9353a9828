# SPDX-License-Identifier: AGPL-3.0-or-later
"""Make passages: spans of voices in Unicode code points, each with a keyed mark of its words."""

from collections.abc import Iterable, Sequence
from uuid import UUID

from django.db import transaction

from coproduce.listening import voices
from coproduce.listening.queries import voices_of
from coproduce.people.queries import SYSTEM, Reader
from coproduce.people.verbs import User, record
from coproduce.process.consent import Reading
from coproduce.programmes.queries import Programme
from coproduce.themes.models import Passage
from coproduce.themes.problems import ThemeProblem

SLICE = 500
Span = tuple[UUID, int, int]


def reader_of(by: User | None) -> Reader:
    """Somebody as a reader of words; nobody is the house itself."""
    return Reader.team(by) if by else SYSTEM


@transaction.atomic
def make_passages(*, programme: Programme, spans: Sequence[Span], by: User | None) -> list[UUID]:
    """Passages for spans, in the same order; a span that is a passage already is not made twice."""
    if not spans:
        return []
    _check_owner(programme, {span[0] for span in spans})
    opened = voices.read({span[0] for span in spans}, purpose=Reading.ANALYSE, by=reader_of(by))
    texts = {voice: words.text for voice, words in opened.items()}
    for row, span in enumerate(spans):
        _check_span(span, texts, row if len(spans) > 1 else None)
    return _keep(programme, spans, texts, by)


@transaction.atomic
def make_passage(*, programme: Programme, voice_id: UUID, start: int, end: int, by: User | None) -> UUID:
    """One passage from `start` to `end` (exclusive), in code points of the voice's own words."""
    return make_passages(programme=programme, spans=[(voice_id, start, end)], by=by)[0]


@transaction.atomic
def find_passages(*, programme: Programme, rows: Sequence[tuple[UUID, str]], by: User | None) -> list[UUID]:
    """Passages for exact pieces of voices' words, in the same order. Where a piece occurs twice, the first is meant."""
    if not rows:
        return []
    _check_owner(programme, {row[0] for row in rows})
    opened = voices.read({row[0] for row in rows}, purpose=Reading.ANALYSE, by=reader_of(by))
    texts = {voice: words.text for voice, words in opened.items()}
    spans = [_find(voice, piece, texts, n if len(rows) > 1 else None) for n, (voice, piece) in enumerate(rows)]
    return _keep(programme, spans, texts, by)


@transaction.atomic
def find_passage(*, programme: Programme, voice_id: UUID, exact_text: str, by: User | None) -> UUID:
    """The passage that is an exact piece of a voice's words; a `ThemeProblem` where the voice does not say that."""
    return find_passages(programme=programme, rows=[(voice_id, exact_text)], by=by)[0]


def _find(voice: UUID, piece: str, texts: dict[UUID, str], row: int | None) -> Span:
    if not piece.strip():
        raise ThemeProblem("The passage is empty. Give the words that are meant.", field="passage", row=row)
    start = _text(voice, texts, row).find(piece)
    if start < 0:
        raise ThemeProblem(
            "The voice does not say exactly that. Copy the words as they are, with their spaces and signs.",
            field="passage", row=row,
        )  # fmt: skip
    return (voice, start, start + len(piece))


def _check_span(span: Span, texts: dict[UUID, str], row: int | None) -> None:
    voice, start, end = span
    length = len(_text(voice, texts, row))
    if not 0 <= start < end <= length:
        raise ThemeProblem(
            f"A passage must lie within the voice: from 0 to {length}, and end after it begins.",
            field="passage", row=row,
        )  # fmt: skip
    # A span of spaces would count somebody under a theme for nothing that they said.
    if not texts[voice][start:end].strip():
        raise ThemeProblem("Only spaces are marked. Mark some words.", field="passage", row=row)


def _text(voice: UUID, texts: dict[UUID, str], row: int | None) -> str:
    if voice not in texts:
        raise ThemeProblem(
            "This voice may not be read: it was taken back, put aside, or the person did not agree to it.",
            field="voice", row=row,
        )  # fmt: skip
    return texts[voice]


def _check_owner(programme: Programme, wanted: Iterable[UUID]) -> None:
    wanted = set(wanted)
    # One answer for what is elsewhere and what is nowhere: it must not tell which.
    missing = wanted - {row.id for row in voices_of(programme.pk, ids=wanted)}
    if missing:
        raise ThemeProblem("There is no such voice in this programme.", field="voice")


def _keep(programme: Programme, spans: Sequence[Span], texts: dict[UUID, str], by: User | None) -> list[UUID]:
    known = _known({span[0] for span in spans})
    new = [span for span in dict.fromkeys(spans) if span not in known]
    # Keyed, so that the mark of a short answer cannot be guessed from a list of likely words.
    marks = voices.fingerprints(programme.pk, {str(n): texts[v][start:end] for n, (v, start, end) in enumerate(new)})
    made = [Passage(voice_id=v, start=start, end=end, mark=marks[str(n)]) for n, (v, start, end) in enumerate(new)]
    Passage.objects.bulk_create(made, batch_size=SLICE)
    known.update({(p.voice_id, p.start, p.end): p.id for p in made})
    if made:
        record(action="passages marked", by=by, programme_id=programme.pk, detail={"count": len(made)})
    return [known[span] for span in spans]


def _known(voice_ids: Iterable[UUID]) -> dict[Span, UUID]:
    ids, found = list(voice_ids), {}
    for at in range(0, len(ids), SLICE):
        for passage in Passage.objects.filter(voice_id__in=ids[at : at + SLICE]):
            found[(passage.voice_id, passage.start, passage.end)] = passage.id
    return found
