# SPDX-License-Identifier: AGPL-3.0-or-later
"""How well theme suggestions agree with what people coded, and what they cost, beside plain baselines in the same run.

    .venv/bin/python benchmarks/themes.py [--all]

AMI is agreement past chance. “Lost” are labels that people gave ten comments or more and that are the majority of no
theme: a reader would not be shown them. Exact repeats are removed, as in ../shared/facts/themes.md, section 4. The data
are not in the repository: COPRODUCE_REAL_DATA says where they are, else ../shared/data.
"""

import os
import resource
import sys
import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from sklearn.cluster import KMeans
from sklearn.decomposition import TruncatedSVD
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.metrics import adjusted_mutual_info_score

from coproduce.analysis.embedding import Progress, Vectors, unit
from coproduce.analysis.embedding_english import MiniLM
from coproduce.analysis.theming import ThemeModel
from coproduce.formats.tables import read_table

DATA = Path(os.environ.get("COPRODUCE_REAL_DATA", Path(__file__).resolve().parents[2] / "shared" / "data"))


@dataclass(frozen=True)
class Coded:
    """Comments with the one label that people gave each."""

    name: str
    texts: list[str]
    questions: list[str]
    labels: list[str]


class Remembering:
    """An embedder that reads each text once, so that methods can be timed apart from reading."""

    name, version = MiniLM.name, MiniLM.version

    def __init__(self) -> None:
        self.inner, self.known = MiniLM(), dict[str, NDArray[np.float32]]()
        self.seconds = 0.0

    def encode(self, texts: Sequence[str], progress: Progress | None = None) -> Vectors:
        new = [text for text in dict.fromkeys(texts) if text not in self.known]
        start = time.perf_counter()
        self.known.update(zip(new, self.inner.encode(new), strict=True))
        self.seconds += time.perf_counter() - start
        return np.array([self.known[text] for text in texts], dtype=np.float32).reshape(len(texts), -1)


def coded(name: str, folder: str, column: str, size: int | None) -> Coded:
    """Comments of a set, repeats removed, those with one label; a random part where a size is given."""
    seen: dict[str, tuple[str, str, str]] = {}
    for row in read_table(DATA / folder / "comments.csv.gz").rows:
        cells, key = row.cells, row.cells["text"].strip().lower()
        if key and "|" not in cells[column] and cells[column] != "Labelling not possible":
            seen.setdefault(key, (cells["text"], cells["question"], cells[column]))
    rows = list(seen.values())
    if size and size < len(rows):
        rows = [rows[int(at)] for at in np.sort(np.random.default_rng(0).choice(len(rows), size, replace=False))]
    texts, questions, labels = (list(part) for part in zip(*rows, strict=True))
    return Coded(name, texts, questions, labels)


def lost(labels: Sequence[str], groups: NDArray[np.int64]) -> str:
    """Labels of ten comments or more that no group has as its majority, of how many."""
    big = [label for label, count in Counter(labels).items() if count >= 10]
    said = np.array(labels)
    majorities = {Counter(said[groups == group].tolist()).most_common(1)[0][0] for group in np.unique(groups)}
    return f"{sum(label not in majorities for label in big)}/{len(big)}"


def methods(embedder: Remembering) -> dict[str, Callable[[Coded, int], NDArray[np.int64]]]:
    """Each way of grouping, by name."""

    def ours(data: Coded, count: int) -> NDArray[np.int64]:
        return ThemeModel(count, embedder=embedder).fit(data.texts, questions=data.questions).labels_

    def ours_by_rule(data: Coded, count: int) -> NDArray[np.int64]:
        return ThemeModel(embedder=embedder).fit(data.texts, questions=data.questions).labels_

    def kmeans(data: Coded, count: int) -> NDArray[np.int64]:
        return KMeans(count, n_init=4, random_state=0).fit_predict(embedder.encode(data.texts)).astype(np.int64)

    def words(data: Coded, count: int) -> NDArray[np.int64]:
        counts = TfidfVectorizer(sublinear_tf=True, min_df=2, stop_words="english").fit_transform(data.texts)
        vectors = unit(TruncatedSVD(100, random_state=0).fit_transform(counts))
        return KMeans(count, n_init=4, random_state=0).fit_predict(vectors).astype(np.int64)

    return {"themes": ours, "themes, own number": ours_by_rule, "KMeans on vectors": kmeans, "KMeans on words": words}


def main() -> int:
    """Print one line a method and set."""
    if not DATA.exists():
        print(f"themes: no data at {DATA}; set COPRODUCE_REAL_DATA to measure.")
        return 0
    sets = [
        coded("phase 1, 9 categories", "nhs_phase1", "category", 1000),
        coded("phase 1, sub-categories", "nhs_phase1", "subcategory", 1000),
        coded("v6, one label", "nhs_fft_v6", "labels", 1000),
    ]
    if "--all" in sys.argv:
        sets += [coded("phase 1, 9 categories", "nhs_phase1", "category", None)]
        sets += [coded("phase 1, sub-categories", "nhs_phase1", "subcategory", None)]
    embedder = Remembering()
    print(f"{'set':<25} {'n':>5} {'method':<20} {'k':>3} {'AMI':>6} {'lost':>6} {'seconds':>8}")
    for data in sets:
        count = len(set(data.labels))
        before = embedder.seconds
        for name, method in methods(embedder).items():
            start, read = time.perf_counter(), embedder.seconds
            groups = method(data, count)
            seconds = time.perf_counter() - start - (embedder.seconds - read)
            agreement = adjusted_mutual_info_score(data.labels, groups)
            shown = f"{agreement:6.3f} {lost(data.labels, groups):>6} {seconds:8.1f}"
            found = len(np.unique(groups))
            print(f"{data.name:<25} {len(data.texts):>5} {name:<20} {found:>3} {shown}", flush=True)
        print(f"{'':<25} {len(data.texts):>5} {'(reading the texts)':<38} {embedder.seconds - before:8.1f}")
    print(f"peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")
    return 0


if __name__ == "__main__":
    sys.exit(main())
