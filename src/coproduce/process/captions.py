# SPDX-License-Identifier: AGPL-3.0-or-later
"""How much may be said about a person beside their words.

A caption is one combination of kind of session, place, date, language and description. Where fewer than ten
people who took part share the whole combination, parts are dropped until at least ten do. Each part alone may be
harmless and the combination may still be one man.

What is missing speaks too. Of twelve people at a workshop eleven came in March, and their captions say so: the one that
says "at a workshop" and no month is the twelfth. So a caption from which something was dropped must also fit ten people
of whom no more could be said.
"""

from collections import Counter as Tally
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations

THRESHOLD = 10

# What is dropped first narrows most and tells a reader least; the kind of session stays longest.
DROP_ORDER = ("date", "description", "language", "place", "kind")
PARTS = ("kind", "place", "date", "language", "description")

Counter = Callable[[Mapping[str, str]], int]


def caption_parts(
    parts: Mapping[str, str],
    counts: Counter | Iterable[Mapping[str, str]],
    threshold: int = THRESHOLD,
) -> dict[str, str]:
    """The longest part of the caption `parts` that at least `threshold` people share; possibly nothing.

    `counts` says how many participants share a combination: a `Crowd` or one mapping of parts for each participant, or a
    function, which cannot tell of whom no more could be said. Among captions of the same length the one that keeps what
    `DROP_ORDER` drops last is taken. Empty
    parts are no parts. An unknown part is refused, since nobody has said when to drop it.
    """
    unknown = set(parts) - set(PARTS)
    if unknown:
        raise ValueError(f"Unknown part of a caption: {', '.join(sorted(unknown))}.")
    sharing = counts if callable(counts) else counter(counts)
    said = {name: parts[name] for name in PARTS if parts.get(name, "").strip()}
    for kept in _longest_first([name for name in DROP_ORDER if name in said]):
        caption = {name: text for name, text in said.items() if name in kept}
        if sharing(caption) < threshold:
            continue
        if len(caption) == len(said) or not isinstance(sharing, Crowd):
            return caption
        if sharing.no_more(caption, tuple(said), threshold) >= threshold:
            return caption
    return {}


def person_captions(
    quotes: Sequence[Mapping[str, str]],
    counts: Counter | Iterable[Mapping[str, str]],
    threshold: int = THRESHOLD,
) -> list[dict[str, str]]:
    """Captions for several quotes by one person, such that all of them *together* are shared by ten.

    Whoever reads two quotes by the same person adds their captions up, so the union of their parts is checked.
    Where two quotes differ in a part (two sessions, two dates) the part is dropped from all of them: having been
    to both is a combination of its own, and seldom a common one.
    """
    union: dict[str, str] = {}
    differing = set()
    for quote in quotes:
        for name, text in quote.items():
            if text.strip() and union.setdefault(name, text) != text:
                differing.add(name)
    common = {name: text for name, text in union.items() if name not in differing}
    allowed = caption_parts(common, counts, threshold)
    return [{name: text for name, text in allowed.items() if quote.get(name, "").strip()} for quote in quotes]


def _longest_first(names: Sequence[str]) -> Iterator[frozenset[str]]:
    """Every subset of `names` but the empty one, the longest first, dropping earlier names before later ones."""
    for dropped in range(len(names)):
        for drop in combinations(names, dropped):
            yield frozenset(names) - frozenset(drop)


@dataclass(frozen=True)
class Crowd:
    """Everybody who took part, with what a caption could say of each, for counting."""

    rows: tuple[Mapping[str, str], ...]
    _tallies: dict[tuple[str, ...], "Tally[tuple[str, ...]]"] = field(default_factory=dict, compare=False, repr=False)

    def __call__(self, caption: Mapping[str, str]) -> int:
        """How many share a caption."""
        names = tuple(sorted(caption))
        return self._tally(names)[tuple(caption[name] for name in names)]

    def among(self, parts: Mapping[str, str]) -> "Crowd":
        """Those who have all of `parts`."""
        return Crowd(tuple(row for row in self.rows if all(row.get(name) == text for name, text in parts.items())))

    def no_more(self, caption: Mapping[str, str], names: tuple[str, ...], threshold: int) -> int:
        """How many share a caption while nothing else of `names` could be said of them as well."""
        return sum(
            many
            for values, many in self._tally(names).items()
            if all(caption.get(name, text) == text for name, text in zip(names, values, strict=True))
            and not any(
                text and name not in caption and self({**caption, name: text}) >= threshold
                for name, text in zip(names, values, strict=True)
            )
        )

    def _tally(self, names: tuple[str, ...]) -> "Tally[tuple[str, ...]]":
        if names not in self._tallies:
            self._tallies[names] = Tally(tuple(row.get(name, "") for name in names) for row in self.rows)
        return self._tallies[names]


def counter(rows: Iterable[Mapping[str, str]]) -> Crowd:
    """Count who shares a combination, from one mapping of parts for each participant."""
    return Crowd(tuple(rows))
