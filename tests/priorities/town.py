# SPDX-License-Identifier: AGPL-3.0-or-later
"""A small town that tests its priorities: two themes, one priority, one round, two statements."""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from coproduce.people.models import User
from coproduce.priorities import verbs
from coproduce.priorities.models import Priority, Round, Statement, Voter
from coproduce.process import clock
from coproduce.process.roles import Role
from coproduce.programmes import verbs as programmes
from coproduce.programmes.models import Body, Programme
from coproduce.themes.models import Theme
from tests import house

OPENS, CLOSES = date(2025, 7, 7), date(2025, 7, 27)
DAY_OF_DECISION = date(2025, 8, 1)


def on(day: int, month: int = 7, hour: int = 12) -> Any:
    """The clock set to a day of 2025."""
    return clock.at(datetime(2025, month, day, hour, tzinfo=UTC))


@dataclass
class Town:
    """What a test needs to hold in its hand."""

    programme: Programme
    lead: User
    talk: Theme
    safe: Theme
    priority: Priority
    round: Round
    posters: Statement
    barbers: Statement
    panel: Body

    def voters(self, how_many: int) -> list[Voter]:
        """That many voters, marked V01, V02, …"""
        rows = [{"code": f"V{n:02d}"} for n in range(1, how_many + 1)]
        return verbs.make_voters(programme=self.programme, rows=rows, by=self.lead)


def theme(programme: Programme, code: str, name: str, colour: int = 1) -> Theme:
    """A theme as stage 1 leaves it."""
    return Theme.objects.create(
        programme=programme, code=code, name=name, state=Theme.State.THEME, colour=colour, made_at=clock.now()
    )


def town(name: str = "A Kind Town") -> Town:
    """Everything up to the first vote, on 1 and 7 July 2025."""
    with on(1):
        made = house.programme(name)
        lead = house.team(made, Role.LEAD)
        talk, safe = theme(made, "T1", "Being able to talk", 1), theme(made, "T2", "Feeling safe", 2)
        priority = verbs.shape_priority(
            programme=made, code="P1", name="Talking", headline="We will make sure that everybody knows.",
            explanation="A campaign with posters.", by=lead, written_with=["Ann"],
        )  # fmt: skip
        panel = programmes.add_body(programme=made, code="panel", name="The panel", rule="", members=[], by=lead)
        asked = verbs.open_round(programme=made, opens_on=OPENS, closes_on=CLOSES, by=lead)
        version = priority.versions.get()
        posters, barbers = (
            verbs.put_statement(programme=made, round=asked, text=text, version=version, by=lead)
            for text in ("Posters would help people to talk.", "Barbers should be trained to listen.")
        )
    return Town(made, lead, talk, safe, priority, asked, posters, barbers, panel)
