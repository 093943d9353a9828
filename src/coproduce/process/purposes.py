# SPDX-License-Identifier: AGPL-3.0-or-later
"""What we ask people to agree to, in words that a child of ten can read.

The wording has a version. A consent keeps the version and the language in which it was asked, so that we can
always show a person what they said yes to. Change a word, change the version, and keep the old text here.
"""

from dataclasses import dataclass
from enum import StrEnum

WORDING_VERSION = "2026-11"


class Purpose(StrEnum):
    """One thing that a person may let us do with their words."""

    HOLD = "hold"
    ANALYSE = "analyse"
    QUOTE = "quote"
    DESCRIBE = "describe"
    PASS_WORDS = "pass_words"
    PASS_SUMMARY = "pass_summary"
    AUDIO = "audio"
    CONTACT = "contact"
    ARCHIVE = "archive"


@dataclass(frozen=True)
class Wording:
    """A question to a person, a line that explains it, and what we call the purpose in a sentence of ours."""

    question: str
    hint: str
    label: str


_ENGLISH: dict[Purpose, Wording] = {
    Purpose.HOLD: Wording(
        "May we keep what you said?",
        "We keep it locked away. If you say no, we do not keep it.",
        "keep the words",
    ),
    Purpose.ANALYSE: Wording(
        "May our team read it?",
        "We read what everyone said, side by side, to find what matters to many people.",
        "read them to find themes",
    ),
    Purpose.QUOTE: Wording(
        "May we quote you?",
        "We may show your words to everyone, just as you said them. We never show your name.",
        "quote them",
    ),
    Purpose.DESCRIBE: Wording(
        "May we say a little about you next to your words?",
        "For example “a woman who cares for her mother”. Never your name. Never so much that people could guess.",
        "say a little about the person beside a quote",
    ),
    Purpose.PASS_WORDS: Wording(
        "May we pass your words on to someone who can help change things?",
        "For example the people who run the buses. We tell you who it is.",
        "pass the words on",
    ),
    Purpose.PASS_SUMMARY: Wording(
        "May we tell them what you said in our own words?",
        "We would make it short, and leave out anything that shows who you are.",
        "pass on a summary",
    ),
    Purpose.AUDIO: Wording(
        "May we record your voice?",
        "We use the recording to write down what you said. Then we delete it.",
        "record the voice",
    ),
    Purpose.CONTACT: Wording(
        "May we get in touch with you again?",
        "Only about this work. You can tell us to stop at any time.",
        "get in touch",
    ),
    Purpose.ARCHIVE: Wording(
        "May we keep your words when this work is over?",
        "They would go in a safe place, so that people can learn from them later. If you say no, we delete them.",
        "keep the words in an archive",
    ),
}

# version → language → purpose. Other languages come with a speaker's check; until then English is asked.
WORDING: dict[str, dict[str, dict[Purpose, Wording]]] = {WORDING_VERSION: {"en": _ENGLISH}}

LABELS: dict[Purpose, str] = {purpose: wording.label for purpose, wording in _ENGLISH.items()}


def wording(purpose: Purpose, lang: str = "en", version: str = WORDING_VERSION) -> Wording:
    """The wording of `purpose` in `lang`, or in English where we have none in that language.

    `lang` is a BCP 47 tag; `ur-PK` finds `ur`. Raises `KeyError` for a version that was never asked.
    """
    languages = WORDING[version]
    return languages.get(lang, languages.get(lang.split("-")[0], languages["en"]))[purpose]


def purpose_question(purpose: Purpose, lang: str = "en") -> str:
    """The question we ask a person about `purpose`, in today's wording."""
    return wording(purpose, lang).question


def purpose_hint(purpose: Purpose, lang: str = "en") -> str:
    """The line below the question."""
    return wording(purpose, lang).hint
