# SPDX-License-Identifier: AGPL-3.0-or-later
"""What the team's start says about stage 2."""

from django.urls import reverse

from coproduce.priorities import queries
from coproduce.process.roles import Permission
from coproduce.process.stages import StageKey
from coproduce.programmes.overview import DeskStep


def steps(programme_id: int, slug: str) -> list[DeskStep]:
    """Shape, test, decide: how far each has come."""
    shaped, coverage = queries.priorities_of(programme_id), queries.coverage(programme_id)
    rounds = queries.rounds_of(programme_id)
    took = queries.people_answering(programme_id)
    tested = f"Rounds: {len(rounds)}. People who answered: {took}." if rounds else "Nothing was put back yet."
    left = f"Still open: {len(coverage.gaps)}." if coverage.gaps else "Everything has its decision."
    decided = f"{coverage.themes_decided} of {coverage.themes} themes are decided. {left}"
    return [
        DeskStep(
            "Shape priorities", f"Priorities: {len(shaped)}." if shaped else "There are none yet.",
            reverse("priorities:list", args=[slug]), "Go to the priorities", Permission.SEE_TEAM, bool(shaped), StageKey.TEST,
        ),
        DeskStep(
            "Put them back to people", tested, reverse("priorities:statements", args=[slug]), "Go to testing",
            Permission.SEE_TEAM, bool(rounds) and all(one.closed for one in rounds), StageKey.TEST,
        ),
        DeskStep(
            "Decide, with a reason", decided, reverse("priorities:decisions", args=[slug]), "Go to the decisions",
            Permission.SEE_TEAM, coverage.themes > 0 and coverage.whole, StageKey.TEST,
        ),
    ]  # fmt: skip
