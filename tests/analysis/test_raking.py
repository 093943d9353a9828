# SPDX-License-Identifier: MIT
"""Raking and its cost: the numbers of the literature, properties, and other people's packages where they are there."""

import json
import subprocess
from pathlib import Path

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from coproduce.analysis.raking import design_effect, effective_n, rake
from scripts import peers

HALF = np.array([0.5, 0.5])
PEER = """
import json, sys
import numpy as np, pandas as pd
told = json.load(sys.stdin)
codes, targets = np.array(told["codes"]), [np.array(t) for t in told["targets"]]
n = len(codes)
from ipfn import ipfn
seed = np.zeros([len(t) for t in targets])
np.add.at(seed, tuple(codes.T), 1)
fit = ipfn.ipfn(seed.copy(), [t * n for t in targets], [[i] for i in range(len(targets))], convergence_rate=1e-14,
                max_iteration=5000, rate_tolerance=0).iteration()
found = {"ipfn": (np.divide(fit, seed, out=np.zeros_like(fit), where=seed > 0)[tuple(codes.T)]).tolist()}
try:
    from samplics.weighting import SampleWeight
    margins = {f"m{i}": codes[:, i] for i in range(len(targets))}
    controls = {f"m{i}": {int(c): float(v * n) for c, v in enumerate(t)} for i, t in enumerate(targets)}
    weights = SampleWeight().rake(samp_weight=np.ones(n), margins=margins, control=controls, tol=1e-13, max_iter=5000)
    found["samplics"] = np.asarray(weights, dtype=float).tolist()
except ImportError as fault:
    found["samplics_missing"] = str(fault)
json.dump(found, sys.stdout)
"""


def people(*cells):
    """((row, column), how many) … as two margins."""
    rows = np.repeat([row for (row, _), _ in cells], [count for _, count in cells])
    columns = np.repeat([column for (_, column), _ in cells], [count for _, count in cells])
    return [rows, columns]


def sample(seed=5, n=205, sizes=(4, 2, 4)):
    rng = np.random.default_rng(seed)
    codes = np.column_stack([rng.choice(size, n, p=rng.dirichlet(np.full(size, 4.0))) for size in sizes])
    for i, size in enumerate(sizes):
        codes[:size, i] = np.arange(size)
    return codes, [rng.dirichlet(np.full(size, 6.0)) for size in sizes]


def test_the_exact_answer_for_two_by_two():
    """[[40, 30], [20, 10]] to halves: the odds ratio 2/3 stays, and a = 50q / (1 + q) with q the root of 2/3."""
    cells = (((0, 0), 40), ((0, 1), 30), ((1, 0), 20), ((1, 1), 10))
    found = rake(people(*cells), [HALF, HALF])
    q = np.sqrt(2 / 3)
    fitted = [
        found.weights[:40].sum(),
        found.weights[40:70].sum(),
        found.weights[70:90].sum(),
        found.weights[90:].sum(),
    ]
    assert fitted == pytest.approx([50 * q / (1 + q), 50 / (1 + q), 50 / (1 + q), 50 * q / (1 + q)], abs=1e-9)
    assert fitted[:2] == pytest.approx([22.474487, 27.525513], abs=1e-6)
    assert found.converged and not found.trimmed.any()


def test_kish():
    weights = np.array([1.0, 1, 1, 1, 2, 2, 4])
    assert design_effect(weights) == pytest.approx(1.3611, abs=1e-4)
    assert effective_n(weights) == pytest.approx(5.142857, abs=1e-6)
    assert design_effect(np.full(9, 3.0)) == 1
    with pytest.raises(ValueError, match="needs people"):
        design_effect(np.array([]))


@settings(max_examples=40)
@given(st.integers(0, 10_000), st.integers(20, 120))
def test_every_margin_is_met_and_the_odds_are_kept(seed, n):
    codes, targets = sample(seed, n)
    found = rake(list(codes.T), targets)
    assume(found.converged)
    for i, target in enumerate(targets):
        assert np.bincount(codes[:, i], found.weights, minlength=len(target)) / n == pytest.approx(target, abs=1e-8)
    assert found.weights.mean() == pytest.approx(1) and (found.weights > 0).all()
    assert design_effect(found.weights) >= 1 and effective_n(found.weights) <= n
    # Raking multiplies by one factor for each category: people of the same cell weigh the same.
    same = (codes == codes[0]).all(axis=1)
    assert np.ptp(found.weights[same]) == 0


@settings(max_examples=30)
@given(st.integers(0, 10_000), st.floats(1.2, 4))
def test_no_weight_passes_the_cap_and_the_mean_stays(seed, cap):
    codes, targets = sample(seed, 60)
    free, found = rake(list(codes.T), targets, most_sweeps=300), rake(list(codes.T), targets, cap=cap, most_sweeps=300)
    assert found.weights.max() <= cap * (1 + 1e-9) and found.weights.mean() == pytest.approx(1)
    assert (found.weights[found.trimmed] == pytest.approx(cap)) and (found.weights[~found.trimmed] < cap).all()
    if free.weights.max() <= cap and free.converged:
        assert found.weights == pytest.approx(free.weights, abs=1e-8)
    # Where trimming keeps a margin from being met, the result says by how much.
    gaps = [
        np.abs(np.bincount(c, found.weights, minlength=len(t)) / 60 - t).max()
        for c, t in zip(codes.T, targets, strict=True)
    ]
    assert found.largest_gap == pytest.approx(max(gaps), abs=1e-12)


def test_the_order_of_people_makes_no_difference():
    codes, targets = sample()
    mixed = np.random.default_rng(2).permutation(len(codes))
    there, here = rake(list(codes[mixed].T), targets).weights, rake(list(codes.T), targets).weights
    assert (there == here[mixed]).all()


@pytest.mark.parametrize(
    ("margins", "targets", "complaint"),
    [
        ([], [], "at least one characteristic"),
        ([np.array([0, 0, 1])], [np.array([0.2, 0.3, 0.5])], "category that nobody has"),
        ([np.array([0, 1])], [np.array([1.0, 0.0])], "needs a target share above nought"),
        ([np.array([0, 1])], [np.array([1.0, -1.0])], "nought or more"),
        ([np.array([0, 2])], [np.array([0.5, 0.5])], "nought or more"),
    ],
)
def test_impossible_targets_are_refused(margins, targets, complaint):
    with pytest.raises(ValueError, match=complaint):
        rake(margins, targets)
    with pytest.raises(ValueError, match="cap lies above 1"):
        rake([np.array([0, 1])], [HALF], cap=1.0)


def test_margins_that_contradict_each_other_are_said_not_to_be_met():
    """Everybody in the first row is in the first column: 90 % of rows and 10 % of columns cannot both be."""
    found = rake(people(((0, 0), 5), ((1, 1), 5)), [np.array([0.9, 0.1]), np.array([0.1, 0.9])], most_sweeps=50)
    assert not found.converged and found.largest_gap > 0.1


@pytest.mark.skipif(not peers.ready("weighting"), reason="the peers of weighting are not installed (scripts/peers.py)")
def test_raking_is_that_of_ipfn_and_samplics():
    codes, targets = sample()
    told = json.dumps({"codes": codes.tolist(), "targets": [target.tolist() for target in targets]})
    command = [str(peers.interpreter("weighting")), "-W", "ignore", "-c", PEER]
    done = subprocess.run(command, input=told, capture_output=True, text=True, check=True, cwd=Path(__file__).parent)
    found = json.loads(done.stdout[done.stdout.index("{") :])
    ours = rake(list(codes.T), targets).weights
    assert np.array(found["ipfn"]) == pytest.approx(ours, abs=1e-9)
    if "samplics" in found:
        assert np.array(found["samplics"]) == pytest.approx(ours, abs=1e-9)
