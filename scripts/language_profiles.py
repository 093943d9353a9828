# SPDX-License-Identifier: AGPL-3.0-or-later
"""Write the letter profiles that `analysis.language` ships, from those of langdetect (Apache-2.0, Cybozu Labs).

    .venv/bin/python scripts/language_profiles.py FOLDER

FOLDER is `langdetect/profiles` of its source package, version 1.0.9. Each profile counts runs of one to three letters
in one language's Wikipedia. We fold capitals and joined forms as our reader does, and keep shares in ten millionths.
"""

import json
import lzma
import sys
from collections import Counter
from pathlib import Path

from coproduce.analysis.language_letters import folded

OUT = Path(__file__).resolve().parents[1] / "src" / "coproduce" / "analysis" / "data" / "language-profiles.json.xz"
LATIN = "cs de en es fr hu it lt nl pl pt ro sk so sq sw tr".split()
ARABIC = "ar fa ur".split()
PARTS = 10_000_000


def profile(path: Path, latin: bool) -> dict[str, int]:
    """Shares of runs of each length among those of that length, in ten millionths; other scripts are left out."""
    counts: Counter[str] = Counter()
    for run, count in json.loads(path.read_text(encoding="utf-8"))["freq"].items():
        if all((letter < "\u0250") == latin for letter in run if letter != " "):
            counts[folded(run)] += count
    totals: Counter[int] = Counter()
    for run, count in counts.items():
        totals[len(run)] += count
    return {run: share for run, count in sorted(counts.items()) if (share := round(count * PARTS / totals[len(run)]))}


def main(folder: Path) -> int:
    """Write the file anew; the same profiles give the same bytes."""
    made = {name: profile(folder / name, name in LATIN) for name in [*LATIN, *ARABIC]}
    OUT.write_bytes(lzma.compress(json.dumps(made, ensure_ascii=False, separators=(",", ":")).encode(), preset=9))
    print(f"{OUT.name}: {OUT.stat().st_size // 1024} kB, {sum(map(len, made.values()))} runs of {len(made)} languages")
    return 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
