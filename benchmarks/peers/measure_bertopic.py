# SPDX-License-Identifier: AGPL-3.0-or-later
"""Run inside the peers' environment: BERTopic on vectors it is handed, with as much seeded as it allows.

    python measure_bertopic.py IN.npz OUT.json

IN: texts, vectors. OUT: topics of the second run (compiled, -1 is its outlier bin) and the processor seconds of both runs.
"""

import json
import sys
import time

import numpy as np
from bertopic import BERTopic
from umap import UMAP


def main() -> None:
    """Fit twice: the first run compiles."""
    given = np.load(sys.argv[1], allow_pickle=False)
    texts, vectors = given["texts"].tolist(), given["vectors"]
    seconds, topics = [], []
    for _ in range(2):
        reduce = UMAP(n_neighbors=15, n_components=5, min_dist=0.0, metric="cosine", random_state=0)
        start = time.process_time()
        topics, _ = BERTopic(umap_model=reduce, embedding_model=None).fit_transform(texts, vectors)
        seconds.append(time.process_time() - start)
    with open(sys.argv[2], "w", encoding="utf-8") as out:
        json.dump({"topics": [int(topic) for topic in topics], "seconds": seconds}, out)


main()
