# SPDX-License-Identifier: AGPL-3.0-or-later
"""The pages say by themselves who was missing: for the illustrative city, and for a real consultation's figures."""

import json
import re

import pytest

from coproduce.heard import places as known_places
from coproduce.heard.pictures import all_in_a_sentence, beside_all, ward_map
from coproduce.heard.queries import heard_json, public_heard, revived, team_heard
from coproduce.heard.queries.lines import heard_lines, not_heard_lines, protected_lines
from coproduce.process.roles import Role
from coproduce.programmes import verbs as programmes
from tests import house
from tests.heard import places

pytestmark = pytest.mark.django_db(databases=["default", "keys"])


@pytest.fixture
def folder(tmp_path, settings):
    settings.PLACES_DIR = str(tmp_path)
    return tmp_path


def words_of(client, path):
    page = client.get(path)
    assert page.status_code == 200
    return " ".join(re.sub(r"<[^>]+>", " ", page.content.decode()).split())


def test_a_consultation_that_heard_five_in_a_hundred_muslims_says_so_by_itself(client, folder):
    """Be Heard: of 342 people in four groups 5.3 % Muslim, where the census of the same four says 32.8 %."""
    made = places.be_heard(folder)
    said = words_of(client, f"/{made.slug}/heard/")
    assert "447 people took part" in said
    assert "Muslim people. 18 of 342 (5 %); 32.8 % in the population." in said
    assert said.index("Not heard, or too little") < said.index("Muslim people. 18 of 342")
    assert (
        "Christian people and people of no religion were heard more than their share. Muslim people were heard less."
        in said
    )
    assert "the four groups that were published" in said
    exact = team_heard(made)
    assert [(one.group, one.heard, one.wanted) for one in exact.next] == [("Muslim people", 18, 141)]
    assert exact.together.people == dict(exact.groups_together)["Muslim people"] == exact.next[0].to_tell


def test_both_lists_are_on_the_page_and_the_nine_characteristics_too(client):
    made = places.city()
    heard = public_heard(made)
    more, less = heard_lines(heard), not_heard_lines(heard)
    assert "Women." in [line.group for line in more] and "Men." in [line.group for line in less]
    assert any(line.group.endswith("of 69 wards.") for line in less)
    assert all(len(lines) <= 11 for lines in (more, less))
    nine = protected_lines(heard)
    assert len(nine) == 9 and sum(not one.asked for one in nine) == 3
    assert all(one.said for one in nine)
    said = words_of(client, f"/{made.slug}/heard/")
    for name in ("Gender reassignment", "Pregnancy and maternity", "Marriage and civil partnership", "Race", "Age"):
        assert name in said
    assert "Weighting does not make people who chose to come stand for those who did not." in said
    assert "Contains National Statistics and OS data © Crown copyright" in said


def test_groups_that_meet_in_one_person_are_named_in_words_alone():
    heard = public_heard(places.city())
    assert "People aged 35 to 49 who are also men" in heard.gaps
    assert not any(re.search(r"\d{3}|of \d", gap) for gap in heard.gaps)


def test_a_gap_is_named_in_public_only_where_ten_people_would_have_been_too_few_as_well():
    """Nobody may work out from "fewer than expected" that there were fewer than ten."""
    made = places.city()
    named = set(public_heard(made).gaps)
    exact = {one.group: one for one in team_heard(made).gaps}
    assert named and named < set(exact)
    for group in named:
        # At the expected number of each named gap, ten would be just as surprising as what was found at the border.
        assert exact[group].expected > 2 * 10
    assert "People aged 25 to 34 who are also men" not in named, "17 to expect: only six or fewer would be too few"


def test_the_picture_draws_only_what_may_be_shown():
    heard = public_heard(places.city())
    wide, phone = beside_all(heard), beside_all(heard, form="narrow")
    shown = [c for one in heard.characteristics if one.key not in {"ward", "ethnic_group"} for c in one.categories
             if c.heard.shown and c.heard.of and (one.key == "sex" or float(c.population.rstrip(" %")) <= 50)]  # fmt: skip
    assert wide.svg.count("<circle") == phone.svg.count("<circle") == len(shown)
    assert wide.table == phone.table and wide.sentence == all_in_a_sentence(heard)
    for row in wide.table.rows:
        assert "not shown" not in row or row[2] == row[3] == "·"


def test_what_a_release_keeps_comes_back_and_what_an_old_one_did_not_know_stays_empty():
    made = places.city()
    kept = json.loads(json.dumps(heard_json(made)))
    assert revived(kept).gaps == tuple(kept["gaps"]) and revived(kept).areas
    for name in ("gaps", "areas", "areas_source", "effective", "differences"):
        del kept[name]
    old = revived(kept)
    assert (old.gaps, old.areas, old.effective, old.differences) == ((), (), None, ())


def test_how_deprived_is_estimated_from_wards_and_gated():
    heard = public_heard(places.city())
    first = heard.areas[0]
    assert first.name.startswith("1, the most deprived") and first.population == "45.1 %"
    assert [one.name.split(",")[0] for one in heard.areas] == [str(n) for n in range(1, 11)]
    assert all(one.heard.value is None or one.heard.value == 0 or one.heard.value >= 10 for one in heard.areas)


def test_the_map_is_of_tiles_until_somebody_supplies_boundaries(folder):
    made = places.city()
    heard = public_heard(made)
    drawn = ward_map(heard, "birmingham-2021")
    assert "One tile a ward" in drawn.note and drawn.svg.count("<rect") == 69
    assert len(set(known_places.tile_places("birmingham-2021").values())) == 69
    wards = [c.name for one in heard.characteristics if one.key == "ward" for c in one.categories]
    features = [
        {"type": "Feature", "properties": {"ward": name}, "geometry": {"type": "Polygon", "coordinates": [
            [[n / 100, 52], [n / 100 + 0.01, 52], [n / 100 + 0.01, 52.1], [n / 100, 52]]]}}
        for n, name in enumerate(wards)
    ]  # fmt: skip
    (folder / "birmingham-2021.geojson").write_text(json.dumps({"features": features}), encoding="utf-8")
    real = ward_map(heard, "birmingham-2021")
    assert real.svg.count("<path") == 69 and "© Crown copyright" in real.note and real.sentence == drawn.sentence
    (folder / "birmingham-2021.geojson").write_text("{", encoding="utf-8")
    assert ward_map(heard, "birmingham-2021") == drawn, "a map that cannot be read is no reason to have none"
    unknown = ward_map(heard, "elsewhere-2021")
    assert unknown.svg.count("<rect") == 69, "in the order of the alphabet"


def test_a_council_brings_its_own_place(folder):
    (folder / "leeds-2021.csv").write_text(
        "characteristic,category,count\nsex,Female,51\nsex,Male,49\n", encoding="utf-8"
    )
    (folder / "broken.csv").write_text("characteristic,category,count\nsex,Female,many\n", encoding="utf-8")
    (folder / "leeds-tiles.csv").write_text("ward,column,row\nHeadingley,0,0\n", encoding="utf-8")
    names = dict(known_places.known())
    assert names["leeds-2021"] == "Leeds 2021" and "birmingham-2021" in names
    assert "broken" not in names and "leeds-tiles" not in names
    assert known_places.table("broken") is None and known_places.table("../secrets") is None
    assert known_places.tile_places("leeds-2021") == {"Headingley": (0, 0)}


def test_a_programme_compared_with_nobody_promises_nothing(client):
    made = house.programme("Nobody Yet")
    assert "Not compared with anybody yet" in words_of(client, f"/{made.slug}/heard/")
    client.force_login(house.team(made, Role.LEAD))
    assert "Compared with nobody yet" in words_of(client, f"/team/{made.slug}/heard/")
    assert "No census table was chosen" not in words_of(client, f"/{made.slug}/heard/")


def test_the_team_s_page_shows_what_it_would_take_and_the_planner_does_too(client):
    made = places.city()
    client.force_login(house.team(made, Role.LEAD))
    said = words_of(client, f"/team/{made.slug}/heard/")
    assert "32 more people" in said and "32 × Men" in said and "Not for publication" in said
    assert "you may have meant to hear others first" in said and "Men who are also Muslim people" in said
    assert "design effect" in said and "Preferred not to say" in said
    assert "61 more × Men" in words_of(client, f"/team/{made.slug}/sessions/")
    client.force_login(house.team(made, Role.FACILITATOR))
    assert "more × Men" not in words_of(client, f"/team/{made.slug}/sessions/")


def test_a_page_in_urdu_is_drawn_from_the_right(client):
    made = places.city()
    programmes.change_programme(programme=made, language="ur", by=None)
    page = client.get(f"/{made.slug}/heard/").content.decode()
    assert 'dir="rtl"' in page and re.search(r'class="pic margins" viewBox="[^"]*" direction="rtl"', page)
