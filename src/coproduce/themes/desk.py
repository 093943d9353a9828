# SPDX-License-Identifier: AGPL-3.0-or-later
"""What the team's start says about themes."""

from django.urls import reverse

from coproduce.process.roles import Permission
from coproduce.process.stages import StageKey
from coproduce.programmes.overview import DeskStep
from coproduce.themes import queries


def steps(programme_id: int, slug: str) -> list[DeskStep]:
    """Read, and find themes in what was said."""
    # Parts of a theme and candidates are not themes of their own to anybody who asks how many there are.
    made = sum(branch.theme.state == "theme" for branch in queries.tree(programme_id))
    behind = len({voice for held in queries.voices_by_theme(programme_id).values() for voice in held})
    said = f"Themes: {made}. Voices under some theme: {behind}." if made else "There are none yet."
    return [
        DeskStep(
            "Find themes", said, reverse("themes:list", args=[slug]), "Go to the themes", Permission.READ_VOICES,
            bool(made and behind), StageKey.LISTEN,
        )
    ]  # fmt: skip
