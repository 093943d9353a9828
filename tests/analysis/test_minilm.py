# SPDX-License-Identifier: AGPL-3.0-or-later
"""The English model: our graph over the package's weights says what the package's own graph says."""

import numpy as np
import onnxruntime
import pytest
from hypothesis import given
from hypothesis import strategies as st

from coproduce.analysis.embedding_english import LONGEST, MiniLM
from coproduce.analysis.minilm_file import LAYERS, WIDTH, installed, open_minilm
from coproduce.analysis.onnx_reading import weights_of
from coproduce.analysis.onnx_writing import Graph
from coproduce.analysis.wordpiece import tokenizer

TEXTS = [
    "The nurse explained everything twice and never made me feel slow.",
    "Parking.",
    "I waited nine hours on a trolley and nobody told my daughter where I was.",
    "No",
    "the group on tuesdays is the only reason i leave the house " * 40,
]


def test_our_graph_agrees_with_the_packages_own():
    theirs, cutter = onnxruntime.InferenceSession(installed(), providers=["CPUExecutionProvider"]), tokenizer()
    for text, ours in zip(TEXTS, MiniLM().encode(TEXTS), strict=True):
        ids = cutter.encode(text).ids
        row = np.array([ids if len(ids) <= LONGEST else [*ids[: LONGEST - 1], ids[-1]]], dtype=np.int64)
        feed = {"input_ids": row, "attention_mask": np.ones_like(row), "token_type_ids": np.zeros_like(row)}
        mean = theirs.run(None, feed)[0][0].mean(axis=0)
        assert ours @ mean / np.linalg.norm(mean) > 0.98


def test_every_matrix_of_every_layer_is_found_with_its_shape():
    encoder = open_minilm(installed()).encoder()
    for layer in range(LAYERS):
        assert [encoder.weight(f"{layer}.{part}.w").shape for part in ("q", "k", "v", "out")] == [(WIDTH, WIDTH)] * 4
        assert encoder.weight(f"{layer}.up.w").shape == (4 * WIDTH, WIDTH)
        assert encoder.weight(f"{layer}.down.w").shape == (WIDTH, 4 * WIDTH)
        assert encoder.weight(f"{layer}.up.b").shape == (4 * WIDTH,)
        assert encoder.weight(f"{layer}.ln2.b").shape == (WIDTH,)


def test_threads_change_the_speed_and_not_a_byte():
    assert MiniLM(threads=1).encode(TEXTS).tobytes() == MiniLM(threads=3).encode(TEXTS).tobytes()


@given(st.lists(st.floats(-1e6, 1e6, width=32), max_size=40), st.integers(-128, 127), st.text("abc.", min_size=1))
def test_what_is_written_is_read_again(numbers, code, name):
    graph = Graph({"x": [1]}, {"y": [1]})
    graph.weight(name, np.array(numbers, dtype=np.float32))
    graph.weight("codes!", np.array([[code, 0]], dtype=np.int8))
    graph.weight("shape!", np.array([-1], dtype=np.int64))
    found = weights_of(bytes(graph))
    assert list(found) == [name, "codes!"]
    assert found[name].tolist() == np.array(numbers, dtype=np.float32).tolist()
    assert found["codes!"].shape == (1, 2) and found["codes!"][0, 0] == code


def test_a_file_cut_short_is_an_error_and_no_model():
    whole = bytes(Graph({"x": [1]}, {"y": [1]}))
    with pytest.raises(IndexError):
        weights_of(whole[:1])
