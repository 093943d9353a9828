# SPDX-License-Identifier: AGPL-3.0-or-later
"""What theming costs without reading: 5,000 comments beside BERTopic in one run; with --scale 100,000 and 1,000,000.

Large sets are NHS comments drawn again with a number added to each text, so that all are distinct, and their vectors with
noise; each size runs in a process of its own, so that its peak memory is its own.
"""

import re
import resource
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence

import numpy as np
from themes_data import DATA, Remembering, coded

from coproduce.analysis.embedding import Progress, Vectors, unit
from coproduce.analysis.embedding_english import MiniLM
from coproduce.analysis.theming import ThemeModel
from coproduce.analysis.theming_stream import Batch, fit_stream

BATCH = 10_000


class Made:
    """Vectors made from a number in the text: a real comment's vector, drawn again with noise of its own."""

    version = "made"

    def __init__(self, real: Vectors) -> None:
        self.real, self.name = real, MiniLM.name

    def encode(self, texts: Sequence[str], progress: Progress | None = None) -> Vectors:
        """One vector a text, by its last word."""
        out = np.empty((len(texts), self.real.shape[1]), dtype=np.float32)
        for row, text in enumerate(texts):
            number = int(text.rsplit(" ", 1)[-1])
            noise = np.random.default_rng(number).normal(size=self.real.shape[1]) * 0.02
            out[row] = self.real[number % len(self.real)] + noise
        return unit(out)


def made(size: int, texts: Sequence[str]) -> Iterator[str]:
    """Distinct comments of one sentence each, so that the number in each stays where `Made` looks for it."""
    flat = [
        " ".join(re.findall(r"[a-z]+", re.sub(r"\b(?:but|however|although)\b", "", text.lower()))[:40])
        for text in texts
    ]
    return (f"{flat[number % len(flat)]} {number}" for number in range(size))


def peak() -> float:
    """MB that this process took at most."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def one(size: int) -> None:
    """A size in this process."""
    texts = coded("", "nhs_phase1", "subcategory").texts[:1000]
    embedder = Made(MiniLM().encode(texts))
    start = time.process_time()
    if size <= 100_000:
        model = ThemeModel(embedder=embedder, resamples=3).fit(list(made(size, texts)))
        held, way = len({given.row for given in model.assignments_}), "in one fit"
    else:

        def batches() -> Iterator[Batch]:
            several: list[str] = []
            for text in made(size, texts):
                several.append(text)
                if len(several) == BATCH:
                    yield Batch(several)
                    several = []

        model = ThemeModel(embedder=embedder, resamples=3)
        held, way = 0, "as a stream"
        for placed in fit_stream(model, batches):
            held += len({given.row for given in placed.assignments})
    print(f"{size:>9,} comments {way:<12} {model.n_themes_} themes, {held:,} placed, "
          f"{time.process_time() - start:6.0f} CPU s with made-up vectors, peak {peak():,.0f} MB", flush=True)  # fmt: skip


def five_thousand() -> None:
    """Seconds for 5,000 comments beside BERTopic on the same vectors, in one run."""
    from themes import bertopic

    data = coded("", "nhs_phase1", "subcategory")
    more = coded("", "nhs_fft_v6", "labels")
    texts = (data.texts + more.texts)[:5000]
    embedder = Remembering(MiniLM())
    vectors = embedder.encode(texts)
    ThemeModel(embedder=embedder).fit(texts)
    times = []
    for resamples in (0, 10):
        start = time.process_time()
        ThemeModel(embedder=embedder, resamples=resamples).fit(texts)
        times.append(time.process_time() - start)
    print(
        f"\n5,000 comments without reading, CPU seconds: {times[0]:.1f}, with stability over 10 resamples {times[1]:.1f}"
    )
    peer = bertopic(texts, vectors)
    if peer:
        first, warm = peer[1]
        print(f"BERTopic on the same vectors, CPU seconds: first {first:.1f}, warm {warm:.1f}: "
              f"{warm / times[0]:.1f} and {warm / times[1]:.1f} times ours")  # fmt: skip


def large() -> None:
    """Each size in a process of its own; a size that fails does not lose the others."""
    for size in (10_000, 100_000, 1_000_000):
        done = subprocess.run([sys.executable, __file__, str(size)], check=False)
        if done.returncode:
            print(f"{size:>9,} comments: stopped, status {done.returncode}", flush=True)


def main(words: Sequence[str]) -> int:
    """Print."""
    if not DATA.exists():
        print(f"themes: no data at {DATA}; set COPRODUCE_REAL_DATA to measure.")
        return 0
    if words and words[0].isdigit():
        one(int(words[0]))
        return 0
    five_thousand()
    if "--scale" in words:
        large()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
