# SPDX-License-Identifier: MIT
"""Names of people in free text: a list of names, and what people say around names. Suggestions for a person to decide
about.

No statistical model: we found none that installs offline, is small, carries a licence that fits and knows names of
every origin alike. Lists of about 14,700 names (`data/names.txt`, `data/names_added.txt`) are joined with rules: a
title or a relation before (“my son”), being asked for or called, doing what people do after (“said”), two capitals in
a row. A name that is also a word (Will, May, Hope) needs something around it that speaks for a name. A capital on a word that
English does not have is suggested too: lists hold common names, and people have uncommon ones.
"""

import lzma
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from coproduce.analysis import redaction_words as words

_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_ENDS = re.compile(r"[.!?…:\n\"“”۔।]\s*$")
_INTRODUCED = re.compile(rf"(?:{'|'.join(words.INTRODUCED)})\s*$", re.IGNORECASE)
_SELF = re.compile(r"(?:\bi am|\bi['’]?m)\s*$", re.IGNORECASE)
_HERS = re.compile(
    r"^(?:['’]s)\s+(?:mum|dad|mother|father|wife|husband|son|daughter|sister|brother|teacher|boss|house|barber)",
    re.IGNORECASE,
)
_TITLE_DOT = re.compile(r"^\.? $")


@cache
def known_names() -> frozenset[str]:
    """Given names and surnames in small letters."""
    folder = files("coproduce.analysis") / "data"
    lists = (folder / name for name in ("names.txt", "names_added.txt"))
    return frozenset(name for one in lists for name in one.read_text(encoding="utf-8").split())


@cache
def ordinary_words() -> frozenset[str]:
    """About 24,000 words of English, from the vocabulary of a language model that Coproduce ships for other work."""
    packed = (files("coproduce.analysis") / "data" / "bert-base-uncased-vocab.txt.xz").read_bytes()
    words_of_it = lzma.decompress(packed).decode("utf-8").split()
    return frozenset(word for word in words_of_it if word.isalpha())


def ordinary(word: str) -> bool:
    """Whether a word, or the word that it is an ending of, is one of English."""
    known = ordinary_words()
    stems = {
        word.removesuffix(ending) + more for ending in words.ENDINGS if word.endswith(ending) for more in ("", "e", "y")
    }
    return word in known or any(len(stem) > 2 and stem in known for stem in stems)


@dataclass
class _Token:
    text: str
    start: int
    end: int
    opens: bool
    capital: bool

    @property
    def low(self) -> str:
        """The word in small letters, with one kind of apostrophe."""
        return self.text.casefold().replace("’", "'")

    @property
    def parts(self) -> list[str]:
        """Its parts: O'Neill and Kaur-Singh have two each."""
        return re.split(r"['-]", self.low)


def _tokens(text: str) -> list[_Token]:
    found = []
    # Where everything is in capitals they say nothing.
    shouted = len(text) > 12 and sum(map(str.isupper, text)) > 0.6 * sum(map(str.isalpha, text))
    for match in _WORD.finditer(text):
        word, end = match[0], match.end()
        for ending in ("'s", "’s"):
            if word.endswith(ending) and len(word) > 3:
                word, end = word[: -len(ending)], end - len(ending)
        before = text[: match.start()].rstrip(" ")
        opens = not before or _ENDS.search(text[: match.start()]) is not None
        found.append(_Token(word, match.start(), end, opens, word[0].isupper() and not shouted))
    return found


def named(text: str) -> Iterator[tuple[int, int, str]]:
    """Start, end and reason of what may be a person's name in `text` (already folded)."""
    reader = _Reader(text, _tokens(text))
    taken = [reader.reason(at) for at in range(len(reader.tokens))]
    reader.spread(taken)
    reader.again(taken)
    at = 0
    while at < len(taken):
        if not taken[at]:
            at += 1
            continue
        end = at
        while end + 1 < len(taken) and taken[end + 1] and reader.beside(end, end + 1):
            end += 1
        yield reader.tokens[at].start, reader.tokens[end].end, taken[at]
        at = end + 1


class _Reader:
    def __init__(self, text: str, tokens: list[_Token]) -> None:
        self.text, self.tokens, self.never, self.names = text, tokens, words.NOT_NAMES, known_names()

    def between(self, first: int, second: int) -> str:
        """What stands between two words."""
        return self.text[self.tokens[first].end : self.tokens[second].start]

    def beside(self, first: int, second: int) -> bool:
        """Whether only a space (or the dot of an initial) stands between two words."""
        gap = self.between(first, second)
        return gap in (" ", "-", "") or (gap == ". " and len(self.tokens[first].text) == 1)

    def known(self, token: _Token) -> bool:
        """Whether the lists hold it, and it is not also an everyday word."""
        low = token.low
        if low in words.ALSO_WORDS or low in self.never:
            return False
        parts = [part for part in token.parts if len(part) > 2 and part not in words.JOINS]
        return low in self.names or (len(token.parts) > 1 and any(part in self.names for part in parts))

    def possible(self, token: _Token) -> bool:
        """Whether a word could be a name at all where something speaks for it."""
        low = token.low
        if low in self.never and low not in ("may", "june", "april", "august", "christian"):
            return False
        if low in words.OPENERS and low not in self.names and len(low) > 1:
            return False
        return low not in words.TITLES | words.RELATIONS | words.OWNERS and token.text != "I"

    def reason(self, at: int) -> str:
        """Why this word may be a name; empty where nothing speaks for it."""
        token = self.tokens[at]
        if self.within_body(at):
            return ""
        latin = token.text.isascii() or any("A" <= letter.upper() <= "Ź" for letter in token.text)
        if not latin:
            return self._elsewhere(at)
        if not token.capital:
            return self._small(at)
        if not self.possible(token):
            return ""
        if self.introduced(at) or self.related(at):
            return "somebody is being named"
        if self.titled(at):
            return "a title stands before it"
        if self.known(token) and not (token.opens and token.low in words.OPENERS):
            return "it is in the list of names"
        return self._around(at) or self._unknown(at)

    def _around(self, at: int) -> str:
        """A word that the list does not have, or that is also a word: what is said beside it decides."""
        token, before, after = self.tokens[at], self._before(at), self._after(at)
        listed = token.low in self.names
        if token.opens and token.low in words.OPENERS and not (listed and after in words.SURE_AFTER | {"from"}):
            return ""
        if before in words.SURE_BEFORE and not token.opens:
            return "somebody is asked, called or met"
        if _HERS.match(self.text[token.end :]):
            return "somebody belongs to it"
        if self._beside_name(at):
            return "it stands beside a name"
        does = after in words.SURE_AFTER or (after == "from" and (listed or not token.opens))
        if does and before not in words.PLACING:
            return "somebody says or does something"
        if not token.opens:
            does = (listed and before in words.BEFORE) or (before == "with" and after in ("i", "we", "and"))
            does = does or (after in words.AFTER and (listed or token.low not in words.ALSO_WORDS))
        else:
            does = listed and after in words.AFTER - words.AUXILIARIES
        return "somebody says or does something" if does and before not in words.PLACING else ""

    def _before(self, at: int) -> str:
        return self.tokens[at - 1].low if at and self.between(at - 1, at) == " " else ""

    def _after(self, at: int) -> str:
        return self.tokens[at + 1].low if at + 1 < len(self.tokens) and self.between(at, at + 1) == " " else ""

    def _beside_name(self, at: int) -> bool:
        """“Mercy and Comfort”, “Rose and I”, “Ewa and Gosia”."""
        token = self.tokens[at]
        if self._after(at) == "and" and at + 2 < len(self.tokens):
            other = self.tokens[at + 2]
            word = token.low in words.ALSO_WORDS & self.names and other.low in words.ALSO_WORDS & self.names
            return other.low == "i" or (other.capital and (self.known(other) or word))
        earlier = self.tokens[at - 2] if at > 1 else token
        return self._before(at) == "and" and earlier.capital and self.known(earlier)

    def _unknown(self, at: int) -> str:
        """A capital on a word that nobody knows: a name, a brand or a place that we have not heard of."""
        token = self.tokens[at]
        if len(token.text) < 3 or not token.text[1:].islower() or self._before(at) in words.PLACING - {"of", "to"}:
            return ""
        after = self._after(at)
        does = after in words.AFTER or (len(after) > 4 and after.endswith(("s", "ed")))
        # “Attentive nurses” is no more than an adjective and its noun.
        does = does and after.removesuffix("s") not in words.RELATIONS
        does = does or (after == "and" and at + 2 < len(self.tokens) and self.tokens[at + 2].capital)
        # Every sentence opens with a capital: there somebody must also do something.
        if token.opens and (len(token.text) < 5 or not does):
            return ""
        parts = [part for part in token.parts if len(part) > 2]
        return "a word with a capital that we do not know" if parts and not any(map(ordinary, parts)) else ""

    def _small(self, at: int) -> str:
        """Names without a capital: only where somebody is named, and the list has it or a title stands there."""
        token = self.tokens[at]
        if (
            len(token.text) < 3
            or token.low in words.OPENERS
            or token.low in words.ALSO_WORDS
            or token.low in self.never
        ):
            return ""
        if self.introduced(at, small=True):
            return "somebody is being named"
        if token.low not in self.names:
            title = self.tokens[at - 1].low if at else ""
            return (
                "a title stands before it"
                if title in {"auntie", "aunty", "dr", "mr", "mrs", "ms"} and self.titled(at)
                else ""
            )
        if self.related(at) or self.titled(at):
            return "somebody is being named"
        before = self.tokens[at - 1].low if at else ""
        if _SELF.search(self.text[: token.start]) or before in ("ring", "ask", "call", "called", "was", "and", "with"):
            return "it is in the list of names"
        return ""

    def _elsewhere(self, at: int) -> str:
        token = self.tokens[at]
        if _INTRODUCED.search(self.text[: token.start]):
            return "somebody is being named"
        if at and self.tokens[at - 1].text in words.RELATIONS_ELSEWHERE and self.between(at - 1, at) == " ":
            return "somebody is being named"
        if token.low in self.names and at + 1 < len(self.tokens) and self.tokens[at + 1].low in self.names:
            return "it is in the list of names" if self.between(at, at + 1) == " " else ""
        return ""

    def titled(self, at: int) -> bool:
        """“Dr Patel”, “auntie Bintou”; not “the nurse Is”."""
        if not at or not _TITLE_DOT.match(self.between(at - 1, at)):
            return False
        title = self.tokens[at - 1]
        if title.low not in words.TITLES:
            return False
        token = self.tokens[at]
        initial = len(token.text) == 1 and token.capital and token.low != "i"
        return initial or token.low not in words.OPENERS or token.low in self.names

    def introduced(self, at: int, small: bool = False) -> bool:
        """After “my name is”; after “I am” only where the word is no adjective with a capital."""
        before = self.text[: self.tokens[at].start]
        if _INTRODUCED.search(before):
            return True
        return not small and _SELF.search(before) is not None and not self.tokens[at].opens

    def related(self, at: int) -> bool:
        """“my son Karim”, “my counsellor was called Philippa”, “our Will”, “a man called Mark”, “the boy, Youssef”."""
        before = self.text[max(0, self.tokens[at].start - 60) : self.tokens[at].start]
        match = re.search(r"([^\W\d_']+)(?:'s)?,? (?:(?:number \w+ )?(?:is|was|were) (?:called )?)?$", before)
        if not match:
            return False
        last, rest = match[1].casefold(), before[: match.start()]
        if last in words.OWNERS:
            return last in ("our", "my") and match[0].endswith(f"{match[1]} ") and self.tokens[at].low in self.names
        if last not in words.RELATIONS:
            return False
        owned = re.search(
            r"([^\W\d_']+)(?: (?:little|old|eldest|youngest|older|younger|best|good|support|social|case))?[ ,]*$", rest
        )
        owner = owned[1].casefold() if owned else ""
        return (
            owner
            in words.OWNERS | {"the", "a", "little", "eldest", "social", "support", "called", "health", "his", "in"}
            or "," in match[0]
        )

    def within_body(self, at: int) -> bool:
        """Whether the run of capitals around this word ends in a word for a place or a body, as in “Good Hope Hospital”."""
        token = self.tokens[at]
        if not token.capital:
            return False
        if at and self.tokens[at - 1].low in words.SAINTS and self.between(at - 1, at) in (" ", ". "):
            return True
        end = at
        while (
            end + 1 < len(self.tokens)
            and self.tokens[end + 1].capital
            and self.between(end, end + 1) in (" ", "'s ", "’s ")
        ):
            end += 1
        return (
            end > at
            and self.tokens[end].low in words.BODIES
            or (token.low in words.BODIES and at > 0 and self.tokens[at - 1].capital)
        )

    def spread(self, taken: list[str]) -> None:
        """A name takes the capitalised words beside it along: surnames that no list has, initials, “al-”, “Singh Dhillon”."""
        for step in (1, -1):
            order = range(len(taken)) if step == 1 else range(len(taken) - 1, -1, -1)
            for at in order:
                other = at - step
                if taken[at] or not 0 <= other < len(taken) or not taken[other]:
                    continue
                first = min(at, other)
                if self.beside(first, first + 1) and not self.within_body(at) and self._goes_along(at, step == 1):
                    taken[at] = taken[other]

    def _goes_along(self, at: int, after_a_name: bool) -> bool:
        token = self.tokens[at]
        if token.capital:
            ordinary = token.low in words.OPENERS and len(token.text) > 1
            return not ordinary and token.text != "I" and token.low not in words.TITLES and token.low not in self.never
        # A surname without a capital, where the name before it has none either.
        small = after_a_name and not self.tokens[at - 1].capital and token.low not in words.ALSO_WORDS
        return small and token.low in self.names

    def again(self, taken: list[str]) -> None:
        """A word that is a name once in a text may be one wherever it stands there with a capital."""
        seen = {token.low for token, why in zip(self.tokens, taken, strict=True) if why and len(token.text) > 1}
        for at, token in enumerate(self.tokens):
            if not taken[at] and token.capital and token.low in seen and not self.within_body(at):
                taken[at] = "it is a name elsewhere in this text"
