# SPDX-License-Identifier: AGPL-3.0-or-later
"""What is known of themes, as plain frozen results."""

from coproduce.themes.queries.agreement import CoderAgreement, ThemeAgreement, coder_agreement
from coproduce.themes.queries.codebook_state import CodebookState, Move, Sewn
from coproduce.themes.queries.layers import DoubleCoded, Layer, coder_layers, double_coded
from coproduce.themes.queries.lineage import LineageLine, came_from, last_step, lineage_of, log, replay
from coproduce.themes.queries.passages import (
    CoderMark,
    PassageRef,
    PassageView,
    passage_ids_of,
    passage_refs,
    passages_of,
    passages_of_voices,
    themes_of_participant,
    themes_of_voices,
    views_of,
)
from coproduce.themes.queries.reading import Bench, SpanCoding, bench, next_unread
from coproduce.themes.queries.sizes import (
    Branch,
    Size,
    ThemePeople,
    ThemeRow,
    names_of,
    people_by_theme,
    sizes,
    theme,
    theme_ids,
    themes_of,
    tree,
    voices_by_theme,
)
from coproduce.themes.queries.suggestions import (
    Machine,
    NotPlaced,
    RunRow,
    SuggestionRow,
    machines,
    members_of,
    not_placed,
    runs,
    suggestion,
    suggestions_of,
)

__all__ = [
    "Bench", "Branch", "CodebookState", "CoderAgreement", "CoderMark", "DoubleCoded", "Layer", "LineageLine",
    "Machine", "Move", "NotPlaced", "PassageRef", "PassageView", "RunRow", "Sewn", "Size", "SpanCoding",
    "SuggestionRow", "ThemeAgreement", "ThemePeople", "ThemeRow", "bench", "came_from", "coder_agreement",
    "coder_layers", "double_coded", "last_step", "lineage_of", "log", "machines", "members_of", "names_of",
    "next_unread", "not_placed", "passage_ids_of", "passage_refs", "passages_of", "passages_of_voices",
    "people_by_theme", "replay", "runs", "sizes", "suggestion", "suggestions_of", "theme", "theme_ids", "themes_of",
    "themes_of_participant", "themes_of_voices", "tree", "views_of", "voices_by_theme",
]  # fmt: skip
