# SPDX-License-Identifier: AGPL-3.0-or-later
"""Is anybody found in what we publish, how much is lost to keep it so, and how long does it take?

`disclosure.py [N]`: N random publications (300) of up to six linked tables, read by somebody who knows all of them,
that people are whole, the roundings and the rule (tests/analysis/publications.py); and as many that mix fine groups, broad
ones and filters. Beside them, in the same run: the same tables gated one by one; the fewest figures that could have been
hidden, where that can be proved; and a table of 100 × 100. CPU seconds are fair with OMP_NUM_THREADS=1: waiting threads count.
"""

import os
import sys
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from coproduce.analysis import disclosure_linked
from coproduce.analysis.disclosure_linked import Crossing
from coproduce.analysis.profiles import DEFAULT, HES
from coproduce.analysis.suppression import hide_in_table, with_totals
from coproduce.analysis.suppression_balance import Balance, balance
from coproduce.analysis.suppression_exact import cheapest
from tests.analysis.publications import broad_and_filtered, gated, gated_apart, publication, recovered

EVERY = 50
"""One publication in so many is measured against the fewest and against tables gated apart."""


Publication = Callable[[int], tuple[list[dict[str, str]], dict[str, Crossing]]]


def one(seed: int, make: Publication) -> dict[str, float]:
    """What became of one publication."""
    people, tables = make(seed)
    profile = HES if seed % 5 == 4 else DEFAULT
    seen: list[tuple[Balance, np.ndarray]] = []
    first, last = disclosure_linked.hidden_in, disclosure_linked.hidden_also_in

    def noted(these: Balance, hidden: np.ndarray) -> np.ndarray:
        seen.append((these, hidden))
        return hidden

    disclosure_linked.hidden_in = lambda these: noted(these, first(these))
    disclosure_linked.hidden_also_in = lambda joint, hidden: noted(joint, last(joint, hidden))
    began = time.process_time()
    try:
        results = gated(people, tables, profile)
    finally:
        disclosure_linked.hidden_in, disclosure_linked.hidden_also_in = first, last
    spent = time.process_time() - began
    found = {"seconds": spent, "found": len(recovered(people, tables, results)), "tables": len(tables)}
    # The fewest are of the sums alone; what is hidden is so after the last look at people, which may add to it.
    these, hidden = seen[0][0], seen[-1][1][: len(seen[0][1])]
    found |= {"figures": float((~these.never_shown).sum()), "small": float(these.small.sum())}
    if seed % EVERY == 0:
        apart = gated_apart(people, tables, profile)
        found["apart"] = len(recovered(people, tables, apart, consistent=False))
        plain = balance(these.counts, these.lines, profile, None, np.flatnonzero(these.never_shown))
        best = cheapest(plain, fraction_rounds=30, rounds=20)
        if best.proved and best.hidden is not None:
            found["fewest"] = float((best.hidden & ~these.never_shown).sum())
            found["hidden"] = float((hidden & ~these.never_shown).sum())
    return found


def publications(many: int, make: Publication, what: str) -> None:
    """Random publications, on all cores."""
    began = time.perf_counter()
    with ProcessPoolExecutor(max_workers=os.cpu_count()) as pool:
        rows = []
        for row in pool.map(partial(one, make=make), range(many), chunksize=10):
            rows.append(row)
            if len(rows) % 500 == 0:
                caught = sum(row["found"] > 0 for row in rows)
                print(f"… {len(rows)} read, somebody found in {caught}", file=sys.stderr, flush=True)
    seconds = sorted(row["seconds"] for row in rows)
    measured = [row for row in rows if "apart" in row]
    proved = [row for row in rows if row.get("fewest")]
    ratios = [row["hidden"] / row["fewest"] for row in proved]
    print(f"{many} {what}, {sum(row['tables'] for row in rows):.0f} tables, "
          f"{sum(row['figures'] for row in rows):.0f} figures, {sum(row['small'] for row in rows):.0f} of them small")  # fmt: skip
    caught = [seed for seed, row in enumerate(rows) if row["found"]]
    print(f"  in which somebody small is found           {len(caught)} {caught[:20] if caught else ''}")
    print(
        f"  each table gated alone (reference)         {sum(row['apart'] > 0 for row in measured)} of {len(measured)}"
    )
    if ratios:
        more = sum(row["hidden"] for row in proved) / sum(row["fewest"] for row in proved)
        print(f"  hidden, beside the fewest that protect     {more:.3f} (most {max(ratios):.2f}; {len(proved)} of "
              f"{len(measured)} could be proved)")  # fmt: skip
    print(f"  CPU seconds a publication                  {np.mean(seconds):.2f} (half under {seconds[len(seconds) // 2]:.2f}, "
          f"95 in 100 under {seconds[int(0.95 * len(seconds))]:.2f}, most {seconds[-1]:.2f})")  # fmt: skip
    print(f"  altogether                                 {time.perf_counter() - began:.0f} s")


def large() -> None:
    """One large table at several densities, beside the small counts alone (which protect nobody) and the fewest."""
    print(f"\n{'table':12s} {'people a cell':>13s} {'small':>7s} {'hidden':>7s} {'fewest':>7s} {'CPU s':>7s}")
    for size, mean in ((20, 25), (20, 100), (100, 3), (100, 8), (100, 25), (100, 100), (100, 400)):
        rng = np.random.default_rng(size + mean)
        cells = rng.poisson(rng.gamma(1.0, mean, (size, size)))
        began = time.process_time()
        hidden = hide_in_table(cells, DEFAULT)
        spent = time.process_time() - began
        full, fewest = with_totals(cells), ""
        if size <= 20:
            places = np.arange(full.size).reshape(full.shape)
            best = cheapest(balance(full.ravel(), [*places, *places.T], DEFAULT), fraction_rounds=40, rounds=20)
            fewest = str(int(best.hidden.sum())) if best.proved and best.hidden is not None else f"≥ {best.bound:.0f}"
        print(f"{f'{size} × {size}':12s} {mean:13d} {int(((full > 0) & (full < 10)).sum()):7d} {int(hidden.sum()):7d} "
              f"{fewest:>7s} {spent:7.2f}")  # fmt: skip


def main() -> int:
    """Measure and print."""
    many = int(sys.argv[1]) if len(sys.argv) > 1 else 300
    publications(many, publication, "publications")
    publications(many, broad_and_filtered, "publications of fine and broad groups with filters")
    large()
    return 0


if __name__ == "__main__":
    sys.exit(main())
