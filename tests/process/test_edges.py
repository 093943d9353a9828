# SPDX-License-Identifier: AGPL-3.0-or-later
"""The rules at their edges: what nobody would type, what nobody would register, what must not be guessed."""

import random
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coproduce.process import decisions, erasure, roles, shared_words, slips, thread
from coproduce.process.decisions import Outcome, check_decision
from coproduce.process.erasure import Consequence, Scope
from coproduce.process.purposes import Purpose, wording
from coproduce.process.roles import Permission, Role
from coproduce.process.slip_words import WORDS
from coproduce.process.thread import AuthorKind, CitationKind, Relation, check_sentence

# The same code each time: one in ninety has the same number when its words are turned round.
CODE = slips.new_code(random.Random(7).getrandbits)
PLAIN = CODE.rsplit("-", 1)[0].split("-")
NUMBER = CODE.rsplit("-", 1)[1]

TYPED = {
    "as it stands": (CODE, True), "in capitals with spaces": (CODE.upper().replace("-", "  "), True),
    "with commas and a full stop": (", ".join([*PLAIN, NUMBER]) + ".", True), "without the number": (" ".join(PLAIN), True),
    "in wide letters from a phone": (
        "".join(chr(ord(s) + 0xFEE0) if s.isalnum() else s for s in CODE), True),
    "with Arabic figures": (" ".join([*PLAIN, NUMBER.translate(str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩"))]), True),
    "with a number that has a nought before it": (" ".join([*PLAIN, "0" + NUMBER]), True),
    "with each word on a line of its own": ("\n".join([*PLAIN, NUMBER]), True),
    "with another number": (" ".join([*PLAIN, str((int(NUMBER) - 9) % 90 + 10)]), False),
    "with two numbers": (CODE + " " + NUMBER, False), "with a word too many": (CODE + " acorn", False),
    "with a word too few": (" ".join(PLAIN[:-1]), False), "words in another order": (" ".join([*PLAIN[::-1], NUMBER]), False),
    "nothing": ("", False), "a number alone": (NUMBER, False), "signs": ("-- ,, ..", False),
    "a number of five thousand figures": (" ".join([*PLAIN, "9" * 5_000]), False),
    "a page of one letter": ("a" * 50_000, False), "words of another language": ("سیب کیتلی", False),
}  # fmt: skip


@pytest.mark.parametrize("how", TYPED)
def test_a_code_however_it_is_typed(how):
    typed, good = TYPED[how]
    if PLAIN[::-1] == PLAIN:
        return
    read = slips.read(typed)
    assert (read.code == CODE) is good
    assert read.hint.endswith(("?", ".")) is not good and len(read.hint) < 200, "a hint is a sentence, not a page"


@given(st.sampled_from(WORDS), st.integers(0, 7), st.sampled_from("bcdfg"))
def test_one_wrong_letter_in_a_word_is_met_with_a_word_that_we_know(word, place, letter):
    wrong = word[: place % len(word)] + letter + word[place % len(word) + 1 :]
    hint = slips.read(" ".join([wrong, *PLAIN[1:]])).hint
    if wrong not in WORDS:
        assert "Is it “" in hint and hint.split("Is it “")[1].split("”")[0] in WORDS


@given(st.integers(min_value=1, max_value=40), st.data())
def test_drawing_below_a_limit_is_even_and_never_reaches_it(limit, data):
    drawn = slips._below(limit, lambda bits: data.draw(st.integers(0, 2**bits - 1)) if bits else 0)
    assert 0 <= drawn < limit


class TestErasers:
    """The registry."""

    SCOPE = Scope(1, frozenset({uuid4()}), None, False)

    @pytest.fixture(autouse=True)
    def _empty(self, monkeypatch):
        monkeypatch.setattr(erasure, "_narrowers", {})

    def says(self, app):
        return lambda scope, purposes: [Consequence(app, "x", "", ", ".join(sorted(purposes)))]

    def test_higher_floors_narrow_first_and_hear_what_was_taken_back(self):
        for app, order in (("low", 10), ("high", 40), ("also high", 40)):
            erasure.register_narrower(app, self.says(app), order)
        told = erasure.narrow(self.SCOPE, {Purpose.QUOTE, Purpose.DESCRIBE})
        assert [one.app for one in told] == ["also high", "high", "low"]
        assert {one.text for one in told} == {"describe, quote"}

    def test_nothing_taken_back_asks_nobody(self):
        erasure.register_narrower("app", lambda *_: pytest.fail("nobody should be asked"), 1)
        assert erasure.narrow(self.SCOPE, set()) == []

    def test_one_narrower_an_app(self):
        mine = self.says("app")
        erasure.register_narrower("app", mine, 1)
        erasure.register_narrower("app", mine, 1)
        for other, order in ((self.says("app"), 1), (mine, 2)):
            with pytest.raises(ValueError, match="app has registered a narrower already"):
                erasure.register_narrower("app", other, order)

    def test_an_error_stops_all(self):
        def broken(*_):
            raise RuntimeError("half done")

        erasure.register_narrower("high", broken, 9)
        erasure.register_narrower("low", lambda *_: pytest.fail("not after an error"), 1)
        with pytest.raises(RuntimeError):
            erasure.narrow(self.SCOPE, {Purpose.QUOTE})


LACKS = [
    (Outcome.TAKEN_UP, "Because", "Board", 0), (None, "Because", "Board", 1), (Outcome.PARTLY, "  ", "Board", 1),
    (Outcome.NOT_TAKEN_UP, "Because", "", 1), (None, "", "", 3),
]  # fmt: skip


@pytest.mark.parametrize(("outcome", "reason", "body", "number"), LACKS)
def test_what_a_decision_lacks(outcome, reason, body, number):
    said = check_decision(outcome, reason, body)
    assert len(said) == number and all(one.endswith(".") for one in said)
    assert set(decisions.WORDS) == set(Outcome)


SENTENCES = [
    ([], None, None, "Cites nothing"), ([CitationKind.THEME], None, None, ""),
    ([CitationKind.DECISION], None, None, "Cites a decision only"),
    ([CitationKind.DECISION, CitationKind.FINDING], None, None, ""),
    ([(CitationKind.THEME, Relation.CONTRADICTS)], None, None, "All its evidence says otherwise"),
    ([(CitationKind.THEME, Relation.CONTRADICTS), CitationKind.DECISION], None, None, "All its evidence says otherwise"),
    ([(CitationKind.THEME, Relation.QUALIFIES)], None, None, ""),
    ([], AuthorKind.CONTEXT, "Ann", ""), ([], AuthorKind.JUDGEMENT, " ", "nobody is named"),
    ([CitationKind.THEME], AuthorKind.JUDGEMENT, None, "nobody is named"),
]  # fmt: skip


@pytest.mark.parametrize(("cites", "kind", "author", "said"), SENTENCES)
def test_what_keeps_a_sentence_back(cites, kind, author, said):
    found = check_sentence(iter(cites), kind, author)
    assert (said in found[0]) if said else found == []
    assert set(CitationKind) - {CitationKind.DECISION} == thread.EVIDENCE


@given(st.lists(st.sampled_from("abc"), max_size=12), st.lists(st.sampled_from("abc"), max_size=12), st.integers(1, 4))
def test_shared_runs_are_those_that_the_plainest_search_finds(ours, theirs, least):
    """Held against looking at every run of every length."""
    marked = set()
    for start in range(len(ours)):
        for end in range(start + least, len(ours) + 1):
            piece = ours[start:end]
            if any(theirs[at : at + len(piece)] == piece for at in range(len(theirs))):
                marked.update(range(start, end))
    found = shared_words.shared_runs(" ".join(ours), " ".join(theirs), least)
    assert {place // 2 for run in found for place in range(run.start, run.end, 2)} == marked
    assert sum(run.words for run in found) == len(marked)


@pytest.mark.parametrize("least", [0, -1])
def test_a_run_of_no_words_is_refused(least):
    with pytest.raises(ValueError, match="at least one word"):
        shared_words.shared_runs("a", "a", least)


@pytest.mark.parametrize("lang", ["en", "en-GB", "ur", "ur-PK", "", "xx"])
def test_where_we_have_no_wording_english_is_asked_and_a_version_never_asked_is_a_fault(lang):
    assert wording(Purpose.HOLD, lang) == wording(Purpose.HOLD, "en")
    with pytest.raises(KeyError):
        wording(Purpose.HOLD, lang, "1999-01")


def test_a_role_that_we_do_not_know_is_a_fault_and_no_permission():
    with pytest.raises(ValueError, match="owner"):
        roles.may(["owner"], Permission.SEE_TEAM)


@pytest.mark.parametrize("permission", list(Permission))
def test_somebody_may_do_each_thing_and_nobody_may_do_all(permission):
    assert [role for role in Role if roles.may([role], permission)]
    assert all(not roles.TABLE[role] >= set(Permission) for role in Role)
    assert set(roles.MEANING) == set(Permission) and set(roles.NAME) == set(roles.DESCRIPTION) == set(Role)
