# SPDX-License-Identifier: AGPL-3.0-or-later
"""The life of themes after the first fit: decisions hold, new voices find their place, themes go to the next programme."""

import random
from collections import defaultdict

import numpy as np
import pytest

from coproduce.analysis import ThemeModel
from coproduce.analysis.theming_naming import Namer
from coproduce.analysis.theming_results import KeptTheme
from tests.analysis.test_theming import TEXTS, TRUTH

MATTERS = sorted(set(TRUTH))


def fitted(texts=TEXTS, count=6, **given):
    return ThemeModel(count, resamples=given.pop("resamples", 0)).fit(texts, **given)


def theme_of(model, row):
    return model.themes_[model.labels_[row]]


def test_a_merge_holds_in_every_later_fit():
    merged = ["Getting about and growing" if truth in ("buses", "gardens") else None for truth in TRUTH]
    model = fitted(held=merged)
    together = {theme_of(model, row).id for row, held in enumerate(merged) if held}
    assert len(together) == 1
    theme = next(theme for theme in model.themes_ if theme.id in together)
    assert (theme.kind, theme.held, theme.label, theme.named_by) == (
        "held",
        *["Getting about and growing"] * 2,
        "people",
    )
    assert theme.size == merged.count("Getting about and growing")


def test_a_split_holds_although_the_words_are_alike():
    buses = [row for row, truth in enumerate(TRUTH) if truth == "buses"]
    held = [None] * len(TEXTS)
    for place, row in enumerate(buses):
        held[row] = "early" if place % 2 else "late"
    model = fitted(held=held)
    assert {theme_of(model, row).held for row in buses[1::2]} == {"early"}
    assert {theme_of(model, row).held for row in buses[::2]} == {"late"}


def test_one_repeat_in_two_themes_is_two_views():
    texts = [*TEXTS, "More benches please", "more benches, please!"]
    held = [None] * len(TEXTS) + ["Streets", "Parks"]
    model = fitted(texts, held=held)
    assert [theme_of(model, row).held for row in (-2 % len(texts), -1 % len(texts))] == ["Streets", "Parks"]


def test_a_move_of_a_short_answer_holds_too():
    texts, questions = [*TEXTS, "Nothing", "None"], ["a"] * len(TEXTS) + ["b", "b"]
    model = fitted(texts, questions=questions, held=[None] * len(TEXTS) + ["Content", None])
    assert theme_of(model, len(TEXTS)).held == "Content"
    assert theme_of(model, len(TEXTS) + 1).kind == "answer"


def test_others_may_join_what_people_hold_and_the_rest_make_new_themes():
    held = [None] * len(TEXTS)
    buses = [row for row, truth in enumerate(TRUTH) if truth == "buses"]
    for row in buses[:12]:
        held[row] = "Buses"
    model = fitted(held=held, count=4)
    assert sum(theme_of(model, row).held == "Buses" for row in buses[12:]) >= 9
    others = {theme_of(model, row).id for row, truth in enumerate(TRUTH) if truth != "buses"}
    assert len(others) >= 3 and sum(theme.held == "Buses" for theme in model.themes_) == 1


@pytest.mark.parametrize("seed", range(6))
def test_decisions_of_any_kind_are_obeyed_to_the_last_row(seed):
    chance = random.Random(seed)
    held = [chance.choice([None, None, "A", "B", "C"]) for _ in TEXTS]
    model = fitted(held=held, count=chance.choice([1, 3, 8]))
    assert all(theme_of(model, row).held == name for row, name in enumerate(held) if name)
    assert {theme.held for theme in model.themes_} >= {name for name in held if name}


def test_held_themes_in_any_row_order_are_the_same():
    held = [truth if row % 3 == 0 and truth != "young" else None for row, truth in enumerate(TRUTH)]
    order = list(range(len(TEXTS)))
    random.Random(4).shuffle(order)
    one = fitted(held=held, resamples=2)
    two = fitted([TEXTS[row] for row in order], held=[held[row] for row in order], resamples=2)
    assert [(t.id, t.label, t.size, t.stability) for t in one.themes_] == [
        (t.id, t.label, t.size, t.stability) for t in two.themes_
    ]
    assert [one.labels_[row] for row in order] == list(two.labels_)


def test_new_voices_are_placed_and_nothing_moves():
    early = [row for row in range(len(TEXTS)) if row % 4]
    model = fitted([TEXTS[row] for row in early], count=4)
    before = (list(model.themes_), list(model.assignments_), model.labels_.copy())
    late = [row for row in range(len(TEXTS)) if row % 4 == 0]
    given, missed = model.assign([TEXTS[row] for row in late])
    assert not missed and {one.row for one in given} == set(range(len(late)))
    usual = {}
    for place, row in enumerate(early):
        usual.setdefault(TRUTH[row], defaultdict(int))[model.themes_[model.labels_[place]].id] += 1
    first = {}
    for one in given:
        first.setdefault(one.row, one.theme)
    right = sum(first[place] == max(usual[TRUTH[row]], key=usual[TRUTH[row]].get) for place, row in enumerate(late))
    assert right >= 0.9 * len(late)
    assert before[0] == model.themes_ and before[1] == model.assignments_ and (before[2] == model.labels_).all()


def test_what_was_said_before_goes_where_it_went_before():
    model = fitted()
    again, missed = model.assign([f"  {text.upper()} " for text in TEXTS])
    assert not missed
    assert [(a.row, a.theme, a.weight) for a in again] == [(a.row, a.theme, a.weight) for a in model.assignments_]


def test_each_new_voice_is_placed_by_itself():
    model = fitted()
    new = ["The tram stops at nine", "I grow beans on my balcony", "", "Nothing"]
    together, missed = model.assign(new)
    alone = [one for row, text in enumerate(new) for one in model.assign([text])[0]]
    assert [(a.theme, a.weight) for a in together] == [(a.theme, a.weight) for a in alone]
    assert [(left.row, left.reason) for left in missed] == [
        (2, "empty"), (3, "a short answer to a question that has no theme of short answers"),
    ]  # fmt: skip


def test_new_short_answers_join_those_to_the_same_question():
    model = fitted([*TEXTS, "None"], questions=["a"] * len(TEXTS) + ["b"])
    given, missed = model.assign(["Nothing", "N/A"], questions=["b", "a"])
    answer = next(theme for theme in model.themes_ if theme.kind == "answer")
    assert [(one.row, one.theme) for one in given] == [(0, answer.id)] and [left.row for left in missed] == [1]


def test_themes_carry_over_to_the_next_programme():
    half = [row for row in range(len(TEXTS)) if row % 2]
    first = fitted([TEXTS[row] for row in half], held=[TRUTH[row] for row in half])
    carried = [theme for theme in first.kept_ if theme.name in MATTERS]
    assert sorted(theme.name for theme in carried) == MATTERS
    unheard = KeptTheme("Space travel", first.embedder_.name, tuple(-np.array(first.kept_[0].vector)))
    other = KeptTheme("Of another model", "another", tuple(np.eye(384)[1]))
    rest = [row for row in range(len(TEXTS)) if not row % 2]
    second = fitted([TEXTS[row] for row in rest], count=4, kept=[*carried, unheard, other])
    assert sum(theme_of(second, place).held == TRUTH[row] for place, row in enumerate(rest)) >= 0.85 * len(rest)
    assert not {"Space travel", "Of another model"} & {theme.held for theme in second.themes_}


def test_a_machine_may_name_themes_and_says_so():
    asked = []

    def suggest(wanted):
        asked.extend(wanted)
        return ["Getting around", "", *["Getting around"] * (len(wanted) - 2)]

    texts = [*TEXTS, "Nothing"]
    namer = Namer("house-model 1", suggest, lambda text: text.replace("Sparkbrook", "[PLACE]"))
    held = ["Mine" if truth == "young" else None for truth in TRUTH] + [None]
    model = fitted(texts, count=5, held=held, namer=namer)
    by = defaultdict(list)
    for theme in model.themes_:
        by[theme.named_by].append(theme)
    assert [theme.label for theme in by["house-model 1"]] == ["Getting around"]
    assert [theme.label for theme in by["people"]] == ["Mine"]
    assert by["words"] and all(theme.label not in ("", "Getting around") for theme in by["words"])
    assert asked and not any("Sparkbrook" in comment for one in asked for comment in one.exemplars)


def test_a_namer_with_too_few_names_is_refused():
    with pytest.raises(ValueError, match="0 names for"):
        fitted(namer=Namer("m", lambda wanted: [], str))


def test_held_must_be_as_long_as_the_texts():
    with pytest.raises(ValueError, match="for each text"):
        fitted(held=["one"])
