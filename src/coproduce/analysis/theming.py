# SPDX-License-Identifier: MIT
"""Theme suggestions: a sorting aid for a reader, never the last word.

No outlier bin, several themes a comment, one view held by several people counted once for grouping and by its people
for size, small distinct groups kept, the same result in any row order.
"""

import math
from collections.abc import Callable, Hashable, Sequence

import numpy as np
from sklearn.base import BaseEstimator
from threadpoolctl import threadpool_limits

from coproduce.analysis.embedding import Embedder, Vectors, choose, unit
from coproduce.analysis.embedding_languages import beyond_english, centred, script
from coproduce.analysis.theming_assembling import Grouping, assemble, first_themes
from coproduce.analysis.theming_passages import passages, words
from coproduce.analysis.theming_spread import spread
from coproduce.analysis.theming_stability import stability
from coproduce.analysis.theming_tree import families, grouped, smoothed
from coproduce.analysis.theming_views import View, gather

METHOD_VERSION = "1"
#: More than a reader can hold in mind at once.
MOST_THEMES = 40
Tell = Callable[[str, int, int], None]


class ThemeModel(BaseEstimator):  # type: ignore[misc]
    """Suggests themes for comments.

    Parameters
    ----------
    n_themes : how many themes, those of short answers included; None takes the square root of half the distinct
        views, 2 to 40, and adds the short answers.
    embedder : an `Embedder`, or its name (english, multilingual, letters), or None to choose by language.
    question_weight : how much the question counts beside the answer; 0 leaves it out.
    minority : a distinct group of this share of the people stays a theme of its own.
    resamples : how often people are drawn anew to see how stable each theme is; 0 leaves it out.
    random_state : seed of the resamples.

    Attributes, after `fit`: `themes_`, `assignments_`, `unassigned_`, `labels_` (each row's first theme as a position
    in `themes_`, -1 for none), `views_`, `embedder_`, `n_themes_`, `notes_`.
    """

    def __init__(
        self,
        n_themes: int | None = None,
        *,
        embedder: Embedder | str | None = None,
        question_weight: float = 0.2,
        minority: float = 0.03,
        resamples: int = 10,
        random_state: int = 0,
    ) -> None:
        self.n_themes = n_themes
        self.embedder = embedder
        self.question_weight = question_weight
        self.minority = minority
        self.resamples = resamples
        self.random_state = random_state

    def fit(
        self,
        texts: Sequence[str],
        y: object = None,
        *,
        questions: Sequence[str | None] | None = None,
        people: Sequence[Hashable | None] | None = None,
        languages: Sequence[str | None] | None = None,
        progress: Tell | None = None,
    ) -> "ThemeModel":
        """Group the texts; a person of None is somebody of whom nothing else is known."""
        texts = [str(text) for text in texts]
        if self.n_themes is not None and self.n_themes < 1:
            raise ValueError("The number of themes must be at least 1.")
        tell = progress or (lambda what, done, total: None)
        asked = [question or "" for question in questions] if questions is not None else [""] * len(texts)
        spoken = [language or "" for language in languages] if languages is not None else [""] * len(texts)
        persons: list[Hashable] = [
            ("row", row) if person in (None, "") else ("person", person)
            for row, person in enumerate(people if people is not None else [None] * len(texts))
        ]
        for given in (asked, spoken, persons):
            if len(given) != len(texts):
                raise ValueError("There must be one question, person and language for each text.")
        self.notes_: list[str] = []
        self.views_, self.unassigned_ = gather(texts, asked, persons, spoken)
        short = [number for number, view in enumerate(self.views_) if view.group]
        found = [number for number, view in enumerate(self.views_) if not view.group]
        # More threads may add in another order, and then the bytes differ.
        with threadpool_limits(1):
            grouping = self._found([self.views_[number] for number in found], tell)
        self.themes_, self.assignments_ = assemble(
            texts, self.views_, found, grouping, self._short_answers(short, len(found))
        )
        self.labels_ = first_themes(len(texts), self.themes_, self.assignments_)
        self.n_themes_ = len(self.themes_)
        return self

    def _found(self, views: list[View], tell: Tell) -> Grouping:
        """Groups of the views that say something of their own."""
        whole, sentences, owners, lengths = self._vectors(views, tell)
        space = self._with_questions(whole, views)
        tell("grouping", 0, 1)
        people = np.array([len(view.people) for view in views], dtype=float)
        persons = len(set().union(*(view.people for view in views)))
        smallest = max(1.0, min(10.0, self.minority * persons / 2))
        count = self._how_many(len(views), sum(1 for view in self.views_ if view.group))
        groups = grouped(smoothed(space), np.sqrt(people), count, smallest)
        total = int(groups.max()) + 1 if len(groups) else 0
        tell("stability", 0, 1)
        steady = stability(space, views, groups, smallest=smallest, resamples=self.resamples, seed=self.random_state)
        tell("stability", 1, 1)
        centres = np.zeros((total, whole.shape[1]))
        for group in range(total):
            centres[group] = whole[groups == group].mean(axis=0)
        return Grouping(
            groups=groups,
            shares=spread(whole, groups, sentences, owners, lengths),
            stability=[float(value) if self.resamples else None for value in steady],
            parents=families(centres, np.bincount(groups, weights=people, minlength=total).astype(float)),
            nearness=[float(value) for value in (whole * unit(centres)[groups]).sum(axis=1)] if total else [],
        )

    def _vectors(self, views: list[View], tell: Tell) -> tuple[Vectors, Vectors, list[int], list[int]]:
        """A vector for each view, made of its sentences, and the sentences with their owners and lengths."""
        pieces, owners, lengths = [], [], []
        for number, view in enumerate(views):
            for start, end in passages(view.text):
                pieces.append(view.text[start:end])
                owners.append(number)
                lengths.append(max(1, words(view.text[start:end])))
        self.embedder_ = self._embedder([view.text for view in views], [view.language for view in views])
        distinct = sorted(set(pieces))
        place = {piece: number for number, piece in enumerate(distinct)}
        read = self.embedder_.encode(distinct, lambda done, total: tell("reading", done, total))
        sentences = read[[place[piece] for piece in pieces]] if pieces else np.zeros((0, 384), dtype=np.float32)
        whole = np.zeros((len(views), sentences.shape[1]))
        np.add.at(whole, owners, sentences * np.sqrt(lengths)[:, None])
        spoken = self._languages(views)
        # Whole comments and sentences must lie in one space: they are centred together.
        both = centred(np.vstack([unit(whole), sentences]), [*spoken, *(spoken[owner] for owner in owners)])
        return both[: len(views)], both[len(views) :], owners, lengths

    def _embedder(self, texts: list[str], languages: list[str]) -> Embedder:
        if self.embedder is not None and not isinstance(self.embedder, str):
            return self.embedder
        choice = choose(texts, languages, self.embedder)
        self.notes_ += choice.notes
        return choice.embedder

    @staticmethod
    def _languages(views: list[View]) -> list[str]:
        """What to centre by: the languages told, or the scripts seen; one group where all is English."""
        if not beyond_english([view.text for view in views], [view.language for view in views]):
            return [""] * len(views)
        return [view.language.split("-")[0].lower() or script(view.text) for view in views]

    def _with_questions(self, vectors: Vectors, views: list[View]) -> Vectors:
        """The answer beside the question it answers: “the waiting” means another thing under “what was good?”."""
        asked = sorted({view.question for view in views})
        if len(asked) < 2 or not self.question_weight or len(asked) > len(views) / 5:
            return vectors
        place = {question: number for number, question in enumerate(asked)}
        marks = np.zeros((len(views), len(asked)))
        marks[np.arange(len(views)), [place[view.question] for view in views]] = 1.0
        return unit(np.hstack([vectors, self.question_weight * (marks - marks.mean(axis=0))]))

    def _how_many(self, views: int, answered: int) -> int:
        if self.n_themes is None:
            return min(MOST_THEMES, max(2, round(math.sqrt(views / 2))))
        return max(1, self.n_themes - min(answered, self._most_short()))

    def _most_short(self) -> int:
        return max(1, self.n_themes // 4) if self.n_themes is not None else MOST_THEMES

    def _short_answers(self, short: list[int], found: int) -> list[list[int]]:
        """The short answers by question; where few themes were asked for, the rarest questions share one group."""
        most = self._most_short() if found else max(1, self.n_themes or MOST_THEMES)
        if self.n_themes == 1 and found:
            self.notes_.append("One theme was asked for: short answers such as “Nothing” have a second one.")
        ordered = sorted(short, key=lambda number: (-len(self.views_[number].people), number))
        if len(ordered) <= most:
            return [[number] for number in ordered]
        self.notes_.append("Short answers to several questions share a theme, as few themes were asked for.")
        return [*([number] for number in ordered[: most - 1]), ordered[most - 1 :]]
