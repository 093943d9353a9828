# SPDX-License-Identifier: AGPL-3.0-or-later
"""Agreement between coders beside `krippendorff` and `irrCAC`: the same figures on random tables, and how long each takes.

Both are peers and no dependencies: the first is GPL, the second declares no licence. They run in an environment apart, in
the same run on the same table. Ours counts α on four levels, AC1, per cent and each code; with 200 bootstrap draws as well.
"""

import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import numpy as np

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from coproduce.analysis.agreement import agreement_of  # noqa: E402
from coproduce.analysis.agreement_codings import Codings  # noqa: E402
from scripts.peers import NoPeer, make  # noqa: E402

LEVELS = ("nominal", "ordinal", "interval", "ratio")
PEER = r"""
import json, sys, time, warnings
import numpy as np
warnings.simplefilter("ignore")
import krippendorff
try:
    import pandas
    from irrCAC.raw import CAC
except Exception as fault:
    CAC, why = None, str(fault)
out, tables = {"tables": [], "times": {}}, np.load(sys.argv[1])
for name in sorted(tables.files):
    table, figures = tables[name], {}
    for level in ("nominal", "ordinal", "interval", "ratio"):
        began = time.perf_counter()
        figures[level] = krippendorff.alpha(reliability_data=table, level_of_measurement=level)
        out["times"].setdefault(name, {})[level] = time.perf_counter() - began
    if CAC is not None:
        began = time.perf_counter()
        found = CAC(pandas.DataFrame(table.T), digits=9).gwet()["est"]
        figures["ac1"], figures["se"] = found["coefficient_value"], found["se"]
        out["times"][name]["ac1"] = time.perf_counter() - began
    out["tables"].append([name, {key: float(value) for key, value in figures.items()}])
print(json.dumps(out))
"""


def coded(coders: int, units: int, values: int, gaps: float, seed: int) -> np.ndarray:
    """Coders × units: mostly the truth, some at random, some not coded."""
    rng = np.random.default_rng(seed)
    truth = rng.integers(1, values + 1, units)
    table = np.where(rng.random((coders, units)) < 0.7, truth, rng.integers(1, values + 1, (coders, units)))
    return np.where(rng.random(table.shape) < gaps, np.nan, table)


def timed(table: np.ndarray, draws: int) -> tuple[float, object]:
    """Seconds and figures."""
    began = time.perf_counter()
    found = agreement_of(Codings.from_table(table), draws=draws)
    return time.perf_counter() - began, found


def main() -> int:
    """Print the table."""
    tables = {
        f"{number:02}": coded(2 + number % 5, 30 + 10 * number, 2 + number % 6, 0.2, number) for number in range(20)
    }
    tables["large"] = coded(10, 100_000, 5, 0.2, 99)
    timed(tables["00"], 2)
    ours = {name: timed(table, 0) for name, table in tables.items()}
    drawn, found = timed(tables["large"], 200)
    print(f"{'10 coders × 100,000 units, 5 values, 20 % gaps':<58} {'seconds':>8}")
    print(f"{'ours: α on four levels, AC1, by code':<58} {ours['large'][0]:8.2f}")
    print(f"{'ours: the same with 200 bootstrap draws':<58} {drawn:8.2f}   {found.intervals['alpha.nominal']}")
    try:
        python = make("agreement")
    except NoPeer as reason:
        print(reason)
        return 0
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "tables.npz"
        np.savez(path, **tables)
        done = subprocess.run([str(python), "-c", PEER, str(path)], capture_output=True, text=True, check=True)
    peers = json.loads(done.stdout)
    for level, seconds in peers["times"]["large"].items():
        name = "irrCAC: AC1" if level == "ac1" else f"krippendorff: α {level}"
        print(f"{name:<58} {seconds:8.2f}   with draws, ours takes {drawn / seconds:.1f} times as long")
    furthest = dict.fromkeys((*LEVELS, "ac1", "se"), 0.0)
    for name, figures in peers["tables"]:
        own = ours[name][1]
        mine = {**own.alpha, "ac1": own.ac1, "se": own.ac1_standard_error}
        for level, value in figures.items():
            furthest[level] = max(furthest[level], abs(mine[level] - value))
    print(
        f"largest difference over {len(peers['tables'])} tables: "
        + ", ".join(f"{k} {v:.0e}" for k, v in furthest.items())
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
