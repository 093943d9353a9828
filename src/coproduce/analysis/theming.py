# SPDX-License-Identifier: MIT
"""Theme suggestions: a sorting aid for a reader, never the last word.

No outlier bin, several themes a comment, one view held by several people counted once for grouping and by its people
for size, small distinct groups kept, what people decided obeyed, the same result in any row order.
"""

import math
from collections.abc import Hashable, Sequence

import numpy as np
from sklearn.base import BaseEstimator
from threadpoolctl import threadpool_limits

from coproduce.analysis.embedding import Embedder
from coproduce.analysis.embedding_choice import choose
from coproduce.analysis.theming_assembling import Grouping, assemble, first_themes
from coproduce.analysis.theming_ground import Ground
from coproduce.analysis.theming_held import beside, kept_themes, numbered, only_used, spoken_to
from coproduce.analysis.theming_later import Placing
from coproduce.analysis.theming_lens import Lens, packaged
from coproduce.analysis.theming_naming import Namer, renamed
from coproduce.analysis.theming_results import Assignment, KeptTheme
from coproduce.analysis.theming_space import Reading, Space, Tell, read
from coproduce.analysis.theming_spread import Reach, spread
from coproduce.analysis.theming_stability import stability
from coproduce.analysis.theming_tree import families, grouped
from coproduce.analysis.theming_views import Unassigned, View, gather

METHOD_VERSION = "2"
#: More than a reader can hold in mind at once.
MOST_THEMES = 40
# A branch of the tree lighter than this falls off whatever the number of people: two or three alike are no accident.
_LIGHTEST = 3.0


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
    lens : a `Lens` from `theming_lens.learn`; "packaged" takes the one that comes with the model, None none. It is
        used where the comments speak of what it was learned from.

    Attributes, after `fit`: `themes_`, `assignments_`, `unassigned_`, `labels_` (each row's first theme as a position
    in `themes_`, -1 for none), `views_`, `embedder_`, `n_themes_`, `notes_`, `kept_` (themes to
    carry elsewhere), `lensed_` (whether the lens was used).
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
        lens: Lens | str | None = "packaged",
    ) -> None:
        self.n_themes = n_themes
        self.embedder = embedder
        self.question_weight = question_weight
        self.minority = minority
        self.resamples = resamples
        self.random_state = random_state
        self.lens = lens

    def fit(
        self,
        texts: Sequence[str],
        y: object = None,
        *,
        questions: Sequence[str | None] | None = None,
        people: Sequence[Hashable | None] | None = None,
        languages: Sequence[str | None] | None = None,
        held: Sequence[str | None] | None = None,
        kept: Sequence[KeptTheme] = (),
        namer: Namer | None = None,
        progress: Tell | None = None,
    ) -> "ThemeModel":
        """Group the texts; a person of None is somebody of whom nothing else is known.

        `held` is for each text the theme in which a person put it, or None: texts of one such theme stay together,
        texts of different ones apart, and every such theme is among the themes. `kept` are themes of an earlier
        programme: offered again where somebody speaks to them. `namer` suggests names, marked as a machine's.
        Raises ValueError where lists differ in length or `n_themes` is below 1.
        """
        texts = [str(text) for text in texts]
        if self.n_themes is not None and self.n_themes < 1:
            raise ValueError("The number of themes must be at least 1.")
        tell = progress or (lambda what, done, total: None)
        asked, spoken, decided = (_told(given, len(texts)) for given in (questions, languages, held))
        persons: list[Hashable] = [
            ("row", row) if person in (None, "") else ("person", person)
            for row, person in enumerate(people if people is not None else [None] * len(texts))
        ]
        if len(persons) != len(texts):
            raise ValueError("There must be one question, person and language for each text.")
        self.notes_: list[str] = []
        self.views_, self.unassigned_ = gather(texts, asked, persons, spoken, decided)
        short = [number for number, view in enumerate(self.views_) if view.group]
        found = [number for number, view in enumerate(self.views_) if not view.group]
        # More threads may add in another order, and then the bytes differ.
        with threadpool_limits(1):
            grouping = self._found([self.views_[number] for number in found], kept, tell)
        self.themes_, self.assignments_ = assemble(
            texts, self.views_, found, grouping, self._short_answers(short, len(found))
        )
        if namer is not None:
            self.themes_ = renamed(self.themes_, namer, texts)
        self.labels_ = first_themes(len(texts), self.themes_, self.assignments_)
        self.n_themes_ = len(self.themes_)
        first = [self.themes_[self.labels_[self.views_[number].rows[0]]] for number in found]
        self._placing.know(self.themes_, self.views_, self.assignments_, grouping.groups, first)
        self.kept_ = kept_themes(self.embedder_.name, grouping.groups, self._plain, first)
        del self._plain
        return self

    def assign(
        self,
        texts: Sequence[str],
        *,
        questions: Sequence[str | None] | None = None,
        languages: Sequence[str | None] | None = None,
        progress: Tell | None = None,
    ) -> tuple[list[Assignment], list[Unassigned]]:
        """Themes for voices that came later; nothing that is there moves. Rows count from 0 among `texts`."""
        texts = [str(text) for text in texts]
        tell = progress or (lambda what, done, total: None)
        asked, spoken = (_told(given, len(texts)) for given in (questions, languages))
        views, missed = gather(texts, asked, [("row", row) for row in range(len(texts))], spoken)
        with threadpool_limits(1):
            found, unplaced = self._placing.place(views, self.embedder_, tell)
        return found, sorted([*missed, *unplaced], key=lambda left: left.row)

    def _found(self, views: list[View], kept: Sequence[KeptTheme], tell: Tell) -> Grouping:
        """Groups of the views that say something of their own."""
        self.embedder_ = self._embedder(views)
        reading = read(views, self.embedder_, tell)
        self._plain = reading.whole
        space = Space.learned(reading, views, self._lens(), self.question_weight)
        self.lensed_ = space.lens is not None
        tell("grouping", 0, 1)
        points = space.points(reading.whole, views)
        ground = Ground(points, space.languages(views))
        carried, extra = spoken_to(kept, space, ground, self.embedder_.name)
        pinned, numbers, names = numbered(views, carried)
        people = np.array([len(view.people) for view in views], dtype=float)
        persons = len(set().union(*(view.people for view in views)))
        smallest = max(1.0, min(_LIGHTEST, self.minority * persons / 2))
        count = self._how_many(len(views), sum(1 for view in self.views_ if view.group))
        whole = beside(ground, extra) if carried else ground
        weights = np.sqrt(np.concatenate([people, np.ones(len(carried))]))
        groups = grouped(whole, weights, count, smallest, np.concatenate([pinned, numbers]))
        groups, held = only_used(groups[: len(views)], names)
        tell("stability", 0, 1)
        steady = stability(
            ground, views, groups, pinned, smallest=smallest, resamples=self.resamples, seed=self.random_state
        )
        tell("stability", 1, 1)
        reach = Reach.learned(reading.whole, groups)
        self._placing = Placing(space, reach, points, groups)
        sizes = np.bincount(groups, weights=people, minlength=len(held)).astype(float)
        return Grouping(
            groups=groups,
            shares=spread(reach, groups, reading.sentences, reading.owners, reading.lengths),
            stability=[float(value) if self.resamples else None for value in steady],
            parents=families(self._middles(reading, groups, len(held)), sizes),
            nearness=[float(value) for value in reach.own],
            held=held,
        )

    @staticmethod
    def _middles(reading: Reading, groups: np.ndarray, total: int) -> np.ndarray:
        """The mean of each group as the model sees it, not drawn together, for families."""
        means = [reading.whole[groups == group].mean(axis=0) for group in range(total)]
        return np.array(means, dtype=np.float64).reshape(total, reading.whole.shape[1])

    def _lens(self) -> Lens | None:
        if isinstance(self.lens, str):
            if self.lens != "packaged":
                raise ValueError(f"There is no lens “{self.lens}”. Give a Lens, “packaged” or None.")
            return packaged(self.embedder_.name)
        return self.lens

    def _embedder(self, views: Sequence[View]) -> Embedder:
        if self.embedder is not None and not isinstance(self.embedder, str):
            return self.embedder
        choice = choose([view.text for view in views], [view.language for view in views], self.embedder)
        self.notes_ += choice.notes
        return choice.embedder

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


def _told(given: Sequence[str | None] | None, count: int) -> list[str]:
    told = [value or "" for value in given] if given is not None else [""] * count
    if len(told) != count:
        raise ValueError("There must be one question, person and language for each text.")
    return told
