# SPDX-License-Identifier: AGPL-3.0-or-later
"""Every verb of the writing table: what it refuses and in which words; each done thing one line of the audit, or none."""

from datetime import timedelta
from uuid import uuid4

import pytest

from coproduce.people.models import AuditEvent
from coproduce.priorities import verbs as priorities
from coproduce.process import clock
from coproduce.process.roles import Role
from coproduce.process.stages import NotAllowed, StageKey, StageState
from coproduce.programmes import verbs as programmes
from coproduce.strategy import queries, verbs
from coproduce.strategy.models import (
    Amendment,
    Citation,
    Commitment,
    Finding,
    Progress,
    Quotation,
    Section,
    Sentence,
    SentenceVersion,
    SignOff,
    Strategy,
    WritingEvening,
)
from coproduce.strategy.verbs import DraftSection, Refused
from tests import house
from tests.strategy.table import BENCH, set_table

pytestmark = pytest.mark.django_db(databases=["default", "keys"])

MODELS = (Strategy, Section, Sentence, SentenceVersion, Citation, Quotation, Commitment, Progress, Amendment, Finding,
          SignOff, WritingEvening)  # fmt: skip


@pytest.fixture
def table():
    """A table with a sentence S-001, a promise CM01 on it, and a passage that may be quoted."""
    laid = set_table()
    laid.first = laid.sentence()
    _, laid.passage = laid.said(BENCH, laid.places)
    laid.promise = verbs.make_commitment(
        strategy=laid.strategy, action="Put in benches.", owner="Parks", measure="Benches", target="60",
        due_on=clock.today() + timedelta(days=30), sentence=laid.first, by=laid.lead,
    )  # fmt: skip
    return laid


@pytest.fixture
def other():
    """The same table in another programme."""
    laid = set_table()
    laid.first = laid.sentence("Elsewhere we wrote this.")
    _, laid.passage = laid.said("Elsewhere somebody said this.", laid.places)
    return laid


def rows() -> list:
    return [list(model.objects.order_by("pk").values()) for model in MODELS]


def cite(t, **more):
    return verbs.cite(sentence=t.first, by=t.lead, **({"kind": "theme", "target": t.places} | more))


def by_code(t, **more):
    return verbs.cite_by_code(sentence=t.first, by=t.lead, **({"kind": "priority", "code": "P1"} | more))


def quote(t, **more):
    return verbs.quote(sentence=t.first, by=t.lead, **({"passage": t.passage} | more))


def promise(t, **more):
    said = {"action": "A.", "due_on": clock.today()} | more
    return verbs.make_commitment(strategy=t.strategy, by=t.lead, **said)


def change(t, **more):
    return verbs.change_commitment(commitment=t.promise, by=t.lead, **more)


def report(t, **more):
    return verbs.report_progress(commitment=t.promise, by=t.lead, **({"status": "on track"} | more))


def section(t, **more):
    return verbs.add_section(strategy=t.strategy, by=t.lead, **({"title": "T"} | more))


def write(t, **more):
    return verbs.write_sentence(section=t.section, by=t.lead, **({"text": "W."} | more))


def amend(t, **more):
    return verbs.propose_amendment(sentence=t.first, by=t.lead, **({"after": "After.", "why": "Why."} | more))


TOMORROW = timedelta(days=1)

# What is asked (t: the table, o: the same elsewhere), the field, the words.
REFUSED = {
    "a section without a title": (lambda t, o: section(t, title=" "), "title", "Give the section a title"),
    "a section under a taken code": (lambda t, o: section(t, code="what-we-want"), "code", "already"),
    "a section for a priority elsewhere": (
        lambda t, o: section(t, priority=o.priority), "priority", "not in this programme"),
    "a sentence without words": (lambda t, o: write(t, text=" \n"), "text", "Write the sentence"),
    "a sentence of a page": (lambda t, o: write(t, text="x" * 1001), "text", "has 1001 characters; keep it to 1000"),
    "a sentence under a taken code": (lambda t, o: write(t, code="S-001"), "code", "already a sentence" * 0 + "S-001"),
    "a sentence behind one of another section": (
        lambda t, o: verbs.write_sentence(section=section(t), text="W.", after=t.first, by=None), "after",
        "S-001 is in another section"),
    "a move into another strategy": (
        lambda t, o: verbs.move_sentence(sentence=t.first, section=o.section, by=None), "section", "another strategy"),
    "a move behind itself": (
        lambda t, o: verbs.move_sentence(sentence=t.first, after=t.first, by=None), "after", "cannot go behind S-001"),
    "a removal from under a promise": (
        lambda t, o: verbs.remove_sentence(sentence=t.first, by=None), "sentence", "It makes the promise CM01"),
    "an author of no kind": (
        lambda t, o: verbs.answer_for(sentence=t.first, author_kind="rumour", author=t.lead, by=None), "author_kind",
        "as context, or by judgement"),
    "an author without a name": (
        lambda t, o: verbs.answer_for(sentence=t.first, author_kind="context", by=None), "author", "Name the person"),
    "an author from elsewhere": (
        lambda t, o: verbs.answer_for(sentence=t.first, author_kind="context", author=o.lead, by=None), "author",
        "has no role in this programme"),
    "citing a mood": (lambda t, o: cite(t, kind="mood"), "kind", "A sentence cites a priority, theme"),
    "citing it in a way that is none": (lambda t, o: cite(t, relation="likes"), "relation", "supports, qualifies"),
    "citing a theme elsewhere": (lambda t, o: cite(t, target=o.places), "target", "This theme is not in this programme"),
    "citing a passage elsewhere": (
        lambda t, o: cite(t, kind="passage", target=o.passage), "target", "This passage is not in this programme"),
    "citing what is no key": (lambda t, o: cite(t, kind="passage", target="nonsense"), "target", "not in this programme"),
    "citing a theme by a word": (lambda t, o: cite(t, target="T1"), "target", "not in this programme"),
    "citing a finding that is not there": (
        lambda t, o: cite(t, kind="finding", target=str(uuid4())), "target", "not in this programme"),
    "citing by a code that is not there": (lambda t, o: by_code(t, code="P9"), "code", "no priority P9 in this"),
    "citing a version that is not there": (lambda t, o: by_code(t, version=7), "code", "no priority P1 7"),
    "citing a version that is no number": (lambda t, o: by_code(t, version="vier"), "version", "“vier” is no version"),
    "citing a mood by code": (lambda t, o: by_code(t, kind="mood"), "kind", "A sentence cites"),
    "citing words by code": (lambda t, o: by_code(t, kind="passage", code="X"), "code", "no passage X"),
    "carrying out a decision elsewhere": (
        lambda t, o: verbs.link_decisions(sentence=t.first, decisions=[999_999], by=None), "decisions", "not in this"),
    "quoting a passage elsewhere": (lambda t, o: quote(t, passage=o.passage), "passage", "no such passage"),
    "quoting what is no key": (lambda t, o: quote(t, passage="nonsense"), "passage", "no such passage"),
    "quoting in a way that is none": (lambda t, o: quote(t, relation="likes"), "relation", "supports, qualifies"),
    "quoting words that were not said": (
        lambda t, o: verbs.quote_words(sentence=t.first, voice=t.programme.voices.get(), words="Never said.", by=None),
        "words", "does not say exactly that"),
    "a promise without an action": (lambda t, o: promise(t, action=" "), "action", "Say what will be done"),
    "a promise without a day": (lambda t, o: promise(t, due_on=None), "due_on", "Say by when"),
    "a promise under a taken code": (lambda t, o: promise(t, code="CM01"), "code", "already"),
    "a promise in a sentence elsewhere": (lambda t, o: promise(t, sentence=o.first), "sentence", "another strategy"),
    "a promise for a priority elsewhere": (lambda t, o: promise(t, priority=o.priority), "priority", "not in this"),
    "a promise by an owner with a long name": (lambda t, o: promise(t, owner="x" * 161), "owner", "keep it to 160"),
    "changing what is fixed": (lambda t, o: change(t, code="CM99"), "code", "cannot be changed here"),
    "changing it into nothing": (lambda t, o: change(t, action=""), "action", "needs an action and a date"),
    "changing its day into none": (lambda t, o: change(t, due_on=None), "due_on", "needs an action and a date"),
    "moving it to a sentence elsewhere": (lambda t, o: change(t, sentence=o.first), "sentence", "another strategy"),
    "moving it to a priority elsewhere": (lambda t, o: change(t, priority=o.priority), "priority", "not in this"),
    "progress in a word of one's own": (lambda t, o: report(t, status="fine"), "status", "Say one of: on track"),
    "progress of tomorrow": (lambda t, o: report(t, on=clock.today() + TOMORROW), "on", "still to come"),
    "giving up without a reason": (lambda t, o: report(t, status="dropped"), "words", "that residents can read"),
    "being late without a reason": (lambda t, o: report(t, status="late", words=" "), "words", "Say why"),
    "asking for nothing": (lambda t, o: amend(t, after=" "), "after", "Write how it should read"),
    "asking without a reason": (lambda t, o: amend(t, why=""), "why", "Say why"),
    "an evening alone": (
        lambda t, o: verbs.add_evening(strategy=t.strategy, what="W.", present=[], by=None), "present", "who was there"),
    "an evening of nothing": (
        lambda t, o: verbs.add_evening(strategy=t.strategy, what=" ", present=[t.lead], by=None), "what", "Say what"),
    "an evening of tomorrow": (
        lambda t, o: verbs.add_evening(strategy=t.strategy, what="W.", present=[t.lead], by=None,
                                       on=clock.today() + TOMORROW), "on", "still to come"),
    "a signature by nobody": (lambda t, o: verbs.sign_off(strategy=t.strategy, by=None), "signer", "Say who signs"),
    "a signature of a board elsewhere": (
        lambda t, o: verbs.sign_off(strategy=t.strategy, by=t.lead, body=_panel(o)), "body", "another programme"),
    "a figure without a code": (
        lambda t, o: verbs.compute_finding(programme=t.programme, code=" ", what="W", measure="sessions", by=None),
        "code", "Give the finding a code"),
    "a figure without a name": (
        lambda t, o: verbs.compute_finding(programme=t.programme, code="F1", what="", measure="sessions", by=None),
        "what", "Say what is counted"),
    "a figure that nobody can compute": (
        lambda t, o: verbs.compute_finding(programme=t.programme, code="F1", what="W", measure="happiness", by=None),
        "measure", "happiness"),
    "a draft without a sentence": (
        lambda t, o: verbs.bring_in_strategy(programme=house.programme(), title="T", by=None,
                                             sections=[DraftSection("Empty", [])]), "sections", "no sentence"),
    "a second strategy": (
        lambda t, o: verbs.begin_strategy(programme=t.programme, title="T", by=None), "title", "has a strategy already"),
}  # fmt: skip


def _panel(table):
    return programmes.add_body(programme=table.programme, code="B", name="Board", rule="", members=[], by=None)


@pytest.mark.parametrize("asked", REFUSED, ids=[name.replace(" ", "-") for name in REFUSED])
def test_refused_at_its_field_and_nothing_is_left_of_it(table, other, asked):
    act, field, said = REFUSED[asked]
    if asked == "a sentence behind one of another section":
        section(table)  # made by the act as well; here so that the comparison begins after it
    before, audited = rows(), AuditEvent.objects.exclude(action__in=["section added", "body added"]).count()
    with pytest.raises(Refused) as refused:
        act(table, other)
    assert refused.value.field == field and said in str(refused.value)
    after = rows()
    if asked != "a sentence behind one of another section":
        assert after == before
    assert len(after[2]) == len(before[2]) and len(after[4]) == len(before[4])
    if "board" not in asked and "draft" not in asked:
        assert AuditEvent.objects.exclude(action__in=["section added", "body added"]).count() == audited


VERBS = {
    "section added": lambda t: section(t),
    "sentence written": lambda t: write(t),
    "sentence reworded": lambda t: verbs.reword(sentence=t.first, text="Other words.", why="Plainer.", by=t.lead),
    "sentence moved": lambda t: verbs.move_sentence(sentence=t.first, by=t.lead),
    "author named": lambda t: verbs.answer_for(sentence=t.first, author_kind="context", author=t.lead, by=t.lead),
    "author taken off": lambda t: verbs.answer_for(sentence=t.first, author_kind=None, by=t.lead),
    "evidence cited": lambda t: cite(t),
    "decisions linked": lambda t: verbs.link_decisions(sentence=t.first, decisions=[], by=t.lead),
    "passage quoted": lambda t: quote(t),
    "commitment made": lambda t: promise(t),
    "commitment changed": lambda t: change(t, owner="Roads"),
    "progress reported": lambda t: report(t),
    "amendment proposed": lambda t: amend(t),
    "finding computed": lambda t: verbs.compute_finding(
        programme=t.programme, code="F01", what="Sessions", measure="sessions", by=t.lead
    ),
    "findings computed again": lambda t: verbs.recompute_findings(programme=t.programme, by=t.lead),
    "evening noted": lambda t: verbs.add_evening(strategy=t.strategy, what="W.", present=[t.lead], by=t.lead),
    "strategy signed": lambda t: verbs.sign_off(strategy=t.strategy, by=t.lead),
    "sentence looked at": lambda t: verbs.looked_at(sentence=t.first, by=t.lead),
}  # fmt: skip


@pytest.mark.parametrize("action", VERBS)
def test_each_verb_is_one_line_of_the_audit_by_name_and_without_words(table, action):
    before = set(AuditEvent.objects.values_list("pk", flat=True))
    VERBS[action](table)
    (row,) = AuditEvent.objects.exclude(pk__in=before).exclude(action__in=["voices read", "words read"])
    assert (row.action, row.by, row.programme_id) == (action, table.lead, table.programme.pk)
    assert "bench" not in str(row.detail).lower() and "Other words" not in str(row.detail)


@pytest.mark.parametrize("action", VERBS)
def test_where_the_audit_cannot_be_written_nothing_is_done(table, action, monkeypatch):
    def broken(**_: object) -> None:
        raise OSError("the disk is full")

    monkeypatch.setattr("coproduce.strategy.verbs.ground.record", broken)
    monkeypatch.setattr("coproduce.strategy.verbs.figuring.record", broken)
    before = rows()
    with pytest.raises(OSError, match="disk is full"):
        VERBS[action](table)
    assert rows() == before


@pytest.mark.parametrize("action", VERBS)
@pytest.mark.parametrize("state", [StageState.PLANNED, StageState.CLOSED])
def test_the_text_is_written_while_its_stage_is_open(table, action, state):
    """Only the progress of what was promised goes on when writing has ended."""
    programmes.set_stage(programme=table.programme, key=StageKey.DEVELOP, state=state, by=None)
    before = rows()
    if (action, state) in {("progress reported", StageState.CLOSED), ("findings computed again", StageState.PLANNED),
                           ("findings computed again", StageState.CLOSED)}:  # fmt: skip
        VERBS[action](table)
        return
    with pytest.raises(NotAllowed):
        VERBS[action](table)
    assert rows() == before


@pytest.mark.parametrize("act", [
    lambda t: verbs.reword(sentence=t.first, text="Other.", why="W.", by=None),
    lambda t: verbs.move_sentence(sentence=t.first, by=None),
    lambda t: verbs.answer_for(sentence=t.first, author_kind="context", author=t.lead, by=None),
    lambda t: cite(t), lambda t: quote(t), lambda t: amend(t), lambda t: verbs.looked_at(sentence=t.first, by=None),
    lambda t: verbs.link_decisions(sentence=t.first, decisions=[], by=None), lambda t: promise(t, sentence=t.first),
    lambda t: verbs.remove_sentence(sentence=t.first, by=None),
])  # fmt: skip
def test_nothing_more_is_done_to_a_sentence_that_was_removed(table, act):
    table.promise.delete()
    verbs.remove_sentence(sentence=table.first, by=table.lead)
    before = rows()
    with pytest.raises(Refused, match="S-001 was removed"):
        act(table)
    assert rows() == before


class TestSignatures:
    """The gate asks for a new signature for whatever changed since the last one: the same evening too."""

    def signed(self, table):
        return [p.text for p in queries.gate(table.programme.pk).of_kind("sign-off")]

    def test_nobody_has_signed(self, table):
        assert self.signed(table) == ["Nobody has signed it off yet."]

    @pytest.mark.parametrize(
        ("act", "codes"),
        [
            (lambda t: verbs.reword(sentence=t.first, text="Other.", why="W.", by=None), "S-001"),
            (lambda t: write(t), "S-010"),
            (lambda t: (t.promise.delete(), verbs.remove_sentence(sentence=t.first, by=None)), "S-001"),
        ],
    )
    def test_what_changed_the_same_evening_is_listed(self, table, act, codes):
        verbs.write_sentence(section=table.section, text="Another.", code="S-009", by=table.lead)
        verbs.sign_off(strategy=table.strategy, by=table.lead)
        assert self.signed(table) == []
        act(table)
        (said,) = self.signed(table)
        assert said.endswith(f": {codes}.") and "Changed after the last signature" in said
        verbs.sign_off(strategy=table.strategy, by=table.lead)
        assert self.signed(table) == []

    def test_of_a_signature_that_is_entered_late_only_the_day_is_known(self, table):
        verbs.sign_off(strategy=table.strategy, by=table.lead, on=clock.today() - TOMORROW)
        assert self.signed(table) and "S-001" in self.signed(table)[0], "it was written after that day"


def test_cited_the_newest_version_unless_one_is_named(table):
    priorities.write_version(priority=table.priority, headline="Two.", explanation="", why_changed="W.", by=table.lead)
    for version, number in [(None, 2), ("", 2), (1, 1), ("v1", 1), ("2", 2)]:
        citation = by_code(table, version=version)
        assert citation.version.number == number
        verbs.uncite(citation=citation, by=table.lead)


@pytest.mark.parametrize("role", list(Role))
def test_whoever_has_a_role_today_may_answer_for_a_sentence(table, role):
    somebody = house.team(table.programme, role)
    verbs.answer_for(sentence=table.first, author_kind="judgement", author=somebody, by=table.lead)
    row = queries.sentence_row(table.first.pk)
    assert row.author == somebody.name and row.author_kind.value == "judgement"


def test_a_draft_is_cut_as_people_paste_it():
    cut = verbs.split_draft("  First.\n\n# What we want\nOne.\n  Two.  \n##  Then \nThree.\n#\nLost? No.\n")
    assert [(s.title, list(s.sentences)) for s in cut] == [
        ("Draft", ["First."]), ("What we want", ["One.", "Two."]), ("Then", ["Three."]), ("Untitled", ["Lost? No."]),
    ]  # fmt: skip
    assert verbs.split_draft(" \n ") == []
