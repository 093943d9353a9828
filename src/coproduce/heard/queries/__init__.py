# SPDX-License-Identifier: AGPL-3.0-or-later
"""Who was heard: gated for the public, exact for those who plan."""

from coproduce.heard.queries.gated import Category, Characteristic, Heard, heard_json, public_heard
from coproduce.heard.queries.team import TeamHeard, team_heard

__all__ = ["Category", "Characteristic", "Heard", "TeamHeard", "heard_json", "public_heard", "team_heard"]
