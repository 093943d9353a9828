# SPDX-License-Identifier: MIT
"""Run a model over many texts: each text by itself on one thread, several texts at once.

A text's vector cannot depend on its neighbours, on their order, or on how many threads there are: no batch, no
padding, and no sum that two threads share. It is also quicker than letting two threads share one text.
"""

import os
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import numpy as np

from coproduce.analysis.embedding import Progress, Vectors, unit

#: More threads than this gain little on the laptops we know, and leave nothing for the person in front of them.
MOST_THREADS = 4
_SLICE = 32


def usual_threads() -> int:
    """As many threads as there are processors for us, up to `MOST_THREADS`."""
    mine = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return max(1, min(MOST_THREADS, mine))


def session(model: bytes) -> Any:
    """An ONNX Runtime session of one thread, for a model in memory."""
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    # The further rewritings join adding and normalising into one operator that takes a fifth longer.
    options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_ENABLE_BASIC
    options.log_severity_level = 3
    return onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])


def run_all(
    read: Callable[[str], Vectors], texts: Sequence[str], width: int, threads: int, progress: Progress | None
) -> Vectors:
    """One row of length 1 a text, in the order given; what several people wrote word for word is read once."""
    distinct = list(dict.fromkeys(texts))
    rows = {text: number for number, text in enumerate(distinct)}
    out = np.zeros((len(distinct), width), dtype=np.float32)
    with ThreadPoolExecutor(max_workers=threads) as pool:
        for start in range(0, len(distinct), _SLICE):
            some = distinct[start : start + _SLICE]
            for number, vector in enumerate(pool.map(read, some), start):
                out[number] = vector
            if progress is not None:
                progress(len(texts) * (start + len(some)) // len(distinct), len(texts))
    return unit(out[[rows[text] for text in texts]]) if len(texts) else out
