# SPDX-License-Identifier: MIT
"""Numbers in, results out: no database, no web, no network, no files it was not handed.

Names are found when first used, so that importing the package costs nothing that is not needed.
"""

from importlib import import_module
from typing import Any

# name → the module that has it. Keep each block sorted.
_NAMES: dict[str, str] = {
    # honest numbers
    "Crossing": "disclosure",
    "DEFAULT": "disclosure",
    "Figure": "disclosure",
    "HES": "disclosure",
    "INTERNAL": "disclosure",
    "Profile": "disclosure",
    "SafeCube": "disclosure",
    "SafeSeries": "disclosure",
    "SafeTable": "disclosure",
    "differences_are_safe": "disclosure",
    "gate_count": "disclosure",
    "gate_map": "disclosure",
    "gate_nested": "disclosure",
    "gate_series": "disclosure",
    "gate_share": "disclosure",
    "gate_overlapping": "disclosure",
    "gate_table": "disclosure",
    "gate_tables": "disclosure",
    "jeffreys": "intervals",
    "joint_gaps": "reach_joint",
    "more_conversations": "reach_plan",
    "newcombe": "intervals",
    "parse_population": "population",
    "public_reach": "reach_public",
    "rake": "raking",
    "reach_results": "reach",
    "released": "disclosure",
    "reach_weights": "reach_weights",
    "statement_results": "statements",
    "theme_differences": "differences",
    "wilson": "intervals",
    # agreement between coders, saturation
    "Agreement": "agreement",
    "Codings": "agreement_codings",
    "Occasion": "saturation",
    "School": "saturation_schools",
    "Span": "agreement_spans",
    "agreement_of": "agreement",
    "information_power": "saturation_schools",
    "saturation_of": "saturation",
    "span_agreement": "agreement_spans",
    # what may point at a person
    "Suggestion": "redaction",
    "suggest": "redaction",
    # coding
    "Code": "coding_codebook",
    "CodeRidge": "coding_vectors",
    "CodingModel": "coding",
    # themes
    "KeptTheme": "theming_results",
    "Keyphrase": "theming_names",
    "Namer": "theming_naming",
    "Theme": "theming_results",
    "ThemeGrouper": "theming_grouper",
    "ThemeModel": "theming",
}


def __getattr__(name: str) -> Any:
    if name not in _NAMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_NAMES[name]}"), name)


def __dir__() -> list[str]:
    return sorted({*globals(), *_NAMES})
