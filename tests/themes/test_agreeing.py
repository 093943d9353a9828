# SPDX-License-Identifier: AGPL-3.0-or-later
"""How far readers agree: figures by theme with intervals for the team, and no figure where too few voices were read twice."""

import os
from pathlib import Path

import pytest
from django.urls import reverse

from coproduce.process.roles import Role
from coproduce.themes import queries, verbs
from coproduce.themes.verbs import CodingRow
from tests import house

pytestmark = pytest.mark.django_db(databases=["default", "keys"], transaction=True)
KEEP_PICTURES = os.environ.get("COPRODUCE_PICTURES", "")


@pytest.fixture
def town():
    return house.programme()


@pytest.fixture
def readers(town):
    return house.team(town, Role.ANALYST), house.team(town, Role.ANALYST)


def passage_of(town, text):
    """The beginning of a new voice."""
    voice = house.voice(town, text, who=house.participant(town))
    return verbs.make_passage(programme=town, voice_id=voice.pk, start=0, end=9, by=None)


def read_by_two(town, readers, given):
    """A voice for each pair of lists of themes: what the first reader gave it and what the second did."""
    names = sorted({name for pair in given for own in pair for name in own})
    themes = {name: f"T{number}" for number, name in enumerate(names, 1)}
    for name, code in themes.items():
        verbs.make_theme(programme=town, name=name, code=code, by=None)
    rows = []
    for number, pair in enumerate(given):
        passage = passage_of(town, f"Something was said, number {number}.")
        rows += [CodingRow(passage, themes[name], who) for who, own in zip(readers, pair, strict=True) for name in own]
    verbs.code_many(programme=town, rows=rows, by=readers[0])
    return themes


GIVEN = [(["bus"], ["bus"])] * 5 + [(["park"], ["park"])] * 4 + [(["bus", "park"], ["bus"]), (["park"], ["bus"])]


def test_agreement_by_theme_is_that_of_the_formula(town, readers):
    themes = read_by_two(town, readers, GIVEN)
    found = queries.coder_agreement(town.pk)
    assert (found.voices, found.enough, len(found.coders)) == (11, True, 2)
    assert found.percent == pytest.approx(9 / 11)
    by_code = {row.code: row for row in found.themes}
    bus = by_code[themes["bus"]]
    # 22 values, 13 of them bus; one voice of eleven apart: α = 1 − (2 ÷ 22) ÷ (2 · 13 · 9 ÷ (22 · 21)).
    assert bus.name == "bus" and bus.voices == 7
    assert bus.alpha == pytest.approx(1 - (2 / 22) / (2 * 13 * 9 / (22 * 21)))
    assert bus.interval[0] <= bus.alpha <= bus.interval[1] and bus.percent == pytest.approx(10 / 11)
    assert found.interval[0] <= found.alpha <= found.interval[1]


def test_too_few_voices_give_no_figure(town, readers, client):
    read_by_two(town, readers, GIVEN[:9])
    found = queries.coder_agreement(town.pk)
    assert not found.enough and found.alpha is None and found.themes == ()
    client.force_login(readers[0])
    page = client.get(reverse("themes:agreement", args=[town.slug])).content.decode()
    assert "Too few voices coded by two people" in page and "there are 9" in page and "α" not in page


def test_what_one_person_or_a_machine_coded_is_not_agreement(town, readers):
    themes = read_by_two(town, readers, GIVEN)
    passage = passage_of(town, "Read by one and a machine.")
    before = queries.coder_agreement(town.pk)
    verbs.code(programme=town, passage=passage, theme=themes["bus"], by=readers[0])
    verbs.code(programme=town, passage=passage, theme=themes["bus"], by=readers[0], model="sorter 1")
    assert queries.coder_agreement(town.pk) == before


def test_who_may_not_read_voices_does_not_see_it(town, readers, client):
    client.force_login(house.team(town, Role.FACILITATOR))
    assert client.get(reverse("themes:agreement", args=[town.slug])).status_code == 403


@pytest.mark.browser
@pytest.mark.parametrize("width", [1280, 320])
def test_the_page_reads_well_wide_and_narrow(live_server, client, open_page, axe, town, readers, width):
    client.force_login(readers[0])
    page = open_page(width=width)
    cookie = {"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url}
    page.context.add_cookies([cookie])
    address = f"{live_server.url}/team/{town.slug}/themes/agreement/"
    page.goto(address)
    assert page.get_by_role("heading", name="Too few voices coded by two people.").is_visible() and axe(page) == []
    read_by_two(town, readers, GIVEN)
    page.goto(f"{live_server.url}/team/{town.slug}/themes/")
    page.get_by_role("link", name="How far readers agree").click()
    assert page.get_by_role("table", name="Agreement by theme").is_visible()
    assert "11 voices were coded by two people" in page.content() and "0." in page.locator("table").inner_text()
    assert not page.evaluate("document.documentElement.scrollWidth > innerWidth") and axe(page) == []
    if KEEP_PICTURES:
        page.screenshot(path=Path(KEEP_PICTURES) / f"agreement-{width}.png", full_page=True)


@pytest.mark.parametrize(("school", "shown"), [("coding reliability", True), ("codebook", True), ("reflexive", False)])
def test_a_school_that_rejects_agreement_is_shown_none(client, town, readers, school, shown):
    read_by_two(town, readers, GIVEN)
    lead = house.team(town, Role.LEAD)
    client.force_login(lead)
    settings = client.get(f"/team/{town.slug}/settings/").context["form"].initial
    form = {name: value for name, value in settings.items() if value is not None} | {"method_school": school}
    saved = client.post(f"/team/{town.slug}/settings/", form)
    assert saved.status_code == 302
    page = client.get(reverse("themes:agreement", args=[town.slug])).content.decode()
    assert ("Krippendorff" in page) is shown and ("You work reflexively" in page) is not shown
