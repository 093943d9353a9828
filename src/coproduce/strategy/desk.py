# SPDX-License-Identifier: AGPL-3.0-or-later
"""What the team's start says about writing the strategy."""

from django.urls import reverse

from coproduce.process.roles import Permission
from coproduce.process.stages import StageKey
from coproduce.programmes.overview import DeskStep
from coproduce.strategy import queries


def steps(programme_id: int, slug: str) -> list[DeskStep]:
    """Write it together and keep what it promises. The gate is asked on its own page: it reads every sentence."""
    text = queries.whole_text(programme_id)
    written = len(text.sentences) if text else 0
    names = len(queries.signatures(programme_id))
    promised = queries.commitments(programme_id)
    late = sum(row.overdue for row in promised)
    kept = f"Commitments: {len(promised)}. Overdue: {late}." if promised else "Nothing is promised yet."
    return [
        DeskStep(
            "Write it together", f"Sentences: {written}. Signatures: {names}." if written else "Nothing is written yet.",
            reverse("strategy:write", args=[slug]), "Go to the writing table", Permission.SEE_TEAM, bool(names),
            StageKey.DEVELOP,
        ),
        DeskStep(
            "Keep what is promised", kept, reverse("strategy:commitments", args=[slug]), "Go to the commitments",
            Permission.SEE_TEAM, bool(promised) and not late, StageKey.DEVELOP,
        ),
    ]  # fmt: skip
