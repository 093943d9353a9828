# SPDX-License-Identifier: AGPL-3.0-or-later
"""Whatever is refused is refused in words that a person can act on, and leaves the codebook and its log as they were."""

import pytest

from coproduce.people.models import AuditEvent
from coproduce.process.roles import Role
from coproduce.process.stages import NotAllowed, StageKey, StageState
from coproduce.programmes import verbs as programmes
from coproduce.themes import queries, verbs
from coproduce.themes.models import Coding, Theme, ThemeStep
from coproduce.themes.verbs import CodingRow, Part, ThemeProblem
from tests import house
from tests.themes.state import assert_log_tells_the_truth

pytestmark = pytest.mark.django_db(databases=["default", "keys"])


@pytest.fixture
def town():
    return house.programme()


@pytest.fixture
def ana(town):
    return house.team(town, Role.ANALYST)


@pytest.fixture
def held(town, ana):
    """T1 with two passages and a part T1a, T2 with one, an empty candidate C1, and T9 that was retired."""
    found = {}
    for code, texts in {"T1": ("Tea.", "Shame."), "T2": ("Knives.",), "C1": (), "T9": ()}.items():
        state = "candidate" if code == "C1" else "theme"
        verbs.make_theme(programme=town, name=f"About {code}", code=code, state=state, by=ana)
        for text in texts:
            said = house.voice(town, text, who=house.participant(town))
            passage = verbs.find_passage(programme=town, voice_id=said.pk, exact_text=text, by=ana)
            verbs.code(programme=town, passage=passage, theme=code, by=ana)
            found.setdefault(code, []).append(passage)
    verbs.make_theme(programme=town, name="A part", code="T1a", parent="T1", by=ana)
    verbs.retire(programme=town, code="T9", why="Empty.", by=ana)
    return found


def everything(town):
    """All that a refusal must leave alone."""
    return (
        list(Theme.objects.filter(programme=town).order_by("pk").values()),
        list(Coding.objects.filter(theme__programme=town).order_by("pk").values()),
        ThemeStep.objects.filter(programme=town).count(),
        AuditEvent.objects.count(),
    )


LONG = "A name that nobody could say aloud in one breath, " * 3

# What is asked of T1 and its neighbours, and what must be said. `h` holds the passages by code.
REFUSED = {
    "a theme that is not there": (
        lambda t, h: verbs.rename(programme=t, code="T77", name="X", by=None), "There is no theme T77"),
    "a theme that was retired": (
        lambda t, h: verbs.rename(programme=t, code="T9", name="X", by=None), "T9 “About T9” was retired"),
    "the same name again": (
        lambda t, h: verbs.rename(programme=t, code="T1", name=" About T1 ", by=None), "has this name already"),
    "no name at all": (lambda t, h: verbs.rename(programme=t, code="T1", name=" \u2003", by=None), "Give the theme a name"),
    "no name through the other door": (
        lambda t, h: verbs.edit_theme(programme=t, code="T1", name="  ", by=None), "Give the theme a name"),
    "a name too long for a chip": (
        lambda t, h: verbs.make_theme(programme=t, name=LONG, by=None), "longer than 120 characters"),
    "a field that is not the team's to write": (
        lambda t, h: verbs.edit_theme(programme=t, code="T1", made_by=3, by=None), "“made_by” cannot be changed here"),
    "a code with a space": (
        lambda t, h: verbs.make_theme(programme=t, name="X", code="T 4", by=None), "cannot be a code"),
    "a code with markup": (
        lambda t, h: verbs.make_theme(programme=t, name="X", code="<b>", by=None), "cannot be a code"),
    "a code of a theme that was retired": (
        lambda t, h: verbs.make_theme(programme=t, name="X", code="T9", by=None), "never used twice"),
    "itself as its own whole": (
        lambda t, h: verbs.edit_theme(programme=t, code="T1", parent="T1", by=None), "cannot be a part of itself"),
    "its own part as its whole": (
        lambda t, h: verbs.edit_theme(programme=t, code="T1", parent="T1a", by=None), "cannot be a part of itself"),
    "a retired theme as its whole": (
        lambda t, h: verbs.edit_theme(programme=t, code="T2", parent="T9", by=None), "was retired"),
    "promoting what is a theme": (
        lambda t, h: verbs.promote(programme=t, code="T1", by=None), "T1 is a theme already"),
    "promoting to a taken code": (
        lambda t, h: verbs.promote(programme=t, code="C1", to="T2", by=None), "never used twice"),
    "merging with nothing": (
        lambda t, h: verbs.merge(programme=t, from_=["T1"], name="X", why="Y.", by=None), "at least two themes"),
    "merging with itself": (
        lambda t, h: verbs.merge(programme=t, from_=["T1", "T1"], name="X", why="Y.", by=None), "at least two themes"),
    "merging without a name for the new one": (
        lambda t, h: verbs.merge(programme=t, from_=["T1", "T2"], why="Y.", by=None), "Give the theme a name"),
    "merging without a reason": (
        lambda t, h: verbs.merge(programme=t, from_=["T1", "T2"], name="X", why=" ", by=None), "Say why, in a sentence"),
    "merging into what was retired": (
        lambda t, h: verbs.merge(programme=t, from_=["T1", "T2"], into="T9", why="Y.", by=None), "was retired"),
    "a split into nothing": (
        lambda t, h: verbs.split(programme=t, code="T1", parts=[], why="Y.", by=None), "Name at least one part"),
    "a split without a reason": (
        lambda t, h: verbs.split(programme=t, code="T1", parts=[Part("A", h["T1"])], by=None), "Say why"),
    "a part without a name": (
        lambda t, h: verbs.split(programme=t, code="T1", parts=[Part(" ", h["T1"])], why="Y.", by=None),
        "Give each part a name"),
    "two parts under one code": (
        lambda t, h: verbs.split(programme=t, code="T1", why="Y.", by=None,
                                 parts=[Part("A", h["T1"][:1], "T5"), Part("B", h["T1"][1:], "T5")]),
        "T5 is given to two parts"),
    "a split of somebody else's passage": (
        lambda t, h: verbs.split(programme=t, code="T1", parts=[Part("A", h["T2"])], why="Y.", by=None),
        "not under T1 any more"),
    "a split that takes back a step that is not there": (
        lambda t, h: verbs.split(programme=t, code="T1", parts=[Part("A", h["T1"])], why="Y.", undoes=999, by=None),
        "There is no step 999"),
    "a move of nothing": (
        lambda t, h: verbs.move(programme=t, passages=[], from_="T1", to="T2", why="Y.", by=None),
        "Choose at least one passage"),
    "a move to where it is": (
        lambda t, h: verbs.move(programme=t, passages=h["T1"], from_="T1", to="T1", why="Y.", by=None),
        "are there already"),
    "a move to what was retired": (
        lambda t, h: verbs.move(programme=t, passages=h["T1"], from_="T1", to="T9", why="Y.", by=None), "was retired"),
    "retiring a whole with parts": (
        lambda t, h: verbs.retire(programme=t, code="T1", let_go=True, why="Y.", by=None), "T1 has sub-themes"),
    "retiring what holds a passage": (
        lambda t, h: verbs.retire(programme=t, code="T2", why="Y.", by=None), "1 passage would be left without a theme"),
    "retiring a theme into itself": (
        lambda t, h: verbs.retire(programme=t, code="T2", to={"T2": h["T2"]}, why="Y.", by=None),
        "T2 is the theme that goes"),
    "coding what is not here": (
        lambda t, h: verbs.code_many(programme=t, by=None, rows=[
            CodingRow(h["T1"][0], "T2", model="m"), CodingRow("6f1c2a52-0000-4000-8000-000000000000", "T2", model="m")]),
        "Row 1: There is no such passage"),
    "a coding by nobody": (
        lambda t, h: verbs.code(programme=t, passage=h["T1"][0], theme="T2", by=None), "needs somebody who made it"),
    "taking out what is not in": (
        lambda t, h: verbs.uncode(programme=t, passage=h["T1"][0], theme="T2", by=None), "Nothing of this is under T2"),
    "bringing in nothing": (
        lambda t, h: verbs.bring_in_themes(programme=t, rows=[], by=None), "There is no theme to bring in"),
    "bringing in without a name": (
        lambda t, h: verbs.bring_in_themes(programme=t, rows=[{"name": "A"}, {"name": ""}], by=None),
        "Row 2: Give the theme a name"),
    "bringing in under a bad code": (
        lambda t, h: verbs.bring_in_themes(programme=t, rows=[{"name": "A", "code": "no good"}], by=None),
        "Row 1: “no good” cannot be used"),
    "bringing in a part before its whole": (
        lambda t, h: verbs.bring_in_themes(programme=t, by=None, rows=[{"name": "A", "parent": "Z"}, {"name": "B",
                                                                                                  "code": "Z"}]),
        "Row 1: There is no theme Z above this row"),
    "taking back a step that is not there": (
        lambda t, h: verbs.undo(programme=t, sequence=0, by=None), "There is no step 0"),
}  # fmt: skip


@pytest.mark.parametrize("asked", REFUSED, ids=[name.replace(" ", "-") for name in REFUSED])
def test_refused_in_words_and_nothing_changed(town, ana, held, asked):
    act, said = REFUSED[asked]
    before = everything(town)
    with pytest.raises(ThemeProblem, match=said):
        act(town, held)
    assert everything(town) == before
    assert_log_tells_the_truth(town)


def test_what_is_of_another_programme_is_not_there(town, ana, held):
    """Codes are the same everywhere (T1, T2): the programme decides whose they are."""
    other = house.programme("Elsewhere")
    tom = house.team(other, Role.ANALYST)
    verbs.make_theme(programme=other, name="Theirs", code="T1", by=tom)
    before = everything(town)
    for act in (
        lambda: verbs.code(programme=other, passage=held["T1"][0], theme="T1", by=tom),
        lambda: verbs.uncode(programme=other, passage=held["T1"][0], theme="T1", by=tom),
        lambda: verbs.merge(programme=other, from_=["T1", "T2"], name="X", why="Y.", by=tom),
        lambda: verbs.edit_theme(programme=other, code="T1", parent="T2", by=tom),
    ):
        with pytest.raises(ThemeProblem):
            act()
    assert everything(town)[:3] == before[:3]
    assert queries.passages_of(other.pk, "T1", reader=verbs.passages.reader_of(tom)) == ()


CURATING = {
    "make": lambda t, h, by: verbs.make_theme(programme=t, name="New", by=by),
    "edit": lambda t, h, by: verbs.edit_theme(programme=t, code="T1", definition="D", by=by),
    "rename": lambda t, h, by: verbs.rename(programme=t, code="T1", name="N", by=by),
    "promote": lambda t, h, by: verbs.promote(programme=t, code="C1", by=by),
    "merge": lambda t, h, by: verbs.merge(programme=t, from_=["T1", "T2"], name="X", why="Y.", by=by),
    "split": lambda t, h, by: verbs.split(programme=t, code="T1", parts=[Part("A", h["T1"][:1])], why="Y.", by=by),
    "move": lambda t, h, by: verbs.move(programme=t, passages=h["T1"], from_="T1", to="T2", why="Y.", by=by),
    "retire": lambda t, h, by: verbs.retire(programme=t, code="C1", why="Y.", by=by),
    "bring in": lambda t, h, by: verbs.bring_in_themes(programme=t, rows=[{"name": "A"}], by=by),
    "code": lambda t, h, by: verbs.code(programme=t, passage=h["T1"][0], theme="T2", by=by),
    "uncode": lambda t, h, by: verbs.uncode(programme=t, passage=h["T1"][0], theme="T1", by=by),
    "undo": lambda t, h, by: verbs.undo(programme=t, sequence=2, by=by),
}


@pytest.mark.parametrize("action", CURATING)
def test_each_step_is_one_row_of_the_log_and_one_of_the_audit(town, ana, held, action):
    """And both say who: a change that nobody answers for is none that a reader can ask about."""
    steps, audited = ThemeStep.objects.count(), set(AuditEvent.objects.values_list("pk", flat=True))
    CURATING[action](town, held, ana)
    (step,) = ThemeStep.objects.order_by("sequence")[steps:]
    (event,) = AuditEvent.objects.exclude(pk__in=audited).filter(action__startswith="theme ")
    assert (step.action, step.by) == (action, ana)
    assert (event.action, event.by_id, event.about_id) == (f"theme {action}", ana.pk, str(step.sequence))
    assert_log_tells_the_truth(town)


@pytest.mark.parametrize("action", CURATING)
def test_a_step_that_fails_at_its_end_leaves_nothing_behind(town, ana, held, action, monkeypatch):
    """The audit is written last; where that cannot be done, the codebook is as if nobody had tried."""
    before = everything(town)

    def broken(**_: object) -> None:
        raise OSError("the disk is full")

    monkeypatch.setattr("coproduce.themes.verbs.steps.record", broken)
    with pytest.raises(OSError, match="disk is full"):
        CURATING[action](town, held, ana)
    assert everything(town) == before


@pytest.mark.parametrize("action", CURATING)
def test_when_listening_is_closed_the_codebook_stands(town, ana, held, action):
    for key in StageKey:
        programmes.set_stage(programme=town, key=key, state=StageState.PLANNED, by=None)
    before = everything(town)[:3]
    with pytest.raises(NotAllowed):
        CURATING[action](town, held, ana)
    assert everything(town)[:3] == before
