# SPDX-License-Identifier: AGPL-3.0-or-later
"""Vectors kept in a folder: read once, the same bytes, private to the owner, and never a reason to fail."""

import os
import stat

import numpy as np
import pytest

from coproduce.analysis.embedding_kept import KeptInFolder
from coproduce.analysis.embedding_letters import Letters

TEXTS = ["The bus stops at six.", "My allotment keeps me well.", "No", "The bus stops at six.", "\ud800 half a letter"]


class Counting(Letters):
    """A real model that writes down what it was asked to read."""

    def __init__(self):
        self.asked = []

    def encode(self, texts, progress=None):
        self.asked += texts
        return super().encode([text.encode("utf-8", "replace").decode() for text in texts], progress)


def test_what_was_read_once_is_not_read_again(tmp_path):
    first, second = Counting(), Counting()
    read = KeptInFolder(first, tmp_path).encode(TEXTS)
    assert len(first.asked) == 4
    again = KeptInFolder(second, tmp_path).encode(TEXTS[::-1])
    assert second.asked == [] and again.tobytes() == read[::-1].tobytes()
    KeptInFolder(second, tmp_path).encode([*TEXTS, "New"])
    assert second.asked == ["New"]


def test_another_version_of_a_model_reads_anew(tmp_path):
    KeptInFolder(Counting(), tmp_path).encode(TEXTS)
    later = Counting()
    later.version = "2"
    KeptInFolder(later, tmp_path).encode(TEXTS)
    assert len(later.asked) == 4 and len(list(tmp_path.glob("*.npz"))) == 2


def test_no_words_stand_in_the_folder_and_only_its_owner_reads_it(tmp_path):
    KeptInFolder(Counting(), tmp_path / "deeper").encode(TEXTS)
    (path,) = (tmp_path / "deeper").iterdir()
    assert b"allotment" not in path.read_bytes()
    if os.name == "posix":
        assert stat.S_IMODE(path.stat().st_mode) == 0o600


@pytest.mark.parametrize("body", [b"", b"not a file of vectors", b"PK\x03\x04cut short"])
def test_a_damaged_file_is_read_as_none_and_written_anew(tmp_path, body):
    kept = KeptInFolder(Counting(), tmp_path)
    kept.encode(TEXTS)
    (path,) = tmp_path.iterdir()
    path.write_bytes(body)
    model = Counting()
    assert KeptInFolder(model, tmp_path).encode(TEXTS).shape == (5, 384) and len(model.asked) == 4
    assert path.read_bytes() != body


def test_progress_ends_at_the_whole_also_when_nothing_is_read(tmp_path):
    told = []
    for _ in range(2):
        KeptInFolder(Letters(), tmp_path).encode(TEXTS[:3], lambda done, total: told.append((done, total)))
    assert told[-1] == (3, 3)
    assert KeptInFolder(Letters(), tmp_path).encode([]).shape == (0, 384)
    assert np.isfinite(KeptInFolder(Letters(), tmp_path).encode(TEXTS[:3])).all()
