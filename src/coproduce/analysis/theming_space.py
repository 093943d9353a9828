# SPDX-License-Identifier: MIT
"""From views to points: read by a model, centred by language, seen through a lens, beside the question they answer.

What was learned in a fit is kept, so that voices that come later are placed in the same space.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from coproduce.analysis.embedding import Embedder, Vectors, unit
from coproduce.analysis.embedding_languages import beyond_english, script
from coproduce.analysis.theming_centring import Centring
from coproduce.analysis.theming_lens import Lens, middle_of, seen
from coproduce.analysis.theming_passages import passages, words
from coproduce.analysis.theming_views import View

Tell = Callable[[str, int, int], None]


@dataclass
class Reading:
    """A vector for each view, made of its sentences, and the sentences with their owners and lengths in words."""

    whole: Vectors
    sentences: Vectors
    owners: list[int]
    lengths: list[int]


def read(views: Sequence[View], embedder: Embedder, tell: Tell) -> Reading:
    """Vectors as the model makes them; each distinct sentence is read once."""
    pieces, owners, lengths = [], [], []
    for number, view in enumerate(views):
        for start, end in passages(view.text):
            pieces.append(view.text[start:end])
            owners.append(number)
            lengths.append(max(1, words(view.text[start:end])))
    distinct = sorted(set(pieces))
    place = {piece: number for number, piece in enumerate(distinct)}
    vectors = embedder.encode(distinct, lambda done, total: tell("reading", done, total))
    if len(distinct) == len(pieces) and distinct == pieces:
        sentences = vectors
    else:
        sentences = vectors[[place[piece] for piece in pieces]] if pieces else np.zeros((0, 384), dtype=np.float32)
    whole = np.zeros((len(views), sentences.shape[1]), dtype=np.float32)
    np.add.at(whole, owners, sentences * np.sqrt(np.array(lengths, dtype=np.float32))[:, None])
    return Reading(unit(whole), sentences, owners, lengths)


def tongues(views: Sequence[View]) -> list[str]:
    """What to centre by: the languages told, or the scripts seen; one group where all is English."""
    if not beyond_english([view.text for view in views], [view.language for view in views]):
        return [""] * len(views)
    return [tongue(view) for view in views]


def tongue(view: View) -> str:
    """A view's language as told, or else its script."""
    return view.language.split("-")[0].lower() or script(view.text)


@dataclass
class Space:
    """What a fit learned of the space its views lie in."""

    centring: Centring
    lens: Lens | None
    middle: Vectors | None
    several: bool
    questions: list[str]
    question_means: Vectors
    question_weight: float

    @classmethod
    def learned(cls, reading: Reading, views: Sequence[View], lens: Lens | None, question_weight: float) -> "Space":
        """Learn it and centre `reading` in place."""
        spoken = tongues(views)
        several = len(set(spoken)) > 1
        lens = lens if lens is not None and not several and lens.knows(reading.whole) else None
        centring = Centring.learned(reading.whole, reading.sentences, spoken, reading.owners)
        reading.whole = centring.apply(reading.whole, spoken)
        reading.sentences = centring.apply(reading.sentences, [spoken[owner] for owner in reading.owners])
        asked = sorted({view.question for view in views})
        if len(asked) < 2 or not question_weight or len(asked) > len(views) / 5:
            asked = []
        space = cls(centring, lens, None, several, asked, np.zeros(len(asked), dtype=np.float32), question_weight)
        space.middle = middle_of(reading.whole, lens) if lens is not None and len(views) else None
        space.question_means = space._marks(views).mean(axis=0) if asked else space.question_means
        return space

    def languages(self, views: Sequence[View]) -> list[str]:
        """The language of each view, as this space tells them apart."""
        return [tongue(view) for view in views] if self.several else [""] * len(views)

    def centred(self, reading: Reading, views: Sequence[View]) -> None:
        """Centre what was read later with the means learned before, in place."""
        spoken = self.languages(views)
        reading.whole = self.centring.apply(reading.whole, spoken)
        reading.sentences = self.centring.apply(reading.sentences, [spoken[owner] for owner in reading.owners])

    def points(self, whole: Vectors, views: Sequence[View] | None) -> Vectors:
        """Centred vectors as points; `views` None is something said to no question in particular."""
        shown = seen(whole, self.lens, self.middle)
        if not self.questions:
            return shown
        marks = np.zeros((len(whole), len(self.questions)), dtype=np.float32)
        if views is not None:
            marks = self._marks(views) - self.question_means
        return unit(np.hstack([shown, self.question_weight * marks]))

    def _marks(self, views: Sequence[View]) -> Vectors:
        place = {question: number for number, question in enumerate(self.questions)}
        marks = np.tile(self.question_means, (len(views), 1))
        for row, view in enumerate(views):
            if view.question in place:
                marks[row] = 0.0
                marks[row, place[view.question]] = 1.0
        return np.asarray(marks, dtype=np.float32)
