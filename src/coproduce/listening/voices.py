# SPDX-License-Identifier: AGPL-3.0-or-later
"""The one door to the words. It asks who and why, obeys consent, and writes down what was opened.

Nothing else in the house may import the vault for words (a contract in the tests). What comes out lives for one answer
to one request: it is not stored, logged, cached or put into a task's arguments.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from coproduce.listening.models import Consent, Mask, Voice
from coproduce.people.queries import Reader, account
from coproduce.people.verbs import record
from coproduce.process.consent import NotAgreed, Purpose, Reading, VoiceState, can_read, check_reading
from coproduce.vault import storage

MASKED = "[…]"
Span = tuple[UUID, int, int]


@dataclass(frozen=True)
class Words:
    """What a voice says. `masked` tells that something was covered because it could point at a person."""

    text: str
    language: str
    translation: str | None
    masked: bool = False


def _given(voice_ids: Sequence[UUID]) -> dict[UUID, frozenset[Purpose]]:
    found: dict[UUID, set[Purpose]] = {voice_id: set() for voice_id in voice_ids}
    rows = Consent.objects.filter(voice_id__in=voice_ids, latest=True, given=True).values_list("voice_id", "purpose")
    for voice_id, purpose in rows:
        found[voice_id].add(Purpose(purpose))
    return {voice_id: frozenset(purposes) for voice_id, purposes in found.items()}


def _allowed(ids: Sequence[UUID], purpose: Reading, by: Reader) -> list[Voice]:
    voices = list(Voice.objects.filter(id__in=ids))
    if by.kind == "public" and purpose is not Reading.QUOTE:
        raise NotAgreed("In public, words are only ever shown as quotes.")
    if purpose is Reading.OWN:
        # Their own words, and nobody else's.
        return [v for v in voices if by.kind == "self" and v.participant_id == by.participant_id is not None]
    given = _given([voice.id for voice in voices])
    return [voice for voice in voices if can_read(purpose, given[voice.id], VoiceState(voice.state))]


def _note(voices: Sequence[Voice], purpose: Reading, by: Reader) -> None:
    # A public page shows only what a release named, and that naming is on record; a row for each visitor would tell
    # more about visitors than about us. The system's own re-checks open words to nobody.
    if by.kind in {"public", "system"} or not voices:
        return
    record(
        action="words opened",
        by=account(by.user_id),
        by_kind=by.kind,
        programme_id=voices[0].programme_id,
        about_kind="voice",
        detail={"purpose": purpose.value, "voices": sorted(str(voice.id) for voice in voices)},
    )


def read(ids: Iterable[UUID], *, purpose: Reading, by: Reader) -> dict[UUID, Words]:
    """The words of those voices that may be opened by `by` for `purpose`; the others are absent from the answer.

    For quotes, masked spans come as `[…]`, and a translation only where nothing is masked, since a mask has no place in it.
    """
    wanted = list(dict.fromkeys(ids))
    voices = [
        voice for start in range(0, len(wanted), 500) for voice in _allowed(wanted[start : start + 500], purpose, by)
    ]
    texts = storage.read(
        [v.entry_id for v in voices] + [v.translation_entry_id for v in voices if v.translation_entry_id]
    )
    masks = _masks(voices) if purpose is Reading.QUOTE else {}
    _note(voices, purpose, by)
    opened = {}
    for voice in voices:
        if voice.entry_id not in texts:
            continue
        text, covered = texts[voice.entry_id], masks.get(voice.id, ())
        translation = texts.get(voice.translation_entry_id) if voice.translation_entry_id else None
        opened[voice.id] = Words(cover(text, covered), voice.language, None if covered else translation, bool(covered))
    return opened


def read_one(voice_id: UUID, *, purpose: Reading, by: Reader) -> Words:
    """The words of one voice; raises `NotAgreed` with the reason where they may not be opened."""
    opened = read([voice_id], purpose=purpose, by=by)
    if voice_id in opened:
        return opened[voice_id]
    voice = Voice.objects.filter(id=voice_id).first()
    if voice is None:
        raise NotAgreed("These words are gone: the person took them back.")
    check_reading(purpose, _given([voice_id])[voice_id], VoiceState(voice.state))
    raise NotAgreed("These words are not yours to open.")


def _masks(voices: Sequence[Voice]) -> dict[UUID, list[tuple[int, int]]]:
    found: dict[UUID, list[tuple[int, int]]] = {}
    rows = Mask.objects.filter(voice_id__in=[v.id for v in voices]).values_list("voice_id", "start", "end")
    for voice_id, start, end in rows:
        found.setdefault(voice_id, []).append((start, end))
    return found


def cover(text: str, spans: Iterable[tuple[int, int]], offset: int = 0) -> str:
    """`text` with each span (code points of the whole voice; `offset` is where `text` begins in it) shown as `[…]`."""
    out, at = [], 0
    for start, end in sorted((max(0, s - offset), min(len(text), e - offset)) for s, e in spans):
        if end <= at or start >= len(text):
            continue
        out += [text[at : max(start, at)], MASKED]
        at = end
    return "".join([*out, text[at:]])


def read_spans(spans: Iterable[Span], *, purpose: Reading, by: Reader) -> dict[Span, str]:
    """Exact pieces of voices (start and end in code points, end exclusive), masked where the purpose is to quote."""
    wanted = list(dict.fromkeys(spans))
    ids = list(dict.fromkeys(span[0] for span in wanted))
    voices = [voice for at in range(0, len(ids), 500) for voice in _allowed(ids[at : at + 500], purpose, by)]
    texts = storage.read([voice.entry_id for voice in voices])
    masks = _masks(voices) if purpose is Reading.QUOTE else {}
    _note(voices, purpose, by)
    open_texts = {voice.id: texts[voice.entry_id] for voice in voices if voice.entry_id in texts}
    return {
        span: cover(open_texts[span[0]][span[1] : span[2]], masks.get(span[0], ()), span[1])
        for span in wanted
        if span[0] in open_texts
    }


def span_marks(programme_id: int, spans: Iterable[Span]) -> dict[Span, str]:
    """The keyed marks of the words of spans as they are now, to be held against the marks that passages keep.

    Opens words to nobody: only marks come out. A span whose voice is gone is absent.
    """
    wanted = list(dict.fromkeys(spans))
    entries = dict(Voice.objects.filter(id__in={s[0] for s in wanted}).values_list("id", "entry_id"))
    texts = storage.read(entries.values())
    pieces = {s: texts[entries[s[0]]][s[1] : s[2]] for s in wanted if entries.get(s[0]) in texts}
    marks = storage.fingerprints(programme_id, {str(n): piece for n, piece in enumerate(pieces.values())})
    return {span: marks[str(n)] for n, span in enumerate(pieces)}


def keep_words(programme_id: int, texts: Sequence[str]) -> list[UUID]:
    """Encrypt what somebody said outside a voice (comment, objection, draft, contact); ids in the same order."""
    return storage.keep(programme_id, texts)


def read_words(entry_ids: Iterable[UUID], *, purpose: Reading, by: Reader, programme_id: int) -> dict[UUID, str]:
    """Open words that were kept with `keep_words`. The caller has checked that these rows are theirs to open."""
    found = storage.read(entry_ids)
    if found and by.kind == "team":
        record(
            action="words opened", by=account(by.user_id), programme_id=programme_id, about_kind="entry",
            detail={"purpose": purpose.value, "entries": sorted(str(entry_id) for entry_id in found)},
        )  # fmt: skip
    return found


def erase_words(programme_id: int, entry_ids: Iterable[UUID | None]) -> None:
    """Erase entries with the running transaction, their keys once it is committed."""
    storage.erase(programme_id, [entry_id for entry_id in entry_ids if entry_id])


def keep_bytes(programme_id: int, pieces: Sequence[bytes]) -> list[UUID]:
    """Encrypt bytes made from words, such as vectors or a sheet on its way in."""
    return storage.keep_bytes(programme_id, pieces)


def read_bytes(entry_ids: Iterable[UUID]) -> dict[UUID, bytes]:
    """Open bytes that were kept with `keep_bytes`."""
    return storage.read_bytes(entry_ids)


keep_vectors, read_vectors = keep_bytes, read_bytes


def fingerprint(programme_id: int, text: str) -> str:
    """A keyed mark of words: equal words, equal mark, and nothing to guess it by without the key."""
    return storage.fingerprint(programme_id, text)


def fingerprints(programme_id: int, texts: Mapping[str, str]) -> dict[str, str]:
    """Keyed marks of many texts by name."""
    return storage.fingerprints(programme_id, texts)
