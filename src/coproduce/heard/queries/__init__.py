# SPDX-License-Identifier: AGPL-3.0-or-later
"""Who was heard: gated for the public, exact for those who plan."""

from coproduce.heard.queries import lines
from coproduce.heard.queries.differing import PublicDifference, differing, public_differences
from coproduce.heard.queries.gated import Category, Characteristic, Heard
from coproduce.heard.queries.keeping import heard_json, kept_json, public_heard, revived
from coproduce.heard.queries.team import TeamHeard, team_heard, whom_to_meet

__all__ = [
    "Category", "Characteristic", "Heard", "PublicDifference", "TeamHeard", "differing", "heard_json", "kept_json", "lines",
    "public_differences", "public_heard", "revived", "team_heard", "whom_to_meet",
]  # fmt: skip
