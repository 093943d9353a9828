# SPDX-License-Identifier: AGPL-3.0-or-later
"""The thread of each sentence, and back, as pages show it: the team's words, gated figures, quotes through the door."""

from coproduce.thread.overlaps import figures_today
from coproduce.thread.queries.rows import Decided, Line, Part, PriorityStep, Promise, Text, Theme, Version
from coproduce.thread.queries.shelf import Shelf, on_themes, shelf_of, standing
from coproduce.thread.queries.text import sentence_ids, text_of, wordings_of
from coproduce.thread.queries.themes import Origin, ThemeThread, gaps_of, origins_of, theme_threads

__all__ = [
    "Decided", "Line", "Origin", "Part", "PriorityStep", "Promise", "Shelf", "Text", "Theme", "ThemeThread", "Version",
    "figures_today", "gaps_of", "on_themes", "origins_of", "sentence_ids", "shelf_of", "standing", "text_of",
    "theme_threads", "wordings_of",
]  # fmt: skip
