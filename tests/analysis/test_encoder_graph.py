# SPDX-License-Identifier: AGPL-3.0-or-later
"""The graph we write ourselves computes what a BERT encoder should: held to the same arithmetic in numpy."""

import math

import numpy as np
import onnxruntime
import pytest

from coproduce.analysis.embedding_running import run_all, session
from coproduce.analysis.encoder_graph import Encoder, encoder_graph
from coproduce.analysis.onnx_writing import Graph

WIDTH, HEADS, LAYERS, EPSILON = 64, 4, 2, 1e-12


@pytest.fixture(scope="module")
def weights():
    random = np.random.default_rng(7)
    found = {"ln.w": np.ones(WIDTH), "ln.b": np.zeros(WIDTH)}
    for n in range(LAYERS):
        sizes = {"q": (WIDTH, WIDTH), "k": (WIDTH, WIDTH), "v": (WIDTH, WIDTH), "out": (WIDTH, WIDTH)}
        for part, shape in {**sizes, "up": (4 * WIDTH, WIDTH), "down": (WIDTH, 4 * WIDTH)}.items():
            found[f"{n}.{part}.w"] = random.normal(scale=0.2, size=shape)
            found[f"{n}.{part}.b"] = random.normal(scale=0.1, size=shape[0])
        for part in ("ln1", "ln2"):
            found[f"{n}.{part}.w"] = random.uniform(0.5, 1.5, size=WIDTH)
            found[f"{n}.{part}.b"] = random.normal(scale=0.1, size=WIDTH)
    return {name: array.astype(np.float32) for name, array in found.items()}


def normalised(x, w, name):
    middle, spread = x.mean(axis=1, keepdims=True), x.var(axis=1, keepdims=True)
    return (x - middle) / np.sqrt(spread + EPSILON) * w[f"{name}.w"] + w[f"{name}.b"]


def expected(x, w):
    """The encoder in sixty-four bits, straight from the paper (Devlin and others, 2019)."""
    step = lambda x, name: x @ w[f"{name}.w"].T + w[f"{name}.b"]  # noqa: E731
    x = normalised(x.astype(np.float64), w, "ln")
    for n in range(LAYERS):
        q, k, v = (step(x, f"{n}.{part}").reshape(len(x), HEADS, -1).transpose(1, 0, 2) for part in "qkv")
        scores = q @ k.transpose(0, 2, 1) / math.sqrt(WIDTH / HEADS)
        shares = np.exp(scores - scores.max(axis=2, keepdims=True))
        shares /= shares.sum(axis=2, keepdims=True)
        seen = (shares @ v).transpose(1, 0, 2).reshape(len(x), WIDTH)
        x = normalised(x + step(seen, f"{n}.out"), w, f"{n}.ln1")
        up = step(x, f"{n}.up")
        bent = up * 0.5 * (1 + np.vectorize(math.erf)(up / math.sqrt(2)))
        x = normalised(x + step(bent, f"{n}.down"), w, f"{n}.ln2")
    return x.mean(axis=0)


@pytest.mark.parametrize("length", [1, 2, 17, 130])
def test_the_graph_agrees_with_exact_arithmetic(weights, length):
    pieces = np.random.default_rng(length).normal(size=(length, WIDTH)).astype(np.float32)
    model = session(encoder_graph(Encoder(LAYERS, WIDTH, HEADS, EPSILON, weights.__getitem__)))
    ours, exact = model.run(None, {"pieces": pieces})[0], expected(pieces, weights)
    assert ours @ exact / np.linalg.norm(ours) / np.linalg.norm(exact) > 0.995


def test_the_same_weights_give_the_same_file(weights):
    encoder = Encoder(LAYERS, WIDTH, HEADS, EPSILON, weights.__getitem__)
    assert encoder_graph(encoder) == encoder_graph(encoder)


def test_a_matrix_of_zeros_is_no_division_by_zero(weights):
    empty = {name: np.zeros_like(array) if name.startswith("0.") else array for name, array in weights.items()}
    model = session(encoder_graph(Encoder(1, WIDTH, HEADS, EPSILON, empty.__getitem__)))
    assert np.isfinite(model.run(None, {"pieces": np.ones((3, WIDTH), dtype=np.float32)})[0]).all()


def test_numbers_and_settings_are_written_as_onnx_reads_them():
    """Negative and large numbers, real ones and lists all come back through ONNX Runtime."""
    graph = Graph({"x": ["rows", 300]}, {"y": ["rows"]})
    graph.weight("half", np.array([0.5], dtype=np.float32))
    graph.add("LeakyRelu", [graph.add("Mul", ["x", "half"], "halved")], "bent", alpha=0.25)
    graph.add("ReduceSum", ["bent", graph.weight("last", np.array([-1], dtype=np.int64))], "y", keepdims=0)
    read = onnxruntime.InferenceSession(bytes(graph), providers=["CPUExecutionProvider"])
    assert [given.shape for given in read.get_inputs()] == [["rows", 300]]
    rows = np.array([[2.0] * 300, [-4.0] * 300], dtype=np.float32)
    assert read.run(None, {"x": rows})[0].tolist() == [300.0, -150.0]


def test_what_several_people_wrote_word_for_word_is_read_once():
    asked, told = [], []

    def read(text):
        asked.append(text)
        return np.array([len(text), 1.0], dtype=np.float32)

    texts = ["yes", "no", "yes", "maybe"] * 20
    rows = run_all(read, texts, 2, 2, lambda done, total: told.append((done, total)))
    assert sorted(asked) == ["maybe", "no", "yes"] and told == [(80, 80)]
    assert (rows[0] == rows[2]).all() and rows[1] @ np.array([2, 1]) == pytest.approx(5**0.5)
    assert np.allclose(np.linalg.norm(rows, axis=1), 1)
