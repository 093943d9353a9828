# SPDX-License-Identifier: AGPL-3.0-or-later
"""Who was heard: how often intervals hold the truth, whether weights are those of other packages, and how long it takes.

`python benchmarks/reach.py`. The peers (`benchmarks/peers/weighting.txt`) rake the same people in an environment apart.
"""

import json
import subprocess
import sys
import time
from pathlib import Path

import numpy as np

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from coproduce.analysis.differences import theme_differences  # noqa: E402
from coproduce.analysis.intervals import jeffreys, share_interval, wilson  # noqa: E402
from coproduce.analysis.population import PopulationTable, parse_population  # noqa: E402
from coproduce.analysis.raking import design_effect, rake  # noqa: E402
from coproduce.analysis.reach import reach_results  # noqa: E402
from coproduce.analysis.reach_joint import joint_gaps  # noqa: E402
from coproduce.analysis.reach_plan import more_conversations, together  # noqa: E402
from coproduce.analysis.reach_weights import reach_weights  # noqa: E402
from scripts import peers  # noqa: E402

CENSUS = ROOT / "src/coproduce/heard/populations/birmingham-2021.csv"
PEOPLE, SAMPLES = 205, 10_000
PEER = """
import json, sys, time
import numpy as np
told = json.load(sys.stdin)
codes, targets = np.array(told["codes"]), [np.array(t) for t in told["targets"]]
n = len(codes)
found = {}
try:
    from ipfn import ipfn
    seed = np.zeros([len(t) for t in targets])
    np.add.at(seed, tuple(codes.T), 1)
    began = time.perf_counter()
    fit = ipfn.ipfn(seed.copy(), [t * n for t in targets], [[i] for i in range(len(targets))], convergence_rate=1e-14,
                    max_iteration=5000, rate_tolerance=0).iteration()
    weights = np.divide(fit, seed, out=np.zeros_like(fit), where=seed > 0)[tuple(codes.T)]
    found["ipfn 1.4.4"] = [time.perf_counter() - began, weights.tolist()]
except ImportError as fault:
    print(fault, file=sys.stderr)
try:
    from samplics.weighting import SampleWeight
    margins = {f"m{i}": codes[:, i] for i in range(len(targets))}
    controls = {f"m{i}": {int(c): float(v * n) for c, v in enumerate(t)} for i, t in enumerate(targets)}
    began = time.perf_counter()
    weights = SampleWeight().rake(samp_weight=np.ones(n), margins=margins, control=controls, tol=1e-13, max_iter=5000)
    found["samplics 0.4.22"] = [time.perf_counter() - began, np.asarray(weights, dtype=float).tolist()]
except ImportError as fault:
    print(fault, file=sys.stderr)
json.dump(found, sys.stdout)
"""


def census() -> PopulationTable:
    """The shipped table."""
    return parse_population(CENSUS.read_text(encoding="utf-8").splitlines())


def coverage(table: PopulationTable) -> None:
    """How often the interval of each way holds the truth, by groups above two in a hundred, wards apart."""
    print(f"95 % intervals over {SAMPLES:,} samples of {PEOPLE} people: groups above 2 %, in hundredths")
    print(f"{'interval':44s} {'groups':>7s} {'94 to 96':>9s} {'least':>6s} {'most':>6s}")
    ways = {
        "ours: Wilson, Jeffreys's limit at the edge": share_interval,
        "Wilson": wilson,
        "Jeffreys": jeffreys,
    }
    random = np.random.default_rng(20251124)
    drawn = []
    for name, cells in table.counts.items():
        shares = np.array(list(cells.values())) / sum(cells.values())
        if name != "ward":
            drawn.append((shares, random.multinomial(PEOPLE, shares, size=SAMPLES)))
    for label, way in ways.items():
        limits = np.array([way(k, PEOPLE) for k in range(PEOPLE + 1)])
        rates = np.concatenate(
            [
                ((limits[heard, 0] <= shares) & (shares <= limits[heard, 1])).mean(axis=0)[shares > 0.02]
                for shares, heard in drawn
            ]
        )
        inside = int(((rates >= 0.94) & (rates <= 0.96)).sum())
        print(f"{label:44s} {len(rates):7d} {inside:9d} {100 * rates.min():6.1f} {100 * rates.max():6.1f}")


def weights() -> None:
    """Raking of 205 people by age (4), sex (2) and ethnic group (4), beside other packages."""
    random = np.random.default_rng(5)
    codes = np.column_stack([random.choice(size, PEOPLE, p=random.dirichlet(np.full(size, 4.0))) for size in (4, 2, 4)])
    targets = [random.dirichlet(np.full(size, 6.0)) for size in (4, 2, 4)]
    began = time.perf_counter()
    ours = rake(list(codes.T), targets).weights
    spent = time.perf_counter() - began
    print(f"\n{'raking 205 people, 4 x 2 x 4':44s} {'ms':>8s} {'most apart from ours':>22s} {'design effect':>14s}")
    print(f"{'ours':44s} {1000 * spent:8.1f} {'':22s} {design_effect(ours):14.4f}")
    try:
        python = peers.make("weighting")
    except peers.NoPeer as fault:
        print(fault)
        return
    told = json.dumps({"codes": codes.tolist(), "targets": [target.tolist() for target in targets]})
    done = subprocess.run(
        [str(python), "-W", "ignore", "-c", PEER], input=told, capture_output=True, text=True, check=True
    )
    for name, (seconds, theirs) in json.loads(done.stdout[done.stdout.index("{") :]).items():
        apart = float(np.abs(np.array(theirs) - ours).max())
        print(f"{name:44s} {1000 * seconds:8.1f} {apart:22.1e} {design_effect(np.array(theirs)):14.4f}")


def nothing_to_find(table: PopulationTable, samples: int = 100) -> None:
    """How often samples that miss nobody, and themes that no group raises more, find anything at all."""
    part = table.only(["age_band", "sex", "religion", "disability", "carer"])
    random = np.random.default_rng(1)
    found = dict.fromkeys(["gaps, Hochberg", "gaps, Yekutieli", "differences, Hochberg"], 0)
    for _ in range(samples):
        columns = {
            name: random.choice(list(cells), PEOPLE, p=np.array(list(cells.values())) / sum(cells.values()))
            for name, cells in part.counts.items()
        }
        people = [{name: str(column[i]) for name, column in columns.items()} for i in range(PEOPLE)]
        raised = {f"t{r}": set(np.flatnonzero(random.random(PEOPLE) < r).tolist()) for r in (0.3, 0.2, 0.1, 0.05)}
        found["gaps, Hochberg"] += bool(joint_gaps(people, part).gaps)
        found["gaps, Yekutieli"] += bool(joint_gaps(people, part, control="yekutieli").gaps)
        found["differences, Hochberg"] += bool(theme_differences(people, raised, part.counts).found)
    print(f"\nfound where there is nothing, of {samples} samples (may be 5 in 100)")
    for name, count in found.items():
        print(f"{name:44s} {100 * count / samples:8.1f} in 100")


def speed(table: PopulationTable) -> None:
    """The whole comparison for a programme of the case's size, and for ten thousand people."""
    print(f"\n{'who was heard, all of it':44s} {'s':>8s}")
    random = np.random.default_rng(2)
    for number in (PEOPLE, 10_000):
        columns = {
            name: random.choice(list(cells), number, p=np.array(list(cells.values())) / sum(cells.values()))
            for name, cells in table.counts.items()
        }
        people = [{name: str(column[i]) for name, column in columns.items()} for i in range(number)]
        began = time.perf_counter()
        result = reach_results(people, table.counts)
        weighed = reach_weights(people, table)
        joint_gaps(people, table)
        more_conversations(result)
        together(result, weighed.used if weighed else None)
        print(f"{f'{number:,} people, {len(table.counts)} characteristics':44s} {time.perf_counter() - began:8.2f}")


def main() -> int:
    """Measure and print."""
    table = census()
    coverage(table)
    weights()
    nothing_to_find(table)
    speed(table)
    return 0


if __name__ == "__main__":
    sys.exit(main())
