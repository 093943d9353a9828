# SPDX-License-Identifier: MIT
"""Agreement about stretches of text: figures derived by hand from the formula, and what must hold for any marks."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from coproduce.analysis.agreement_spans import (
    ALL_MARKED,
    NOBODY_ELSE,
    NOTHING_MARKED,
    OVERLAPPING,
    Span,
    span_agreement,
)


def one_text(length, readers, *marks, draws=0):
    spans = [Span("t", coder, start, end, code) for coder, start, end, code in marks]
    return span_agreement({"t": length}, {"t": readers}, spans, draws=draws)


def test_two_readers_who_overlap_by_half():
    """ℓ = 20, marked 8, gaps 12; S = 16 + 16 and 12; expected 20 (64 − 32 + 144 − 12) ÷ (400 − 44) = 3280 ÷ 356;
    observed 2 · 2 marked + 2 · 4 gaps = 12; α = 1 − 8 ÷ (20 − 3280 ÷ 356) = 1 − 2848 ÷ 3840."""
    found = one_text(10, "AB", ("A", 0, 4, "x"), ("B", 2, 6, "x"))
    assert found.codes["x"].alpha == pytest.approx(1 - 2848 / 3840)
    assert found.marked.alpha == found.whole.alpha == found.codes["x"].alpha
    assert found.codes["x"].spans == 2 and found.codes["x"].interval is None


def test_three_readers_and_two_codes():
    """ℓ = 180; code 1: 6, S 18; code 2: 18, S 134; gaps 156, S 156. Expected 180 · 24388 ÷ 32092; observed 154."""
    marks = [("A", 2, 5, "1"), ("B", 2, 5, "1"), ("B", 10, 20, "2"), ("C", 2, 5, "2"), ("C", 15, 20, "2")]
    found = one_text(60, "ABC", *marks)
    assert found.whole.alpha == pytest.approx(1 - 26 / (180 - 180 * 24388 / 32092))
    # Marked or not: 10 of the length is apart, and 180 · 156 · 24 ÷ 32092 is expected to be.
    assert found.marked.alpha == pytest.approx(1 - 10 * 32092 / (180 * 156 * 24))
    assert found.whole.spans == 5


def test_somebody_who_read_and_marked_nothing_disagrees():
    silent = one_text(50, "ABC", ("A", 0, 10, "x"), ("B", 0, 10, "x"))
    assert (
        silent.codes["x"].alpha < 0.6 < one_text(50, "AB", ("A", 0, 10, "x"), ("B", 0, 10, "x")).codes["x"].alpha == 1
    )


def test_text_that_nobody_marked_does_not_lift_agreement_to_one():
    """The trap of counting characters: in ten times as much unmarked text, two marks side by side still do not agree."""
    for length in (100, 1_000, 100_000):
        apart = one_text(length, "AB", ("A", 10, 20, "x"), ("B", 20, 30, "x"))
        assert apart.codes["x"].alpha < 0.01


def test_what_cannot_be_had_is_none_with_the_reason():
    alone = one_text(10, "A", ("A", 0, 4, "x"))
    assert alone.marked.alpha is None and alone.marked.undefined == NOBODY_ELSE
    assert (alone.texts_used, alone.texts_dropped) == (0, 1)
    assert one_text(10, "AB").marked.undefined == NOTHING_MARKED
    assert one_text(10, "AB", ("A", 0, 10, "x"), ("B", 0, 10, "x")).codes["x"].undefined == ALL_MARKED
    two = one_text(10, "AB", ("A", 0, 4, "x"), ("A", 2, 6, "y"), ("B", 0, 4, "x"))
    assert two.whole.alpha is None and two.whole.undefined == OVERLAPPING
    assert two.codes["x"].alpha == 1 and two.codes["y"].alpha is not None


def test_overlapping_marks_of_one_reader_are_one_stretch():
    once = one_text(30, "AB", ("A", 3, 12, "x"), ("B", 5, 9, "x"))
    twice = one_text(30, "AB", ("A", 3, 9, "x"), ("A", 5, 12, "x"), ("B", 5, 9, "x"))
    assert twice.codes["x"].alpha == pytest.approx(once.codes["x"].alpha)


@pytest.mark.parametrize(
    ("start", "end", "coder", "said"),
    [(0, 11, "A", "lie in its text"), (4, 4, "A", "lie in"), (0, 4, "C", "readers")],
)
def test_impossible_marks_are_refused(start, end, coder, said):
    with pytest.raises(ValueError, match=said):
        one_text(10, "AB", (coder, start, end, "x"))


MARKS = st.lists(
    st.tuples(
        st.sampled_from("AB"), st.integers(0, 28), st.integers(1, 12), st.sampled_from("xy"), st.sampled_from("st")
    ),
    max_size=8,
)


def several(marks, draws=0):
    spans = [Span(text, coder, start, min(start + length, 30), code) for coder, start, length, code, text in marks]
    return span_agreement({"s": 30, "t": 30}, {"s": "AB", "t": "AB"}, spans, draws=draws)


@given(MARKS, st.randoms(use_true_random=False))
def test_order_and_names_do_not_matter_and_intervals_hold(marks, random):
    whole = several(marks, draws=20)
    other = [({"A": "B", "B": "A"}[coder], *rest) for coder, *rest in random.sample(marks, len(marks))]
    assert several(other, draws=20) == whole
    for alpha in (whole.whole, whole.marked, *whole.codes.values()):
        assert (alpha.alpha is None) == (alpha.undefined is not None)
        if alpha.interval:
            assert alpha.interval[0] <= alpha.interval[1] <= 1 + 1e-9


@given(MARKS)
def test_the_same_marks_by_both_are_full_agreement(marks):
    assume(marks)
    both = [(coder, *rest) for _, *rest in marks for coder in "AB"]
    found = several(both)
    for alpha in (found.marked, *found.codes.values()):
        assert alpha.alpha == pytest.approx(1)
