# SPDX-License-Identifier: AGPL-3.0-or-later
"""Invented comments with the codes that a careful reader would give them."""

from coproduce.analysis.coding_codebook import Code

SUBJECTS = {
    "Buses": [
        "The bus is late",
        "Buses never come on Sundays",
        "The last bus leaves too early",
        "The bus was full again",
    ],
    "Gardens": [
        "My garden keeps me calm",
        "We need more gardens",
        "The allotment is my medicine",
        "Growing beans helps me",
    ],
    "Waiting": [
        "I waited a year",
        "The waiting list is long",
        "They said wait and then nobody rang",
        "Waiting makes it worse",
    ],
}
ENDS = ["", " in our street", " for people like me", " and I told them so", " every single week", " since last winter"]
CODEBOOK = [
    Code("Buses", "Buses, trams and how people get about.", includes=("bus stops", "timetables")),
    Code("Gardens", "Gardens, allotments, parks and growing things."),
    Code("Waiting", "Waiting lists and waiting for an answer.", excludes=("waiting for a bus",)),
]


def comments() -> tuple[list[str], list[tuple[str, ...]]]:
    """84 comments: one subject each, and some with two."""
    texts, codes = [], []
    for code, openings in SUBJECTS.items():
        for opening in openings:
            for end in ENDS:
                texts.append(opening + end)
                codes.append((code,))
    for end in ENDS:
        texts += [f"The bus is late{end}. Also I waited a year for help", f"We need more gardens{end}. The bus is full"]
        codes += [("Buses", "Waiting"), ("Buses", "Gardens")]
    return texts, codes
