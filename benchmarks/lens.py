# SPDX-License-Identifier: AGPL-3.0-or-later
"""Make the lens that comes with the package, from NHS comments that people coded (both sets MIT, NHS England).

    .venv/bin/python benchmarks/lens.py [--write]

What is kept is a matrix of directions; no comment and no code can be read from it. `learned_without` makes one that has
not seen a set, or half of it, so that `benchmarks/themes.py` can judge it on comments it never met.
"""

import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np

from coproduce.analysis.embedding import Vectors, unit
from coproduce.analysis.embedding_english import MiniLM
from coproduce.analysis.theming_lens import Lens, learn
from coproduce.analysis.theming_passages import passages, words
from coproduce.formats.tables import read_table

ROOT = Path(__file__).resolve().parents[1]
DATA = Path(os.environ.get("COPRODUCE_REAL_DATA", ROOT.parent / "shared" / "data"))
SETS = {"nhs_phase1": "subcategory", "nhs_fft_v6": "labels"}
OUT = ROOT / "src" / "coproduce" / "analysis" / "lenses" / "lens_minilm.npy"
Encode = Callable[[Sequence[str]], Vectors]


def coded(folder: str) -> tuple[list[str], list[list[str]]]:
    """Texts without repeats and all codes of each; comments that could not be labelled are left out."""
    seen: dict[str, tuple[str, list[str]]] = {}
    for row in read_table(DATA / folder / "comments.csv.gz").rows:
        text, labels = row.cells["text"], row.cells[SETS[folder]]
        key = text.strip().lower()
        if key and labels != "Labelling not possible":
            seen.setdefault(key, (text, labels.split("|")))
    return [text for text, _ in seen.values()], [codes for _, codes in seen.values()]


def vectors_of(texts: Sequence[str], encode: Encode) -> Vectors:
    """Each comment as theming sees it: made of its sentences."""
    spans = [(number, text[a:b]) for number, text in enumerate(texts) for a, b in passages(text)]
    pieces = encode([piece for _, piece in spans])
    sums = np.zeros((len(texts), pieces.shape[1]))
    lengths = np.sqrt([max(1, words(piece)) for _, piece in spans])
    np.add.at(sums, [number for number, _ in spans], pieces * lengths[:, None])
    return unit(sums)


def learned_without(away: set[str], encode: Encode, sets: Sequence[str] = tuple(SETS)) -> Lens:
    """A lens from the named sets without the comments whose text is in `away` (in small letters, without ends)."""
    parts = []
    for folder in sets:
        texts, codes = coded(folder)
        kept = [row for row, text in enumerate(texts) if text.strip().lower() not in away]
        parts.append((vectors_of([texts[row] for row in kept], encode), [codes[row] for row in kept]))
    return learn(parts)


def main() -> int:
    """Learn from everything and keep it."""
    if not DATA.exists():
        print(f"lens: no data at {DATA}; set COPRODUCE_REAL_DATA to make it.")
        return 0
    lens = learned_without(set(), MiniLM().encode)
    print(f"lens of {lens.directions.shape[0]} × {lens.directions.shape[1]} numbers")
    if "--write" in sys.argv:
        OUT.parent.mkdir(exist_ok=True)
        np.save(OUT, np.column_stack([lens.home, lens.directions]).astype(np.float16))
        print(f"kept in {OUT.relative_to(ROOT)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
