# SPDX-License-Identifier: AGPL-3.0-or-later
"""A priority is shaped, changes with a reason, and keeps what speaks against it."""

import pytest

from coproduce.people.models import AuditEvent
from coproduce.priorities import verbs
from coproduce.priorities.verbs import Cause
from coproduce.process.stages import NotAllowed
from coproduce.programmes.verbs import Refused
from tests import house
from tests.priorities.town import on, town

pytestmark = pytest.mark.django_db(databases=["default", "keys"])


def test_a_priority_gets_a_second_version_with_the_reason_and_what_caused_it():
    here = town()
    with on(10):
        [voter] = here.voters(1)
        verbs.respond(statement=here.posters, voter=voter, vote="disagree", comment="Talk to who?")
        table = house.session(here.programme, kind="testing", title="Dots and tea")
    with on(14, 8):
        version = verbs.write_version(
            priority=here.priority, headline="We will make it easier to say how you are.", explanation="Barbers first.",
            why_changed="Posters got little support.", by=here.lead, written_with=["Ann", "Bo"],
            causes=[
                Cause(statement="ST01"), Cause(statement=here.posters, voter="V01"), Cause(session=table, note="Two."),
            ],
        )  # fmt: skip
    assert version.number == 2
    assert [v.headline for v in here.priority.versions.all()][0] == "We will make sure that everybody knows."
    assert [bool(c.response_id) for c in version.causes.order_by("pk")] == [False, True, False]
    assert AuditEvent.objects.filter(action="version written").count() == 1


def test_a_version_without_a_reason_is_refused():
    here = town()
    with pytest.raises(Refused, match="Say why this changed"):
        verbs.write_version(priority=here.priority, headline="Other", explanation="", why_changed=" ", by=here.lead)
    assert here.priority.versions.count() == 1


def test_a_cause_must_be_something_that_came_back():
    here = town()
    for cause, said in [
        (Cause(statement="ST99"), "no statement ST99"),
        (Cause(statement="ST01", voter="V01"), "left no comment"),
        (Cause(), "Say what came back"),
    ]:
        with pytest.raises(Refused, match=said):
            verbs.write_version(
                priority=here.priority,
                headline="Other",
                explanation="",
                why_changed="So.",
                by=here.lead,
                causes=[cause],
            )
    assert here.priority.versions.count() == 1


def test_what_contradicts_stays_beside_what_supports():
    here = town()
    for relation in ("supports", "contradicts", "supports"):
        verbs.add_evidence(priority=here.priority, theme=here.talk, relation=relation, note=relation, by=here.lead)
    assert sorted(here.priority.evidence.values_list("relation", flat=True)) == ["contradicts", "supports"]
    other = town("Another Town")
    with pytest.raises(Refused, match="not one of this programme"):
        verbs.add_evidence(priority=here.priority, theme=other.talk, relation="supports", by=here.lead)


def test_priorities_can_be_brought_in_before_any_stage_has_begun():
    made = house.programme(open_stages=())
    row = {"name": "Talking", "headline": "We will talk."}
    with pytest.raises(NotAllowed):
        verbs.bring_in_priorities(programme=made, rows=[row], by=None)
    made.brought_in = True
    made.save()
    with pytest.raises(Refused, match="Row 2, name: Give the priority a name"):
        verbs.bring_in_priorities(programme=made, rows=[row, {"name": ""}], by=None)
    assert made.priorities.count() == 0
    assert [p.code for p in verbs.bring_in_priorities(programme=made, rows=[row, {"name": "Safe"}], by=None)] == [
        "P1",
        "P2",
    ]
    # Nothing is invented for them: no evidence, no statement.
    assert not any(p.evidence.exists() for p in made.priorities.all())
