# SPDX-License-Identifier: AGPL-3.0-or-later
"""The team's start: three stages on one thread, what there is to do in each, and who waits for us."""

import re
from datetime import date

import pytest

from coproduce.process.roles import Permission, Role
from coproduce.process.stages import StageKey, StageState
from coproduce.programmes import overview, queries
from coproduce.programmes.overview import DeskStep
from tests import house

pytestmark = pytest.mark.django_db(databases=["default", "keys"])


def shown(client, town, role):
    client.force_login(house.team(town, role))
    answer = client.get(f"/team/{town.slug}/")
    assert answer.status_code == 200
    return answer.content.decode()


def steps_in(page: str) -> list[list[str]]:
    """The titles under each stage, in order."""
    stages = re.split(r'<p class="state">', page)[1:]
    return [re.findall(r'<a href="[^"]+">([^<]+)<span', stage) for stage in stages]


def test_every_step_stands_in_its_stage_in_the_order_of_the_work(client):
    assert steps_in(shown(client, house.programme(), Role.LEAD)) == [
        ["Listen", "Bring in a sheet", "Find themes"],
        ["Shape priorities", "Put them back to people", "Decide, with a reason"],
        ["Write it together", "Keep what is promised", "Publish the report"],
    ]


def test_a_facilitator_is_offered_nothing_that_would_be_refused(client):
    page = shown(client, house.programme(), Role.FACILITATOR)
    titles = [title for stage in steps_in(page) for title in stage]
    assert "Listen" in titles and "Find themes" not in titles and "Bring in a sheet" not in titles
    assert "Close this stage" not in page and "Open this stage" not in page


@pytest.mark.parametrize("role", list(Role))
def test_each_link_of_the_start_opens_for_whoever_is_shown_it(client, role):
    town = house.programme()
    page = shown(client, town, role)
    for address in re.findall(rf'href="(/team/{town.slug}/[^"]*)"', page):
        assert client.get(address).status_code == 200, f"{role}: {address}"


def test_before_anything_happened_each_step_says_so(client):
    page = shown(client, house.programme(), Role.LEAD)
    for said in (
        "Nobody was heard yet.",
        "There are none yet.",
        "Nothing is written yet.",
        "Nothing is published yet.",
    ):
        assert said in page


def test_the_thread_of_a_stage_is_spun_being_spun_or_only_holes():
    town = house.programme(open_stages=(StageKey.TEST,))
    looks = {desk.row.key: desk.look for desk in overview.stage_desks(queries.stages_of(town.pk), [])}
    states = {row.key: row.state for row in queries.stages_of(town.pk)}
    assert looks[StageKey.TEST] == "now" and states[StageKey.TEST] is StageState.OPEN
    assert looks[StageKey.DEVELOP] == "next"


def step(title: str, *, done: bool, stage: StageKey | None) -> DeskStep:
    return DeskStep(title, "", "/", "Go", Permission.SEE_TEAM, done, stage)


def test_who_waits_stands_first_and_only_while_they_wait():
    steps = [
        step("a reply is owed", done=False, stage=None),
        step("a reply was given", done=True, stage=None),
        step("listening has begun", done=False, stage=StageKey.LISTEN),
    ]
    assert [one.title for one in overview.waiting(steps)] == ["a reply is owed"]
    rows = [queries.StageRow(StageKey.LISTEN, "Engage and listen", StageState.OPEN, date(2026, 3, 1), None)]
    assert [[s.title for s in desk.steps] for desk in overview.stage_desks(rows, steps)] == [["listening has begun"]]


def test_only_a_page_that_speaks_several_languages_offers_them(client):
    """A link to Urdu on a page that stays English would be a promise that is not kept."""
    town = house.programme(languages=["en", "ur"], open_to_residents=True)
    assert 'hreflang="ur"' in client.get(f"/{town.slug}/say/").content.decode()
    for path in ("", "heard/", "priorities/", "strategy/", "help/"):
        assert 'hreflang="ur"' not in client.get(f"/{town.slug}/{path}").content.decode(), path
