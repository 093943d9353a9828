# SPDX-License-Identifier: AGPL-3.0-or-later
"""Who was heard and who was not: gated in public, exact for those who plan, and never subtractable."""

import pytest

from coproduce.heard.queries import heard_json, kept_json, public_heard, revived, team_heard
from coproduce.illustrative.files import participants
from coproduce.illustrative.hearing import CHARACTERISTICS
from coproduce.listening import verbs as listening
from coproduce.process.roles import Role
from coproduce.programmes import verbs as programmes
from tests import house
from tests.heard import places

pytestmark = pytest.mark.django_db(databases=["default", "keys"])


@pytest.fixture
def city():
    """The people of the illustrative programme, without what they said."""
    return places.city()


def named(heard, key):
    return next(one for one in heard.characteristics if one.key == key)


def test_the_unheard_are_named(city):
    heard = public_heard(city)
    assert heard.people.value == 205 and heard.compared_with == "Birmingham, Census 2021"
    assert "Religion or belief: Jewish" in heard.not_heard and "Religion or belief: Buddhist" in heard.not_heard
    assert "Sex: Male" in heard.hardly_heard and "Sex: Female" in heard.heard_more


def test_no_figure_under_ten_is_shown_and_none_follows_from_the_others(city):
    heard = public_heard(city)
    for one in heard.characteristics:
        hidden = [c for c in one.categories if not c.heard.shown]
        assert all(c.heard.value == 0 or c.heard.value >= 10 for c in one.categories if c.heard.shown), one.key
        assert len(hidden) != 1, f"{one.key}: a single hidden group follows from the total"
        assert all(c.verdict not in {"fewer than expected", "more than expected"} for c in hidden)


def test_a_release_gives_back_what_it_kept(city):
    kept = heard_json(city)
    assert kept_json(revived(kept)) == kept and kept == kept_json(public_heard(city, live=True))


def test_exact_numbers_are_for_those_who_plan(client, city):
    exact = team_heard(city)
    sex = next(one for one in exact.characteristics if one.name == "Sex")
    counted = {c.category: c.heard for c in sex.categories}
    assert counted == {"Female": 131, "Male": 65} and sex.not_answered + sex.prefer_not_to_say == 9
    client.force_login(house.team(city, Role.PARTNER))
    assert "Not for publication" not in client.get(f"/team/{city.slug}/heard/").content.decode()
    client.force_login(house.team(city, Role.LEAD))
    assert "Not for publication" in client.get(f"/team/{city.slug}/heard/").content.decode()


def test_the_public_page_stands_with_the_city_and_with_nobody(client, city):
    page = client.get(f"/{city.slug}/heard/").content.decode()
    assert page.index("Heard more than their share") < page.index("Not heard, or too little") and "205" in page
    empty = house.programme("Nobody Yet")
    page = client.get(f"/{empty.slug}/heard/").content.decode()
    assert "Not compared with anybody yet" in page


def test_the_order_of_people_changes_nothing(city):
    before = heard_json(city)
    other = house.programme("Backwards")
    programmes.change_programme(programme=other, population="birmingham-2021", by=None)
    at = house.session(other)
    rows = participants()[::-1]
    people = listening.add_participants(programme=other, session=at, codes=[r["participant"] for r in rows], by=None)
    for person, row in zip(people, rows, strict=True):
        answers = {name: row[name] for name in CHARACTERISTICS if row[name]}
        listening.answer_equality(participant=person, answers=answers, by=None)
    assert heard_json(other) == before
