# SPDX-License-Identifier: AGPL-3.0-or-later
"""A lead begins a programme, opens its stages, and brings people in."""

import pytest

from coproduce.process.roles import Role
from coproduce.process.stages import Act, NotAllowed, StageKey, StageState
from coproduce.programmes import queries, verbs
from coproduce.programmes.models import Programme
from tests import house

pytestmark = pytest.mark.django_db(databases=["default", "keys"])

FORM = {
    "name": "A Town That Listens", "aim": "To hear everybody.", "languages": ["en", "ur"],
    "questions": "What helps?\n\nWhat gets in the way?\n", "listen_opens": "2026-03-01", "listen_closes": "2026-05-31",
}  # fmt: skip


def keeper():
    user = house.team(house.programme("Other"), Role.LEAD)
    user.is_keeper = True
    user.save()
    return user


def test_a_keeper_makes_a_programme_and_leads_it(client):
    user = keeper()
    client.force_login(user)
    answer = client.post("/team/new/", FORM)
    made = Programme.objects.get(name="A Town That Listens")
    assert answer["Location"] == f"/team/{made.slug}/"
    assert [q.text for q in made.questions.all()] == ["What helps?", "What gets in the way?"]
    assert queries.roles_of(user.pk, made.pk) == {Role.LEAD}
    assert not made.open_to_residents and client.get(f"/{made.slug}/say/").status_code in {200, 403, 404}


def test_dates_the_wrong_way_round_are_named_and_nothing_is_made(client):
    client.force_login(keeper())
    answer = client.post("/team/new/", FORM | {"listen_closes": "2026-01-01"})
    assert answer.status_code == 422 and "cannot end before it begins" in answer.content.decode()
    assert not Programme.objects.filter(name="A Town That Listens").exists()


def test_somebody_who_is_no_keeper_is_told_whom_to_ask(client):
    client.force_login(house.team(house.programme(), Role.LEAD))
    answer = client.get("/team/new/")
    assert answer.status_code == 403 and "Ask whoever looks after" in answer.content.decode()


def test_a_programme_never_takes_an_address_of_the_house():
    assert verbs.create_programme(name="Team", aim="", by=None).slug == "team-programme"
    assert verbs.create_programme(name="Team", aim="", by=None).slug == "team-programme-2"
    assert verbs.create_programme(name="ہماری آواز", aim="", by=None).slug


def test_an_act_waits_for_its_stage():
    town = house.programme(open_stages=())
    with pytest.raises(NotAllowed, match="Engage and listen"):
        queries.check_act(town, Act.TAKE_VOICES)
    verbs.set_stage(programme=town, key=StageKey.LISTEN, state=StageState.OPEN, by=None)
    queries.check_act(town, Act.TAKE_VOICES)


def test_the_last_lead_keeps_the_role(client):
    town = house.programme()
    lead = house.team(town, Role.LEAD)
    client.force_login(lead)
    member = town.memberships.get()
    client.post(f"/team/{town.slug}/people/{member.pk}/end/")
    assert queries.roles_of(lead.pk, town.pk) == {Role.LEAD}


def test_inviting_shows_a_link_once_and_none_for_an_account_that_exists(client):
    town, other = house.programme(), house.programme("Other")
    client.force_login(house.team(town, Role.LEAD))
    answer = client.post(
        f"/team/{town.slug}/people/", {"email": "new@example.org", "name": "New", "role": "analyst"}, follow=True
    )
    assert "/team/link/" in answer.content.decode()
    assert "/team/link/" not in client.get(f"/team/{town.slug}/people/").content.decode()
    known = house.team(other, Role.LEAD)
    answer = client.post(
        f"/team/{town.slug}/people/", {"email": known.email, "name": "x", "role": "analyst"}, follow=True
    )
    assert "/team/link/" not in answer.content.decode()


@pytest.mark.parametrize("role", list(Role))
def test_each_role_sees_its_desk(client, role):
    town = house.programme()
    client.force_login(house.team(town, role))
    assert client.get(f"/team/{town.slug}/").status_code == 200


def test_a_lead_says_who_decides_and_then_decisions_can_be_recorded(client):
    town = house.programme("A town without a board")
    lead = house.team(town, Role.LEAD)
    client.force_login(lead)
    town.bodies.all().delete()
    assert f"/team/{town.slug}/bodies/" in client.get(f"/team/{town.slug}/decisions/").content.decode()
    seat = town.memberships.get(user=lead).pk
    answer = client.post(f"/team/{town.slug}/bodies/", {"name": "Residents’ panel", "members": [seat]}, follow=True)
    assert "Residents’ panel" in answer.content.decode()
    body = town.bodies.get()
    assert body.code == "B01" and [one.user for one in body.members.all()] == [lead]
    assert "Record a decision" in client.get(f"/team/{town.slug}/decisions/").content.decode()
