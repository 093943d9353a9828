# SPDX-License-Identifier: AGPL-3.0-or-later
"""The caption rule: never a combination that fewer than ten people share."""

import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coproduce.process.captions import DROP_ORDER, PARTS, Crowd, caption_parts, counter, person_captions

FULL = {
    "kind": "workshop",
    "place": "Sparkbrook",
    "date": "March 2025",
    "language": "Urdu",
    "description": "woman, carer",
}


def people(number, **parts):
    return [parts] * number


def test_a_caption_that_ten_share_stays_whole():
    assert caption_parts(FULL, people(10, **FULL)) == FULL


def test_at_nine_something_goes_and_the_date_goes_first():
    room = people(9, **FULL) + people(1, **{**FULL, "date": "April 2025"})
    assert caption_parts(FULL, room) == {name: text for name, text in FULL.items() if name != "date"}


def test_the_kind_of_session_stays_longest():
    room = people(1, **FULL) + people(9, kind="workshop")
    assert caption_parts(FULL, room) == {"kind": "workshop"}


def test_where_nobody_else_is_like_it_nothing_is_said():
    assert caption_parts(FULL, people(9, **FULL)) == {}


def test_parts_may_be_harmless_alone_and_not_together():
    room = people(9, kind="workshop", language="Urdu") + people(9, kind="workshop") + people(9, language="Urdu")
    assert caption_parts({"kind": "workshop", "language": "Urdu"}, room) == {"kind": "workshop"}


def test_the_longest_is_taken_and_not_the_first_that_dropping_in_turn_would_reach():
    counts = {frozenset({"kind", "date"}): 12, frozenset({"kind"}): 40, frozenset({"date"}): 20}
    parts = {"kind": "workshop", "place": "Sparkbrook", "date": "March 2025"}
    chosen = caption_parts(parts, lambda caption: counts.get(frozenset(caption), 3))
    assert set(chosen) == {"kind", "date"}


def test_empty_parts_are_no_parts_and_unknown_parts_are_refused():
    assert caption_parts({"kind": "stall", "language": " "}, people(10, kind="stall")) == {"kind": "stall"}
    with pytest.raises(ValueError, match="shoe size"):
        caption_parts({"shoe size": "9"}, [])


def test_every_part_has_its_turn_to_be_dropped():
    assert set(DROP_ORDER) == set(PARTS) and len(DROP_ORDER) == len(PARTS)


def test_two_quotes_by_one_person_are_read_together():
    room = people(10, kind="workshop", language="Urdu") + people(10, kind="workshop", description="carer")
    room.append({"kind": "workshop", "language": "Urdu", "description": "carer"})
    quotes = [{"kind": "workshop", "language": "Urdu"}, {"kind": "workshop", "description": "carer"}]
    assert all(caption_parts(quote, room) == quote for quote in quotes), "each alone is shared by eleven"
    together = person_captions(quotes, room)
    assert together == [{"kind": "workshop", "language": "Urdu"}, {"kind": "workshop"}]


def test_having_been_at_two_sessions_is_not_said():
    quotes = [{"kind": "workshop", "language": "Urdu"}, {"kind": "stall", "language": "Urdu"}]
    room = people(30, kind="workshop", language="Urdu") + people(30, kind="stall", language="Urdu")
    assert person_captions(quotes, room) == [{"language": "Urdu"}, {"language": "Urdu"}]


VALUES = st.fixed_dictionaries({name: st.sampled_from(["", "a", "b"]) for name in PARTS})


@settings(max_examples=60, deadline=None)
@given(st.lists(VALUES, max_size=40), st.lists(VALUES, min_size=1, max_size=3))
def test_no_sum_of_captions_singles_out_fewer_than_ten(room, quotes):
    shown = person_captions(quotes, room)
    union = dict(itertools.chain.from_iterable(caption.items() for caption in shown))
    assert not union or counter(room)(union) >= 10
    assert all(caption.items() <= quote.items() for caption, quote in zip(shown, quotes, strict=True))


def test_the_one_of_whom_less_is_said_is_not_the_one_left_over():
    """Eleven came in March and one in April. "At a workshop" without a month would be the one."""
    room = people(11, kind="workshop", date="March 2025") + people(1, kind="workshop", date="April 2025")
    assert caption_parts({"kind": "workshop", "date": "March 2025"}, room) == {"kind": "workshop", "date": "March 2025"}
    assert caption_parts({"kind": "workshop", "date": "April 2025"}, room) == {}
    room += people(9, kind="workshop", date="May 2025")
    assert caption_parts({"kind": "workshop", "date": "April 2025"}, room) == {"kind": "workshop"}, (
        "with ten, nobody stands out"
    )


@settings(max_examples=60, deadline=None)
@given(st.lists(VALUES, min_size=1, max_size=45))
def test_whoever_knows_everybody_and_the_rule_names_nobody_by_what_is_left_out(room):
    """An attacker who gives everybody their longest caption of ten, as a plain rule would, and looks who is left over."""
    for person in room:
        said = {name: text for name, text in person.items() if text}
        caption = caption_parts(said, room)
        if caption and caption != said:
            like = [row for row in room if all(row[name] == text for name, text in caption.items())]
            more = [
                row for row in like
                if any(row[n] and sum(all(o[k] == v for k, v in {**caption, n: row[n]}.items()) for o in room) >= 10
                       for n in said.keys() - caption.keys())
            ]  # fmt: skip
            assert len(like) - len(more) >= 10


def test_a_crowd_counts_and_narrows():
    crowd = Crowd(tuple(people(12, kind="workshop", language="ur") + people(5, kind="stall", language="ur")))
    assert crowd({"kind": "workshop"}) == 12 and crowd({}) == 17 and crowd({"kind": "campus"}) == 0
    assert crowd.among({"kind": "stall"})({"language": "ur"}) == 5
    assert crowd.no_more({"language": "ur"}, ("kind", "language"), 10) == 5


@settings(max_examples=40, deadline=None)
@given(st.lists(VALUES, max_size=40), st.lists(VALUES, min_size=2, max_size=4))
def test_any_two_quotes_of_one_person_put_together_still_fit_ten(room, quotes):
    shown = person_captions(quotes, room)
    for a, b in itertools.combinations(shown, 2):
        assert all(a.get(name, text) == text for name, text in b.items()), "they never contradict each other"
        assert not a | b or counter(room)(a | b) >= 10
