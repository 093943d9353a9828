# SPDX-License-Identifier: AGPL-3.0-or-later
"""A facilitator types what was said in a room."""

import pytest

from coproduce.listening.models import Refusal, Voice
from coproduce.process.roles import Role
from tests import house

pytestmark = pytest.mark.django_db(databases=["default", "keys"], transaction=True)
WORDS = "A bench where one can sit without buying anything."


def test_a_facilitator_types_voices_and_hands_out_a_slip(client):
    town = house.programme()
    client.force_login(house.team(town, Role.FACILITATOR))
    day = {
        "title": "Tea",
        "kind": "coffee morning",
        "happens_on": "2025-03-07",
        "place": "Library",
        "ward": "Erdington",
    }
    where = client.post(f"/team/{town.slug}/sessions/new/", day)["Location"]
    typed = {"person": "new", "question": "Q1", "channel": "spoken", "language": "en", "text": WORDS}
    answer = client.post(where, typed)
    assert answer.status_code == 422 and "refusal" in answer.content.decode()
    page = client.post(where, typed | {"agreed": ["hold", "analyse"], "concern": "on"}).content.decode()
    assert "Their slip" in page and Voice.objects.get().state == "concern"
    client.post(where, {"do": "refusal"})
    assert Refusal.objects.count() == 1


@pytest.mark.parametrize(("role", "status"), [(Role.SAFEGUARDING, 200), (Role.LEAD, 403), (Role.ANALYST, 403)])
def test_concerns_open_for_the_safeguarding_lead_alone(client, role, status):
    town = house.programme()
    client.force_login(house.team(town, role))
    assert client.get(f"/team/{town.slug}/concerns/").status_code == status
