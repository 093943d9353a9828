# SPDX-License-Identifier: MIT
"""Whether coders marked the same stretches of text, where each marked freely and nobody cut the text into units first.

Source: Krippendorff, K., Mathet, Y., Bouvry, S. and Widlöcher, A. (2016), “On the reliability of unitizing textual continua:
further developments”, Quality & Quantity 50. Two of that family are here, both nominal: uα over all codes with the gaps
between (`whole`), and |uα, marked against not marked, for each code and for any mark at all. cuα and (k)uα are not: public
implementations of them differ from each other, and we had no published figure to decide by.

ℓ_c is the length with value c over all readers, gaps being a value too, and ℓ the sum. Observed agreement is the length on
which two readers coincide, each pair of m readers with the weight 1 ÷ (m − 1). Expected agreement on c is
ℓ (ℓ_c² − S_c) ÷ (ℓ² − ΣS): S is the sum of the squared lengths of marked stretches, since a stretch cannot coincide with itself
elsewhere, and for gaps simply their length, since a gap has no inner form. α = 1 − (ℓ − observed) ÷ (ℓ − expected).

Texts of several lengths make one continuum; no stretch reaches beyond its text. Characters that nobody marked count as gaps on
both sides of the sum, as the authors have it: that is why this is no count of equal characters.
"""

from collections.abc import Collection, Hashable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from coproduce.analysis.agreement_codings import Floats
from coproduce.analysis.agreement_draws import Interval, interval_of

GAP = ""
NOBODY_ELSE = "no text was read by two people"
NOTHING_MARKED = "nothing was marked"
ALL_MARKED = "every character was marked by everybody"
OVERLAPPING = "one reader put two codes on the same words, and uα needs one value a place: see each code by itself"


@dataclass(frozen=True)
class Span:
    """Who marked which stretch of which text as what: start and end in code points, end exclusive."""

    text: Hashable
    coder: Hashable
    start: int
    end: int
    code: str


@dataclass(frozen=True)
class SpanAlpha:
    """A unitizing α with a 95 % interval over texts drawn again; None with the reason in `undefined`."""

    alpha: float | None
    interval: Interval | None
    spans: int
    undefined: str | None = None


@dataclass(frozen=True)
class SpanAgreement:
    """`marked` is any mark against none; `codes` each code against all else; `whole` all codes together."""

    whole: SpanAlpha
    marked: SpanAlpha
    codes: dict[str, SpanAlpha]
    texts_used: int
    texts_dropped: int


def span_agreement(
    lengths: Mapping[Hashable, int],
    readers: Mapping[Hashable, Collection[Hashable]],
    spans: Sequence[Span],
    *,
    draws: int = 1_000,
    seed: int = 0,
) -> SpanAgreement:
    """Agreement of the readers of each text, those who read it and marked nothing as well.

    `lengths` are in code points. Texts read by fewer than two people are dropped and counted. Raises ValueError for a span
    outside its text, or by somebody who is no reader of it.
    """
    for span in spans:
        if not 0 <= span.start < span.end <= lengths[span.text]:
            raise ValueError(f"A span from {span.start} to {span.end} does not lie in its text.")
        if span.coder not in readers[span.text]:
            raise ValueError(f"“{span.coder}” marked a text without being one of its readers.")
    used = sorted((text for text in lengths if len(set(readers[text])) > 1 and lengths[text]), key=str)
    kept = [span for span in spans if span.text in set(used)]
    texts = [
        _Text(lengths[text], len(set(readers[text])), [span for span in kept if span.text == text]) for text in used
    ]
    codes = sorted({span.code for span in kept})
    weights = _weights(len(used), draws, seed)
    whole = _measure(texts, codes, weights)
    if any(text.overlapping for text in texts):
        whole = SpanAlpha(None, None, len(kept), OVERLAPPING)
    return SpanAgreement(
        whole,
        _measure([text.as_one() for text in texts], ["marked"], weights),
        {code: _measure([text.only(code) for text in texts], [code], weights) for code in codes},
        len(used),
        len(lengths) - len(used),
    )


class _Text:
    """One text: its length, its readers, and the stretches of each reader and code, those that overlap made one."""

    def __init__(self, length: int, readers: int, spans: Sequence[Span]) -> None:
        self.length, self.readers = length, readers
        self.count = len(spans)
        self.marks: dict[tuple[Hashable, str], list[tuple[int, int]]] = {}
        for span in sorted(spans, key=lambda span: (span.start, span.end)):
            own = self.marks.setdefault((span.coder, span.code), [])
            if own and span.start < own[-1][1]:
                own[-1] = (own[-1][0], max(own[-1][1], span.end))
            else:
                own.append((span.start, span.end))

    @property
    def overlapping(self) -> bool:
        """Whether a reader put two codes on one place."""
        by_reader: dict[Hashable, list[tuple[int, int]]] = {}
        for (coder, _), stretches in self.marks.items():
            by_reader.setdefault(coder, []).extend(stretches)
        ordered = [sorted(stretches) for stretches in by_reader.values()]
        return any(second[0] < first[1] for own in ordered for first, second in zip(own, own[1:], strict=False))

    def only(self, code: str) -> "_Text":
        """The same text with this code alone."""
        return _Text(self.length, self.readers, self._spans(code))

    def as_one(self) -> "_Text":
        """The same text with every code as one and the same. Stretches that overlap become one, others stay apart."""
        return _Text(self.length, self.readers, [Span("", s.coder, s.start, s.end, "marked") for s in self._spans()])

    def _spans(self, code: str | None = None) -> list[Span]:
        return [
            Span("", coder, start, end, own)
            for (coder, own), stretches in self.marks.items()
            if code in (None, own)
            for start, end in stretches
        ]

    def sums(self, codes: Sequence[str]) -> list[float]:
        """What adds up over texts: total length, agreement, and for gaps and each code its length and its S."""
        place = {code: at for at, code in enumerate(codes)}
        edges = sorted({0, self.length, *(at for own in self.marks.values() for stretch in own for at in stretch)})
        counts = np.zeros((len(edges) - 1, len(codes)))
        at = {edge: number for number, edge in enumerate(edges)}
        squares = np.zeros(len(codes))
        for (_, code), own in self.marks.items():
            for start, end in own:
                counts[at[start] : at[end], place[code]] += 1
                squares[place[code]] += (end - start) ** 2
        pieces = np.diff(edges).astype(np.float64)
        gaps = self.readers - counts.sum(axis=1)
        every = np.column_stack([gaps, counts])
        agreed = float(pieces @ (every * (every - 1)).sum(axis=1)) / (self.readers - 1)
        lengths = pieces @ every
        return [float(self.length * self.readers), agreed, *lengths, float(lengths[0]), *squares]


def _weights(texts: int, draws: int, seed: int) -> Floats:
    """The texts as they are in the first row, then drawn again."""
    rng = np.random.default_rng(seed)
    drawn = [np.bincount(rng.integers(0, texts, texts), minlength=texts) for _ in range(draws if texts else 0)]
    return np.array([np.ones(texts), *drawn], dtype=np.float64)


def _measure(texts: Sequence[_Text], codes: Sequence[str], weights: Floats) -> SpanAlpha:
    count = sum(text.count for text in texts)
    if not texts:
        return SpanAlpha(None, None, 0, NOBODY_ELSE)
    if not count:
        return SpanAlpha(None, None, 0, NOTHING_MARKED)
    sums = weights @ np.array([text.sums(codes) for text in texts])
    total, agreed = sums[:, 0], sums[:, 1]
    lengths, squares = np.split(sums[:, 2:], 2, axis=1)
    rest = total**2 - squares.sum(axis=1)
    expected = np.divide(
        total * (lengths**2 - squares).sum(axis=1), rest, out=np.full(len(total), np.nan), where=rest > 0
    )
    apart = total - expected
    varied = apart > 1e-12 * total
    alphas = 1 - np.divide(total - agreed, apart, out=np.full(len(total), np.nan), where=varied)
    if np.isnan(alphas[0]):
        return SpanAlpha(None, None, count, ALL_MARKED)
    interval = interval_of(alphas[1:]) if len(alphas) > 1 and len(texts) > 1 else None
    return SpanAlpha(float(alphas[0]), interval, count)
