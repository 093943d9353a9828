# SPDX-License-Identifier: AGPL-3.0-or-later
"""Every reading × consent × state, and the words in which consent is asked."""

import itertools
import re

import pytest

from coproduce.process import consent
from coproduce.process.consent import NotAgreed, Purpose, Reading, VoiceState, can_read, check_reading, needed

ANY = frozenset()
HOLD = frozenset({Purpose.HOLD})

# reading: (what the person must have agreed to, readable while held, while a concern hides it)
TRUTH = {
    Reading.CAPTURE: (HOLD, True, True),
    Reading.ANALYSE: (HOLD | {Purpose.ANALYSE}, True, False),
    Reading.QUOTE: (HOLD | {Purpose.QUOTE}, True, False),
    Reading.SAFEGUARD: (ANY, True, True),
    Reading.OWN: (ANY, True, True),
    Reading.REPLY: (HOLD, True, False),
    Reading.ERASE: (ANY, True, True),
    Reading.BACKUP: (HOLD, True, True),
}
SETS = [frozenset(c) for n in range(len(Purpose) + 1) for c in itertools.combinations(Purpose, n)]


def test_the_truth_table_names_every_reading():
    assert set(TRUTH) == set(Reading) == set(consent.TABLE)


@pytest.mark.parametrize("reading", Reading)
@pytest.mark.parametrize("state", VoiceState)
def test_every_reading_in_every_state_with_every_consent(reading, state):
    purposes, held, concern = TRUTH[reading]
    possible = {VoiceState.HELD: held, VoiceState.CONCERN: concern, VoiceState.WITHDRAWN: False}[state]
    for given in SETS:
        assert can_read(reading, given, state) is (possible and purposes <= given), given


@pytest.mark.parametrize("reading", Reading)
def test_needed_says_what_to_ask_for(reading):
    assert needed(reading) == TRUTH[reading][0]


def test_a_refusal_says_what_was_not_agreed():
    with pytest.raises(NotAgreed) as refused:
        check_reading(Reading.QUOTE, HOLD | {Purpose.ANALYSE}, VoiceState.HELD)
    assert refused.value.reason == "The person did not agree to this: quote them."


def test_withdrawn_comes_before_everything_else():
    with pytest.raises(NotAgreed, match="taken back"):
        check_reading(Reading.OWN, frozenset(Purpose), VoiceState.WITHDRAWN)


def test_a_concern_hides_words_from_analysts_and_not_from_the_person():
    with pytest.raises(NotAgreed, match="put aside"):
        check_reading(Reading.ANALYSE, frozenset(Purpose), VoiceState.CONCERN)
    check_reading(Reading.OWN, HOLD, VoiceState.CONCERN)


@pytest.mark.parametrize("purpose", Purpose)
def test_each_purpose_is_asked_in_plain_words(purpose):
    asked = consent.wording(purpose)
    assert asked.question == consent.purpose_question(purpose)
    assert asked.question.startswith(("May we ", "May our ")) and asked.question.endswith("?")
    assert asked.hint == consent.purpose_hint(purpose)
    assert consent.LABELS[purpose] == asked.label


@pytest.mark.parametrize("purpose", Purpose)
def test_a_child_of_eleven_can_read_the_question(purpose):
    asked = consent.wording(purpose)
    sentences = [s for s in re.split(r"[.?!]", f"{asked.question} {asked.hint}") if s.strip()]
    words = re.findall(r"[a-z']+", f"{asked.question} {asked.hint}".lower())
    syllables = sum(max(1, len(re.findall(r"[aeiouy]+", re.sub(r"e\b", "", w)))) for w in words)
    grade = 0.39 * len(words) / len(sentences) + 11.8 * syllables / len(words) - 15.59  # Flesch-Kincaid
    assert grade + 5 <= 11, f"reading age {grade + 5:.1f}"


def test_wording_falls_back_to_english_and_never_to_another_version():
    assert consent.purpose_question(Purpose.HOLD, "ur-PK") == consent.purpose_question(Purpose.HOLD)
    assert consent.wording(Purpose.QUOTE, "en-GB").question == "May we quote you?"
    with pytest.raises(KeyError):
        consent.wording(Purpose.QUOTE, "en", "1999-01")
