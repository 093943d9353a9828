# SPDX-License-Identifier: MIT
"""Comments as numbers for coding: words, letters and meaning side by side, whole and by sentence.

Words and letters are counted (tf-idf) and shortened to their main directions (latent semantic analysis: Deerwester
and others 1990, Journal of the American Society for Information Science 41); meaning is the embedder's vector.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.utils.extmath import randomized_svd

from coproduce.analysis.embedding import Embedder
from coproduce.analysis.theming_passages import passages
from coproduce.analysis.theming_words import WORD

Numbers = NDArray[np.float64]
Places = NDArray[np.int64]
#: Directions kept of words and of letters.
DIRECTIONS = 300
#: Directions of a comment that may mean another thing under each question.
_TURNED = 80
_WEIGHTS = {"same": 0.8, "turned": 0.7, "asked": 0.3}
#: A question needs this many comments before it may change what they mean.
_ENOUGH = 20


@dataclass(frozen=True)
class Reading:
    """What was read of each comment. `views` holds (comments, numbers) each; sentences lie in the space of the first."""

    views: dict[str, Numbers]
    asked: Numbers
    words: Numbers
    sentences: Numbers
    sentence_vectors: Numbers
    sentence_texts: list[str]
    spans: list[tuple[int, int]]
    owners: Places

    def take(self, rows: Places) -> "Reading":
        """The same of some comments, in the order given."""
        place = np.full(len(self.words), -1)
        place[rows] = np.arange(len(rows))
        kept = np.flatnonzero(place[self.owners] >= 0)
        return Reading(
            views={name: view[rows] for name, view in self.views.items()},
            asked=self.asked[rows],
            words=self.words[rows],
            sentences=self.sentences[kept],
            sentence_vectors=self.sentence_vectors[kept],
            sentence_texts=[self.sentence_texts[at] for at in kept],
            spans=[self.spans[at] for at in kept],
            owners=place[self.owners[kept]],
        )


class Reader:
    """Learns the words of the comments at hand; reads these and later ones in the same space."""

    def __init__(self, embedder: Embedder, seed: int = 0) -> None:
        self.embedder, self.seed = embedder, seed

    def learn(self, texts: Sequence[str], questions: Sequence[str]) -> "Reader":
        """Take the vocabulary, its main directions, and the questions that many comments answer."""
        lowered = [text.lower() for text in texts]
        words = TfidfVectorizer(token_pattern=WORD.pattern, ngram_range=(1, 2), sublinear_tf=True)
        letters = TfidfVectorizer(analyzer="char_wb", ngram_range=(2, 5), min_df=2, sublinear_tf=True)
        self._counted = [_Directions(words, self.seed).learn(lowered), _Directions(letters, self.seed).learn(lowered)]
        self.questions = sorted({asked for asked in questions if questions.count(asked) >= _ENOUGH})
        self._centre: Numbers | None = None
        return self

    def read(
        self, texts: Sequence[str], questions: Sequence[str], tell: Callable[[int, int], None] | None = None
    ) -> Reading:
        """Numbers for each comment and each of its sentences."""
        owners, spans = [], []
        for number, text in enumerate(texts):
            for span in passages(text) or [(0, len(text))]:
                owners.append(number)
                spans.append(span)
        pieces = [texts[owner][start:end] for owner, (start, end) in zip(owners, spans, strict=True)]
        distinct = sorted({*texts, *pieces})
        place = {text: at for at, text in enumerate(distinct)}
        vectors = self.embedder.encode(distinct, tell).astype(np.float64)
        whole, parts = vectors[[place[text] for text in texts]], vectors[[place[piece] for piece in pieces]]
        words, letters = (counted.read([text.lower() for text in texts]) for counted in self._counted)
        both = np.hstack([words, letters, whole]) / np.sqrt(3)
        shorter = [counted.read([piece.lower() for piece in pieces]) for counted in self._counted]
        asked = np.array([[float(question == known) for known in self.questions] for question in questions])
        asked = asked.reshape(len(texts), len(self.questions))
        return Reading(
            views={
                "all": both,
                "words": words,
                "letters": letters,
                "meaning": whole,
                "asked": self._turned(both, asked),
            },
            asked=asked,
            words=np.array([np.log1p(len(WORD.findall(text))) for text in texts]),
            sentences=np.hstack([*shorter, parts]) / np.sqrt(3),
            sentence_vectors=parts,
            sentence_texts=pieces,
            spans=spans,
            owners=np.array(owners, dtype=np.int64),
        )

    def _turned(self, both: Numbers, asked: Numbers) -> Numbers:
        """The comment beside itself under its question: “Nothing” praises where we asked what could be better."""
        if self._centre is None:
            self._centre = both.mean(axis=0) if len(both) else np.zeros(both.shape[1])
            self._main = _main_directions(both - self._centre, _TURNED, self.seed)
        main = (both - self._centre) @ self._main.T
        turned = [_WEIGHTS["turned"] * main * asked[:, [at]] for at in range(asked.shape[1])]
        return np.hstack([_WEIGHTS["same"] * both, *turned, _WEIGHTS["asked"] * asked])


class _Directions:
    """Counts, shortened to their main directions; no direction at all where nothing can be counted."""

    def __init__(self, counter: TfidfVectorizer, seed: int) -> None:
        self._counter, self._seed = counter, seed
        self._kept: Numbers | None = None

    def learn(self, texts: Sequence[str]) -> "_Directions":
        try:
            counts = self._counter.fit_transform(texts)
        except ValueError:
            return self
        self._kept = _main_directions(counts, DIRECTIONS, self._seed)
        return self

    def read(self, texts: Sequence[str]) -> Numbers:
        if self._kept is None:
            return np.zeros((len(texts), 1))
        return np.asarray(self._counter.transform(texts) @ self._kept.T, dtype=np.float64)


def _main_directions(matrix: Numbers, count: int, seed: int) -> Numbers:
    if not all(matrix.shape):
        return np.zeros((1, matrix.shape[1]))
    _, _, directions = randomized_svd(matrix, min(count, *matrix.shape), n_iter=3, random_state=seed)
    return np.asarray(directions, dtype=np.float64)
