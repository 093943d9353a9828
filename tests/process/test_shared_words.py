# SPDX-License-Identifier: AGPL-3.0-or-later
"""Runs of words that a sentence of ours shares with somebody's voice."""

import pytest

from coproduce.process.shared_words import Run, shared_runs, shared_runs_with_any, words

VOICE = "They close it. I never hear nobody ring me since. It wasn't the food, you know. It was the ringing."


def found(sentence, voice=VOICE, least=8):
    return [sentence[run.start : run.end] for run in shared_runs(sentence, voice, least)]


def test_eight_words_in_a_row_are_found_where_they_stand():
    sentence = "Older people told us: “I never hear nobody ring me since. It wasn’t the food”, and we heard them."
    assert found(sentence) == ["I never hear nobody ring me since. It wasn’t the food"]
    assert shared_runs(sentence, VOICE)[0].words == 11


def test_seven_are_not_enough():
    assert found("I never hear nobody ring me since then") == []
    assert found("I never hear nobody ring me since then", least=7) == ["I never hear nobody ring me since"]


@pytest.mark.parametrize(
    "disguise",
    [
        "I NEVER HEAR NOBODY RING ME SINCE IT",
        "I never – hear,   nobody\nring; me since... it",
        "I nev\u200ber hear nobody ring me since it",
    ],
)
def test_case_punctuation_spacing_and_invisible_signs_hide_nothing(disguise):
    assert found(disguise) == [disguise]


def test_two_ways_of_writing_an_accent_are_the_same_word():
    assert found(
        "un deux trois quatre cinq six sept déjà", "Un, deux, trois, quatre, cinq, six, sept, de\u0301ja\u0300!"
    )


def test_two_runs_apart_are_two():
    voice = "one two three four five six seven eight"
    sentence = f"{voice} and then {voice}."
    assert shared_runs(sentence, voice) == [Run(0, len(voice), 8), Run(len(voice) + 10, len(sentence) - 1, 8)]


def test_a_run_never_spans_two_voices():
    halves = ["one two three four", "five six seven eight"]
    assert shared_runs_with_any("one two three four five six seven eight", halves) == []
    assert shared_runs_with_any("one two three four five six seven eight", [*halves, " ".join(halves)])


def test_other_scripts():
    urdu = "گھر میں سب کا خیال رکھتی ہوں مگر اپنے دل کی بات"
    assert found(urdu, urdu + " کسی سے نہیں") == [urdu]
    chinese = "我们需要一个安全的地方"
    assert found(chinese, "她说：" + chinese + "。") == [chinese]


def test_words_keep_their_places():
    assert [(word.text, word.start, word.end) for word in words("Don’t, café!")] == [("dont", 0, 5), ("café", 7, 11)]


def test_nothing_shared_with_nothing():
    assert shared_runs("", VOICE) == [] == shared_runs("A short one.", "")
    with pytest.raises(ValueError, match="at least one"):
        shared_runs("a", "a", 0)
