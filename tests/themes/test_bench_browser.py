# SPDX-License-Identifier: AGPL-3.0-or-later
"""The bench in a real browser: mark with the mouse, sew with keys, in any script; and nothing that axe would fault."""

import pytest
from django.urls import reverse

from coproduce.people.queries import Reader
from coproduce.people.verbs import make_sign_in_link
from coproduce.process.roles import Role
from coproduce.themes import queries, verbs
from coproduce.themes.models import Coding, Passage
from tests import house

pytestmark = [pytest.mark.browser, pytest.mark.django_db(databases=["default", "keys"], transaction=True)]

SELECT = """([words, start, end]) => {
  const text = document.getElementById(words).firstChild, range = document.createRange();
  range.setStart(text, start); range.setEnd(text, end);
  const selection = document.getSelection(); selection.removeAllRanges(); selection.addRange(range);
}"""


@pytest.fixture
def town():
    return house.programme()


@pytest.fixture
def ana(town):
    return house.team(town, Role.ANALYST)


@pytest.fixture
def at_bench(town, ana, live_server, open_page):
    """`at_bench("read", voice.pk, width=320)`: Ana's browser, signed in, on a page of the bench."""

    def opened(name, *args, **options):
        page = open_page(**options)
        page.goto(f"{live_server.url}/team/link/{make_sign_in_link(user=ana, by=None)}/")
        page.locator("main form button").click()
        page.goto(live_server.url + reverse(f"themes:{name}", args=[town.slug, *args]))
        return page

    return opened


def spans(said):
    text = {c.pk: (c.passage.start, c.passage.end) for c in Coding.objects.filter(
        passage__voice=said, ended_at__isnull=True).select_related("passage")}  # fmt: skip
    return sorted(text.values())


def test_words_marked_with_the_mouse_are_the_words_that_are_kept(town, ana, at_bench):
    text = "Tea 👩‍👩‍👧 with friends.\r\nAnd then 𝒮uch quiet."
    said = house.voice(town, text)
    for name in ("Company", "Quiet"):
        verbs.make_theme(programme=town, name=name, by=ana)
    page = at_bench("read", said.pk)
    # What a browser counts in halves (UTF-16) must arrive in code points.
    start = len("Tea 👩‍👩‍👧 ".encode("utf-16-le")) // 2
    page.evaluate(SELECT, ["words", start, start + len("with friends.")])
    page.get_by_text("Marked: with friends.").wait_for()
    page.keyboard.press("1")
    page.locator("mark.sewn").wait_for()
    (first,) = spans(said)
    assert text[first[0] : first[1]] == "with friends."
    for _ in range(2):
        page.keyboard.press("ArrowRight")
    page.keyboard.press("2")
    page.locator("table.coded tbody tr").nth(1).wait_for()
    assert {text[a:b] for a, b in spans(said)} == {"with friends.", "And then 𝒮uch quiet."}
    page.keyboard.press("x")
    page.wait_for_function("document.querySelectorAll('table.coded tbody tr').length === 1")
    assert spans(said) == [first]


def test_an_urdu_voice_is_read_from_the_right(town, ana, at_bench):
    text = "گھر میں سب کا خیال رکھتی ہوں۔ اپنے دل کی بات کسی سے نہیں کر سکتی۔"
    said = house.voice(town, text, language="ur", translation="I look after everyone.")
    verbs.make_theme(programme=town, name="Silence", by=ana)
    page = at_bench("read", said.pk)
    assert page.locator("#words").get_attribute("dir") == "rtl"
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("1")
    page.locator("mark.sewn").wait_for()
    passage = Passage.objects.get()
    assert text[passage.start : passage.end] == "گھر میں سب کا خیال رکھتی ہوں۔"


def test_keys_go_from_voice_to_voice(town, at_bench):
    first, second = house.voice(town, "One.", asked=None), house.voice(town, "Two.")
    page = at_bench("read", first.pk)
    page.keyboard.press("j")
    page.wait_for_url(f"**/{second.pk}/")
    page.keyboard.press("k")
    page.wait_for_url(f"**/{first.pk}/")


@pytest.mark.parametrize("width", [1280, 320])
def test_axe_finds_nothing_and_nothing_scrolls_sideways(town, ana, at_bench, axe, width):
    said = [
        house.voice(town, text, who=house.participant(town), language=lang)
        for text, lang in [("I waited for the doctor. Twice.", "en"), ("The doctor made me wait.", "en"),
                           ("میں پارک میں چلتی ہوں۔", "ur"), ("I walk in the park.", "en")]
    ]  # fmt: skip
    verbs.sort_now(programme=town, by=ana, settings={"embedder": "letters", "n_themes": 2})
    group = queries.suggestions_of(town.pk, queries.runs(town.pk)[0].id, reader=Reader.team(ana))[0]
    verbs.accept_suggestion(programme=town, suggestion=group.id, name="Time", definition="Waiting.", by=ana)
    verbs.make_theme(programme=town, name="Part", parent="T1", by=ana)
    other = queries.suggestions_of(town.pk, queries.runs(town.pk)[0].id, reader=Reader.team(ana))[1]
    page = at_bench("list", width=width)
    base = page.url
    paths = ["", "of/T1/", "of/T1/merge/", "of/T1/retire/", "new/", f"read/{said[0].pk}/", f"read/{said[2].pk}/",
             "log/", "log/1/", "log/1/undo/", "suggestions/", f"suggestions/{other.id}/"]  # fmt: skip
    faults = []
    for path in paths:
        page.goto(base + path)
        faults += [f"{path}: {fault}" for fault in axe(page)]
        if page.evaluate("document.documentElement.scrollWidth") > width:
            faults.append(f"{path} scrolls sideways")
    assert not faults, faults
