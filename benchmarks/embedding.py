# SPDX-License-Identifier: AGPL-3.0-or-later
"""How fast the local models read: voices a second, on the words of the illustrative programme.

.venv/bin/python benchmarks/embedding.py
"""

import csv
import resource
import statistics
import sys
import time
from pathlib import Path

from coproduce.analysis.embedding import available
from coproduce.analysis.embedding_english import MiniLM
from coproduce.analysis.embedding_letters import Letters
from coproduce.analysis.embedding_multilingual import MultilingualE5

MATERIAL = Path(__file__).resolve().parents[1] / "src" / "coproduce" / "illustrative" / "material"
MODELS = {"english": MiniLM, "multilingual": MultilingualE5, "letters": Letters}


def voices() -> list[str]:
    """Every text of the sample, in the language in which it was said."""
    texts = []
    for path in sorted(MATERIAL.glob("voices-*.csv")):
        with path.open(encoding="utf-8", newline="") as opened:
            texts += [row["text"] for row in csv.DictReader(opened) if row["text"].strip()]
    return texts


def main() -> int:
    """One line a model: to be ready, to read everything, a second; the median of three readings."""
    texts = voices()
    length = statistics.mean(len(text.split()) for text in texts)
    print(f"{len(texts)} voices, {length:.0f} words on average")
    for found in available():
        if not found.works:
            print(f"{found.name:32s} not here: {found.reason}")
            continue
        began = time.perf_counter()
        model = MODELS[found.name]()
        model.encode(texts[:1])
        ready, spent = time.perf_counter() - began, []
        for _ in range(3):
            began = time.perf_counter()
            model.encode(texts)
            spent.append(time.perf_counter() - began)
        middle = statistics.median(spent)
        print(
            f"{found.name:32s} ready in {ready:5.1f} s, all in {middle:5.1f} s, {len(texts) / middle:6.0f} voices a second"
        )
    print(f"peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")
    return 0


if __name__ == "__main__":
    sys.exit(main())
