# SPDX-License-Identifier: AGPL-3.0-or-later
"""Every verb of stage 2: what it refuses, in which words, at which field; and that a refusal leaves nothing behind."""

from datetime import date

import pytest

from coproduce.people.models import AuditEvent
from coproduce.priorities import queries, verbs
from coproduce.priorities.models import (
    ChangeCause,
    Decision,
    Evidence,
    Priority,
    PriorityVersion,
    Response,
    Round,
    Statement,
    Voter,
)
from coproduce.process.stages import NotAllowed, StageKey, StageState
from coproduce.programmes import verbs as programmes
from coproduce.programmes.verbs import Refused
from coproduce.vault.models import Entry
from tests import house
from tests.priorities.town import on, town

pytestmark = pytest.mark.django_db(databases=["default", "keys"])

MODELS = (Priority, PriorityVersion, ChangeCause, Evidence, Round, Statement, Response, Voter, Decision)
DAY, LATER = date(2025, 7, 5), date(2025, 7, 30)


def everything() -> tuple:
    """All rows that a refusal must leave as they were."""
    return *(list(model.objects.order_by("pk").values()) for model in MODELS), Entry.objects.count(), _audit()


def _audit() -> int:
    return AuditEvent.objects.count()


@pytest.fixture
def here():
    return town()


@pytest.fixture
def there():
    return town("Elsewhere")


def decide(here, **more):
    said = {"theme": here.talk, "outcome": "taken_up", "body": here.panel, "decided_on": DAY, "why": "Yes."} | more
    return verbs.decide(programme=here.programme, by=here.lead, **said)


def version(here, **more):
    said = {"headline": "H.", "explanation": "", "why_changed": "W."} | more
    return verbs.write_version(priority=here.priority, by=here.lead, **said)


def put(here, **more):
    said = {"round": here.round, "text": "T."} | more
    return verbs.put_statement(programme=here.programme, by=here.lead, **said)


def rounds(here, **more):
    said = {"opens_on": DAY, "closes_on": DAY} | more
    return verbs.open_round(programme=here.programme, by=here.lead, **said)


def shape(here, **more):
    return verbs.shape_priority(programme=here.programme, by=here.lead, **({"name": "N", "headline": "H."} | more))


# What is asked (h: here, t: the same town elsewhere), the field at which it is refused, the words.
REFUSED = {
    "a priority without a name": (lambda h, t: shape(h, name=" "), "name", "Give the priority a name"),
    "a priority without a sentence": (lambda h, t: shape(h, headline=""), "headline", "Say in one sentence"),
    "a sentence that fits on no card": (
        lambda h, t: shape(h, headline="x" * 312), "headline", "shorter by 12 characters; 300 fit"),
    "a taken code": (lambda h, t: shape(h, code="P1"), "code", "already a priority P1"),
    "a name too long": (
        lambda h, t: verbs.rename_priority(priority=h.priority, name="x" * 161, by=None), "name", "shorter by 1 "),
    "a version without a reason": (lambda h, t: version(h, why_changed=" "), "why_changed", "Say why this changed"),
    "a version without words": (lambda h, t: version(h, headline=" "), "headline", "Say in one sentence"),
    "a cause that is nothing": (lambda h, t: version(h, causes=[verbs.Cause()]), "causes", "Say what came back"),
    "a cause that was never put": (
        lambda h, t: version(h, causes=[verbs.Cause(statement="ST99")]), "causes", "no statement ST99"),
    "a comment that nobody left": (
        lambda h, t: version(h, causes=[verbs.Cause(statement=h.posters, voter="V01")]), "causes",
        "V01 left no comment on ST01"),
    "a comment on no statement": (
        lambda h, t: version(h, causes=[verbs.Cause(voter="V01", note="N.")]), "causes",
        "V01 left no comment on no statement"),
    "a statement of another programme as the cause": (
        lambda h, t: version(h, causes=[verbs.Cause(statement=t.posters)]), "causes", "belongs to another programme"),
    "a session of another programme as the cause": (
        lambda h, t: version(h, causes=[verbs.Cause(session=house.session(t.programme))]), "causes",
        "not of this programme"),
    "a theme of another programme beside a priority": (
        lambda h, t: verbs.add_evidence(priority=h.priority, theme=t.talk, relation="supports", by=None), "theme",
        "not one of this programme"),
    "a round that ends before it begins": (
        lambda h, t: rounds(h, closes_on=date(2025, 7, 4)), "closes_on", "cannot close before it opens"),
    "a round moved so": (
        lambda h, t: verbs.change_round(round=h.round, closes_on=date(2025, 7, 1), by=None), "closes_on",
        "cannot close before it opens"),
    "a round with a number that is there": (lambda h, t: rounds(h, number=1), "number", "already a round 1"),
    "a round that nobody can answer": (lambda h, t: rounds(h, channels=[]), "channels", "Choose how people can answer"),
    "a round by pigeon": (lambda h, t: rounds(h, channels=["web", "pigeon"]), "channels", "Choose how people"),
    "a round at a session of another programme": (
        lambda h, t: rounds(h, sessions=[house.session(t.programme)]), "sessions", "not of this programme"),
    "a round moved to such a session": (
        lambda h, t: verbs.change_round(round=h.round, closes_on=LATER, by=None, sessions=[house.session(t.programme).pk]),
        "sessions", "not of this programme"),
    "a statement without words": (lambda h, t: put(h, text=" \n "), "text", "Write the statement"),
    "a statement that nobody reads to its end": (lambda h, t: put(h, text="x" * 401), "text", "shorter by 1 "),
    "a statement in a round elsewhere": (lambda h, t: put(h, round=t.round), "round", "another programme"),
    "a statement on a version elsewhere": (
        lambda h, t: put(h, version=t.priority.versions.get()), "version", "another programme"),
    "a statement from one elsewhere": (
        lambda h, t: put(h, derived_from=[t.posters]), "derived_from", "another programme"),
    "a statement that is half put": (lambda h, t: put(h, status="waiting"), "status", "is put to people or it is not"),
    "not putting it without a reason": (lambda h, t: put(h, status="moderated"), "reason", "Say why this is not put"),
    "a statement by a ghost": (lambda h, t: put(h, author_kind="ghost"), "author_kind", "the team or a resident"),
    "taking down without a reason": (
        lambda h, t: verbs.moderate_statement(statement=h.posters, reason=" ", by=None), "reason", "no longer put"),
    "two voters of one mark": (
        lambda h, t: verbs.make_voters(programme=h.programme, rows=[{"code": "V1"}, {"code": "V1"}], by=None), "code",
        "already a voter V1"),
    "an answer that is none": (
        lambda h, t: verbs.respond(statement=h.posters, voter=h.voters(1)[0], vote="maybe"), "vote", "agree, disagree"),
    "a proposal without a yes to putting it": (
        lambda h, t: verbs.propose_statement(programme=h.programme, round=h.round, text="T.", agreed=False, voter=None),
        "agreed", "only put your words to others if"),
    "a proposal without words": (
        lambda h, t: verbs.propose_statement(programme=h.programme, round=h.round, text=" ", agreed=True, voter=None),
        "text", "Write your statement, or go back"),
    "a proposal in a round elsewhere": (
        lambda h, t: verbs.propose_statement(programme=h.programme, round=t.round, text="T.", agreed=True, voter=None),
        "round", "another programme"),
    "putting what was put": (
        lambda h, t: verbs.put_proposal(statement=h.posters, by=h.lead), "statement", "looked at this already"),
    "turning down what was put": (
        lambda h, t: verbs.turn_down_proposal(statement=h.posters, reason="R.", by=None), "statement",
        "looked at this already"),
    "a decision by nobody": (lambda h, t: decide(h, body=None), "body", "Name the people or the board"),
    "a decision by a board elsewhere": (lambda h, t: decide(h, body=t.panel), "body", "another programme"),
    "a decision about nothing": (lambda h, t: decide(h, theme=None, point=" "), "point", "Say what this decides"),
    "a decision without a reason": (lambda h, t: decide(h, why=" "), "why", "Give the reason"),
    "a decision not taken yet": (lambda h, t: decide(h, decided_on=date(2199, 1, 1)), "decided_on", "still to come"),
    "a decision on a theme elsewhere": (lambda h, t: decide(h, theme=t.talk), "theme", "not one of this programme"),
    "a point raised in a theme elsewhere": (
        lambda h, t: decide(h, theme=None, point="P.", raised_in=[h.talk, t.talk]), "theme", "not one of this"),
    "a decision on a statement elsewhere": (
        lambda h, t: decide(h, theme=None, statement=t.posters), "statement", "another programme"),
    "a decision under a code that is too long": (lambda h, t: decide(h, code="D" * 21), "code", "shorter by 1 "),
    "priorities from a sheet without rows": (
        lambda h, t: verbs.bring_in_priorities(programme=h.programme, rows=[], by=None), "rows", "no priority here"),
    "priorities from a sheet with a hole": (
        lambda h, t: verbs.bring_in_priorities(programme=h.programme, rows=[{"name": "A"}, {"name": ""}], by=None),
        "name", "Row 2, name: "),
}  # fmt: skip


@pytest.mark.parametrize("asked", REFUSED, ids=[name.replace(" ", "-") for name in REFUSED])
def test_refused_at_its_field_and_nothing_is_left_of_it(here, there, asked):
    act, field, said = REFUSED[asked]
    with on(8):
        # What the act itself needs (a session, a voter) is made before anything is compared.
        before = {model: model.objects.exclude(pk=None).count() for model in MODELS if model is not Voter}
        with pytest.raises(Refused) as refused:
            act(here, there)
    assert refused.value.field == field and said in str(refused.value)
    assert {model: model.objects.count() for model in before} == before
    assert not Entry.objects.exists()


VERBS = {
    "priority shaped": lambda h: shape(h),
    "version written": lambda h: version(h),
    "priority renamed": lambda h: verbs.rename_priority(priority=h.priority, name="Another", by=h.lead),
    "priority set aside": lambda h: verbs.retire_priority(priority=h.priority, by=h.lead),
    "evidence laid": lambda h: verbs.add_evidence(priority=h.priority, theme=h.talk, relation="supports", by=h.lead),
    "round planned": lambda h: rounds(h),
    "round moved": lambda h: verbs.change_round(round=h.round, closes_on=LATER, by=h.lead),
    "statement put": lambda h: put(h),
    "statement not put": lambda h: put(h, status="moderated", reason="Two in one."),
    "statement taken down": lambda h: verbs.moderate_statement(statement=h.posters, reason="Two in one.", by=h.lead),
    "voters added": lambda h: verbs.make_voters(programme=h.programme, rows=[{"code": "V1"}], by=h.lead),
    "statement answered": lambda h: verbs.respond(
        statement=h.posters, voter=Voter.objects.get(), vote="agree", comment="A word.", by=h.lead
    ),
    "statement proposed": lambda h: verbs.propose_statement(
        programme=h.programme, round=h.round, text="A word.", agreed=True, voter=None
    ),
    "decision recorded": lambda h: decide(h),
    "priorities brought in": lambda h: verbs.bring_in_priorities(programme=h.programme, rows=[{"name": "A"}], by=h.lead),
}  # fmt: skip


@pytest.fixture
def voting(here):
    with on(8):
        verbs.make_voters(programme=here.programme, rows=[{"code": "V0"}], by=here.lead)
    return here


@pytest.mark.parametrize("action", VERBS)
def test_each_verb_is_one_line_of_the_audit_that_holds_no_words(voting, action):
    before = set(AuditEvent.objects.values_list("pk", flat=True))
    with on(2, 8) if action.startswith("decision") else on(8):
        VERBS[action](voting)
    rows = AuditEvent.objects.exclude(pk__in=before).filter(action=action)
    assert rows.count() == 1, list(AuditEvent.objects.exclude(pk__in=before).values_list("action", flat=True))
    row = rows.get()
    assert row.programme_id == voting.programme.pk and "A word." not in str(row.detail) + row.about_id
    assert (row.by is None) is (action == "statement proposed"), "only what the public does has no name"


@pytest.mark.parametrize("action", VERBS)
def test_where_the_audit_cannot_be_written_nothing_is_done(voting, action, monkeypatch):
    def broken(**_: object) -> None:
        raise OSError("the disk is full")

    for name in ("shaping", "putting", "voters", "voting", "proposing", "deciding", "bringing"):
        monkeypatch.setattr(f"coproduce.priorities.verbs.{name}.record", broken)
    before = everything()
    with pytest.raises(OSError), on(2, 8) if action.startswith("decision") else on(8):
        VERBS[action](voting)
    assert everything() == before


FOLLOW = {"priority shaped", "version written", "priority renamed", "priority set aside", "evidence laid",
          "priorities brought in", "decision recorded"}  # fmt: skip
"""What is drawn from people's answers comes after they were asked; asking them does not."""


@pytest.mark.parametrize("action", VERBS)
@pytest.mark.parametrize("state", [StageState.PLANNED, StageState.CLOSED])
def test_outside_its_stage_nothing_is_done(voting, action, state):
    """Before it opens, and after it closed."""
    for key in StageKey:
        programmes.set_stage(programme=voting.programme, key=key, state=state, by=None)
    before = [list(model.objects.order_by("pk").values()) for model in MODELS]
    if state is StageState.CLOSED and action in FOLLOW:
        with on(8):
            VERBS[action](voting)
        assert AuditEvent.objects.filter(action=action).exists()
        return
    with pytest.raises(NotAllowed) as refused, on(2, 8) if action.startswith("decision") else on(8):
        VERBS[action](voting)
    assert str(refused.value), "it says why"
    assert [list(model.objects.order_by("pk").values()) for model in MODELS] == before


def test_the_same_evidence_twice_is_one_row_with_the_newer_note(here):
    for note in ("One.", "Two."):
        verbs.add_evidence(priority=here.priority, theme=here.talk, relation="supports", note=note, by=here.lead)
    verbs.add_evidence(priority=here.priority, theme=here.talk, relation="contradicts", note="But.", by=here.lead)
    found = [(e.theme_code, e.relation.value, e.note) for e in queries.evidence_of(here.priority.pk)]
    assert found == [("T1", "supports", "Two."), ("T1", "contradicts", "But.")]
    assert [
        e.note for e in queries.evidence_of(here.priority.pk, queries.evidence_of(here.priority.pk)[1].relation)
    ] == ["But."]


def test_evidence_that_was_taken_back_is_gone_and_the_audit_keeps_that_it_was_there(here):
    row = verbs.add_evidence(priority=here.priority, theme=here.talk, relation="supports", by=here.lead)
    verbs.take_back_evidence(evidence=row, by=here.lead)
    assert queries.evidence_of(here.priority.pk) == []
    assert AuditEvent.objects.get(action="evidence taken back").detail == {
        "theme": here.talk.pk,
        "relation": "supports",
    }


def test_a_priority_that_is_set_aside_keeps_its_versions(here):
    verbs.retire_priority(priority=here.priority, by=here.lead)
    assert queries.priorities_of(here.programme.pk) == []
    (row,) = queries.priorities_of(here.programme.pk, retired=True)
    assert row.retired and len(queries.versions_of(row.id)) == 1
    assert queries.priority(here.programme.pk, "P1").retired and queries.priority(here.programme.pk, "P9") is None


@pytest.mark.parametrize(
    ("day", "hour", "state"),
    # The hours are those of Greenwich: in July it is one hour later here.
    [(6, 22, "planned"), (6, 23, "open"), (7, 12, "open"), (27, 22, "open"), (27, 23, "closed"), (28, 12, "closed")],
)
def test_a_round_opens_and_closes_by_itself_at_midnight(here, day, hour, state):
    with on(day, hour=hour):
        (row,) = queries.rounds_of(here.programme.pk)
        found = queries.current_round(here.programme.pk)
        assert row.state == state and row.closed is (state == "closed")
        assert (found is not None) is (state == "open")
        assert queries.current_round(here.programme.pk, channel="pigeon") is None
