# SPDX-License-Identifier: AGPL-3.0-or-later
"""The language of a text: right in each of the programme's languages, silent where nobody could tell."""

import csv
import gzip
import subprocess
import sys
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coproduce.analysis.embedding_languages import beyond_english
from coproduce.analysis.language import LANGUAGES, SURE, detect, stretches

#: A sentence of our own in each language.
SAID = {
    "en": "The garden group keeps me well.",
    "ur": "باغبانی کا گروپ مجھے ٹھیک رکھتا ہے۔",
    "pa": "ਬਾਗਬਾਨੀ ਦਾ ਗਰੁੱਪ ਮੈਨੂੰ ਠੀਕ ਰੱਖਦਾ ਹੈ।",
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
SIB = {
    "eng_Latn": "en", "urd_Arab": "ur", "pol_Latn": "pl", "som_Latn": "so", "arb_Arab": "ar", "ron_Latn": "ro",
    "pan_Guru": "pa", "ben_Beng": "bn",
}  # fmt: skip


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_language_is_known(language):
    guess = detect(SAID[language])
    assert guess.language == guess.likeliest == language and guess.certainty >= SURE


@pytest.mark.parametrize("text", ["", " ", "123", "👍🏽", "no", "ok", "n/a", "x", "a-b-c"])
def test_what_nobody_could_tell_is_not_sure(text):
    assert detect(text).language is None


@pytest.mark.parametrize(
    "text",
    [
        "Der Bus kommt zu spät und niemand weiß warum.",
        "Le bus est toujours en retard le matin.",
        "Autobus ide neskoro a nikto nevie prečo, to je veľký problém.",
        "バスがいつも遅れて困っています",
        "автобус всегда опаздывает",
    ],
)
def test_a_language_that_is_not_asked_about_is_not_called_another(text):
    assert detect(text).language is None


def test_only_the_programmes_languages_are_answered():
    assert detect(SAID["pl"], ["en", "pl"]).language == "pl"
    assert detect(SAID["pl"], ["en", "ur"]).language is None
    assert detect(SAID["pa"], ["en", "ur"]).language is None
    assert detect(SAID["ur"], ["en", "pa-Arab"]).language is None
    assert detect(SAID["pa-Arab"], ["en", "ar"]).language is None


def test_urdu_with_a_punjabi_word_stays_urdu_and_half_and_half_is_not_sure():
    assert detect("اس نے کہا کہ مجھے یہ دوا نہیں ملی اور وہ دا جی کے گھر میں ہے").language == "ur"
    assert detect("مینوں لگدا ہے کہ یہ کام دا بندہ کی بات ہے").language is None


def test_a_mixed_text_is_told_apart_and_covered_wholly():
    text = "The bus is always late here. Autobus zawsze się spóźnia. ਬੱਸ ਹਮੇਸ਼ਾ ਦੇਰ ਨਾਲ ਆਉਂਦੀ ਹੈ باغبانی کا گروپ اچھا ہے"
    found = stretches(text)
    assert [part.language for part in found] == ["en", "pl", "pa", "ur"]
    assert "".join(text[part.start : part.end] for part in found) == text


@given(st.text(max_size=60) | st.lists(st.sampled_from(sorted(SAID.values())), max_size=4).map(" ".join))
def test_stretches_cover_any_text_once_and_in_order(text):
    found = stretches(text)
    assert "".join(text[part.start : part.end] for part in found) == text
    assert all(part.language in (*LANGUAGES, None) for part in found)
    assert all(a.language != b.language for a, b in zip(found, found[1:], strict=False))


@given(st.text(max_size=200))
def test_any_text_has_an_answer_and_a_certainty(text):
    guess = detect(text)
    assert 0 <= guess.certainty <= 1 and guess.language in (None, guess.likeliest)
    assert guess == detect(text)


def test_polish_without_a_word_about_its_language_is_no_longer_read_as_english():
    assert beyond_english([SAID["pl"], SAID["en"]], [None, None])
    assert beyond_english([SAID["so"]] + [SAID["en"]] * 3)
    assert not beyond_english([SAID["en"], "no", "ok"] * 20, [None] * 60)


@pytest.mark.skipif(sys.platform != "linux", reason="the most a process has held is read from /proc")
def test_it_is_small_in_memory():
    """Under 150 MB for the whole process, Python and numpy included."""
    code = """
from coproduce.analysis.language import detect
assert detect("Grupa ogrodnicza pozwala mi dobrze się czuć").language == "pl"
print(open("/proc/self/status").read().split("VmHWM:")[1].split()[0])
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert int(done.stdout) < 150 * 1024


@pytest.mark.real_data
def test_sentences_and_their_first_five_words_of_sib_200(real_data):
    with gzip.open(real_data / "sib200_topics/train_dev_10langs.csv.gz", "rt", encoding="utf-8", newline="") as opened:
        rows = [(SIB[row["lang"]], row["text"]) for row in csv.DictReader(opened) if row["lang"] in SIB]
    asked, whole, short = Counter(), Counter(), Counter()
    for language, text in rows[::4]:
        asked[language] += 1
        whole[language] += detect(text).language == language
        short[language] += detect(" ".join(text.split()[:5])).language == language
    assert sum(whole.values()) / sum(asked.values()) >= 0.97
    assert all(whole[language] / asked[language] >= 0.97 for language in asked)
    assert all(short[language] / asked[language] >= 0.90 for language in asked)
