# SPDX-License-Identifier: MIT
"""Which language a text is in: for short and mixed texts, among a programme's languages, with “not sure”.

The script decides where one language alone uses it (Gurmukhi, Gujarati, Bengali, Chinese); in the Latin and Arabic
scripts letters do (`language_letters`); between Urdu and Punjabi in Arabic script (Shahmukhi) small words do. A guess
is a suggestion: what a person said about their own language stands.
"""

import re
from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass

import numpy as np

from coproduce.analysis.language_letters import likelihoods
from coproduce.analysis.writing_systems import script, scripts

#: The languages of the programmes that we know; tags as in BCP 47, Punjabi in Arabic script being pa-Arab.
LANGUAGES = ("ar", "bn", "en", "fa", "gu", "pa", "pa-Arab", "pl", "ro", "so", "ur", "zh")
#: Below this a guess is “not sure”.
SURE = 0.8
# From this share of Punjabi words on we do not say Urdu: a name or a borrowed word is not enough.
_MIXED = 0.3
_OWN = {"GURMUKHI": "pa", "GUJARATI": "gu", "BENGALI": "bn", "CJK": "zh"}
_ARABIC = ("ar", "fa", "ur")
# Small words of either language that the other does not write so.
_PUNJABI = set(
    "دا دی دیاں نوں وچ توں تے اے نیں ایہہ اوہ مینوں تینوں سانوں ساڈا ساڈی ساڈے تہاڈا اسیں تسیں لئی ہن کیہ جیہڑا ہندا سی ساں".split()
)
_URDU = set("کا کی کے کو میں نے اور ہے ہیں ہوں یہ وہ مجھے ہمیں ہمارے ہم تم آپ تھا تھی تھے لیے گا گی".split())
_WORDS = re.compile(r"\w+")
_STOPS = re.compile(r"(?<=[.!?۔।؟。！？\n])\s*")


@dataclass(frozen=True)
class Guess:
    """A guess at a language: its tag, or None where we are not sure; and how sure we are of the likeliest, 0 to 1."""

    language: str | None
    certainty: float
    likeliest: str | None


@dataclass(frozen=True)
class Stretch:
    """A part of a text in one language; start and end count Unicode code points."""

    start: int
    end: int
    language: str | None


NOTHING = Guess(None, 0.0, None)


def detect(text: str, among: Collection[str] = LANGUAGES) -> Guess:
    """The language of a text, among some. A text in none of them, or too short to tell, is “not sure”.

    Certainty is the share of the likeliest language when each is equally likely beforehand. Languages outside `among`
    that share the script compete too, so that French is not called English because nobody speaks French here.
    """
    kind = script(text)
    if kind in _OWN:
        language = _OWN[kind]
        # Japanese is written with Chinese letters between its own.
        own = scripts(text)
        alone = kind != "CJK" or not (own["HIRAGANA"] or own["KATAKANA"])
        return Guess(language, 1.0, language) if language in among and alone else NOTHING
    if kind == "ARABIC":
        return _arabic(text, among)
    return _best(text, among, latin=True) if kind == "LATIN" else NOTHING


def stretches(text: str, among: Collection[str] = LANGUAGES) -> tuple[Stretch, ...]:
    """A mixed text as parts of one language each, in order, the whole text covered.

    A part ends with a sentence or where the script changes; a part that we are not sure of goes with the one before.
    A single borrowed word in the same script stays unseen.
    """
    found: list[Stretch] = []
    for start, end in _parts(text):
        language = detect(text[start:end], among).language
        if found and (language is None or found[-1].language in (language, None)):
            last = found.pop()
            found.append(Stretch(last.start, end, language or last.language))
        else:
            found.append(Stretch(start, end, language))
    return tuple(found)


def _best(text: str, among: Collection[str], latin: bool) -> Guess:
    scores = {name: score for name, score in likelihoods(text).items() if (name not in _ARABIC) == latin}
    values = np.array(list(scores.values()))
    shares = np.exp(values - values.max())
    shares /= shares.sum()
    best = int(values.argmax())
    likeliest, certainty = list(scores)[best], float(shares[best])
    if likeliest not in among:
        return Guess(None, certainty, None)
    return Guess(likeliest if certainty >= SURE else None, certainty, likeliest)


def _arabic(text: str, among: Collection[str]) -> Guess:
    words = Counter(_WORDS.findall(text))
    punjabi = sum(words[word] for word in _PUNJABI)
    urdu = sum(words[word] for word in _URDU)
    guess = _best(text, {*among, "ur"} if "pa-Arab" in among else among, latin=False)
    if "pa-Arab" not in among or guess.likeliest != "ur" or not punjabi:
        return guess if guess.likeliest in among else NOTHING
    share = punjabi / (punjabi + urdu)
    if share >= SURE:
        return Guess("pa-Arab", share, "pa-Arab")
    return Guess(None, max(share, 1 - share), "pa-Arab" if share > 0.5 else "ur") if share > _MIXED else guess


def _parts(text: str) -> list[tuple[int, int]]:
    """Where sentences end, and inside them where a word is in another script than the one before."""
    cuts = {0, len(text), *(found.end() for found in _STOPS.finditer(text))}
    before = "NONE"
    for found in _WORDS.finditer(text):
        kind = script(found.group())
        if kind not in ("NONE", before):
            cuts |= {found.start()} if before != "NONE" else set()
            before = kind
    ordered = sorted(cuts)
    return [(start, end) for start, end in zip(ordered, ordered[1:], strict=False) if end > start]
