# SPDX-License-Identifier: AGPL-3.0-or-later
"""Themes that stood in a sheet are taken as they stood, and only over words that may be analysed."""

import pytest

from coproduce.listening import verbs as listening
from coproduce.process.consent import Purpose
from coproduce.process.roles import Role
from coproduce.themes import queries, verbs
from coproduce.themes.models import Coding
from coproduce.themes.verbs.from_sheets import take_labels
from tests import house
from tests.themes.state import assert_log_tells_the_truth

pytestmark = pytest.mark.django_db(databases=["default", "keys"])


@pytest.fixture
def town():
    return house.programme()


@pytest.fixture
def ana(town):
    return house.team(town, Role.ANALYST)


def said(town, text, **more):
    return house.voice(town, text, who=house.participant(town), **more).pk


def held(town):
    """Names of themes, each with the texts' lengths that lie under it."""
    rows = Coding.objects.filter(theme__programme=town, ended_at__isnull=True).select_related("theme", "passage")
    found = {row.name: [] for row in queries.themes_of(town.pk)}
    for row in rows.order_by("pk"):
        found[row.theme.name].append(row.passage.end - row.passage.start)
    return found


def test_each_label_is_a_theme_and_each_voice_lies_under_its_own_as_a_whole(town, ana):
    labelled = [(said(town, "Tea."), ["Company", "Food"]), (said(town, "Rent went up."), ["Money"]),
                (said(town, "Nothing."), [])]  # fmt: skip
    words = take_labels(town, labelled, ana, "From the sheet of 2023.")
    assert words == "Themes that stood in the sheet: 3, of which 3 are new here."
    assert held(town) == {"Company": [4], "Food": [4], "Money": [13]}
    made, coded = queries.log(town.pk, codings=True)
    assert (made.action, made.why, coded.action) == ("bring in", "From the sheet of 2023.", "code")
    assert_log_tells_the_truth(town)


def test_a_label_is_the_same_in_capitals_and_the_first_spelling_stays(town, ana):
    take_labels(town, [(said(town, "Tea."), ["Money"]), (said(town, "Rent."), ["MONEY", "money"])], ana, "")
    assert held(town) == {"Money": [4, 5]}


def test_a_theme_that_is_there_is_used_and_one_that_was_retired_is_not(town, ana):
    verbs.make_theme(programme=town, name="Money", by=ana)
    verbs.make_theme(programme=town, name="Food", by=ana)
    verbs.retire(programme=town, code="T2", why="Too small.", by=ana)
    words = take_labels(town, [(said(town, "Rent."), ["money", "food"])], ana, "")
    assert words.endswith("of which 1 are new here.")
    assert {row.code: row.name for row in queries.themes_of(town.pk)} == {"T1": "Money", "T3": "food"}


def test_what_may_not_be_analysed_is_under_no_theme_and_makes_none(town, ana):
    kept = said(town, "Only keep it.", agreed=[Purpose.HOLD])
    aside = said(town, "I am not safe at home.")
    listening.raise_concern(voice=town.voices.get(pk=aside), by=ana)
    assert take_labels(town, [(kept, ["Secrets"]), (aside, ["Danger"])], ana, "") == ""
    assert queries.themes_of(town.pk) == (), "a label that only such words have would tell of them"


def test_a_sentence_in_the_theme_column_is_no_theme(town, ana):
    """Nobody's words become a name that everybody reads."""
    words = take_labels(town, [(said(town, "Rent."), ["x" * 121, "Money"]), (said(town, "Tea."), ["y" * 200])], ana, "")
    assert held(town) == {"Money": [5]} and "sheet: 1," in words


def test_brought_in_by_the_house_itself_the_codings_name_the_sheet(town):
    take_labels(town, [(said(town, "Tea."), ["Food"])], None, "")
    (coding,) = Coding.objects.all()
    assert (coding.coder, coding.model, coding.accepted_by) == (None, "the sheet", None)
    assert [(layer.coder, layer.machine) for layer in queries.coder_layers(town.pk)] == [("the sheet", True)]


def test_the_same_sheet_twice_codes_nothing_twice(town, ana):
    labelled = [(said(town, "Tea."), ["Food"])]
    for _ in range(2):
        take_labels(town, labelled, ana, "")
    assert Coding.objects.filter(ended_at__isnull=True).count() == 1
    assert_log_tells_the_truth(town)
