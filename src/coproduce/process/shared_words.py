# SPDX-License-Identifier: AGPL-3.0-or-later
"""Does a sentence of ours repeat somebody's words without quoting them?

Eight words in a row that a sentence shares with a voice are hardly chance. The gate flags them, so that a person
decides: rewrite the sentence, or quote the voice with its consent.
"""

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

RUN = 8

# Scripts written without spaces have no words to count by spaces; each of their signs counts as one word.
_UNSPACED = ("CJK", "HIRAGANA", "KATAKANA", "THAI", "LAO", "KHMER", "MYANMAR")
_JOINERS = "'’-‐‑"


@dataclass(frozen=True)
class Word:
    """One word of a text, normalised, and where it stands (Unicode code points, end excluded)."""

    text: str
    start: int
    end: int


@dataclass(frozen=True)
class Run:
    """A run of shared words: where it stands in the sentence, and how many words it has."""

    start: int
    end: int
    words: int


def shared_runs(sentence: str, voice: str, least: int = RUN) -> list[Run]:
    """The runs of at least `least` words that `sentence` shares with `voice`, in the order of the sentence.

    Case, punctuation, spacing and the way in which accents are encoded make no difference. Runs that
    overlap or touch are one.
    """
    return shared_runs_with_any(sentence, [voice], least)


def shared_runs_with_any(sentence: str, voices: Iterable[str], least: int = RUN) -> list[Run]:
    """The runs that `sentence` shares with any of `voices` (a run never spans two voices)."""
    if least < 1:
        raise ValueError("A run has at least one word.")
    ours = words(sentence)
    mine = [word.text for word in ours]
    # Our sentence is short and voices are many: its runs are kept, and each voice is gone through once.
    wanted = {tuple(mine[i : i + least]) for i in range(len(mine) - least + 1)}
    if not wanted:
        return []
    found: set[tuple[str, ...]] = set()
    for voice in voices:
        theirs = [word.text for word in words(voice)]
        found.update(gram for i in range(len(theirs) - least + 1) if (gram := tuple(theirs[i : i + least])) in wanted)
    starts = [i for i in range(len(mine) - least + 1) if tuple(mine[i : i + least]) in found]
    return [Run(ours[first].start, ours[last].end, last - first + 1) for first, last in _joined(starts, least)]


def words(text: str) -> list[Word]:
    """The words of `text`, case-folded and without punctuation, with their places."""
    found: list[Word] = []
    start: int | None = None
    for place, sign in enumerate(text):
        inside = _is_letter(sign) or (start is not None and _joins(sign) and _is_letter(text[place + 1 : place + 2]))
        if start is not None and (not inside or _is_unspaced(sign)):
            _keep(found, text, start, place)
            start = None
        if _is_unspaced(sign):
            _keep(found, text, place, place + 1)
        elif inside and start is None:
            start = place
    if start is not None:
        _keep(found, text, start, len(text))
    return found


def _keep(found: list[Word], text: str, start: int, end: int) -> None:
    # NFKC makes one of the several ways of writing the same sign; joiners differ by keyboard, so they go.
    folded = unicodedata.normalize("NFKC", text[start:end]).casefold()
    plain = "".join(sign for sign in folded if _is_letter(sign))
    if plain:
        found.append(Word(plain, start, end))


def _joined(starts: list[int], least: int) -> list[tuple[int, int]]:
    """First and last word of each run, from the places where a shared run of `least` words starts."""
    runs: list[tuple[int, int]] = []
    for start in starts:
        if runs and start <= runs[-1][1] + 1:
            runs[-1] = (runs[-1][0], start + least - 1)
        else:
            runs.append((start, start + least - 1))
    return runs


def _is_letter(sign: str) -> bool:
    return bool(sign) and unicodedata.category(sign)[0] in "LMN"


def _joins(sign: str) -> bool:
    # Invisible signs (zero-width spaces, direction marks) must not hide a copied run by cutting its words.
    return sign in _JOINERS or unicodedata.category(sign) == "Cf"


def _is_unspaced(sign: str) -> bool:
    return sign > "\u0e00" and _is_letter(sign) and unicodedata.name(sign, "").startswith(_UNSPACED)
