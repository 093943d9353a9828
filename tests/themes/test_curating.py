# SPDX-License-Identifier: AGPL-3.0-or-later
"""Two analysts read, sort, merge, split, change their minds, and the log tells it all again."""

import pytest

from coproduce.people.models import AuditEvent
from coproduce.process.roles import Role
from coproduce.process.stages import NotAllowed
from coproduce.themes import queries, verbs
from coproduce.themes.models import Coding, Passage, ThemeStep
from coproduce.themes.verbs import CodingRow, Part, ThemeProblem
from tests import house
from tests.themes.state import assert_log_tells_the_truth, now

pytestmark = pytest.mark.django_db(databases=["default", "keys"])


@pytest.fixture
def town():
    return house.programme()


@pytest.fixture
def ana(town):
    return house.team(town, Role.ANALYST)


def passages(town, by, *texts):
    return [
        verbs.find_passage(programme=town, voice_id=house.voice(town, text, who=house.participant(town)).pk,
                           exact_text=text, by=by)
        for text in texts
    ]  # fmt: skip


def codes(town, by, **themes):
    """Candidates with passages: `codes(town, ana, C01=["…", …])` returns ids by code."""
    made = {}
    for code, texts in themes.items():
        verbs.make_theme(programme=town, name=f"About {code}", code=code, state="candidate", by=by)
        made[code] = passages(town, by, *texts)
        verbs.code_many(programme=town, rows=[CodingRow(p, code, by) for p in made[code]], by=by)
    return made


def test_a_merge_makes_a_new_theme_and_keeps_the_way_back(town, ana):
    held = codes(town, ana, C05=["I waited a year."], C06=["Nobody told me where to go."])
    merged = verbs.merge(
        programme=town, from_=["C05", "C06"], into="T3", name="Finding help", why="One story.", by=ana,
        agreed_with=["Tom"],
    )  # fmt: skip
    assert (merged.code, merged.name, merged.state, merged.colour) == ("T3", "Finding help", "theme", 3)
    assert now(town) == {"T3": set(held["C05"] + held["C06"])}
    assert queries.theme(town.pk, "C05").state == "retired"
    assert_log_tells_the_truth(town)
    step = queries.log(town.pk)[-1]
    assert (step.from_codes, step.to_codes) == (("C05", "C06"), ("T3",))
    assert (step.why, step.agreed_with) == ("One story.", ("Tom",))
    verbs.undo(programme=town, sequence=step.sequence, by=ana)
    assert now(town) == {"C05": set(held["C05"]), "C06": set(held["C06"])}
    assert queries.theme(town.pk, "T3").state == "retired"
    assert_log_tells_the_truth(town)


def test_an_undone_step_may_be_done_again(town, ana):
    held = codes(town, ana, C05=["I waited a year."], C06=["Nobody told me where to go."])
    verbs.merge(programme=town, from_=["C05", "C06"], into="T3", name="Finding help", why="One story.", by=ana)
    merge = queries.log(town.pk)[-1].sequence
    back = verbs.undo(programme=town, sequence=merge, by=ana)
    with pytest.raises(ThemeProblem, match="taken back already"):
        verbs.undo(programme=town, sequence=merge, by=ana)
    verbs.undo(programme=town, sequence=back, by=ana)
    assert now(town) == {"T3": set(held["C05"] + held["C06"])}
    assert_log_tells_the_truth(town)


def test_what_a_later_step_built_on_is_not_pulled_away(town, ana):
    codes(town, ana, C05=["I waited a year."], C06=["Nobody told me where to go."])
    verbs.merge(programme=town, from_=["C05", "C06"], into="T3", name="Finding help", why="One story.", by=ana)
    merge = queries.log(town.pk)[-1].sequence
    late = passages(town, ana, "Still waiting.")[0]
    verbs.code(programme=town, passage=late, theme="T3", by=ana)
    with pytest.raises(ThemeProblem, match="given passages since"):
        verbs.undo(programme=town, sequence=merge, by=ana)
    assert len(now(town)["T3"]) == 3


def test_a_merge_into_a_theme_that_is_there(town, ana):
    codes(town, ana, T1=["Tea with my friend."], C02=["My uncle would be ashamed."])
    verbs.make_theme(programme=town, name="Gossip", parent="C02", by=ana, code="C02a")
    verbs.merge(programme=town, from_=["C02"], into="T1", why="Shame is about telling.", by=ana)
    assert len(now(town)["T1"]) == 2
    assert queries.theme(town.pk, "C02a").parent == "T1"
    with pytest.raises(ThemeProblem, match="at least two"):
        verbs.merge(programme=town, from_=["T1"], into="T1", why="?", by=ana)
    with pytest.raises(ThemeProblem, match="Say why"):
        verbs.merge(programme=town, from_=["C02a"], into="T1", why=" ", by=ana)


def test_one_passage_under_both_is_there_once_and_comes_back_twice(town, ana):
    held = codes(town, ana, C09=["I sew with the others."], C11=["I sew."])
    verbs.code(programme=town, passage=held["C09"][0], theme="C11", by=ana)
    verbs.merge(programme=town, from_=["C09", "C11"], into="T5", name="Company", why="One.", by=ana)
    assert Coding.objects.filter(theme__code="T5", ended_at__isnull=True).count() == 2
    verbs.undo(programme=town, sequence=queries.log(town.pk)[-1].sequence, by=ana)
    assert now(town) == {"C09": {held["C09"][0]}, "C11": {held["C09"][0], held["C11"][0]}}
    assert_log_tells_the_truth(town)


def test_a_split_into_two_retires_the_old_and_a_split_off_does_not(town, ana):
    held = codes(town, ana, C08=["She believed me.", "I told my story nine times.", "He sent me on."])
    verbs.split(
        programme=town, code="C08", why="Two things.", by=ana,
        parts=[Part("Respect", held["C08"][:1], "C08a"), Part("Passed on", held["C08"][1:], "C08b")],
    )  # fmt: skip
    assert now(town) == {"C08a": {held["C08"][0]}, "C08b": set(held["C08"][1:])}
    assert queries.theme(town.pk, "C08").state == "retired"
    verbs.split(programme=town, code="C08b", parts=[Part("Sent on", held["C08"][2:])], why="A third.", by=ana)
    assert queries.theme(town.pk, "C08b").state == "candidate"
    assert [len(found) for found in now(town).values()] == [1, 1, 1]
    assert_log_tells_the_truth(town)


def test_each_coder_may_go_another_way(town, ana):
    tom = house.team(town, Role.ANALYST)
    held = codes(town, ana, C13=["They call me names and I cannot say it."])["C13"][0]
    verbs.code(programme=town, passage=held, theme="C13", by=tom)
    for code in ("C01", "C04"):
        verbs.make_theme(programme=town, name=code, code=code, by=ana)
    verbs.retire(programme=town, code="C13", to={"C04": [held], "C01": [(held, tom.pk)]}, why="A group.", by=ana)
    state = queries.replay(town.pk)
    assert {(c.code, c.who) for c in state.codings} == {("C04", ana.pk), ("C04", tom.pk), ("C01", tom.pk)}
    assert_log_tells_the_truth(town)
    assert [(d.by_coder, d.agree) for d in queries.double_coded(town.pk)] == [
        (((ana.name, ("C04",)), (tom.name, ("C01", "C04"))), False)
    ]
    assert [(layer.coder, layer.codings) for layer in queries.coder_layers(town.pk)] == [(tom.name, 2), (ana.name, 1)]


def test_no_passage_is_lost_by_slip(town, ana):
    held = codes(town, ana, C13=["School is loud.", "My phone never stops."], C04=[])["C13"]
    with pytest.raises(ThemeProblem, match="1 passage would be left"):
        verbs.retire(programme=town, code="C13", to={"C04": held[:1]}, why="A group.", by=ana)
    assert queries.theme(town.pk, "C13").state == "candidate"
    number = verbs.retire(programme=town, code="C13", to={"C04": held[:1]}, let_go=True, why="A group.", by=ana)
    assert now(town) == {"C04": {held[0]}}
    verbs.undo(programme=town, sequence=number, by=ana)
    assert now(town) == {"C13": set(held)}
    assert_log_tells_the_truth(town)


def test_moving_everything_may_retire_what_is_left(town, ana):
    held = codes(town, ana, C08b=["Sent on."], T3=["Waited."])
    verbs.move(programme=town, passages=held["C08b"], from_="C08b", to="T3", why="Road.", retire_if_empty=True, by=ana)
    assert queries.theme(town.pk, "C08b").state == "retired"
    with pytest.raises(ThemeProblem, match="retired"):
        verbs.move(programme=town, passages=held["T3"], from_="T3", to="C08b", why="Back.", by=ana)
    with pytest.raises(ThemeProblem, match="not under T3 any more"):
        verbs.code(programme=town, passage=held["T3"][0], theme="T3", by=ana)
        verbs.uncode(programme=town, passage=held["T3"][0], theme="T3", by=ana)
        verbs.make_theme(programme=town, name="Other", code="T9", by=ana)
        verbs.move(programme=town, passages=held["T3"], from_="T3", to="T9", why="Late.", by=ana)


def test_a_candidate_becomes_a_theme_under_a_new_code(town, ana):
    held = codes(town, ana, C10=["Damp, and the rent went up."])["C10"]
    made = verbs.promote(programme=town, code="C10", to="T6", name="Money, home and work", why="Too small.", by=ana)
    assert (made.code, made.state, made.colour) == ("T6", "theme", 6)
    assert now(town) == {"T6": set(held)}
    assert queries.came_from(town.pk, "T6") == ("C10",)
    verbs.rename(programme=town, code="T6", name="Money", why="Shorter.", by=ana)
    assert [line.action for line in queries.lineage_of(town.pk, "T6")] == ["make", "promote", "rename"]
    assert queries.lineage_of(town.pk, "T6")[-1].names == (("T6", "Money, home and work", "Money"),)


def test_words_about_a_theme_are_kept_with_who_wrote_them(town, ana):
    verbs.make_theme(programme=town, name="Money", by=ana)
    verbs.edit_theme(programme=town, code="T1", definition="Rent.", includes=["damp"], summary="People said.", by=ana)
    row = queries.theme(town.pk, "T1")
    assert (row.definition, row.includes, row.summary, row.summary_by) == ("Rent.", ("damp",), "People said.", ana.name)
    verbs.undo(programme=town, sequence=2, by=ana)
    assert queries.theme(town.pk, "T1").definition == "" and queries.theme(town.pk, "T1").summary_by == ""
    verbs.make_theme(programme=town, name="Home", parent="T1", by=ana)
    assert [(b.theme.code, [p.theme.code for p in b.parts]) for b in queries.tree(town.pk)] == [("T1", ["T2"])]
    with pytest.raises(ThemeProblem, match="part of itself"):
        verbs.edit_theme(programme=town, code="T1", parent="T2", by=ana)
    with pytest.raises(ThemeProblem, match="never used twice"):
        verbs.make_theme(programme=town, name="Again", code="T1", by=ana)
    with pytest.raises(ThemeProblem, match="Give the theme a name"):
        verbs.make_theme(programme=town, name="  ", by=ana)


def test_a_programme_may_begin_with_themes(town, ana):
    verbs.bring_in_themes(
        programme=town, by=ana, why="From the 2023 listening.",
        rows=[{"code": "A", "name": "Housing"}, {"name": "Damp", "parent": "A"}, {"name": "Jobs"}],
    )  # fmt: skip
    assert [(t.code, t.name, t.parent) for t in queries.themes_of(town.pk)] == [
        ("A", "Housing", ""), ("T1", "Damp", "A"), ("T2", "Jobs", "")
    ]  # fmt: skip
    assert queries.theme(town.pk, "A").size.people == 0
    with pytest.raises(ThemeProblem, match=r"Row 2: .*already"):
        verbs.bring_in_themes(programme=town, rows=[{"name": "Bus"}, {"name": "housing"}], by=ana)
    assert len(queries.themes_of(town.pk)) == 3
    assert_log_tells_the_truth(town)


def test_the_process_says_when(ana):
    early = house.programme("Early", open_stages=())
    with pytest.raises(NotAllowed):
        verbs.make_theme(programme=early, name="Too early", by=ana)
    assert not ThemeStep.objects.filter(programme=early).exists()


def test_every_step_is_audited_without_words(town, ana):
    codes(town, ana, C01=["A secret about my brother."])
    events = AuditEvent.objects.filter(action__startswith="theme ")
    assert {e.action for e in events} == {"theme make", "theme code"}
    assert all("brother" not in str(e.detail) for e in AuditEvent.objects.all())
    assert Passage.objects.count() == 1
