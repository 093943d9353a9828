# SPDX-License-Identifier: MIT
"""Names for themes out of people's own words: phrases that this theme says and the others do not, with their places."""

import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sklearn.feature_extraction.text import ENGLISH_STOP_WORDS

from coproduce.analysis.theming_views import View
from coproduce.analysis.theming_words import COMPOUND

_STOP = frozenset(ENGLISH_STOP_WORDS) | frozenset(
    """also am bit can't cannot could couldn't did didn't doesn't don't done felt get gets getting give given go going
    got has hasn't haven't he's i'd i'll i'm i've it's just know lot make many more much need needs one really said say
    she's so some something still that's there's they're thing things think very want was wasn't we're went were weren't
    will with without won't would wouldn't you're used use us been like etc able always ever even well way
    """.split()
)
_LONGEST = 3
_MOST = 5


@dataclass(frozen=True)
class Keyphrase:
    """A phrase, and one place where somebody says it: text[start:end] of that row, so that spans can be kept."""

    text: str
    row: int
    start: int
    end: int


def phrases(text: str) -> Iterator[tuple[str, int, int]]:
    """(phrase in small letters, start, end) for every run of one to three words that begins and ends with meaning."""
    found = [(match.group().casefold(), match.start(), match.end()) for match in COMPOUND.finditer(text)]
    for first, (word, start, end) in enumerate(found):
        if _idle(word):
            continue
        yield word, start, end
        for last in range(first + 1, min(first + _LONGEST, len(found))):
            between = text[found[last - 1][2] : found[last][1]]
            if between.strip(" \u00a0"):
                break
            if not _idle(found[last][0]):
                parts = [piece for piece, _, _ in found[first : last + 1]]
                yield " ".join(parts), start, found[last][2]


def _idle(word: str) -> bool:
    masked = set(word) <= {"x", "_"}  # what anonymising leaves behind
    return word.replace("’", "'") in _STOP or len(word) < 2 or word.isdigit() or masked


class Phrasebook:
    """Which views say which phrase, counted once for all themes."""

    def __init__(self, views: Sequence[View]) -> None:
        self.said = [frozenset(phrase for phrase, _, _ in phrases(view.text)) for view in views]
        self.weights = [len(view.people) for view in views]
        self.everywhere = self._counts(range(len(views)))
        self.total = sum(self.weights) or 1
        self.views = views

    def _counts(self, members: Sequence[int]) -> dict[str, int]:
        counts: dict[str, int] = {}
        for member in members:
            for phrase in self.said[member]:
                counts[phrase] = counts.get(phrase, 0) + self.weights[member]
        return counts

    def keyphrases(self, members: Sequence[int], texts: Sequence[str]) -> list[Keyphrase]:
        """Up to five phrases said by many in the theme and by few outside it, none inside another."""
        inside = self._counts(members)
        size = sum(self.weights[member] for member in members)
        fewest = 2 if size >= 6 else 1
        scored = []
        for phrase, count in inside.items():
            if count < fewest:
                continue
            lift = math.log((count / size) / ((self.everywhere[phrase] + 1) / (self.total + 1)) + 1)
            longer = 1 + 0.35 * phrase.count(" ")
            scored.append((-(count**0.75) * lift * longer, phrase))
        chosen: list[str] = []
        for _, phrase in sorted(scored):
            if not any(_overlap(phrase, other) for other in chosen):
                chosen.append(phrase)
            if len(chosen) == _MOST:
                break
        return [self._place(phrase, members, texts) for phrase in chosen]

    def _place(self, phrase: str, members: Sequence[int], texts: Sequence[str]) -> Keyphrase:
        """Where the phrase is said: in the shortest wording, so that a reader sees it at once."""
        holders = [member for member in members if phrase in self.said[member]]
        member = min(holders, key=lambda number: (len(self.views[number].text), self.views[number].text))
        view = self.views[member]
        row = next(row for row in view.rows if texts[row].strip() == view.text)
        start, end = next((start, end) for found, start, end in phrases(texts[row]) if found == phrase)
        return Keyphrase(texts[row][start:end], row, start, end)


def _overlap(phrase: str, other: str) -> bool:
    mine, theirs = ({_stem(word) for word in words.split()} for words in (phrase, other))
    return bool(mine & theirs)


def _stem(word: str) -> str:
    """Enough to see that “nurse” and “nurses” are one word."""
    return re.sub(r"(?:ing|ed|ly|es|s|e)$", "", word) if len(word) > 4 else word


def labels(keyphrases: Sequence[Sequence[Keyphrase]]) -> list[str]:
    """A name for each theme from its phrases, no name twice."""
    taken: set[str] = set()
    names = []
    for found in keyphrases:
        words = [phrase.text.replace("\n", " ") for phrase in found]
        name = ""
        for many in range(min(2, len(words)) or 1, len(words) + 1):
            name = ", ".join(words[:many])
            if name.casefold() not in taken:
                break
        name = name[:1].upper() + name[1:] or "Without words in common"
        base, number = name, 2
        while name.casefold() in taken:
            name, number = f"{base} ({number})", number + 1
        taken.add(name.casefold())
        names.append(name)
    return names
