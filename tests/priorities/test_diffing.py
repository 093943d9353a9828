# SPDX-License-Identifier: AGPL-3.0-or-later
"""Both wordings can always be read from the difference between them."""

from hypothesis import given
from hypothesis import strategies as st

from coproduce.priorities.queries import without_figures, word_diff

WORDS = st.lists(st.sampled_from(["we", "will", "listen", "to", "people", "first.", "پہلے", "ਗੱਲ"]), max_size=14)


@given(WORDS, WORDS)
def test_leaving_out_what_was_added_gives_the_old_and_leaving_out_what_was_removed_the_new(old, new):
    pieces = word_diff(" ".join(old), "  ".join(new))
    assert "".join(p.text for p in pieces if not p.added).split() == old
    assert "".join(p.text for p in pieces if not p.removed).split() == new


@given(WORDS)
def test_nothing_changed_shows_nothing_changed(words):
    assert not any(p.added or p.removed for p in word_diff(" ".join(words), " ".join(words)))


def test_a_changed_sentence_is_not_cut_into_crumbs():
    pieces = word_diff("We will make it easier to say how you are.", "We will help people to know about it.")
    assert [p.kind for p in pieces] == ["same", "removed", "added"]


def test_shares_in_brackets_are_left_out_of_what_the_team_wrote():
    text = "Posters did badly (ST01: 55 % of 121 agreed, 30 % disagreed), barbers (see below) did better."
    assert without_figures(text) == "Posters did badly, barbers (see below) did better."
