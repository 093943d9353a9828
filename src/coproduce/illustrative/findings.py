# SPDX-License-Identifier: AGPL-3.0-or-later
"""How each finding of the illustrative strategy is computed from what was loaded."""

from typing import Any

MEASURES: dict[str, tuple[str, dict[str, Any]]] = {
    "F01": ("people_heard", {}),
    "F02": ("sessions", {}),
    "F03": ("languages", {}),
    "F04": ("voices_analysable", {}),
    "F05": ("people_voting", {}),
    "F06": ("statements_put", {}),
    "F07": ("statements_agreed", {"share": 0.6}),
    "F08": ("statements_split", {"points": 15}),
    "F09": ("disagreed_with_all", {"statements": ["ST08", "ST09"], "rounding": 10}),
    "F10": ("share_of", {"characteristic": "sex", "categories": ["Female"]}),
    "F11": ("people_in", {"groups": {"age_band": ["75+"]}}),
    "F12": ("people_in", {"groups": {"ethnic_group": ["Asian, Asian British or Asian Welsh: Bangladeshi"]}}),
    "F13": (
        "people_in_any",
        {
            "groups": {
                "ethnic_group": ["White: Gypsy or Irish Traveller", "White: Roma"],
                "religion": ["Jewish", "Buddhist"],
            }
        },
    ),
    "F14": ("people_in", {"groups": {"sex": ["Male"], "age_band": ["25-34", "35-49"]}, "rounding": 10}),
}
