# SPDX-License-Identifier: AGPL-3.0-or-later
"""The team signs in; nobody else sees the team's side; the audit cannot be changed unnoticed."""

import pytest
from django.urls import reverse

from coproduce.people import throttle, verbs
from coproduce.people.models import AuditEvent, SignInLink
from coproduce.people.queries import first_broken_link
from coproduce.process import clock
from coproduce.process.roles import Role
from tests import house

pytestmark = pytest.mark.django_db(databases=["default", "keys"])
PASSWORD = "copper kettle by the window"


@pytest.fixture(autouse=True)
def _nobody_failed_yet():
    throttle._failures.clear()


def test_every_team_page_sends_a_stranger_to_sign_in(client):
    town = house.programme()
    for path in ("/team/", f"/team/{town.slug}/", f"/team/{town.slug}/people/", "/team/nothing/at/all/"):
        answer = client.get(path)
        assert answer.status_code == 302 and answer["Location"].startswith("/team/sign-in/")


def test_a_password_signs_in_and_leads_where_one_was_going(client):
    town = house.programme()
    user = house.team(town, Role.LEAD, password=PASSWORD)
    wanted = reverse("programmes:desk", args=[town.slug])
    answer = client.post(f"/team/sign-in/?next={wanted}", {"email": user.email.upper(), "password": PASSWORD})
    assert answer["Location"] == wanted
    assert client.get(wanted).status_code == 200


def test_next_never_leads_off_the_site(client):
    user = house.team(house.programme(), Role.LEAD, password=PASSWORD)
    answer = client.post("/team/sign-in/?next=https://elsewhere.example/", {"email": user.email, "password": PASSWORD})
    assert answer["Location"] == "/team/"


def test_a_wrong_password_is_said_kindly_and_guessing_is_slowed(client):
    for _ in range(10):
        answer = client.post("/team/sign-in/", {"email": "a@example.org", "password": "wrong"})
    assert answer.status_code == 422 and "Check both" in answer.content.decode()
    assert client.post("/team/sign-in/", {"email": "a@example.org", "password": "wrong"}).status_code == 429


def test_a_link_works_once_and_not_by_merely_being_opened(client):
    user = house.team(house.programme(), Role.LEAD)
    token = verbs.make_sign_in_link(user=user, by=None)
    assert token not in str(SignInLink.objects.values())
    assert client.get(f"/team/link/{token}/").status_code == 200
    assert SignInLink.objects.get().used_at is None
    assert client.post(f"/team/link/{token}/")["Location"] == "/team/"
    client.post("/team/sign-out/")
    assert client.post(f"/team/link/{token}/").status_code == 410


def test_a_programme_in_which_one_has_no_role_does_not_exist_for_one(client):
    town, other = house.programme(), house.programme("Elsewhere")
    client.force_login(house.team(town, Role.LEAD))
    assert client.get(f"/team/{town.slug}/").status_code == 200
    assert client.get(f"/team/{other.slug}/").status_code == 404


def test_a_role_ends_on_its_day(client):
    town = house.programme()
    user = house.team(town, Role.FACILITATOR)
    client.force_login(user)
    town.memberships.filter(user=user).update(until=clock.today().replace(year=2021))
    assert client.get(f"/team/{town.slug}/").status_code == 404


def test_team_pages_are_never_stored(client):
    town = house.programme()
    client.force_login(house.team(town, Role.LEAD))
    answer = client.get(f"/team/{town.slug}/")
    assert answer["Cache-Control"] == "no-store" and answer["Referrer-Policy"] == "no-referrer"
    assert "default-src 'none'" in answer["Content-Security-Policy"]


def test_a_changed_or_missing_audit_line_is_found():
    for number in range(4):
        verbs.record(action="something", by=None, detail={"number": number})
    assert first_broken_link() is None
    event = AuditEvent.objects.get(detail__number=2)
    AuditEvent.objects.filter(pk=event.pk).update(action="something else")
    assert first_broken_link() == event.sequence
    AuditEvent.objects.filter(pk=event.pk).delete()
    assert first_broken_link() == event.sequence
