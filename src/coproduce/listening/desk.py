# SPDX-License-Identifier: AGPL-3.0-or-later
"""What the team's start says about listening."""

from django.urls import NoReverseMatch, reverse

from coproduce.listening import queries
from coproduce.process import clock
from coproduce.process.roles import Permission
from coproduce.process.stages import StageKey
from coproduce.programmes.overview import DeskStep


def steps(programme_id: int, slug: str) -> list[DeskStep]:
    """Hear people, in a room or from a sheet; answer who says that we got them wrong; look after people."""
    held, came = queries.voices_in(programme_id), len(queries.sessions_of(programme_id))
    said = f"Sessions: {came}. Voices: {held}. People we can tell apart: {queries.participants_in(programme_id)}."
    found = [
        DeskStep(
            "Listen", said if held or came else "Nobody was heard yet.", reverse("listening:sessions", args=[slug]),
            "Go to the sessions", Permission.SEE_TEAM, bool(held), StageKey.LISTEN,
        ),
    ]  # fmt: skip
    try:
        sheet = reverse("listening:import", args=[slug])
    except NoReverseMatch:
        pass
    else:
        text = "Answers that you have already, as CSV, XLSX or Parquet."
        found.append(
            DeskStep("Bring in a sheet", text, sheet, "Bring one in", Permission.IMPORT, bool(held), StageKey.LISTEN)
        )
    return [*found, *_owed(programme_id, slug)]


def _owed(programme_id: int, slug: str) -> list[DeskStep]:
    """What people wait for: a reply, and somebody who looks after them."""
    waiting = queries.objections_of(programme_id, open_only=True)
    late = sum(row.due_on < clock.today() for row in waiting)
    said = f"Waiting for a reply: {len(waiting)}. Overdue: {late}." if waiting else "Nobody waits for a reply."
    worries = queries.concerns_of(programme_id, open_only=True)
    unseen = sum(row.seen_at is None for row in worries)
    worried = f"Open: {len(worries)}. Not looked at yet: {unseen}." if worries else "None is open."
    return [
        DeskStep(
            "“That is not what I meant”", said, reverse("listening:objections", args=[slug]), "Read and reply",
            Permission.ANSWER, not waiting,
        ),
        DeskStep(
            "Concerns", worried, reverse("listening:concerns", args=[slug]), "Look at them", Permission.SAFEGUARD,
            not worries,
        ),
    ]  # fmt: skip
