# SPDX-License-Identifier: AGPL-3.0-or-later
"""What may be said beside a quote: one combination of parts that ten people share, or less.

Without a yes to being described, a caption says the kind of session and the month at most; where somebody was, in which
language and script they spoke, and who they are count as descriptions. Words in their own script say the language
whether or not the caption does: they are shown only where ten people share that language beside all else that is said.
Otherwise a translation stands there, and says that it is one.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from coproduce.listening import queries as listening
from coproduce.listening.queries import VoiceRow
from coproduce.process.captions import THRESHOLD, Crowd, counter, person_captions
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


@dataclass(frozen=True)
class Caption:
    """What stands beside a quote. `original`: it may be shown in the language in which it was said; `translated`: in
    ours, saying that it is a translation. Neither, for words that were not said in English: it may not be shown."""

    text: str
    original: bool
    translated: bool = False


def captions_of(programme_id: int, voices: Iterable[VoiceRow]) -> dict[UUID, Caption]:
    """A caption for each voice. Give all voices that are quoted anywhere: what one person's captions say is added up."""
    people = listening.people_parts(programme_id)
    own = {person.participant_id: person.parts for person in people}
    room = _Room(
        counter([person.parts for person in people]),
        counter([person.parts for person in people if person.parts.get("language", "") not in {"", "en"}]),
    )
    # By person, since a reader adds up what stands beside each of their quotes.
    by_person: dict[int | None, list[VoiceRow]] = defaultdict(list)
    for voice in voices:
        by_person[voice.participant_id].append(voice)
    captions: dict[UUID, Caption] = {}
    for person, theirs in by_person.items():
        if person is None:
            # Where nobody knows whose note it is, the room's kind is all that can be said of it.
            captions.update({v.id: Caption(said({"kind": v.session_kind}), _is_english(v)) for v in theirs})
        else:
            captions.update(_of_person(theirs, own.get(person, {}), room))
    return captions


@dataclass(frozen=True)
class _Room:
    """Who took part, for counting: everybody, and those who spoke another language than English."""

    everybody: Crowd
    others: Crowd

    def sharing(self, language: Mapping[str, str], translated: bool) -> Crowd:
        """How many share a caption, given what the words themselves say of the language."""
        if language:
            return self.everybody.among(language)
        return self.others if translated else self.everybody


def _of_person(theirs: Sequence[VoiceRow], parts: Mapping[str, str], room: _Room) -> dict[UUID, Caption]:
    """The captions of one person, checked together. A script says the language, and a translation that there is one."""
    spoken = {_base(voice) for voice in theirs if not _is_english(voice)}
    described = all(Purpose.DESCRIBE in voice.given for voice in theirs if not _is_english(voice))
    language = {"language": next(iter(spoken))} if len(spoken) == 1 and described else {}
    if language and room.everybody(language) < THRESHOLD:
        language = {}
    translated = bool(spoken) and not language
    may = not translated or room.others({}) >= THRESHOLD
    allowed = person_captions([_wanted(voice, parts) for voice in theirs], room.sharing(language, translated and may))
    found = {}
    for voice, caption in zip(theirs, allowed, strict=True):
        english = _is_english(voice)
        mark = not english and translated and may
        text = said({**caption, **({} if english else language)})
        found[voice.id] = Caption(f"{text}, translated" if mark else text, english or bool(language), mark)
    return found


def _base(voice: VoiceRow) -> str:
    return voice.language.split("-")[0]


def _is_english(voice: VoiceRow) -> bool:
    return _base(voice) == "en"


def _wanted(voice: VoiceRow, parts: Mapping[str, str]) -> dict[str, str]:
    """All that a caption would say without the rule of ten; the language is dealt with apart."""
    wanted = {"kind": voice.session_kind, **parts}
    if Purpose.DESCRIBE not in voice.given:
        wanted = {name: text for name, text in wanted.items() if name not in NARROW}
    return {name: text for name, text in wanted.items() if text and name != "language"}


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
