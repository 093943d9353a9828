# SPDX-License-Identifier: MIT
"""What in a text may point at a person, as suggestions for somebody to accept or refuse one by one. Nothing is covered
by itself.

It finds identifiers that have a form (`redaction_patterns`), names on a list for the session, and names by a general
list and by what is said around them (`redaction_names`). It misses some and is wrong about others:
docs/explanation/finding-names-and-numbers.md says how many, by the origin of the name. It reads a text and nothing
else: no network, no file but its own list of names.
"""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from coproduce.analysis.redaction_folding import Folded, fold
from coproduce.analysis.redaction_names import named
from coproduce.analysis.redaction_patterns import patterned

METHOD_VERSION = "1"
NAME = "name"


@dataclass(frozen=True, order=True)
class Suggestion:
    """A stretch that may point at a person: start and end in code points (end exclusive), its kind, and why."""

    start: int
    end: int
    kind: str
    why: str


def suggest(text: str, *, names: Collection[str] = (), not_names: Collection[str] = ()) -> tuple[Suggestion, ...]:
    """Suggestions in the order of the text, none inside another.

    `names` is a list for this session (who was there, who is often spoken of); they are found in any case and without a
    capital. `not_names` are places and services that are spoken of here: where one stands as a whole, it is no person.
    """
    folded = fold(text)
    found = [(start, end, kind, "it has the form of one") for start, end, kind in patterned(folded.text)]
    found += [(start, end, NAME, "it is on the list for this session") for start, end in _listed(folded.text, names)]
    found += [(start, end, NAME, why) for start, end, why in named(folded.text)]
    known = _listed(folded.text, not_names)
    found = [one for one in found if one[2] != NAME or not any(a <= one[0] and one[1] <= b for a, b in known)]
    return _apart(folded, found)


def _listed(text: str, names: Collection[str]) -> list[tuple[int, int]]:
    spans = []
    for name in sorted({" ".join(fold(name).text.split()) for name in names} - {""}):
        pattern = r"\s+".join(re.escape(part) for part in name.split())
        spans += [match.span() for match in re.finditer(rf"(?<!\w){pattern}(?!\w)", text, re.IGNORECASE)]
    return spans


def _apart(folded: Folded, found: Sequence[tuple[int, int, str, str]]) -> tuple[Suggestion, ...]:
    """Of those that overlap, the form or listed name that comes first in `found` stays; longer ones before shorter."""
    ranked = sorted(enumerate(found), key=lambda item: (item[1][2] == NAME, item[1][0] - item[1][1], item[0]))
    kept: list[tuple[int, int, str, str]] = []
    for _, one in ranked:
        if all(one[1] <= other[0] or one[0] >= other[1] for other in kept):
            kept.append(one)
    return tuple(sorted(Suggestion(*folded.span(start, end), kind, why) for start, end, kind, why in kept))
