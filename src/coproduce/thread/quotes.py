# SPDX-License-Identifier: AGPL-3.0-or-later
"""Quotes as the public may see them: words through the door, captions by the rule of ten.

Without a yes to being described, a caption says the kind of session and the month at most; where somebody was, in which
language and script they spoke, and who they are count as descriptions.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from coproduce.listening import queries as listening
from coproduce.listening.queries import VoiceRow
from coproduce.process.captions import counter, person_captions
from coproduce.process.consent import Purpose
from coproduce.strategy import queries as strategy
from coproduce.themes.queries import themes_of_voices

KINDS = {
    "workshop": "at a workshop", "coffee morning": "at a coffee morning", "wellbeing group": "in a wellbeing group",
    "high street": "on a high street", "campus": "on campus", "one-to-one": "in a one-to-one talk",
    "online": "through the online form", "testing": "at a testing session",
}  # fmt: skip
LANGUAGES = {
    "en": "English", "ur": "Urdu", "pa": "Punjabi", "pnb": "Punjabi", "bn": "Bengali", "ar": "Arabic", "so": "Somali",
    "pl": "Polish", "ro": "Romanian", "zh": "Chinese", "bfi": "British Sign Language", "gu": "Gujarati",
}  # fmt: skip
NARROW = ("place", "language", "description")


@dataclass(frozen=True)
class PublicQuote:
    """A quote that may be shown. `id` is the quotation's own id as text; nothing here leads to a person."""

    id: str
    sentence_code: str
    text: str
    language: str
    translation: str
    caption: str
    relation: str
    theme: str


def public_quotes(programme_id: int, sentence_ids: Iterable[UUID] | None = None) -> list[PublicQuote]:
    """The quotes of a strategy (or of some of its sentences), in the order of the text."""
    refs = strategy.quotations(programme_id, sentence_ids=sentence_ids)
    words = strategy.quote_words(programme_id, refs)
    open_refs = [ref for ref in refs if ref.id in words and not ref.unsigned_without_notice]
    rows = {row.id: row for row in listening.voices_of(programme_id, ids={ref.voice_id for ref in open_refs})}
    captions = captions_of(programme_id, rows.values())
    themes = themes_of_voices(rows)
    found = []
    for ref in open_refs:
        shown = _words(words[ref.id], rows[ref.voice_id])
        if shown is not None:
            theme = next(iter(themes.get(ref.voice_id, ())), "")
            found.append(
                PublicQuote(str(ref.id), ref.sentence_code, *shown, captions[ref.voice_id], ref.relation, theme)
            )
    return found


def _words(words, voice: VoiceRow) -> tuple[str, str, str] | None:  # noqa: ANN001
    """Text, its language and its translation; without a yes to description another language is shown in English alone."""
    if words.language.split("-")[0] == "en":
        return words.text, "en", ""
    if Purpose.DESCRIBE in voice.given:
        return words.text, words.language, words.translation
    return (words.translation, "en", "") if words.translation else None


def captions_of(programme_id: int, voices: Iterable[VoiceRow]) -> dict[UUID, str]:
    """A caption for each voice. Captions of one person's voices are checked together."""
    people = listening.people_parts(programme_id)
    sharing = counter([person.parts for person in people])
    own = {person.participant_id: person.parts for person in people}
    by_person: dict[int | None, list[VoiceRow]] = defaultdict(list)
    for voice in voices:
        by_person[voice.participant_id].append(voice)
    captions: dict[UUID, str] = {}
    for person, theirs in by_person.items():
        wanted = [_wanted(voice, own.get(person or 0, {})) for voice in theirs]
        # Where nobody knows whose note it is, the room's kind is all that can be said of it.
        unsigned = [{"kind": one["kind"]} for one in wanted]
        allowed = unsigned if person is None else person_captions(wanted, sharing)
        captions.update({voice.id: _said(one) for voice, one in zip(theirs, allowed, strict=True)})
    return captions


def _wanted(voice: VoiceRow, parts: Mapping[str, str]) -> dict[str, str]:
    wanted = {"kind": voice.session_kind, **parts}
    if Purpose.DESCRIBE not in voice.given:
        wanted = {name: text for name, text in wanted.items() if name not in NARROW}
    return {name: text for name, text in wanted.items() if text}


def _said(parts: Mapping[str, str]) -> str:
    said: Sequence[str] = [
        parts.get("description", ""),
        KINDS.get(parts.get("kind", ""), ""),
        f"in {parts['place']}" if parts.get("place") else "",
        parts.get("date", ""),
        f"said in {LANGUAGES.get(parts['language'], parts['language'])}" if parts.get("language", "en") != "en" else "",
    ]
    caption = ", ".join(part for part in said if part)
    return caption[:1].upper() + caption[1:] if caption else "Somebody who took part"
