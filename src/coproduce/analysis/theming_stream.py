# SPDX-License-Identifier: MIT
"""Themes for more comments than fit in memory: found in a fair part, then every comment is placed, a batch at a time.

The part is chosen by a hash of each distinct view, so that any order and any batches give the same themes; no view counts
more for being repeated. Memory is bounded by the part and one batch, and time grows with the number of comments.
"""

import hashlib
import heapq
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from coproduce.analysis.theming import ThemeModel
from coproduce.analysis.theming_results import Assignment, Unassigned
from coproduce.analysis.theming_views import answer_group, plain, view_key

#: Views from which themes are found. A matter of 3 % of the views has some 600 of them here.
PART = 20_000


@dataclass(frozen=True)
class Batch:
    """Some comments, with the question and language of each where they are known."""

    texts: Sequence[str]
    questions: Sequence[str | None] | None = None
    languages: Sequence[str | None] | None = None


@dataclass
class Placed:
    """One batch with its themes; `start` is the number of its first row among all, and rows count from there."""

    start: int
    assignments: list[Assignment] = field(default_factory=list)
    unassigned: list[Unassigned] = field(default_factory=list)


def fit_stream(model: ThemeModel, batches: Callable[[], Iterable[Batch]], *, part: int = PART) -> Iterator[Placed]:
    """Fit the model on a part, then give each batch with its themes. `batches` is called twice and must give the same.

    Sizes in `model.themes_` are of the part; count the assignments for sizes of the whole.
    """
    chosen = _part(batches(), part)
    model.fit(
        [text for text, _, _ in chosen],
        questions=[question for _, question, _ in chosen],
        languages=[language for _, _, language in chosen],
    )
    start = 0
    for batch in batches():
        given, missed = model.assign(batch.texts, questions=batch.questions, languages=batch.languages)
        yield Placed(
            start,
            [Assignment(start + one.row, one.theme, one.weight) for one in given],
            [Unassigned(start + left.row, left.reason) for left in missed],
        )
        start += len(batch.texts)


def _part(batches: Iterable[Batch], most: int) -> list[tuple[str, str, str]]:
    """The distinct views with the smallest hashes, in the order of their hashes."""
    heap: list[tuple[int, str, str, str]] = []
    held: set[int] = set()
    for batch in batches:
        nobody = [None] * len(batch.texts)
        for text, question, language in zip(
            batch.texts, batch.questions or nobody, batch.languages or nobody, strict=True
        ):
            words = plain(str(text))
            if not words:
                continue
            said = f"{question or ''}\0{answer_group(words) or view_key(words)}"
            mark = -int.from_bytes(hashlib.sha256(said.encode()).digest()[:12], "big")
            entry = (mark, str(text).strip(), question or "", language or "")
            if mark in held:
                # One view in several wordings: always the first of them by its letters, whichever came first.
                place = next((at for at, kept in enumerate(heap) if kept[0] == mark and entry < kept), None)
                if place is not None:
                    heap[place] = entry
                continue
            if len(heap) < most:
                heapq.heappush(heap, entry)
                held.add(mark)
            elif mark > heap[0][0]:
                held.discard(heapq.heapreplace(heap, entry)[0])
                held.add(mark)
    return [(text, question, language) for _, text, question, language in sorted(heap, reverse=True)]
