# SPDX-License-Identifier: AGPL-3.0-or-later
"""Who may open and press what in stage 2: every role at every page, rows of other programmes, wrong methods."""

import pytest
from django.test import Client

from coproduce.people.models import AuditEvent
from coproduce.priorities import verbs
from coproduce.process.roles import TABLE, Permission, Role
from tests import house
from tests.priorities.town import DAY_OF_DECISION, on, town

pytestmark = pytest.mark.django_db(databases=["default", "keys"])

SEE, SHAPE, DECIDE, CAPTURE = Permission.SEE_TEAM, Permission.SHAPE, Permission.DECIDE, Permission.CAPTURE
PAGES = {
    "priorities/": SEE, "priorities/new/": SHAPE, "priorities/bring-in/": SHAPE, "priorities/on/P1/": SEE,
    "priorities/on/P1/next/": SHAPE, "statements/": SEE, "statements/new/": SHAPE, "statements/rounds/new/": SHAPE,
    "statements/rounds/1/": SHAPE, "statements/rounds/1/enter/": CAPTURE, "statements/proposals/": SHAPE,
    "statements/on/ST01/": SEE, "decisions/": SEE, "decisions/new/": DECIDE, "decisions/on/D01/": DECIDE,
}  # fmt: skip
BUTTONS = {
    "priorities/new/": (SHAPE, {"name": "N", "headline": "H."}),
    "priorities/on/P1/": (SHAPE, {"theme": "1", "relation": "supports"}),
    "priorities/on/P1/next/": (SHAPE, {"headline": "H.", "why_changed": "W."}),
    "priorities/on/P1/set-aside/": (SHAPE, {}),
    "priorities/evidence/1/take-back/": (SHAPE, {}),
    "statements/new/": (SHAPE, {"text": "T.", "round": "1"}),
    "statements/rounds/new/": (SHAPE, {"opens_on": "2025-09-01", "closes_on": "2025-09-02", "channels": ["web"]}),
    "statements/rounds/1/": (SHAPE, {"opens_on": "2025-07-07", "closes_on": "2025-07-30"}),
    "statements/rounds/1/enter/": (CAPTURE, {"rows": ""}),
    "statements/on/ST01/take-down/": (SHAPE, {"reason": "R."}),
    "decisions/new/": (DECIDE, {"why": "W."}),
    "decisions/on/D01/": (DECIDE, {"why": "Changed."}),
    "decisions/lock/": (DECIDE, {}),
}


@pytest.fixture
def here():
    made = town()
    with on(2, 8):
        verbs.add_evidence(priority=made.priority, theme=made.talk, relation="supports", by=made.lead)
        verbs.decide(programme=made.programme, theme=made.talk, outcome="taken_up", body=made.panel, why="Yes.",
                     decided_on=DAY_OF_DECISION, by=made.lead)  # fmt: skip
    return made


def signed_in(programme, *roles: Role) -> Client:
    client = Client()
    client.force_login(house.team(programme, *roles))
    return client


@pytest.mark.parametrize("role", list(Role))
def test_every_role_at_every_page(here, role):
    client = signed_in(here.programme, role)
    for path, needed in PAGES.items():
        answer = client.get(f"/team/{here.programme.slug}/{path}")
        assert answer.status_code == (200 if needed in TABLE[role] else 403), (role, path)


@pytest.mark.parametrize("role", list(Role))
def test_whoever_may_not_changes_nothing_by_any_button(here, role):
    client, before = signed_in(here.programme, role), None
    before = AuditEvent.objects.count()
    for path, (needed, data) in BUTTONS.items():
        if needed in TABLE[role]:
            continue
        assert client.post(f"/team/{here.programme.slug}/{path}", data).status_code == 403, (role, path)
    assert AuditEvent.objects.count() == before


def test_a_whole_team_elsewhere_finds_nothing(here):
    client, before = signed_in(house.programme("Elsewhere"), *Role), AuditEvent.objects.count()
    for path in PAGES:
        answer = client.get(f"/team/{here.programme.slug}/{path}")
        assert answer.status_code == 404 and b"Talking" not in answer.content, path
    for path, (_, data) in BUTTONS.items():
        assert client.post(f"/team/{here.programme.slug}/{path}", data).status_code == 404, path
    assert AuditEvent.objects.count() == before


def test_numbers_of_another_programme_open_nothing_in_ones_own(here):
    """Evidence is named by a number that anybody could guess."""
    other = house.programme("Elsewhere")
    client, before = signed_in(other, *Role), AuditEvent.objects.count()
    evidence = here.priority.evidence.get().pk
    for path in ("priorities/on/P1/", "priorities/on/P1/next/", "statements/on/ST01/", "statements/rounds/1/",
                 "statements/rounds/1/enter/", "decisions/on/D01/"):  # fmt: skip
        assert client.get(f"/team/{other.slug}/{path}").status_code == 404, path
    for path in (f"priorities/evidence/{evidence}/take-back/", "priorities/on/P1/set-aside/",
                 "statements/on/ST01/take-down/"):  # fmt: skip
        assert client.post(f"/team/{other.slug}/{path}", {"reason": "R."}).status_code == 404, path
    assert AuditEvent.objects.count() == before and here.priority.evidence.exists()


@pytest.mark.parametrize("path", ["priorities/on/P1/set-aside/", "priorities/evidence/1/take-back/",
                                  "statements/on/ST01/take-down/"])  # fmt: skip
def test_what_changes_something_is_no_link(here, path):
    client, before = signed_in(here.programme, *Role), AuditEvent.objects.count()
    answer = client.get(f"/team/{here.programme.slug}/{path}")
    assert answer.status_code in {302, 405} and AuditEvent.objects.count() == before


def test_before_residents_may_see_it_the_public_page_is_the_teams(here):
    here.programme.open_to_residents = False
    here.programme.save()
    address = f"/{here.programme.slug}/priorities/"
    assert Client().get(address).status_code == 404
    assert signed_in(house.programme("Elsewhere"), *Role).get(address).status_code == 404
    assert signed_in(here.programme, Role.PARTNER).get(address).status_code == 200
