# SPDX-License-Identifier: AGPL-3.0-or-later
"""The bench as its readers use it, without script, and what it refuses."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from coproduce.process.roles import Role
from coproduce.themes import queries, verbs
from tests import house
from tests.themes.state import now

pytestmark = pytest.mark.django_db(databases=["default", "keys"], transaction=True)


class Reader:
    """Somebody at the bench: goes to pages by name and presses buttons."""

    def __init__(self, town, *roles):
        self.town, self.user, self.client = town, house.team(town, *roles), Client()
        self.client.force_login(self.user)

    def get(self, name, /, *args, expect=200):
        answer = self.client.get(self._url(name, args))
        assert answer.status_code == expect, (name, answer.status_code, answer.content[:600])
        return answer.content.decode()

    def post(self, name, /, *args, expect=302, follow=True, **data):
        answer = self.client.post(self._url(name, args), data)
        assert answer.status_code == expect, (name, answer.status_code, answer.content.decode()[-3000:])
        if expect == 302 and follow:
            return self.client.get(answer.headers["Location"]).content.decode()
        return answer.content.decode()

    def _url(self, name, args):
        return reverse(f"themes:{name}", args=[self.town.slug, *args])


@pytest.fixture
def town():
    return house.programme()


@pytest.fixture
def ana(town):
    return Reader(town, Role.ANALYST)


def test_an_empty_bench_says_what_to_do(ana):
    assert "nothing to read" in ana.get("list")
    assert "nothing to read yet" in ana.get("begin")
    assert "has not been asked" in ana.get("suggestions")
    assert "Nothing has happened yet" in ana.get("log")


def test_reading_and_coding_without_script(town, ana):
    first = house.voice(town, "I waited a year. Then the doctor rang back! 👏", who=house.participant(town))
    second = house.voice(town, "میں پارک میں چلتی ہوں۔", language="ur", translation="I walk in the park.")
    ana.post("new", name="Waiting", definition="How long it takes.", includes="lists\nqueues")
    page = ana.client.get(reverse("themes:begin", args=[town.slug]), follow=True).content.decode()
    assert "I waited a year." in page and 'dir="rtl"' not in page
    assert 'value="0-16"' in page and "Waiting" in page
    page = ana.post("code", first.pk, part="0-16", theme="T1")
    assert '<mark class="sewn t1" title="T1 Waiting">I waited a year.</mark> Then' in page
    assert queries.theme(town.pk, "T1").size.people == 1
    page = ana.get("read", second.pk)
    assert 'dir="rtl"' in page and "I walk in the park." in page and ">not read<" not in page.split("Codebook")[1]
    passage = next(iter(now(town)["T1"]))
    page = ana.post("uncode", first.pk, passage=passage, theme="T1")
    assert "T1" not in now(town) and "<mark" not in page
    assert "Mark the words first" in ana.post("code", first.pk, theme="T1")
    assert "Choose a theme" in ana.post("code", first.pk, part="0-16")
    assert "must lie within the voice" in ana.post("code", first.pk, span="3-9999", theme="T1")
    assert "not there any more" in ana.post("uncode", first.pk, passage="nonsense", theme="T1")
    ana.get("read", "00000000-0000-4000-8000-000000000000", expect=404)


def test_two_readers_do_not_see_each_other_until_both_have_read(town, ana):
    tom = Reader(town, Role.ANALYST)
    said = house.voice(town, "Tea with a friend.")
    ana.post("new", name="Talking")
    ana.post("new", name="Company")
    ana.post("code", said.pk, part="0-18", theme="T1")
    page = tom.get("read", said.pk)
    assert "read this voice too, apart from you" in page and "<mark" not in page
    page = tom.post("code", said.pk, part="0-18", theme="T2")
    assert page.count("<mark") == 2 and "apart from you" not in page
    assert "Voices that two people read" in tom.get("list")


def coded(town, ana, **themes):
    for code, texts in themes.items():
        verbs.make_theme(programme=town, name=f"About {code}", code=code, by=ana.user)
        for text in texts:
            said = house.voice(town, text, who=house.participant(town))
            passage = verbs.find_passage(programme=town, voice_id=said.pk, exact_text=text, by=ana.user)
            verbs.code(programme=town, passage=passage, theme=code, by=ana.user)
    return {code: [str(p) for p in now(town).get(code, ())] for code in themes}


def test_every_change_asks_why_and_keeps_what_was_typed(town, ana):
    held = coded(town, ana, T1=["Tea.", "Shame."], T2=["Knives."])
    page = ana.post("theme", "T1", expect=422, passage=held["T1"][:1], to="T2", which="those about shame")
    assert "Say why" in page and "those about shame" in page and page.count(" checked") == 1
    page = ana.post("theme", "T1", expect=422, to="T2", why="Because.")
    assert "Tick at least one passage" in page
    page = ana.post("theme", "T1", expect=422, to="+new", why="Because.", passage=held["T1"][:1])
    assert "Give the new theme a name" in page
    ana.post("theme", "T1", passage=held["T1"][:1], to="T2", why="It is fear.", agreed_with="Tom, a resident")
    assert len(now(town)["T2"]) == 2 and queries.log(town.pk)[-1].agreed_with == ("Tom", "a resident")
    ana.post("theme", "T2", passage=held["T1"][:1], to="+new", name="Shame", why="Apart.")
    assert now(town)["T3"] == {next(iter(now(town)["T3"]))} and queries.theme(town.pk, "T3").name == "Shame"
    ana.post("theme", "T3", passage=[held["T1"][0], "nonsense"], to="+out", why="Unclear.")
    assert "T3" not in now(town)


def test_merge_rename_retire_undo_by_hand(town, ana):
    held = coded(town, ana, C05=["Waited."], C06=["Where to go?"])
    assert "Tick at least one theme" in ana.post("merge", "C05", into="+new", name="Help", why="One.", expect=422)
    page = ana.post("merge", "C05", others=["C06"], into="+new", name="Finding help", why="One story.")
    assert "T1 Finding help" in page and "All 2 passages" in page and "were merged into T1" in page
    page = ana.post("edit", "T1", name="Getting help", expect=422)
    assert "why it gets another name" in page
    ana.post("edit", "T1", name="Getting help", why="Plainer.", summary="People waited.")
    assert queries.theme(town.pk, "T1").summary_by == ana.user.name
    assert "was called “Finding help”" in ana.get("log")
    assert "would be left without a theme" in ana.post("retire", "T1", why="Wrong.", expect=422)
    merge = next(line.sequence for line in queries.log(town.pk) if line.action == "merge")
    assert "changed again after" not in ana.get("undo", merge)
    ana.post("retire", "T1", why="Wrong.", let_go="on")
    page = ana.post("undo", merge, why="Too soon.", expect=422)
    assert "later step back first" in page
    retired = queries.log(town.pk)[-1].sequence
    ana.post("undo", retired, why="Too quick.")
    ana.post("undo", retired - 1, why="Back.")
    page = ana.post("undo", merge, why="Two stories after all.")
    assert "Taken back by step" in page
    assert {code: len(found) for code, found in now(town).items()} == {"C05": 1, "C06": 1} and held
    page = ana.get("at-step", merge)
    assert "Finding help" in page and "One step later" in page
    ana.get("at-step", 999, expect=404)
    ana.get("undo", 999, expect=404)


def test_suggestions_by_hand(town, ana):
    waits = ["I waited for the doctor.", "Waiting for a doctor again.", "The doctor made me wait."]
    parks = ["I walk in the park.", "A walk in the park.", "The park is for walking."]
    for text in [*waits, *parks]:
        house.voice(town, text, who=house.participant(town))
    page = ana.post("start", n_themes="2")
    assert "Waiting for your decision" in page and "How it was made" in page
    numbers = re.findall(r"suggestions/(\d+)/", page)
    first, second = dict.fromkeys(numbers)
    page = ana.get("suggestion", first)
    assert "Everything in it" in page and page.count('name="passage"') == page.count(" checked")
    members = re.findall(r'name="passage" value="([^"]+)"', page)
    assert "in your own words" in ana.post("suggestion", first, passage=members, expect=422)
    page = ana.post("suggestion", first, passage=members[:2], name="Mine")
    assert "T1 Mine" in page and "All 2 passages" in page and "accepted by" in page
    ana.post("set-aside", second)
    assert "set aside" in ana.get("suggestions") and "You have decided" in ana.get("suggestions")
    assert "already" in ana.post("set-aside", second)
    ana.get("suggestion", 9999, expect=404)
    ana.get("run", 9999, expect=404)


def test_who_may_do_what(town, ana):
    coded(town, ana, T1=["Tea."])
    said = house.voice(town, "More tea.")
    facilitator, partner = Reader(town, Role.FACILITATOR), Reader(town, Role.PARTNER)
    stranger = Reader(house.programme("Elsewhere"), Role.LEAD)
    stranger.town = town
    for name, args in [("list", ()), ("theme", ("T1",)), ("begin", ()), ("new", ()), ("log", ()), ("suggestions", ())]:
        stranger.get(name, *args, expect=404)
        partner.get(name, *args, expect=403)
    facilitator.post("theme", "T1", to="+out", why="No.", expect=403)
    facilitator.post("code", said.pk, part="0-4", theme="T1", expect=403)
    assert len(now(town)["T1"]) == 1
    assert Client().get(reverse("themes:list", args=[town.slug])).status_code == 302
    assert ana.client.get(reverse("themes:start", args=[town.slug])).status_code == 405
    ana.get("theme", "T77", expect=404)


def test_no_page_speaks_of_anything_that_may_not_be_read(town, ana):
    held = coded(town, ana, T1=["A planted word: wolverine."])
    from coproduce.listening import verbs as listening
    from coproduce.listening.models import Voice

    listening.raise_concern(voice=Voice.objects.get(), by=ana.user)
    pages = [ana.get("list"), ana.get("theme", "T1"), ana.get("log"), ana.get("suggestions")]
    assert all("wolverine" not in page for page in pages) and held
    ana.get("read", Voice.objects.get().pk, expect=404)
