# SPDX-License-Identifier: MIT
"""From rows to views: one view is one thing said to one question, however many people said it."""

import re
import unicodedata
from collections import Counter
from collections.abc import Hashable, Sequence
from dataclasses import dataclass, field

from coproduce.analysis.theming_words import WORD

# Words that change nothing about a view when people repeat it. “Not” and “no” do, and stay.
_SMALL = frozenset("a all also an and are is really so the very was were".split())
_NOTHING = frozenset(
    """
    nothing|none|n a|na|nil|no|nope|no comment|no comments|not applicable|nothing to add|nothing else|nothing at all|
    nothing really|nothing comes to mind|nothing i can think of|nothing thank you|nothing thanks|no nothing|
    no not really|not really|can't think of anything|can not think of anything|cannot think of anything|
    no complaints|no improvements|
    nic|nic do dodania|nimic|rien|nichts|nada|waxba|wax ma jiro|کچھ نہیں|لا شيء|কিছুই না|কিছু না|ਕੁਝ ਨਹੀਂ|કંઈ નહીં|没有|无
    """.replace("\n", "")
    .replace("  ", "")
    .split("|")
)
_NOT_ANSWERED = frozenset("did not answer|no answer|not answered|no response|did not respond|left blank".split("|"))
NOTHING, NOT_ANSWERED = "nothing", "not answered"


@dataclass
class View:
    """One distinct view: its wording, the rows that hold it, and the people who said it."""

    question: str
    key: str
    text: str
    group: str = ""
    rows: list[int] = field(default_factory=list)
    people: set[Hashable] = field(default_factory=set)
    language: str = ""
    held: str = ""


@dataclass(frozen=True)
class Unassigned:
    """A row that has no theme, and why."""

    row: int
    reason: str


def plain(text: str) -> str:
    """The text as words alone, in small letters: the same for “Nothing!”, “nothing” and “NOTHING.”"""
    folded = unicodedata.normalize("NFKC", text).casefold().replace("’", "'")
    return " ".join(WORD.findall(folded)) or "".join(letter for letter in folded if _says_something(letter))


def _says_something(letter: str) -> bool:
    """Letters, marks and numbers do, and so do emoji; punctuation and spaces do not."""
    return unicodedata.category(letter)[0] in "LMN" or unicodedata.category(letter) == "So"


def view_key(words: str) -> str:
    """What near repeats share: the words in order, without those that change nothing."""
    kept = [word for word in words.split() if word not in _SMALL]
    return " ".join(kept) or words


def answer_group(words: str) -> str:
    """Whether the words are one of the short answers that mean something only beside their question."""
    words = re.sub(r"\s+", " ", words)
    return NOTHING if words in _NOTHING else NOT_ANSWERED if words in _NOT_ANSWERED else ""


def gather(
    texts: Sequence[str],
    questions: Sequence[str],
    people: Sequence[Hashable],
    languages: Sequence[str],
    held: Sequence[str] | None = None,
) -> tuple[list[View], list[Unassigned]]:
    """Distinct views in an order that only their content decides, and the rows that say nothing, each with why.

    `held` is the theme in which a person put a row: rows of two themes are never one view, and what a person put
    somewhere stays there even where it is a short answer.
    """
    decided = held if held is not None else [""] * len(texts)
    views: dict[tuple[str, str, str], View] = {}
    wordings: dict[tuple[str, str, str], Counter[str]] = {}
    unassigned = []
    for row, text in enumerate(texts):
        words = plain(text)
        if not words:
            unassigned.append(Unassigned(row, "only punctuation" if text.strip() else "empty"))
            continue
        group = "" if decided[row] else answer_group(words)
        place = (questions[row], group or view_key(words), decided[row])
        view = views.setdefault(
            place, View(questions[row], place[1], text, group, language=languages[row], held=decided[row])
        )
        view.rows.append(row)
        view.people.add(people[row])
        wordings.setdefault(place, Counter())[text.strip()] += 1
    for place, view in views.items():
        counts = wordings[place]
        view.text = min(counts, key=lambda wording: (-counts[wording], wording))
        view.language = min(languages[row] for row in view.rows)
    return [views[place] for place in sorted(views)], unassigned
