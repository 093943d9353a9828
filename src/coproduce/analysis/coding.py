# SPDX-License-Identifier: MIT
"""Code suggestions that begin with the codebook and learn from each decision of a person.

Several codes a comment, with probabilities; no code where the model is unsure; what to read next; why, by the nearest
passages that people coded. It learns from people's decisions alone, never from its own suggestions.
"""

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray
from sklearn.base import BaseEstimator
from threadpoolctl import threadpool_limits

from coproduce.analysis.coding_codebook import Code, as_codes, nearness
from coproduce.analysis.coding_evidence import nearest_coded
from coproduce.analysis.coding_pairs import Sorter, folds_of
from coproduce.analysis.coding_people import together
from coproduce.analysis.coding_reading import Reader, Reading
from coproduce.analysis.coding_results import Evidence, Suggestion, Validation
from coproduce.analysis.coding_review import in_order, worth
from coproduce.analysis.coding_ridge import highest
from coproduce.analysis.coding_scores import Scorer
from coproduce.analysis.coding_unlearned import chances_by_codebook
from coproduce.analysis.coding_validation import figures
from coproduce.analysis.embedding import Embedder, unit
from coproduce.analysis.embedding_choice import choose
from coproduce.analysis.theming_passages import words

METHOD_VERSION = "1"
Numbers = NDArray[np.float64]
Tell = Callable[[str, int, int], None]
Codings = Sequence[Iterable[str] | None]
#: From so many coded comments on, probabilities are learned; before, they are the codebook's word.
ENOUGH = 30
#: Up to so many codings, a tenth more of them makes the model weigh its scores anew by itself; later `settle` does.
_SETTLES_ITSELF = 400


class CodingModel(BaseEstimator):  # type: ignore[misc]
    """Suggests codes for comments.

    It takes texts, and codings by name with None where nobody has decided, so it is no scikit-learn classifier and does
    not claim to pass those checks; its base class gives `clone` and `get_params` alone. `CodeRidge` passes them.

    Parameters
    ----------
    codebook : `Code`s, names, or names with definitions; codes that people used and it lacks are added by name.
    embedder : an `Embedder`, or its name (english, multilingual, letters), or None to choose by language.
    random_state : seed of the few draws.

    Attributes, after `fit`: `codes_`, `names_`, `coded_` (which rows people decided), `thresholds_` (k,), `embedder_`,
    `notes_`, `learned_` (whether probabilities come from codings yet).
    """

    def __init__(
        self,
        codebook: Sequence[Code | str] | Mapping[str, str] | None = None,
        *,
        embedder: Embedder | str | None = None,
        random_state: int = 0,
    ) -> None:
        self.codebook = codebook
        self.embedder = embedder
        self.random_state = random_state

    def fit(
        self,
        texts: Sequence[str],
        y: Codings | None = None,
        *,
        questions: Sequence[str | None] | None = None,
        people: Sequence[Hashable | None] | None = None,
        languages: Sequence[str | None] | None = None,
        progress: Tell | None = None,
    ) -> "CodingModel":
        """Read all comments and learn from those that people coded.

        `y` holds for each text the names of its codes, an empty collection where a person decided that none fits, or
        None where nobody has decided yet. Raises ValueError where lengths differ or there is no code at all.
        """
        texts = [str(text) for text in texts]
        given: list[Iterable[str] | None] = list(y) if y is not None else [None] * len(texts)
        asked = [str(question or "") for question in questions] if questions is not None else [""] * len(texts)
        spoken = [str(language or "") for language in languages] if languages is not None else [""] * len(texts)
        persons = list(people) if people is not None else [None] * len(texts)
        for name, part in (("codings", given), ("questions", asked), ("people", persons), ("languages", spoken)):
            if len(part) != len(texts):
                raise ValueError(f"There are {len(texts)} texts and {len(part)} {name}: give one for each text.")
        codings = [None if codes is None else tuple(sorted(set(codes))) for codes in given]
        self._set_codes(codings)
        # Everything is learned in one order of the comments, so that the order of the rows changes nothing.
        order = sorted(
            range(len(texts)), key=lambda row: (texts[row], asked[row], codings[row] or (), spoken[row], row)
        )
        self._row, self._place = order, {row: at for at, row in enumerate(order)}
        self._texts, self._asked = [texts[row] for row in order], [asked[row] for row in order]
        self._spoken = [spoken[row] for row in order]
        self._groups = together(self._texts, [persons[row] for row in order])
        with threadpool_limits(1):
            self._read(progress or (lambda what, done, total: None))
            self._codings = self._as_numbers([codings[row] for row in order])
            self._decided = np.array([codings[row] is not None for row in order], dtype=bool)
            self.settle()
        return self

    def _set_codes(self, codings: Sequence[tuple[str, ...] | None]) -> None:
        codes = as_codes(self.codebook if self.codebook is not None else ())
        known = {code.name for code in codes}
        used = sorted({name for own in codings for name in own or ()} - known)
        self.codes_ = (*codes, *(Code(name) for name in used))
        self.names_ = [code.name for code in self.codes_]
        if not self.codes_:
            raise ValueError("There is no code yet: give a codebook, or comments that people coded.")
        self._at = {name: at for at, name in enumerate(self.names_)}

    def _read(self, tell: Tell) -> None:
        self.notes_: list[str] = []
        embedder = self.embedder
        if embedder is None or isinstance(embedder, str):
            choice = choose(self._texts, self._spoken, embedder)
            embedder, self.notes_ = choice.embedder, list(choice.notes)
        self.embedder_: Embedder = embedder
        self._reader = Reader(embedder, self.random_state).learn(self._texts, self._asked)
        self._reading = self._reader.read(self._texts, self._asked, lambda done, total: tell("reading", done, total))
        self._near = self._nearness(self._reading)
        self._sentences = unit(self._reading.sentences)

    def _nearness(self, reading: Reading) -> Numbers:
        """(sentences, codes)."""
        return nearness(self.codes_, reading.sentence_texts, reading.sentence_vectors, self.embedder_)

    def _as_numbers(self, codings: Sequence[tuple[str, ...] | None]) -> Numbers:
        result = np.zeros((len(codings), len(self.codes_)))
        for row, codes in enumerate(codings):
            for name in codes or ():
                result[row, self._at[name]] = 1.0
        return result

    def settle(self) -> "CodingModel":
        """Weigh all scores and thresholds anew from every decision so far."""
        with threadpool_limits(1):
            coded = np.flatnonzero(self._decided)
            self.coded_ = sorted(self._row[at] for at in coded)
            self._scorer, self._sorter = self._learn(coded)
            self._settled = len(coded)
            self.learned_ = self._sorter is not None
            self._likeness = self._scorer.likeness(self._reading)
            self._suggest_all()
        return self

    def _learn(self, coded: NDArray[np.int64]) -> tuple[Scorer, Sorter | None]:
        """Both steps, from these coded comments alone."""
        reading, codes, groups = self._reading.take(coded), self._codings[coded], self._groups[coded]
        near = highest(self._near, self._reading.owners, len(self._texts))[coded]
        scorer = Scorer().fit(reading, codes, groups, near)
        if len(coded) < ENOUGH:
            return scorer, None
        return scorer, Sorter(self.random_state).fit(scorer.left_out_, reading, codes, folds_of(groups))

    def _suggest_all(self) -> None:
        self._chances, self._chosen = self._judge(self._scorer, self._sorter, self._reading, self._near, self._likeness)
        self.thresholds_ = self._sorter.thresholds_ if self._sorter else np.full(len(self.codes_), np.nan)

    @staticmethod
    def _judge(
        scorer: Scorer, sorter: Sorter | None, reading: Reading, near: Numbers, likeness: Numbers
    ) -> tuple[Numbers, NDArray[np.bool_]]:
        scores = scorer.score(reading, highest(near, reading.owners, len(reading.words)), likeness)
        if sorter is None:
            return chances_by_codebook(near, reading.owners, scores)
        chances = sorter.probabilities(scores, reading)
        return chances, chances > sorter.thresholds_

    def decide(self, row: int, codes: Iterable[str]) -> "CodingModel":
        """A person coded this row (with no code, if `codes` is empty). Raises ValueError for a code we do not have."""
        at, again = self._note(row, codes)
        count = int(self._decided.sum())
        # A changed mind must be unlearned, which one addition cannot do.
        if again or (count <= _SETTLES_ITSELF and count >= max(ENOUGH, 1.1 * self._settled)):
            return self.settle()
        with threadpool_limits(1):
            self._scorer.add(self._reading.take(np.array([at])), self._codings[at])
            whole = self._reading.views["all"]
            cosines = np.clip(unit(whole) @ unit(whole[[at]])[0], 0, 1)
            for code in np.flatnonzero(self._codings[at]):
                self._likeness[:, code] = np.maximum(self._likeness[:, code], cosines)
            self.coded_ = sorted([*self.coded_, row])
            self._suggest_all()
        return self

    def decide_all(self, decisions: Mapping[int, Iterable[str]]) -> "CodingModel":
        """A person coded several rows at a sitting: as `decide`, and the model settles once."""
        for row, codes in sorted(decisions.items()):
            self._note(row, codes)
        return self.settle()

    def _note(self, row: int, codes: Iterable[str]) -> tuple[int, bool]:
        """Keep a decision; its place, and whether there was one before."""
        names = tuple(sorted(set(codes)))
        for name in names:
            if name not in self._at:
                raise ValueError(f"There is no code “{name}” in the codebook. Add it, then fit again.")
        if row not in self._place:
            raise ValueError(f"There is no row {row}.")
        at = self._place[row]
        again = bool(self._decided[at])
        self._codings[at] = self._as_numbers([names])[0]
        self._decided[at] = True
        return at, again

    def predict_proba(
        self, texts: Sequence[str] | None = None, questions: Sequence[str | None] | None = None
    ) -> Numbers:
        """(texts, codes) in the order of `names_`; the texts of `fit` if none are given."""
        return self._of(texts, questions)[0]

    def predict(
        self, texts: Sequence[str] | None = None, questions: Sequence[str | None] | None = None
    ) -> list[tuple[str, ...]]:
        """The codes chosen for each text; none where the model is unsure."""
        return [tuple(self.names_[at] for at in np.flatnonzero(row)) for row in self._of(texts, questions)[1]]

    def _of(
        self, texts: Sequence[str] | None, questions: Sequence[str | None] | None
    ) -> tuple[Numbers, NDArray[np.bool_]]:
        if texts is None:
            back = np.array([self._place[row] for row in range(len(self._row))], dtype=np.int64)
            return self._chances[back], self._chosen[back]
        asked = [str(question or "") for question in questions] if questions is not None else [""] * len(texts)
        with threadpool_limits(1):
            reading = self._reader.read([str(text) for text in texts], asked)
            near = self._nearness(reading)
            return self._judge(self._scorer, self._sorter, reading, near, self._scorer.likeness(reading))

    def suggest(self, rows: Sequence[int] | None = None, least: float = 0.05) -> list[Suggestion]:
        """For rows of `fit`, the codes with at least this chance, likeliest first, and those chosen."""
        result = []
        for row in rows if rows is not None else range(len(self._row)):
            chances, chosen = self._chances[self._place[row]], self._chosen[self._place[row]]
            order = sorted(range(len(chances)), key=lambda at: (-chances[at], self.names_[at]))
            shown = [at for at in order if chances[at] >= least or chosen[at]]
            result.append(
                Suggestion(
                    row,
                    tuple((self.names_[at], float(chances[at])) for at in shown),
                    tuple(self.names_[at] for at in shown if chosen[at]),
                )
            )
        return result

    def explain(self, row: int, code: str, most: int = 3) -> list[Evidence]:
        """The passages that people coded so and that are nearest to this row; empty where nobody used the code yet."""
        return nearest_coded(
            self._reading, self._sentences, self._place[row],
            np.flatnonzero(self._decided & (self._codings[:, self._at[code]] > 0)),
            self._row, most,
        )  # fmt: skip

    def review(self) -> list[int]:
        """Rows that nobody has decided, the one whose decision would help most first."""
        left = np.flatnonzero(~self._decided)
        numbers = unit(self._reading.views["all"]).astype(np.float64)
        values = worth(self._chances[left], self._codings[self._decided].sum(axis=0))
        with threadpool_limits(1):
            order = in_order(values, numbers[left], numbers[self._decided])
        return [self._row[left[at]] for at in order]

    def validate(self, folds: int = 5, progress: Tell | None = None) -> Validation | None:
        """Figures on people's decisions by models that had not seen them, nor another comment of the same person or
        the same words; None with fewer than sixty coded comments."""
        coded = np.flatnonzero(self._decided)
        if len(coded) < 2 * ENOUGH:
            return None
        groups, fold = self._groups[coded], folds_of(self._groups[coded], folds)
        chances, chosen = np.zeros((len(coded), len(self.codes_))), np.zeros((len(coded), len(self.codes_)), dtype=bool)
        for number in range(folds):
            if progress:
                progress("validating", number, folds)
            left = fold == number
            with threadpool_limits(1):
                scorer, sorter = self._learn(coded[~left])
                reading = self._reading.take(coded[left])
                near = self._near[np.isin(self._reading.owners, coded[left])]
                chances[left], chosen[left] = self._judge(scorer, sorter, reading, near, scorer.likeness(reading))
        if progress:
            progress("validating", folds, folds)
        counts, spoken = [words(self._texts[at]) for at in coded], [self._spoken[at] or "not told" for at in coded]
        return figures(self.names_, self._codings[coded], chances, chosen, groups, counts, spoken)
