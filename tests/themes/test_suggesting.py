# SPDX-License-Identifier: AGPL-3.0-or-later
"""The machine suggests, a person decides, somebody takes their words back, and nothing of them is left."""

from pathlib import Path

import pytest
from django.conf import settings as django_settings
from django.db import connection
from django.test.utils import CaptureQueriesContext

from coproduce.listening import verbs as listening
from coproduce.people.models import AuditEvent
from coproduce.people.queries import Reader
from coproduce.process.consent import Purpose
from coproduce.process.roles import Role
from coproduce.themes import queries, verbs
from coproduce.themes.models import (
    Coding,
    Passage,
    Suggestion,
    SuggestionMember,
    SuggestionRun,
    Theme,
    ThemeStep,
    VoiceVector,
)
from coproduce.themes.verbs import ThemeProblem
from coproduce.vault.models import Entry, EntryKey
from tests import house
from tests.themes.state import assert_log_tells_the_truth, now

pytestmark = pytest.mark.django_db(databases=["default", "keys"], transaction=True)

PLANTED = "The zephyrheron at the lock keeps me waiting for the doctor on the phone."
WAITING = [
    "I waited nine months for the doctor.", "The waiting list for the doctor was a year long.",
    "You ring the doctor at eight and wait on the phone.", "Waiting on the phone for the doctor again.",
]  # fmt: skip
PARKS = [
    "Walking in the park by the canal keeps me well.", "The park is where I walk and breathe.",
    "I walk the dog in the park each day.", "A walk by the canal, birds in the park.",
]  # fmt: skip


@pytest.fixture
def town():
    return house.programme()


@pytest.fixture
def ana(town):
    return house.team(town, Role.ANALYST)


@pytest.fixture
def people(town):
    """Eight people who said one thing each, one who said the planted words, one who did not agree to analysis."""
    for text in WAITING + PARKS:
        house.voice(town, text, who=house.participant(town))
    house.voice(town, "Not to be read by machines or people.", agreed=[Purpose.HOLD])
    house.voice(town, "…")
    one = house.participant(town)
    return one, house.voice(town, PLANTED, who=one)


def sort(town, ana, **settings):
    """Suggestions from shared letters alone, which needs no model; the task is run as the worker runs it."""
    settings = {"embedder": "letters", "n_themes": 2, **settings}
    return verbs.start_suggestions(programme=town, by=ana, settings=settings)


def test_from_suggestion_to_theme_and_back_to_nothing(town, ana, people):
    person, planted = people
    run = sort(town, ana)
    (row,) = queries.runs(town.pk)
    assert (row.state, row.percent, row.model, row.version, row.voices_read) == ("done", 100, "letters", "1", 10)
    assert row.settings["n_themes"] == 2 and row.settings["method"]
    reader = Reader.team(ana)
    groups = queries.suggestions_of(town.pk, run, reader=reader)
    assert len(groups) == 2 and all(group.size.people for group in groups)
    shown = {view.words for group in groups for view in queries.members_of(town.pk, group.id, reader=reader)}
    assert shown == {*WAITING, *PARKS, PLANTED}
    missed = queries.not_placed(town.pk, run, reader=reader)
    assert {(m.words, m.reason) for m in missed} == {
        ("…", "only punctuation"), ("", "may not be analysed: not agreed, or put aside")
    }  # fmt: skip

    first = [view.words for view in queries.members_of(town.pk, groups[0].id, reader=reader)]
    waits, parks = groups if PLANTED in first else reversed(groups)
    with pytest.raises(ThemeProblem, match="in your own words"):
        verbs.accept_suggestion(programme=town, suggestion=waits.id, by=ana)
    made = verbs.accept_suggestion(programme=town, suggestion=waits.id, name="Waiting", by=ana)
    verbs.accept_suggestion(programme=town, suggestion=parks.id, name="Parks", by=ana)
    with pytest.raises(ThemeProblem, match="accepted already"):
        verbs.set_aside(programme=town, suggestion=waits.id, by=ana)
    coding = Coding.objects.filter(theme=made).first()
    assert (coding.model, coding.coder, coding.accepted_by) == ("letters 1", None, ana)
    assert queries.theme(town.pk, "T1").suggested and queries.theme(town.pk, "T1").size.people >= 4

    merged = verbs.merge(programme=town, from_=["T1", "T2"], name="Time", why="To see.", by=ana)
    held = queries.passage_ids_of(town.pk, merged.code)
    verbs.split(programme=town, code=merged.code, parts=[verbs.Part("Half", held[:3])], why="Too big.", by=ana)
    split = queries.log(town.pk)[-1].sequence
    verbs.undo(programme=town, sequence=split, by=ana)
    verbs.undo(programme=town, sequence=split - 1, by=ana)
    assert queries.replay(town.pk).live == ("T1", "T2")
    assert_log_tells_the_truth(town)

    before = queries.theme(town.pk, "T1").size.people
    changed = listening.withdraw_voice(voice=planted, by=None)
    assert any(c.text == "The theme “Waiting” now draws on one person fewer." for c in changed)
    assert queries.theme(town.pk, "T1").size.people == before - 1
    state = queries.replay(town.pk)
    assert state.gaps >= 1
    assert_log_tells_the_truth(town)
    nothing_left(planted, person)


def nothing_left(planted, person):
    """No row of themes, no vector, no key, and no byte of the database knows the words or whose they were."""
    assert not Passage.objects.filter(voice_id=planted.pk).exists()
    assert not VoiceVector.objects.filter(voice_id=planted.pk).exists()
    assert VoiceVector.objects.count() == 8 == len(VoiceVector.objects.values("entry_id").distinct())
    entries = set(VoiceVector.objects.values_list("entry_id", flat=True))
    assert entries <= set(Entry.objects.values_list("id", flat=True))
    assert set(EntryKey.objects.values_list("entry_id", flat=True)) == set(Entry.objects.values_list("id", flat=True))
    for model in (Theme, ThemeStep, Suggestion, SuggestionRun, SuggestionMember, Coding):
        for row in model.objects.all().values():
            assert "zephyrheron" not in str(row)
            if model is not ThemeStep:
                assert str(planted.pk) not in str(row)
    name = django_settings.DATABASES["default"]["NAME"]
    if str(name).endswith(".db"):
        assert b"zephyrheron" not in Path(name).read_bytes()


def test_the_same_words_are_not_read_twice_by_the_model(town, ana, people):
    sort(town, ana)
    kept = dict(VoiceVector.objects.values_list("voice_id", "entry_id"))
    house.voice(town, "A new thing about the bus.")
    second = sort(town, ana)
    assert queries.runs(town.pk)[0].id == second
    again = dict(VoiceVector.objects.values_list("voice_id", "entry_id"))
    assert {v: again[v] for v in kept} == kept and len(again) == len(kept) + 1


def test_kept_vectors_are_those_the_model_would_give(town, people):
    import numpy as np

    from coproduce.analysis.embedding_letters import Letters
    from coproduce.listening.queries import analysable
    from coproduce.themes.verbs.vectors import KeptVectors

    class Deaf(Letters):
        def encode(self, texts, progress=None):
            assert not texts, "it was to be read from what is kept"
            return super().encode(texts, progress)

    texts = {row.id: text for row, text in zip(analysable(town.pk), WAITING + PARKS, strict=False)}
    first = KeptVectors(Letters(), texts)
    fresh = first.encode(WAITING)
    first.keep(town.pk, set(texts))
    assert np.array_equal(KeptVectors(Deaf(), texts).encode(WAITING), fresh)


def test_a_suggestion_may_go_into_a_theme_that_is_there_in_part(town, ana, people):
    run = sort(town, ana)
    group = queries.suggestions_of(town.pk, run, reader=Reader.team(ana))[0]
    chosen = [view.id for view in queries.members_of(town.pk, group.id, reader=Reader.team(ana))][:2]
    verbs.make_theme(programme=town, name="Mine", by=ana)
    verbs.accept_suggestion(programme=town, suggestion=group.id, into="T1", passages=chosen, by=ana)
    assert now(town)["T1"] == set(chosen)
    step = queries.log(town.pk)[-1]
    verbs.undo(programme=town, sequence=step.sequence, by=ana)
    assert "T1" not in now(town) and Suggestion.objects.get(pk=group.id).outcome == "open"
    aside = verbs.set_aside(programme=town, suggestion=group.id, by=ana, why="Says nothing.")
    assert Suggestion.objects.get(pk=group.id).outcome == "set aside"
    verbs.undo(programme=town, sequence=aside, by=ana)
    assert Suggestion.objects.get(pk=group.id).outcome == "open"
    assert_log_tells_the_truth(town)


def test_what_goes_wrong_is_said_and_changes_nothing(town, ana):
    house.voice(town, "Alone.")
    run = sort(town, ana)
    (row,) = queries.runs(town.pk)
    assert row.state == "failed" and "too few voices" in row.message and not Suggestion.objects.filter(run=run).exists()
    for text in WAITING:
        house.voice(town, text)
    sort(town, ana, embedder="no such model")
    assert queries.runs(town.pk)[0].state == "failed" and "no such model" not in queries.runs(town.pk)[0].message
    waiting = verbs.ask_for_suggestions(programme=town, by=ana)
    with pytest.raises(ThemeProblem, match="sorted already"):
        verbs.ask_for_suggestions(programme=town, by=ana)
    verbs.run_suggestions(run_id=waiting)
    assert queries.runs(town.pk)[0].state == "done"


def test_looking_at_one_group_opens_no_words_of_another(town, ana, people):
    """The audit says which voices were opened: it may not name some that nobody saw."""
    groups = queries.suggestions_of(town.pk, sort(town, ana), reader=Reader.team(ana))
    assert len(groups) == 2
    for group in groups:
        assert queries.suggestion(town.pk, group.id, reader=Reader.team(ana))[0] == group
        opened = set(AuditEvent.objects.filter(action="words opened").latest("pk").detail["voices"])
        members = SuggestionMember.objects.filter(suggestion_id=group.id)
        assert opened and opened <= {str(voice) for voice in members.values_list("passage__voice_id", flat=True)}


def test_more_groups_ask_the_database_no_more(town, ana, people):
    asked = []
    for many in (2, 4):
        run = sort(town, ana, n_themes=many)
        with CaptureQueriesContext(connection) as heard:
            groups = queries.suggestions_of(town.pk, run, reader=Reader.team(ana))
            queries.runs(town.pk)
        asked.append((len(groups), len(heard)))
    assert asked[0][0] < asked[1][0] and asked[0][1] == asked[1][1]
