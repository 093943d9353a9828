# SPDX-License-Identifier: AGPL-3.0-or-later
"""How well suggested codes agree with people's, beside plain learners in the same run, and how fast a decision counts.

    .venv/bin/python benchmarks/coding.py [--quick] [--curve FILE.csv]

NHS comments (nhs_fft_v6), rows that could be labelled. Five folds: comments of one respondent, and comments of the same
words, are never parted. Macro-F1 counts codes with ten comments or more; rare codes have fewer than thirty. With
`--curve`, F1 by number of decisions is written for the chart in the docs (some minutes more); with `--quick` no part
begins after five minutes. The data are not in the repository: COPRODUCE_REAL_DATA says where they are, else ../shared/data.
"""

import os
import sys
import time
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix, hstack
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.multiclass import OneVsRestClassifier

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from benchmarks.sections import Section, run
from benchmarks.themes_data import Remembering

from coproduce.analysis.coding import CodingModel
from coproduce.analysis.coding_codebook import Code
from coproduce.analysis.coding_pairs import folds_of
from coproduce.analysis.coding_people import together
from coproduce.analysis.embedding_english import MiniLM
from coproduce.formats.tables import read_table

DATA = Path(os.environ.get("COPRODUCE_REAL_DATA", Path(__file__).resolve().parents[2] / "shared" / "data"))
FRAME = "code_frames/nhs_patient_experience_framework3.csv"
#: The file's finer labels → the published frame, as the README of code_frames reads it. Labels with no counterpart
#: (negative experience, equality, impact of treatment, appearance) count as misses.
MERGED = {
    "Number & deployment of staff": "Staffing levels & responsiveness",
    "Staff responsiveness": "Staffing levels & responsiveness",
    "Environment & Facilities": "Environment, facilities & equipment",
    "Provision of medical equipment": "Environment, facilities & equipment",
    **dict.fromkeys(
        ("Referals & continuity of care", "Diagnosis & triage", "Admission", "Care plans", "Patient records", "Staff continuity"),
        "Continuity of care",
    ),
}  # fmt: skip
BUDGET, BATCH = 400, 50
#: Minutes after which, with --quick, no further part begins.
QUICK = 5
#: A person's sitting is played out for the first folds alone, since each takes a minute.
PLAYED = 2


@dataclass
class Set:
    """Comments and what people coded."""

    texts: list[str]
    questions: list[str]
    people: list[str]
    labels: list[tuple[str, ...]]
    names: list[str]
    codes: NDArray[np.float64]
    fold: NDArray[np.int64]


def load() -> Set:
    """The rows that could be labelled."""
    rows = [row.cells for row in read_table(DATA / "nhs_fft_v6" / "comments.csv.gz").rows]
    rows = [row for row in rows if row["labels"] != "Labelling not possible"]
    labels = [tuple(row["labels"].split("|")) for row in rows]
    names = sorted({name for own in labels for name in own})
    texts, people = [row["text"] for row in rows], [row["respondent"] for row in rows]
    codes = np.array([[float(name in own) for name in names] for own in labels])
    fold = folds_of(together(texts, people))
    return Set(texts, [row["question"] for row in rows], people, labels, names, codes, fold)


def scores(codes: NDArray[np.float64], chosen: NDArray[np.bool_]) -> tuple[float, float, float, float]:
    """Micro-F1, macro-F1 (10+), macro-F1 and mean recall of codes with 10 to 29."""
    right, count = (codes * chosen).sum(axis=0), codes.sum(axis=0)
    each = 2 * right / np.maximum(chosen.sum(axis=0) + count, 1)
    rare = (count >= 10) & (count < 30)
    micro = 2 * right.sum() / (chosen.sum() + count.sum())
    return micro, each[count >= 10].mean(), each[rare].mean(), (right / np.maximum(count, 1))[rare].mean()


def line(name: str, found: tuple[float, float, float, float], more: str = "") -> None:
    """One line of the table."""
    print(f"{name:<46} {found[0]:6.3f} {found[1]:6.3f} {found[2]:6.3f} {found[3]:6.3f}  {more}", flush=True)


def plain(data: Set, vectors: NDArray[np.float32], train: NDArray[np.int64], test: NDArray[np.int64], kind: str):  # type: ignore[no-untyped-def]
    """The references: balanced logistic regression on counted words and letters, on vectors, on both."""
    parts = []
    if kind != "vectors":
        words = TfidfVectorizer(ngram_range=(1, 2), sublinear_tf=True)
        letters = TfidfVectorizer(analyzer="char_wb", ngram_range=(2, 5), min_df=2, sublinear_tf=True)
        for counter in (words, letters):
            counter.fit([data.texts[at] for at in train])
            parts.append(counter.transform(data.texts))
    if kind != "words":
        parts.append(csr_matrix(vectors))
    numbers = hstack(parts).tocsr()
    used = data.codes[train].any(axis=0)
    learner = OneVsRestClassifier(LogisticRegression(class_weight="balanced", solver="liblinear"))
    chosen = np.zeros((len(test), len(data.names)), dtype=bool)
    chosen[:, used] = learner.fit(numbers[train], data.codes[train][:, used]).predict(numbers[test]) > 0
    return chosen


def all_codings(data: Set, embedder: Remembering) -> None:
    """Everything coded: three references and ours."""
    vectors = embedder.encode(data.texts)
    for kind in ("words", "vectors", "both"):
        chosen = np.zeros(data.codes.shape, dtype=bool)
        for number in range(5):
            train, test = np.flatnonzero(data.fold != number), np.flatnonzero(data.fold == number)
            chosen[test] = plain(data, vectors, train, test, kind)
        line(f"all codings: {kind} + logistic", scores(data.codes, chosen))
    start = time.process_time()
    model = CodingModel(embedder=embedder).fit(data.texts, data.labels, questions=data.questions, people=data.people)
    seconds = time.process_time() - start
    found = model.validate()
    assert found is not None and found.macro_f1 is not None and found.macro_f1_rare is not None
    recall = float(np.mean([one.recall for one in found.by_code if 10 <= one.coded < 30]))
    low, high = found.micro_f1_interval
    more = f"micro 95 % {low:.3f} to {high:.3f}; ECE {found.calibration_error:.3f}; {seconds:.0f} CPU s to fit"
    line("all codings: ours", (found.micro_f1, found.macro_f1, found.macro_f1_rare, recall), more)
    print("  by length: " + "; ".join(f"{kind} {f1:.2f} (n {count})" for kind, count, f1 in found.by_words))
    few = [
        f"{one.code} {one.recall:.2f} (n {one.coded})" for one in found.by_code if one.rare and one.recall is not None
    ]
    print("  recall of rare codes: " + "; ".join(few))


def frame() -> list[Code]:
    """The published frame with its descriptions."""
    rows = [row.cells for row in read_table(DATA / FRAME).rows]
    return [
        Code(row["subcategory"], row["description"]) for row in rows if row["subcategory"] != "Labelling not possible"
    ]


def codebook_only(data: Set, embedder: Remembering) -> None:
    """No coding at all, against always saying the commonest code (a reference that knows which it is)."""
    codes = frame()
    at = {code.name: place for place, code in enumerate(codes)}
    said, outside = np.zeros((len(data.texts), len(codes))), 0
    for row, labels in enumerate(data.labels):
        for name in {MERGED.get(name, name) for name in labels}:
            if name in at:
                said[row, at[name]] = 1
            else:
                outside += 1
    always = np.zeros(said.shape, dtype=bool)
    always[:, said.sum(axis=0).argmax()] = True

    def f1(chosen: NDArray[np.bool_]) -> float:
        return float(2 * (said * chosen).sum() / (chosen.sum() + said.sum() + outside))

    chance = said[np.random.default_rng(0).permutation(len(said))] > 0
    model = CodingModel(codes, embedder=embedder).fit(data.texts, questions=data.questions)
    chosen = np.array([[name in own for name in model.names_] for own in model.predict()])
    print(f"codebook only, micro-F1: ours {f1(chosen):.3f}; people's codings shuffled {f1(chance):.3f}; "
          f"always the commonest code {f1(always):.3f} ({outside} codings have no code in the frame)")  # fmt: skip


def curve(
    data: Set, embedder: Remembering, asked: bool, sizes: list[int], folds: int = PLAYED
) -> dict[int, list[NDArray[np.bool_]]]:
    """Ours after so many decisions, in the order asked or in random order; one chosen array a fold."""
    known = {code.name: code for code in frame()}
    codebook = [known.get(name, Code(name)) for name in data.names]
    result: dict[int, list[NDArray[np.bool_]]] = {size: [] for size in sizes}
    for number in range(folds):
        pool = set(np.flatnonzero(data.fold != number).tolist())
        model = CodingModel(codebook, embedder=embedder).fit(data.texts, questions=data.questions, people=data.people)
        random = np.random.default_rng(number).permutation(sorted(pool)).tolist()
        while len(model.coded_) < max(sizes):
            order = [row for row in model.review() if row in pool] if asked else random[len(model.coded_) :]
            model.decide_all(
                {row: data.labels[row] for row in order[: BATCH if len(model.coded_) < BUDGET else 2 * BATCH]}
            )
            if len(model.coded_) in result:
                chosen = np.array([[name in own for name in data.names] for own in model.predict()])
                result[len(model.coded_)].append(chosen[data.fold == number])
    return result


def few_codings(data: Set, embedder: Remembering, sizes: list[int]) -> list[tuple[str, int, float, float]]:
    """400 codings: random with the plain learner, random with ours, asked for by ours."""
    vectors, points = embedder.encode(data.texts), []
    said = np.concatenate([data.codes[data.fold == number] for number in range(PLAYED)])
    plainly = []
    for number in range(PLAYED):
        pool = np.flatnonzero(data.fold != number)
        train = np.random.default_rng(number).permutation(pool)[:BUDGET]
        plainly.append(plain(data, vectors, train, np.flatnonzero(data.fold == number), "both"))
    line(f"{BUDGET} random codings: both + logistic", scores(said, np.concatenate(plainly)))
    for name, asked in (("random", False), ("asked", True)):
        for size, chosen in curve(data, embedder, asked, sizes).items():
            found = scores(said, np.concatenate(chosen))
            points.append((name, size, found[0], found[1]))
            if size == BUDGET or len(sizes) > 1:
                line(f"{size} codings, {name} order: ours", found)
    return points


def sitting(data: Set, embedder: Remembering, out: Path | None) -> None:
    """Some codings, and the points of the chart kept in a file where one is named."""
    points = few_codings(data, embedder, [50, 100, 200, 400, 800] if out else [BUDGET])
    if out:
        rows = [f"{name},{size},{micro:.4f},{macro:.4f}" for name, size, micro, macro in points]
        out.write_text("\n".join(["order,decisions,micro_f1,macro_f1", *rows, ""]), encoding="utf-8")


def update(data: Set, embedder: Remembering) -> None:
    """The wait after one decision among 5,000 comments, with 400 and with 2,500 already coded."""
    more = [f"{text} (again {at})" for at, text in enumerate(data.texts)][: 5000 - len(data.texts)]
    texts = [*data.texts, *more]
    for coded in (399, 2500):
        given = [data.labels[at] if at < coded else None for at in range(len(texts))]
        model = CodingModel(embedder=embedder).fit(
            texts, given, questions=[*data.questions, *data.questions[: len(more)]]
        )
        waits = []
        for row in range(coded, coded + 10):
            codes = [name for name in data.labels[row] if name in model.names_]
            start = time.perf_counter()
            model.decide(row, codes)
            waits.append(time.perf_counter() - start)
        print(f"one decision among {len(texts)} comments, {coded} coded: "
              f"median {np.median(waits):.2f} s, longest {max(waits):.2f} s")  # fmt: skip


def main() -> int:
    """Print the table."""
    if not DATA.exists():
        print(f"coding: no data at {DATA}; set COPRODUCE_REAL_DATA to measure.")
        return 0
    data, embedder = load(), Remembering(MiniLM())
    groups = len(np.unique(together(data.texts, data.people)))
    print(f"{len(data.texts)} comments, {len(data.names)} codes, {groups} groups", flush=True)
    embedder.encode(data.texts)
    out = Path(sys.argv[sys.argv.index("--curve") + 1]) if "--curve" in sys.argv else None
    heads = f"{'':<46} {'micro':>6} {'macro':>6} {'rare':>6} {'recall':>6}"
    sections: list[Section] = [
        ("no codings", partial(codebook_only, data, embedder)),
        ("wait after a decision", partial(update, data, embedder)),
        (heads, partial(all_codings, data, embedder)),
        (heads, partial(sitting, data, embedder, out)),
    ]
    return run(sections, minutes=QUICK if "--quick" in sys.argv else None)


if __name__ == "__main__":
    sys.exit(main())
