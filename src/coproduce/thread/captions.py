# SPDX-License-Identifier: AGPL-3.0-or-later
"""What may be said beside a quote: one combination of parts that ten people share, or less.

Without a yes to being described, a caption says the kind of session and the month at most; where somebody was, in which
language and script they spoke, and who they are count as descriptions.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from uuid import UUID

from coproduce.listening import queries as listening
from coproduce.listening.queries import VoiceRow
from coproduce.process.captions import counter, person_captions
from coproduce.process.consent import Purpose

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
NOBODY_IN_PARTICULAR = "Somebody who took part"


def captions_of(programme_id: int, voices: Iterable[VoiceRow]) -> dict[UUID, str]:
    """A caption for each voice. Give all voices that are quoted anywhere: what one person's captions say is added up."""
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
        captions.update({voice.id: said(one) for voice, one in zip(theirs, allowed, strict=True)})
    return captions


def _wanted(voice: VoiceRow, parts: Mapping[str, str]) -> dict[str, str]:
    wanted = {"kind": voice.session_kind, **parts}
    if Purpose.DESCRIBE not in voice.given:
        wanted = {name: text for name, text in wanted.items() if name not in NARROW}
    return {name: text for name, text in wanted.items() if text}


def said(parts: Mapping[str, str]) -> str:
    """A caption in words."""
    pieces: Sequence[str] = [
        parts.get("description", ""),
        KINDS.get(parts.get("kind", ""), ""),
        f"in {parts['place']}" if parts.get("place") else "",
        parts.get("date", ""),
        f"said in {LANGUAGES.get(parts['language'], parts['language'])}" if parts.get("language", "en") != "en" else "",
    ]
    caption = ", ".join(piece for piece in pieces if piece)
    return caption[:1].upper() + caption[1:] if caption else NOBODY_IN_PARTICULAR
