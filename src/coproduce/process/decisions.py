# SPDX-License-Identifier: AGPL-3.0-or-later
"""How a theme or a point ends: in a dated decision with a reason."""

from enum import StrEnum


class Outcome(StrEnum):
    """What was done with a theme or a point."""

    TAKEN_UP = "taken_up"
    PARTLY = "partly"
    NOT_TAKEN_UP = "not_taken_up"


WORDS: dict[Outcome, str] = {
    Outcome.TAKEN_UP: "Taken up",
    Outcome.PARTLY: "Partly taken up",
    Outcome.NOT_TAKEN_UP: "Not taken up",
}


def check_decision(outcome: Outcome | None, reason: str, body: str) -> list[str]:
    """What a decision still lacks, each in a sentence; an empty list when it is whole."""
    problems = []
    if outcome is None:
        problems.append("Say what was decided: taken up, partly taken up, or not taken up.")
    if not reason.strip():
        problems.append("Give the reason in plain words.")
    if not body.strip():
        problems.append("Name the people or the board that decided.")
    return problems
