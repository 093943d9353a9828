# SPDX-License-Identifier: AGPL-3.0-or-later
"""What one group spoke of more: counted in people, and nothing in public that gives a few away."""

import pytest

from coproduce.heard.queries import differing, heard_json, public_differences, team_heard
from coproduce.process.roles import Role
from coproduce.programmes import verbs as programmes
from coproduce.themes import verbs as themes
from coproduce.themes.verbs import CodingRow
from tests import house
from tests.heard import places

pytestmark = pytest.mark.django_db(databases=["default", "keys"])


@pytest.fixture
def town():
    """60 women and 60 men, 12 who did not say; a theme of 30 women and 12 men, one of four people of one faith."""
    made = house.programme("A Town")
    programmes.change_programme(programme=made, population="birmingham-2021", by=None)
    rows = (
        [{"sex": "Female", "religion": "Jewish"}] * 4
        + [{"sex": "Female"}] * 56
        + [{"sex": "Male", "religion": "Christian"}] * 60
    )
    return made, places.filled(made, rows + [{}] * 25)


def raised(made, theme, people):
    ana = house.team(made, Role.ANALYST)
    themes.make_theme(programme=made, name=f"About {theme}", code=theme, state="theme", by=ana)
    words = "The street is dark at night"
    found = [
        themes.find_passage(programme=made, voice_id=house.voice(made, words, who=person).pk, exact_text=words, by=ana)
        for person in people
    ]
    themes.code_many(programme=made, rows=[CodingRow(passage, theme, ana) for passage in found], by=ana)


def test_a_theme_of_women_is_told_in_public_with_its_numbers(town):
    made, people = town
    raised(made, "T1", people[:40] + people[60:72] + people[120:131])
    (one,) = [d for d in public_differences(made) if d.key == "sex"]
    assert (
        one.sentence
        == "Women spoke of “About T1” more often than others did: 40 of them, and 12 of all others who told us."
    )
    assert (one.here.value, one.there.value) == (40, 12)
    assert heard_json(made)["differences"][0]["group"]


def test_numbers_stay_back_where_they_would_give_the_silent_away(town):
    """Three who did not say their sex raised it too: the theme's own total minus the two groups would show them."""
    made, people = town
    raised(made, "T1", people[:40] + people[60:72] + people[120:123])
    (one,) = [d for d in public_differences(made) if d.key == "sex"]
    assert (one.here, one.there) == (None, None)
    assert one.sentence == "Women spoke of “About T1” more often than others did."


def test_a_few_are_told_to_the_team_and_never_to_the_public(town):
    made, people = town
    raised(made, "T1", people[:4] + people[60:64])
    assert not any("Jewish" in one.sentence for one in public_differences(made))
    exact = team_heard(made)
    assert [(one.group, one.row.raised, one.row.people) for one in exact.strong] == [("Jewish people", 4, 4)]


def test_who_did_not_answer_is_in_no_group(town):
    made, people = town
    raised(made, "T1", people[120:145])
    found = differing(made)
    assert all(one.raised == one.others_raised == 0 for one in found.compared) and found.found == ()


def test_without_a_theme_or_a_table_there_is_nothing_to_compare(town):
    made, _ = town
    assert differing(made) is None and public_differences(made) == ()
    assert differing(house.programme("Elsewhere")) is None
