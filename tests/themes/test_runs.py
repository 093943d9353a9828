# SPDX-License-Identifier: AGPL-3.0-or-later
"""A run of the sorting machine ends in words whatever happens, and never holds anybody's."""

from datetime import timedelta

import numpy as np
import pytest

from coproduce.analysis.embedding_choice import choose
from coproduce.process import clock
from coproduce.process.consent import Purpose
from coproduce.process.roles import Role
from coproduce.process.stages import NotAllowed
from coproduce.themes import queries, verbs
from coproduce.themes.models import Suggestion, SuggestionRun, ThemeStep, VoiceVector
from coproduce.themes.verbs import ThemeProblem
from coproduce.themes.verbs.suggesting import machine_of
from coproduce.themes.verbs.vectors import KeptVectors, label_of, pieces_of
from tests import house

TEA, CAKE = "I drink my tea with a friend.", "The cake is on the table now."
pytestmark = pytest.mark.django_db(databases=["default", "keys"])


@pytest.fixture
def town():
    return house.programme()


@pytest.fixture
def ana(town):
    return house.team(town, Role.ANALYST)


def asked(town, ana) -> SuggestionRun:
    return SuggestionRun.objects.get(pk=verbs.ask_for_suggestions(programme=town, by=ana))


@pytest.mark.parametrize("many", [0, 1, 3])
def test_too_few_voices_are_better_read(town, ana, many):
    for n in range(many):
        house.voice(town, f"Thing {n}.")
    house.voice(town, "Not for reading.", agreed=[Purpose.HOLD])
    run = verbs.sort_now(programme=town, by=ana)
    (row,) = queries.runs(town.pk)
    assert (row.id, row.state) == (run, "failed") and "too few voices" in row.message and row.done_at
    assert not Suggestion.objects.exists() and not VoiceVector.objects.exists()


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (ImportError("no module named onnxruntime"), "not on this computer. Themes work without it"),
        (ThemeProblem("The model cannot read this language."), "cannot read this language"),
        (MemoryError("could not read: my brother hits me"), "Something went wrong while sorting. Nothing was changed"),
    ],
)
def test_what_goes_wrong_is_said_without_words(town, ana, monkeypatch, caplog, error, said):
    def broken(run: SuggestionRun) -> None:
        raise error

    monkeypatch.setattr("coproduce.themes.verbs.sorting._sort", broken)
    run = asked(town, ana)
    verbs.run_suggestions(run_id=run.pk)
    run.refresh_from_db()
    assert run.state == "failed" and said in run.message
    assert "brother" not in run.message + caplog.text, "an error may repeat what it read; we do not"
    assert not ThemeStep.objects.exists()


def test_a_run_is_done_once(town, ana, monkeypatch):
    run = asked(town, ana)
    SuggestionRun.objects.filter(pk=run.pk).update(state="done", message="Kept.")
    verbs.run_suggestions(run_id=run.pk)
    run.refresh_from_db()
    assert (run.state, run.message) == ("done", "Kept.")


def test_two_at_once_are_refused_and_one_that_was_broken_off_makes_way(town, ana):
    first = asked(town, ana)
    with pytest.raises(ThemeProblem, match="being sorted already"):
        verbs.ask_for_suggestions(programme=town, by=ana)
    with clock.at(clock.now() + timedelta(hours=5)):
        verbs.give_up_abandoned(programme=town)
    first.refresh_from_db()
    assert first.state == "waiting", "five hours may be a slow laptop"
    with clock.at(clock.now() + timedelta(hours=7)):
        verbs.give_up_abandoned(programme=town)
    first.refresh_from_db()
    assert first.state == "failed" and "broken off" in first.message
    verbs.ask_for_suggestions(programme=town, by=ana)


def test_an_abandoned_run_elsewhere_is_let_be(town, ana):
    other = house.programme("Elsewhere")
    theirs = asked(other, ana)
    with clock.at(clock.now() + timedelta(days=1)):
        verbs.give_up_abandoned(programme=town)
    theirs.refresh_from_db()
    assert theirs.state == "waiting"


def test_the_stage_must_be_open(ana):
    early = house.programme("Early", open_stages=())
    with pytest.raises(NotAllowed):
        verbs.ask_for_suggestions(programme=early, by=ana)


@pytest.mark.parametrize(
    ("done", "percent", "state", "at_work"),
    [(0.0, 0, "waiting", True), (0.334, 33, "running", True), (1.0, 100, "done", False), (0.4, 40, "failed", False)],
)
def test_how_far_it_is(town, done, percent, state, at_work):
    SuggestionRun.objects.create(programme=town, asked_at=clock.now(), state=state, done_part=done)
    (row,) = queries.runs(town.pk)
    assert (row.percent, row.at_work) == (percent, at_work)


@pytest.mark.parametrize(
    ("stability", "words"),
    [(None, "not measured"), (0.1, "holds loosely together"), (0.5, "holds fairly together"),
     (0.74, "holds fairly together"), (0.75, "holds firmly together")],
)  # fmt: skip
def test_how_firmly_a_group_holds_is_said_in_words(town, ana, stability, words):
    run = SuggestionRun.objects.create(programme=town, asked_at=clock.now(), state="done")
    made = Suggestion.objects.create(run=run, number=1, phrases=[], stability=stability)
    row, _ = queries.suggestion(town.pk, made.pk, reader=verbs.passages.reader_of(ana))
    assert row.steady == words


def test_a_machine_without_a_name_is_called_one():
    assert machine_of(SuggestionRun(model="", version="")) == "machine"
    assert machine_of(SuggestionRun(model="m" * 100, version="1")) == "m" * 80


class Counting:
    """A model that says which sentences it was given: (length, number of vowels) of each."""

    name, version = "counting", "1"

    def __init__(self) -> None:
        self.read: list[str] = []

    def encode(self, texts, progress=None):
        self.read += texts
        return np.array([[len(t), sum(c in "aeiou" for c in t)] for t in texts], dtype=np.float32).reshape(-1, 2)


class TestKeptVectors:
    """Vectors are used again while the words are the same, and never for other words."""

    def vectors(self, texts):
        model = Counting()
        return model, KeptVectors(model, texts)

    def test_a_sentence_is_read_once_however_often_it_was_said(self, town):
        voice = house.voice(town, f"{TEA} {TEA} {CAKE}")
        model, kept = self.vectors({voice.pk: f"{TEA} {TEA} {CAKE}"})
        found = kept.encode(pieces_of(f"{TEA} {TEA} {CAKE}"))
        assert found.shape == (3, 2) and model.read == [TEA, CAKE]
        assert kept.keep(town.pk, {voice.pk}) == 1
        again, reborn = self.vectors({voice.pk: f"{TEA} {TEA} {CAKE}"})
        assert np.array_equal(reborn.encode(pieces_of(f"{TEA} {TEA} {CAKE}")), found) and again.read == []

    def test_of_a_voice_that_is_not_allowed_nothing_is_kept(self, town):
        voice = house.voice(town, "Tea.")
        _, kept = self.vectors({voice.pk: "Tea."})
        kept.encode(["Tea."])
        assert kept.keep(town.pk, set()) == 0 and not VoiceVector.objects.exists()

    def test_words_that_were_mended_are_read_anew_and_the_old_vectors_go(self, town):
        voice = house.voice(town, f"{TEA} {CAKE}")
        _, kept = self.vectors({voice.pk: f"{TEA} {CAKE}"})
        kept.encode([TEA, CAKE])
        kept.keep(town.pk, {voice.pk})
        old = VoiceVector.objects.get().entry_id
        mended = f"{TEA} {CAKE} And there is bread, which I bake."
        model, kept = self.vectors({voice.pk: mended})
        kept.encode(pieces_of(mended))
        assert len(model.read) == 3, "another number of sentences: none of the old vectors is trusted"
        assert kept.keep(town.pk, {voice.pk}) == 1
        assert VoiceVector.objects.get().entry_id != old

    def test_another_version_is_another_model(self, town):
        voice = house.voice(town, "Tea.")
        _, kept = self.vectors({voice.pk: "Tea."})
        kept.encode(["Tea."])
        kept.keep(town.pk, {voice.pk})
        newer = Counting()
        newer.version = "2"
        assert label_of(newer) != label_of(kept)
        assert KeptVectors(newer, {voice.pk: "Tea."}).encode(["Tea."]).tolist() == [[4.0, 2.0]] and newer.read == [
            "Tea."
        ]

    def test_nothing_to_read_has_the_shape_of_the_model(self, town):
        _, kept = self.vectors({})
        assert kept.encode([]).shape == (0, 2) and kept.keep(town.pk, set()) == 0


def test_the_machine_of_this_house_reads_any_script(town):
    """The one that needs no weights is always there, so themes are suggested on the barest laptop."""
    choice = choose(["Tea.", "چائے", "茶"], ["en", "ur", "zh"], "letters")
    assert choice.embedder.encode(["Tea.", "چائے", "茶"]).shape[0] == 3
