# SPDX-License-Identifier: AGPL-3.0-or-later
"""Codes on slips: hard to guess, easy to type."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coproduce.process.slip_words import WORDS
from coproduce.process.slips import BITS, WORD_COUNT, check_number, new_code, normalise, read, show

CODE = "-".join(
    ["acorn", "kettle", "meadow", "otter", "waffle", check_number(["acorn", "kettle", "meadow", "otter", "waffle"])]
)


def one_slip_apart(a, b):
    """Whether a letter added, left out, changed or swapped makes one word of the other."""
    if abs(len(a) - len(b)) > 1:
        return False
    a, b = sorted((a, b), key=len)
    i = next((i for i in range(len(a)) if a[i] != b[i]), len(a))
    if len(a) < len(b):
        return a[i:] == b[i + 1 :]
    return a[i + 1 :] == b[i + 1 :] or (a[i + 2 :] == b[i + 2 :] and a[i : i + 2] == b[i : i + 2][::-1])


def test_a_code_has_at_least_fifty_bits():
    assert len(WORDS) >= 1024 and BITS >= 50


def test_the_words_are_short_plain_and_different():
    assert len(set(WORDS)) == len(WORDS) and list(WORDS) == sorted(WORDS)
    assert all(word.isascii() and word.isalpha() and word.islower() and 4 <= len(word) <= 8 for word in WORDS)


def test_no_word_is_a_typing_mistake_away_from_another():
    by_length = {}
    for word in WORDS:
        by_length.setdefault(len(word), []).append(word)
    for word in WORDS:
        others = by_length[len(word)] + by_length.get(len(word) + 1, [])
        assert not [other for other in others if other != word and one_slip_apart(word, other)], word


def test_new_codes_are_five_words_and_a_number_and_never_the_same():
    codes = {new_code() for _ in range(200)}
    assert len(codes) == 200
    for code in codes:
        assert len(code.split("-")) == WORD_COUNT + 1 and normalise(code) == code


def test_every_word_can_come_up_and_none_is_likelier():
    draws = random.Random(7)
    seen = [word for _ in range(6000) for word in new_code(draws.getrandbits).split("-")[:-1]]
    assert set(seen) == set(WORDS)
    assert max(seen.count(word) for word in WORDS[:40]) < 60


@pytest.mark.parametrize(
    "typed",
    [
        CODE,
        CODE.upper(),
        show(CODE),
        CODE.replace("-", ", "),
        f"  {CODE.replace('-', '  –  ')}. ",
        CODE.replace("-", "\u00a0"),
        CODE[:-3],
    ],
)
def test_people_type_it_as_they_like(typed):
    assert normalise(typed) == CODE


def test_a_typing_mistake_is_named_kindly():
    assert read(CODE.replace("otter", "oter")).hint == "We do not know the word “oter”. Is it “otter”?"
    assert read(CODE.replace("otter", "tortuga")).hint.endswith("Please look at your slip once more.")


def test_a_missing_word_and_a_wrong_number_are_named_too():
    assert "We can read 4 of the words" in read("acorn kettle meadow otter").hint
    wrong = f"{CODE[:-2]}{(int(CODE[-2:]) - 9) % 90 + 10}"
    assert "do not belong together" in read(wrong).hint
    assert read(f"{CODE} 12").code is None
    assert normalise("") is None
    assert normalise("\U00010a40") is None, "a digit that no number is made of"


def test_words_in_another_order_are_noticed():
    first, second, *rest = CODE.split("-")
    assert normalise("-".join([second, first, *rest])) is None


@given(st.text(max_size=60))
def test_nothing_that_is_typed_breaks_it(typed):
    answer = read(typed)
    assert (answer.code is None) == bool(answer.hint)
