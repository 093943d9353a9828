# SPDX-License-Identifier: AGPL-3.0-or-later
"""The gate lists what stands in the way, each thing with where it is mended."""

from datetime import date, timedelta

import pytest

from coproduce.listening import verbs as listening
from coproduce.people.models import AuditEvent
from coproduce.process import clock
from coproduce.process.consent import Purpose
from coproduce.strategy import queries, verbs
from coproduce.strategy.models import Commitment, Sentence
from coproduce.themes.models import Passage
from tests.strategy.table import BENCH, DIGGING, Table, on, put_to_vote, set_table

pytestmark = pytest.mark.django_db(databases=["default", "keys"])


def kinds(table: Table) -> dict[str, list[str]]:
    """What the gate lists, by kind."""
    found: dict[str, list[str]] = {}
    for problem in queries.gate(table.programme.pk).problems:
        assert problem.url.startswith("/team/")
        found.setdefault(problem.kind, []).append(problem.ref)
    return found


def finished() -> Table:
    """A strategy with nothing to mend: one sentence with evidence, a quote, a promise, decisions, a signature."""
    table = set_table()
    _, passage = table.said(DIGGING, table.places)
    sentence = table.sentence()
    verbs.cite(sentence=sentence, kind="theme", target=table.places, by=table.lead)
    verbs.quote(sentence=sentence, passage=passage, by=table.lead)
    verbs.make_commitment(
        strategy=table.strategy, action="Put in 60 benches.", owner="Parks team", measure="Benches in place",
        target="60", due_on=date(2027, 9, 30), sentence=sentence, by=table.lead,
    )  # fmt: skip
    table.decide_everything()
    verbs.sign_off(strategy=table.strategy, by=table.lead, note_text="Read aloud from beginning to end.")
    return table


def test_a_finished_strategy_passes() -> None:
    """Nothing stands in the way."""
    assert queries.gate(finished().programme.pk).is_open


def test_a_programme_without_a_strategy_says_so() -> None:
    """First there has to be something."""
    table = set_table()
    assert kinds(table)["missing"] == [""]
    table.strategy.delete()
    assert [p.text for p in queries.gate(table.programme.pk).of_kind("missing")] == ["There is no strategy yet."]


def test_a_sentence_cites_or_has_an_author() -> None:
    """Either will do; neither is listed; a decision alone is no evidence."""
    table = finished()
    bare = table.sentence("Nobody is left out.")
    judged = table.sentence("Listening is a habit.")
    verbs.answer_for(sentence=judged, author_kind="judgement", author=table.lead, by=table.lead)
    verbs.sign_off(strategy=table.strategy, by=table.lead)
    assert kinds(table) == {"sentence": [bare.code]}
    verbs.cite_by_code(sentence=bare, kind="decision", code="D01", by=table.lead)
    assert "decision only" in queries.gate(table.programme.pk).of_kind("sentence")[0].text
    verbs.cite(sentence=bare, kind="theme", target=table.talk, by=table.lead)
    assert kinds(table) == {}


def test_eight_words_of_somebody_are_flagged_and_kept_nowhere() -> None:
    """Seven are chance; eight are a loan. Case, signs and the quote beside it make no difference."""
    table = finished()
    table.said(BENCH, table.places)
    close = table.sentence("Half way up the hill would get me there.")
    copied = table.sentence("We say: a bench half-way up the hill would get me out!")
    exact = table.sentence("A BENCH half way up the hill would get everybody out.")
    for sentence in (close, copied, exact):
        verbs.cite(sentence=sentence, kind="theme", target=table.places, by=table.lead)
    found = queries.gate(table.programme.pk).of_kind("copied")
    assert [problem.ref for problem in found] == [close.code, exact.code]
    assert "8 words in a row" in found[0].text
    assert "hill" not in str([event.detail for event in AuditEvent.objects.all()])


def test_a_voice_that_may_not_be_read_is_not_compared() -> None:
    """Without a yes to analysing, the words stay closed."""
    table = finished()
    table.said("Please leave me alone with all of your plans and meetings.")
    hidden, _ = table.said("Nobody in this whole wide town ever asks me anything at all.")
    listening.change_consent(voice=hidden, changes={Purpose.ANALYSE: False}, by=table.lead)
    sentence = table.sentence("Nobody in this whole wide town ever asks me anything at all.")
    verbs.cite(sentence=sentence, kind="theme", target=table.places, by=table.lead)
    assert "copied" not in kinds(table)


def test_quotes_are_checked_against_what_was_said() -> None:
    """A mark that does not match any more."""
    table = finished()
    Passage.objects.update(mark="f" * 64)
    assert kinds(table) == {"mismatch": ["S-001"]}


def test_a_quote_whose_voice_was_put_aside_is_listed() -> None:
    """Somebody was worried after it had been quoted."""
    table = finished()
    listening.raise_concern(voice=table.programme.voices.get(), by=table.lead)
    assert kinds(table)["quote"] == ["S-001"]


def test_open_objections_are_listed_until_they_are_answered() -> None:
    """They are owed a dated answer."""
    table = finished()
    person = table.programme.participants.get()
    asked = listening.object_to(
        programme=table.programme,
        participant=person,
        about_kind="theme",
        about_id=str(table.places.pk),
        words="Not what I meant.",
        by=None,
    )
    assert len(kinds(table)["objection"]) == 1
    listening.reply_to_objection(objection=asked, reply="We moved it.", by=table.lead)
    assert kinds(table) == {}


def test_themes_and_refused_statements_need_a_decision() -> None:
    """What people did not agree with needs a word, too."""
    table = finished()
    put_to_vote(table, agree=2, disagree=12)
    with on(clock.today() + timedelta(days=40)):
        assert kinds(table) == {"statement": ["ST01"]}
    table.programme.decisions.filter(theme=table.talk).delete()
    assert "T2" in kinds(table)["theme"]


def test_commitments_name_what_they_lack() -> None:
    """Owner, measure, target and the sentence that makes them."""
    table = finished()
    Commitment.objects.update(owner="", measure="")
    problem = queries.gate(table.programme.pk).of_kind("commitment")[0]
    assert (problem.ref, problem.text) == ("CM01", "It lacks an owner and a measure.")


def test_a_change_after_the_signature_asks_for_a_new_one() -> None:
    """Nobody signed these words."""
    table = finished()
    sentence = Sentence.objects.get()
    with on(clock.today() + timedelta(days=2)):
        verbs.reword(sentence=sentence, text="We will put in sixty benches.", why="A number.", by=table.lead)
    assert kinds(table)["sign-off"] == [""]
    assert "S-001" in queries.gate(table.programme.pk).of_kind("sign-off")[0].text


def test_open_amendments_wait_at_the_gate() -> None:
    """Answered ones do not."""
    table = finished()
    asked = verbs.propose_amendment(sentence=Sentence.objects.get(), after="Sixty.", why="A number.", by=table.lead)
    assert kinds(table)["amendment"] == ["S-001"]
    verbs.answer_amendment(amendment=asked, accept=False, by=table.lead)
    assert kinds(table) == {}
