# SPDX-License-Identifier: AGPL-3.0-or-later
"""The log tells what was done in sentences, and where a theme's passages came from, to any moment."""

from datetime import UTC, datetime

import pytest

from coproduce.process import clock
from coproduce.process.roles import Role
from coproduce.themes import queries, verbs
from coproduce.themes.models import Suggestion, SuggestionRun
from coproduce.themes.verbs import Part
from tests import house
from tests.themes.state import assert_log_tells_the_truth

pytestmark = pytest.mark.django_db(databases=["default", "keys"])


@pytest.fixture
def told():
    """A codebook with one step of each kind: the town, its analyst, and passages."""
    town = house.programme()
    ana = house.team(town, Role.ANALYST)
    held = []
    for text in ("Tea.", "Cake.", "Rent."):
        said = house.voice(town, text, who=house.participant(town))
        held.append(verbs.find_passage(programme=town, voice_id=said.pk, exact_text=text, by=ana))
    said = {"programme": town, "by": ana}
    verbs.make_theme(name="Company", code="C1", state="candidate", **said)  # 1
    verbs.make_theme(name="Food", code="C2", state="candidate", **said)  # 2
    verbs.code(passage=held[0], theme="C1", **said)  # 3
    verbs.code(passage=held[1], theme="C2", **said)  # 4
    verbs.merge(from_=["C1", "C2"], into="T1", name="Tea and talk", why="One table.", **said)  # 5
    verbs.rename(code="T1", name="A table", why="Shorter.", **said)  # 6
    verbs.edit_theme(code="T1", definition="Sitting together.", **said)  # 7
    verbs.split(code="T1", parts=[Part("Cake", [held[1]], "T2")], why="Cake is apart.", **said)  # 8
    verbs.make_theme(name="Money", code="T3", **said)  # 9
    verbs.move(passages=[held[1]], from_="T2", to="T3", why="It costs.", retire_if_empty=True, **said)  # 10
    verbs.undo(sequence=10, why="No.", **said)  # 11
    verbs.retire(code="T2", to={"T1": [held[1]]}, why="Together after all.", **said)  # 12
    verbs.uncode(passage=held[1], theme="T1", **said)  # 13
    verbs.bring_in_themes(rows=[{"name": "Buses", "code": "B1"}], **said)  # 14
    verbs.make_theme(name="Maybe", code="C3", state="candidate", **said)  # 15
    verbs.promote(code="C3", to="T4", name="Surely", **said)  # 16
    return town, ana, held


SENTENCES = [
    "C1 was made as “Company”.", "C2 was made as “Food”.", "Passages were coded to C1.", "Passages were coded to C2.",
    "C1 and C2 were merged into T1 as “Tea and talk”.", "T1 was named “A table”.",
    "The definition or summary of T1 was changed.", "T1 was split into T1 and T2.", "T3 was made as “Money”.",
    "Passages went from T2 to T3.", "Step 10 was taken back.", "T2 was retired. Its passages went to T1.",
    "Passages were taken out of T1.", "Themes made elsewhere were brought in.", "C3 was made as “Maybe”.",
    "C3 became the theme T4 as “Surely”.",
]  # fmt: skip


def test_every_kind_of_step_in_a_sentence(told):
    town, _, _ = told
    assert [line.sentence for line in queries.log(town.pk, codings=True)] == SENTENCES
    without = [line.sentence for line in queries.log(town.pk)]
    assert without == [s for s in SENTENCES if not s.startswith(("Passages were coded", "Passages were taken"))]


def test_what_a_machine_suggested_in_a_sentence(told):
    town, ana, _ = told
    run = SuggestionRun.objects.create(programme=town, asked_at=clock.now(), state="done", model="letters")
    groups = [Suggestion.objects.create(run=run, number=n, phrases=[]) for n in (1, 2)]
    passage = verbs.find_passage(programme=town, voice_id=town.voices.first().pk, exact_text="Tea", by=ana)
    groups[0].members.create(passage_id=passage, weight=1.0)
    made = verbs.accept_suggestion(programme=town, suggestion=groups[0].pk, name="Tea", by=ana)
    verbs.set_aside(programme=town, suggestion=groups[1].pk, by=ana)
    accepted, aside = queries.log(town.pk)[-2:]
    assert accepted.sentence == f"A suggestion was accepted as {made.code} as “Tea”."
    assert aside.sentence == "A suggestion was set aside."


@pytest.mark.parametrize(
    ("code", "steps", "came"),
    [
        # The whole way of the one that was merged, split and given back its part.
        ("T1", [1, 2, 5, 6, 7, 8, 10, 11, 12], ("C1", "C2", "T2", "T3")),
        # What was moved in and taken back again is told, with where it had come from.
        ("T3", [9, 10, 11], ("C1", "C2", "T1", "T2")),
        ("T4", [15, 16], ("C3",)),
        ("B1", [14], ()),
        ("T99", [], ()),
    ],
)
def test_where_a_theme_came_from(told, code, steps, came):
    town, _, _ = told
    found = [line.sequence for line in queries.lineage_of(town.pk, code)]
    assert set(found) >= set(steps) - {10, 11} and found == sorted(found)
    assert set(queries.came_from(town.pk, code)) <= set(came)


def test_a_lineage_up_to_a_step_knows_nothing_of_what_came_later(told):
    town, _, _ = told
    assert queries.last_step(town.pk) == 16
    assert [line.sequence for line in queries.lineage_of(town.pk, "T1", upto=5)] == [1, 2, 5]
    assert queries.lineage_of(town.pk, "T4", upto=14) == ()
    assert queries.last_step(house.programme("Empty").pk) == 0


def test_the_codebook_after_any_step(told):
    """What the page of a step shows: the themes in use then, each with its passages then."""
    town, _, held = told
    after = {n: queries.replay(town.pk, upto=n) for n in range(17)}
    live = {n: list(state.live) for n, state in after.items()}
    assert (live[0], live[2], live[5], live[8]) == ([], ["C1", "C2"], ["T1"], ["T1", "T2"])
    assert (live[10], live[11], live[12]) == (["T1", "T3"], ["T1", "T2", "T3"], ["T1", "T3"])
    assert after[5].passages_of("T1") == set(held[:2]) and after[10].passages_of("T3") == {held[1]}
    assert after[13].passages_of("T1") == {held[0]} and after[16].themes["T4"]["name"] == "Surely"
    assert_log_tells_the_truth(town)


def test_history_that_is_entered_late_keeps_both_days():
    town = house.programme()
    with clock.at(datetime(2024, 5, 1, 12, tzinfo=UTC)):
        verbs.make_theme(programme=town, name="From the minutes", by=None)
    (line,) = queries.log(town.pk)
    assert line.happened_at.year == 2024 and line.recorded_at > line.happened_at and line.by == ""


def test_each_name_that_a_theme_had_is_in_the_log(told):
    town, _, _ = told
    assert [line.names for line in queries.log(town.pk) if line.action == "rename"] == [
        (("T1", "Tea and talk", "A table"),)
    ]
    assert queries.names_of(town.pk)["C1"] == "Company", "what was merged away keeps its name"


def test_the_steps_as_pages(told, client):
    town, ana, _ = told
    client.force_login(ana)
    log = client.get(f"/team/{town.slug}/themes/log/").content.decode()
    assert "C1 and C2 were merged into T1" in log and "Passages were coded" not in log
    every = client.get(f"/team/{town.slug}/themes/log/?codings").content.decode()
    assert "Passages were coded to C1" in every
    for step, shows, hides in [(2, "Food", "Tea and talk"), (5, "Tea and talk", "A table"), (16, "Surely", "Maybe")]:
        page = client.get(f"/team/{town.slug}/themes/log/{step}/").content.decode()
        assert shows in page and f"after step {step}" in page
        assert hides not in page.split("<main")[1].split("step", 1)[1] or step == 5
