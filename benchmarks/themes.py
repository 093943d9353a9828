# SPDX-License-Identifier: AGPL-3.0-or-later
"""How well suggested themes agree with what people coded, and what they cost, beside references in the same run.

    .venv/bin/python benchmarks/themes.py [--quick] [--scale]

Three lenses are judged: none; one learned on the other NHS set, whose codes are others (the fair figure for a field that
is new); and one learned on both sets but without the half that is judged (what comments of the same services meet). The
lens in the package has seen all comments here and is judged by none of them. `--scale` adds 100,000 and 1,000,000;
with `--quick` no part begins after five minutes.
"""

import json
import subprocess
import sys
import tempfile
import time
from functools import partial
from pathlib import Path

import numpy as np
from lens import learned_without
from sections import Section, run
from sklearn.cluster import KMeans
from sklearn.metrics import adjusted_rand_score
from themes_data import DATA, Coded, Groups, Remembering, agreement, coded, halves, rare, surfaced

from coproduce.analysis.embedding_english import MiniLM
from coproduce.analysis.embedding_multilingual import MultilingualE5
from coproduce.analysis.theming import ThemeModel
from coproduce.analysis.theming_lens import Lens
from coproduce.analysis.theming_passages import words
from coproduce.formats.tables import read_table

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "scripts"))
#: Minutes after which, with --quick, no further part begins.
QUICK = 5
OTHER = {"nhs_fft_v6": "nhs_phase1", "nhs_phase1": "nhs_fft_v6"}


def line(data: str, method: str, labels: list[str], groups: Groups, seconds: float) -> None:
    """One line of the first table."""
    found, big = surfaced(labels, groups)
    out = (groups < 0).mean()
    shown = f"{len(found):>2}/{len(big):<2} {len(found) / len(big):>4.0%} {rare(labels, groups):>6}"
    themes = len(set(groups.tolist()) - {-1})
    print(f"{data:<20} {method:<26} {themes:>3} {agreement(labels, groups):6.3f} {shown} {out:>5.0%} {seconds:7.2f}",
          flush=True)  # fmt: skip


def ours(
    data: Coded, embedder: Remembering, lens: Lens | None, count: int | None, **more: object
) -> tuple[Groups, float]:
    """First themes, and seconds without reading."""
    start, before = time.process_time(), embedder.seconds
    model = ThemeModel(count, embedder=embedder, lens=lens, **more).fit(data.texts, questions=data.questions)
    return model.labels_, time.process_time() - start - (embedder.seconds - before)


def kmeans(data: Coded, embedder: Remembering) -> tuple[Groups, float]:
    """KMeans with the true number of codes on the same vectors."""
    vectors, start = embedder.encode(data.texts), time.process_time()
    groups = KMeans(data.codes, n_init=4, random_state=0).fit_predict(vectors)
    return groups.astype(np.int64), time.process_time() - start


def bertopic(texts: list[str], vectors: np.ndarray) -> tuple[Groups, list[float]] | None:
    """BERTopic in an environment apart; None, said aloud, where it cannot be had."""
    from peers import NoPeer, make

    try:
        python = make("bertopic")
    except NoPeer as fault:
        print(fault)
        return None
    with tempfile.TemporaryDirectory(prefix="coproduce-bench-") as folder:
        given, out = Path(folder) / "in.npz", Path(folder) / "out.json"
        np.savez(given, texts=np.array(texts), vectors=vectors)
        subprocess.run([python, ROOT / "benchmarks" / "peers" / "measure_bertopic.py", given, out],
                       check=True, capture_output=True)  # fmt: skip
        found = json.loads(out.read_text(encoding="utf-8"))
    return np.array(found["topics"], dtype=np.int64), found["seconds"]


def discovery(folder: str, data: Coded, embedder: Remembering) -> None:
    """All comments beside KMeans and BERTopic, then halves with lenses that have not met them."""
    cross = learned_without(set(), embedder.encode, [OTHER[folder]])
    for part in (data, *halves(data)):
        line(part.name, "KMeans, same vectors", part.labels, *kmeans(part, embedder))
        if part is data and (peer := bertopic(part.texts, embedder.encode(part.texts))):
            line(part.name, "BERTopic, own number", part.labels, peer[0], peer[1][1])
        lenses = {"no lens": None, "lens of the other set": cross}
        if part is not data:
            away = {text.strip().lower() for text in part.texts}
            lenses["lens without this half"] = learned_without(away, embedder.encode)
        for name, lens in lenses.items():
            line(part.name, f"themes, {name}", part.labels, *ours(part, embedder, lens, part.codes, resamples=0))


def by_length(data: Coded, embedder: Remembering, lens: Lens) -> None:
    """Agreement with people for short, middling and long comments of one fit."""
    groups, _ = ours(data, embedder, lens, data.codes, resamples=0)
    count = np.array([words(text) for text in data.texts])
    for low, high in ((1, 5), (6, 12), (13, 30), (31, 10**6)):
        rows = np.flatnonzero((count >= low) & (count <= high))
        value = agreement([data.labels[row] for row in rows], groups[rows])
        print(
            f"{data.name:<20} {low:>3} to {high if high < 10**6 else 'more':<5} words: {len(rows):>5} comments, AMI {value:.3f}"
        )


def steadiness(data: Coded, embedder: Remembering, lens: Lens | None, draws: int = 4) -> float:
    """ARI between fits on two random 80 % of people, on the comments that both had."""
    people, values = sorted(set(data.people)), []
    for draw in range(draws):
        random, found = np.random.default_rng(draw), []
        for _ in range(2):
            there = {person for person, in_ in zip(people, random.random(len(people)) < 0.8, strict=True) if in_}
            rows = [row for row, person in enumerate(data.people) if person in there]
            groups, _ = ours(data.part(rows, ""), embedder, lens, None, resamples=0)
            found.append(dict(zip(rows, groups.tolist(), strict=True)))
        both = sorted(found[0].keys() & found[1].keys())
        values.append(adjusted_rand_score(*([groups[row] for row in both] for groups in found)))
    return float(np.mean(values))


def languages() -> None:
    """SIB-200: ten languages mixed; agreement with topic should be high and with language nil."""
    rows = [row.cells for row in read_table(DATA / "sib200_topics" / "train_dev_10langs.csv.gz").rows]
    embedder = Remembering(MultilingualE5())
    for draw in (0, 1):
        picked = np.sort(np.random.default_rng(100 + draw).choice(len(rows), 700, replace=False))
        some = [rows[int(row)] for row in picked]
        texts, spoken = [row["text"] for row in some], [row["language"] for row in some]
        topics = [row["category"] for row in some]
        for count in (7, 20):
            plain = KMeans(count, n_init=4, random_state=0).fit_predict(embedder.encode(texts))
            model = ThemeModel(count, embedder=embedder, resamples=0).fit(texts, languages=spoken)
            for name, groups in (("KMeans, as they come", plain), ("themes", model.labels_)):
                figures = f"topic {agreement(topics, groups):.3f}, language {agreement(spoken, groups):.3f}"
                print(f"SIB-200, draw {draw}, {count:>2} themes, {name:<22} AMI with {figures}")
            if count == 20:
                each = {}
                for language in sorted(set(spoken)):
                    own = [row for row, name in enumerate(spoken) if name == language]
                    each[language] = agreement([topics[row] for row in own], model.labels_[own])
                print("  by language: " + ", ".join(f"{name} {value:.2f}" for name, value in each.items()))


def stability(sets: dict[str, Coded], embedder: Remembering, lensed: bool) -> None:
    """Each set between draws of people, with the lens of the other set or with none."""
    for folder, data in sets.items():
        lens = learned_without(set(), embedder.encode, [OTHER[folder]]) if lensed else None
        name = "lens of the other set" if lensed else "no lens"
        print(
            f"{data.name:<20} {name} {steadiness(data, embedder, lens):.2f} (BERTopic between seeds: 0.6)", flush=True
        )


def lengths(sets: dict[str, Coded], embedder: Remembering) -> None:
    """Both sets by length of comment."""
    for folder, data in sets.items():
        by_length(data, embedder, learned_without(set(), embedder.encode, [OTHER[folder]]))


def main() -> int:
    """Print the tables, those that take least first."""
    from themes_scale import five_thousand, large

    if not DATA.exists():
        print(f"themes: no data at {DATA}; set COPRODUCE_REAL_DATA to measure.")
        return 0
    embedder = Remembering(MiniLM())
    sets = {
        "nhs_fft_v6": coded("NHS v6", "nhs_fft_v6", "labels", "respondent"),
        "nhs_phase1": coded("NHS phase 1", "nhs_phase1", "subcategory"),
    }
    heads = f"{'codes surfaced':>13} {'rare':>6} {'bin':>5} {'CPU s':>7}"
    heads = f"{'set':<20} {'method':<26} {'k':>3} {'AMI':>6} {heads}"
    sections: list[Section] = [("5,000 comments", five_thousand)]
    sections += [(heads, partial(discovery, folder, data, embedder)) for folder, data in sets.items()]
    sections += [
        ("by length of comment, lens of the other set", partial(lengths, sets, embedder)),
        ("stability without a lens", partial(stability, sets, embedder, lensed=False)),
        ("stability with a lens", partial(stability, sets, embedder, lensed=True)),
        ("across languages", languages),
    ]
    if "--scale" in sys.argv:
        sections.append(("many comments", large))
    return run(sections, minutes=QUICK if "--quick" in sys.argv else None)


if __name__ == "__main__":
    sys.exit(main())
