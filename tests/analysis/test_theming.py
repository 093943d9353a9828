# SPDX-License-Identifier: AGPL-3.0-or-later
"""Themes: everybody is somewhere, small groups stay, repeats are one view, and order never matters."""

import random
from collections import defaultdict

import pytest

from coproduce.analysis import ThemeModel

MATTERS = {
    "buses": ["The bus stops too early", "Buses never come on Sundays", "Bus fares are too high for my family",
              "The number 11 bus is always late", "No evening bus home from the group", "Bus drivers do not wait"],
    "gardens": ["My allotment keeps me well", "Growing vegetables calms me", "The community garden saved me",
                "Digging in the garden helps me sleep", "We need more allotments", "Gardening with others is good"],
    "waiting": ["I waited a year for counselling", "The waiting list for therapy is too long",
                "Nobody rang me while I waited for help", "Therapy came two years too late",
                "They put me on a waiting list again", "Waiting for an appointment made me worse"],
    "young": ["Young people need somewhere to go", "The youth club closed", "My teenage son has no youth worker",
              "Schools should have youth workers", "There is nothing for teenagers here", "Open the youth club again"],
}  # fmt: skip
PLACES = ["in Sparkbrook", "round here", "in our street", "at the moment", "since last winter", "for people like us"]
TEXTS = [f"{text} {place}." for texts in MATTERS.values() for text in texts for place in PLACES[:4]]
TRUTH = [matter for matter, texts in MATTERS.items() for _ in texts for _ in PLACES[:4]]


def fitted(texts=TEXTS, **given):
    options = {name: given.pop(name) for name in ("n_themes", "resamples", "embedder", "minority") if name in given}
    return ThemeModel(**{"resamples": 0, **options}).fit(texts, **given)


def test_planted_matters_come_back():
    model = fitted(n_themes=4)
    found = defaultdict(set)
    for truth, label in zip(TRUTH, model.labels_, strict=True):
        found[label].add(truth)
    assert len(found) == 4
    assert sum(len(truths) == 1 for truths in found.values()) >= 3


def test_every_readable_row_has_a_theme_and_the_others_a_reason():
    model = fitted([*TEXTS, "", "  ", "?!…", "👍", "7"])
    rows = {given.row for given in model.assignments_}
    out = {left.row: left.reason for left in model.unassigned_}
    assert rows | set(out) == set(range(len(TEXTS) + 5)) and not rows & set(out)
    assert out == {len(TEXTS): "empty", len(TEXTS) + 1: "empty", len(TEXTS) + 2: "only punctuation"}
    assert {label for row, label in enumerate(model.labels_) if row in out} == {-1}


def test_weights_of_a_row_sum_to_one_with_its_first_theme_first():
    model = fitted(n_themes=4)
    held = defaultdict(list)
    for given in model.assignments_:
        held[given.row].append(given.weight)
    assert all(abs(sum(weights) - 1) < 1e-9 and weights == sorted(weights, reverse=True) for weights in held.values())


def test_a_comment_of_two_matters_has_two_themes():
    texts = [*TEXTS, "The bus stops too early in Sparkbrook. My allotment keeps me well round here."]
    model = fitted(texts, n_themes=4)
    assert sum(given.row == len(TEXTS) for given in model.assignments_) == 2


def test_any_row_order_gives_the_same_themes():
    order = list(range(len(TEXTS)))
    random.Random(1).shuffle(order)
    people = [f"P{row % 40}" for row in range(len(TEXTS))]
    straight = fitted(people=people, resamples=3)
    turned = fitted([TEXTS[row] for row in order], people=[people[row] for row in order], resamples=3)

    def shown(model, place):
        return [
            (theme.id, theme.label, theme.size, theme.stability, theme.parent, [place[row] for row in theme.exemplars])
            for theme in model.themes_
        ]

    assert shown(straight, range(len(TEXTS))) == shown(turned, order)
    assert sorted((order[given.row], given.theme, given.weight) for given in turned.assignments_) == sorted(
        (given.row, given.theme, given.weight) for given in straight.assignments_
    )


def test_repeats_are_one_view_and_sizes_count_people():
    texts = [*TEXTS, *["More benches, please!"] * 30, "more benches please", "MORE BENCHES PLEASE."]
    people = [f"P{row}" for row in range(len(TEXTS))] + ["Ann"] * 30 + ["Bo", "Cy"]
    model = fitted(texts, people=people)
    benches = [view for view in model.views_ if "bench" in view.key]
    assert len(benches) == 1 and len(benches[0].rows) == 32 and benches[0].people == {
        ("person", "Ann"), ("person", "Bo"), ("person", "Cy"),
    }  # fmt: skip
    assert max(theme.size for theme in model.themes_) < len(TEXTS)
    assert len({model.labels_[row] for row in benches[0].rows}) == 1


def test_nothing_is_an_answer_to_its_own_question():
    texts = [*TEXTS, *["Nothing", "none.", "N/A"] * 2]
    questions = ["What matters?"] * len(TEXTS) + ["What was bad?"] * 3 + ["What was good?"] * 3
    model = fitted(texts, questions=questions)
    answers = [theme for theme in model.themes_ if theme.kind == "answer"]
    assert {theme.questions for theme in answers} == {("What was bad?",), ("What was good?",)}
    assert all(theme.size == 3 and theme.label.startswith("“") for theme in answers)


def test_a_small_distinct_group_stays_a_theme_of_its_own():
    few = ["The ramp is too steep for my wheelchair", "No wheelchair can pass the library door",
           "My wheelchair does not fit in the lift", "Wheelchair users cannot reach the counter"]  # fmt: skip
    texts = TEXTS + few
    model = fitted(texts, n_themes=8)
    theirs = set(model.labels_[len(TEXTS) :])
    assert len(theirs) == 1
    theme = model.themes_[theirs.pop()]
    assert theme.size <= 6 and "wheelchair" in theme.label.casefold()


def test_phrases_are_people_s_own_words_in_their_place():
    model = fitted(n_themes=4)
    phrases = [phrase for theme in model.themes_ for phrase in theme.keyphrases]
    assert phrases and all(TEXTS[phrase.row][phrase.start : phrase.end] == phrase.text for phrase in phrases)
    for theme in model.themes_:
        assert all(model.labels_[phrase.row] == model.themes_.index(theme) for phrase in theme.keyphrases)
        assert all(model.labels_[row] == model.themes_.index(theme) for row in theme.exemplars)
    assert len({theme.label for theme in model.themes_}) == 4


def test_parents_are_themes_without_parents():
    model = fitted(n_themes=10)
    themes = {theme.id: theme for theme in model.themes_}
    assert len(themes) == 10
    parents = {theme.parent for theme in model.themes_} - {None}
    assert parents and all(themes[parent].parent is None for parent in parents)


def test_clear_matters_are_stable():
    steady = fitted(n_themes=4, resamples=5).themes_
    assert all(0 <= theme.stability <= 1 for theme in steady)
    assert sum(theme.stability for theme in steady) / 4 > 0.6


@pytest.mark.parametrize("count", [1, 2, 3, 5, 9])
def test_a_handful_of_comments_is_enough(count):
    model = fitted(TEXTS[::7][:count], resamples=2)
    assert {given.row for given in model.assignments_} == set(range(count))


@pytest.mark.parametrize("texts", [[], [""], ["None"], ["?", "n/a"]])
def test_no_comments_are_no_fault(texts):
    model = fitted(texts, resamples=2)
    assert len(model.assignments_) + len(model.unassigned_) == len(texts)


def test_as_many_themes_as_asked_short_answers_included():
    texts = [*TEXTS, "Nothing", "None", "No comment"]
    questions = ["a"] * len(TEXTS) + ["a", "b", "c"]
    assert len(fitted(texts, questions=questions, n_themes=5).themes_) == 5


def test_it_is_an_estimator_whose_settings_can_be_read_and_copied():
    from sklearn.base import clone

    model = ThemeModel(7, minority=0.05)
    assert clone(model).get_params() == model.get_params()
    assert not hasattr(model, "themes_")
    with pytest.raises(ValueError, match="at least 1"):
        ThemeModel(0).fit(TEXTS)
    with pytest.raises(ValueError, match="one question"):
        ThemeModel().fit(TEXTS, questions=["one"])


def test_letters_alone_will_do():
    assert fitted(embedder="letters", n_themes=4).n_themes_ == 4


def test_words_of_every_script_stay_whole():
    from coproduce.analysis.theming_names import phrases

    for sentence in ("কথা বলতে চাই", "ਮੈਨੂੰ ਬਾਗ ਪਸੰਦ ਹੈ", "عورتوں کے لیے جگہ", "मुझे बगीचा पसंद है"):
        spans = {sentence[start:end] for _, start, end in phrases(sentence)}
        assert set(sentence.split()) <= spans
