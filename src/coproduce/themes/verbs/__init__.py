# SPDX-License-Identifier: AGPL-3.0-or-later
"""What can be done with themes. Themes are named by their code within a programme, passages by their id."""

from coproduce.themes.problems import ThemeProblem
from coproduce.themes.verbs.background import start_suggestions, suggest
from coproduce.themes.verbs.codebook import bring_in_themes, edit_theme, make_theme, promote, rename
from coproduce.themes.verbs.coding import CodingRow, code, code_many, uncode, uncode_many
from coproduce.themes.verbs.curation import Part, merge, move, retire, split
from coproduce.themes.verbs.passages import find_passage, find_passages, make_passage, make_passages
from coproduce.themes.verbs.sorting import give_up_abandoned, run_suggestions, sort_now
from coproduce.themes.verbs.suggesting import accept_suggestion, ask_for_suggestions, set_aside
from coproduce.themes.verbs.undoing import undo

__all__ = [
    "CodingRow", "Part", "ThemeProblem", "accept_suggestion", "ask_for_suggestions", "bring_in_themes", "code",
    "code_many", "edit_theme", "find_passage", "find_passages", "give_up_abandoned", "make_passage", "make_passages",
    "make_theme", "merge", "move", "promote", "rename", "retire", "run_suggestions", "set_aside", "sort_now", "split",
    "start_suggestions", "suggest", "uncode", "uncode_many", "undo",
]  # fmt: skip
