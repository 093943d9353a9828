# SPDX-License-Identifier: AGPL-3.0-or-later
"""Comments that people coded, and what the measures of `themes.py` mean."""

import os
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from sklearn.metrics import adjusted_mutual_info_score

from coproduce.analysis.embedding import Embedder, Progress, Vectors
from coproduce.formats.tables import read_table

DATA = Path(os.environ.get("COPRODUCE_REAL_DATA", Path(__file__).resolve().parents[2] / "shared" / "data"))
Groups = NDArray[np.int64]


@dataclass(frozen=True)
class Coded:
    """Comments with the one label that people gave each."""

    name: str
    texts: list[str]
    questions: list[str]
    labels: list[str]
    people: list[str]

    def part(self, rows: Sequence[int], name: str) -> "Coded":
        """Some of the comments."""
        columns = (self.texts, self.questions, self.labels, self.people)
        return Coded(name, *([column[row] for row in rows] for column in columns))

    @property
    def codes(self) -> int:
        """How many labels people used."""
        return len(set(self.labels))


class Remembering:
    """An embedder that reads each text once, so that methods can be timed apart from reading."""

    def __init__(self, inner: Embedder) -> None:
        self.inner, self.known = inner, dict[str, NDArray[np.float32]]()
        self.name, self.version = inner.name, inner.version
        self.seconds = 0.0

    def encode(self, texts: Sequence[str], progress: Progress | None = None) -> Vectors:
        """As the embedder does."""
        new = [text for text in dict.fromkeys(texts) if text not in self.known]
        start = time.process_time()
        if new:
            self.known.update(zip(new, self.inner.encode(new), strict=True))
        self.seconds += time.process_time() - start
        if not texts:
            return self.inner.encode([])
        return np.array([self.known[text] for text in texts], dtype=np.float32).reshape(len(texts), -1)


def coded(name: str, folder: str, column: str, person: str = "id") -> Coded:
    """Comments of a set, repeats removed, those with one label (../shared/facts/themes.md, section 4)."""
    seen: dict[str, tuple[str, str, str, str]] = {}
    for row in read_table(DATA / folder / "comments.csv.gz").rows:
        cells, key = row.cells, row.cells["text"].strip().lower()
        if key and "|" not in cells[column] and cells[column] != "Labelling not possible":
            seen.setdefault(key, (cells["text"], cells["question"], cells[column], cells[person]))
    texts, questions, labels, people = (list(part) for part in zip(*seen.values(), strict=True))
    return Coded(name, texts, questions, labels, people)


def halves(data: Coded) -> list[Coded]:
    """Two random halves, always the same."""
    order = np.random.default_rng(5).permutation(len(data.texts))
    cuts = (order[: len(order) // 2], order[len(order) // 2 :])
    return [data.part(np.sort(rows).tolist(), f"{data.name}, half {n}") for n, rows in enumerate(cuts, start=1)]


def agreement(labels: Sequence[str], groups: Groups) -> float:
    """Adjusted mutual information: 0 is chance, 1 is the same grouping."""
    return float(adjusted_mutual_info_score(labels, groups))


def surfaced(labels: Sequence[str], groups: Groups) -> tuple[list[str], list[str]]:
    """Codes with ten comments or more that are the commonest code of some theme, and all such codes.

    Each comment counts in its first theme alone; -1 is an outlier bin and no theme. Themes are as many as codes.
    """
    big = sorted(label for label, count in Counter(labels).items() if count >= 10)
    said = np.array(labels)
    found = {Counter(said[groups == group].tolist()).most_common(1)[0][0] for group in np.unique(groups) if group >= 0}
    return [label for label in big if label in found], big


def rare(labels: Sequence[str], groups: Groups) -> str:
    """The same for codes of 10 to 29 comments, the minority voices."""
    found, big = surfaced(labels, groups)
    counts = Counter(labels)
    few = [label for label in big if counts[label] < 30]
    return f"{sum(label in found for label in few)}/{len(few)}"
