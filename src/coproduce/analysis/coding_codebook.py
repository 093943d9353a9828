# SPDX-License-Identifier: MIT
"""The codebook as the model reads it: what each code says in words, and how near a passage is to that.

Nearness is the plain mean of four likenesses, each at mean 0 and spread 1 over everything read: to the name, to the
name with its definition, to the three nearest terms of the definition, and in shared letters. It needs no coding.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from sklearn.feature_extraction.text import TfidfVectorizer

from coproduce.analysis.embedding import Embedder, unit

Numbers = NDArray[np.float64]
_CUT = re.compile(r"[,;()./:&\n]| and | or |e\.g\.|etc")
_MOST_WORDS = 6


@dataclass(frozen=True)
class Code:
    """One entry of the codebook; all but the name may be missing."""

    name: str
    definition: str = ""
    includes: tuple[str, ...] = ()
    excludes: tuple[str, ...] = ()
    exemplars: tuple[str, ...] = ()

    @property
    def words(self) -> str:
        """Everything that says what belongs to the code."""
        return ". ".join(part for part in (self.name, self.definition, *self.includes) if part)

    @property
    def terms(self) -> list[str]:
        """The name, the short parts of its words, and the exemplars: what a passage may be near to."""
        parts = [part.strip(" '’\"") for part in _CUT.split(f"{self.name}, {self.words}")]
        short = [part for part in parts if len(part) > 3 and len(part.split()) <= _MOST_WORDS]
        return list(dict.fromkeys([self.name, *short, *self.exemplars]))


def as_codes(codebook: Sequence[Code | str] | Mapping[str, str]) -> tuple[Code, ...]:
    """Codes from codes, from bare names, or from names with definitions; a name may stand once."""
    given = codebook.items() if isinstance(codebook, Mapping) else ((code, "") for code in codebook)
    codes = tuple(code if isinstance(code, Code) else Code(code, words) for code, words in given)
    for code in codes:
        if not code.name.strip():
            raise ValueError("A code has no name.")
    names = [code.name for code in codes]
    twice = sorted({name for name in names if names.count(name) > 1})
    if twice:
        raise ValueError(f"The code “{twice[0]}” stands twice in the codebook.")
    return codes


def nearness(codes: Sequence[Code], texts: Sequence[str], vectors: Numbers, embedder: Embedder) -> Numbers:
    """How near each text is to each code, from the codebook alone; (texts, codes), about -2 to 4."""
    if not len(texts) or not codes:
        return np.zeros((len(texts), len(codes)))
    phrases = sorted({words for code in codes for words in (code.name, _said(code), *code.terms, *code.excludes)})
    likeness = vectors @ unit(embedder.encode(phrases)).T.astype(np.float64)
    place = {words: at for at, words in enumerate(phrases)}
    names, said = [place[code.name] for code in codes], [place[_said(code)] for code in codes]
    terms = [[place[term] for term in code.terms] for code in codes]
    likenesses = [
        likeness[:, names],
        likeness[:, said],
        np.stack([_nearest_three(likeness[:, own]) for own in terms], axis=1),
        _shared_letters([code.words for code in codes], texts),
    ]
    near = np.asarray(np.mean([_standard(each) for each in likenesses], axis=0))
    for at, code in enumerate(codes):
        if code.excludes:
            # What is nearer to what the code leaves out than to what it takes in loses the difference.
            out = likeness[:, [place[words] for words in code.excludes]].max(axis=1)
            near[:, at] -= 4 * np.clip(out - likeness[:, terms[at]].max(axis=1), 0, None)
    return near


def _said(code: Code) -> str:
    return f"{code.name}: {code.words}"


def _nearest_three(likeness: Numbers) -> Numbers:
    """The mean likeness to the three nearest terms of a code; one of few terms has the last of them count again."""
    nearest = np.sort(likeness, axis=1)[:, -3:]
    return np.asarray(nearest.sum(axis=1) + nearest[:, 0] * (3 - nearest.shape[1])) / 3


def _shared_letters(words: Sequence[str], texts: Sequence[str]) -> Numbers:
    letters = TfidfVectorizer(analyzer="char_wb", ngram_range=(3, 5), sublinear_tf=True)
    try:
        letters.fit([*(text.lower() for text in texts), *(word.lower() for word in words)])
    except ValueError:
        return np.zeros((len(texts), len(words)))
    read = letters.transform([text.lower() for text in texts])
    return np.asarray((read @ letters.transform([word.lower() for word in words]).T).toarray())


def _standard(values: Numbers) -> Numbers:
    spread = float(values.std())
    return (values - values.mean()) / spread if spread > 1e-12 else np.zeros_like(values)
