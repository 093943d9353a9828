# SPDX-License-Identifier: AGPL-3.0-or-later
"""A small programme at the writing table: two themes with voices, a priority, statements put to the vote, decisions."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID

from coproduce.people.models import User
from coproduce.priorities import verbs as priorities
from coproduce.process import clock
from coproduce.process.roles import Role
from coproduce.programmes import verbs as programmes
from coproduce.strategy import verbs
from coproduce.strategy.models import Section, Strategy
from coproduce.themes.verbs import coding, passages
from coproduce.themes.verbs.codebook import make_theme
from tests import house

DIGGING = "When I am digging at the allotment, nobody can send me a letter about the rent."
BENCH = "A bench half way up the hill would get me out of the house again."


@dataclass
class Table:
    """Everything that a test of the strategy leans on."""

    programme: Any
    lead: User
    session: Any
    strategy: Strategy
    section: Section
    places: Any
    talk: Any
    priority: Any

    def said(self, text: str, theme: Any = None, **more: Any) -> tuple[Any, UUID]:
        """Somebody says something at the session; it becomes a passage, coded under a theme where one is given."""
        more.setdefault("who", house.participant(self.programme, self.session))
        voice = house.voice(self.programme, text, at=self.session, **more)
        passage = passages.find_passage(programme=self.programme, voice_id=voice.pk, exact_text=text, by=None)
        if theme is not None:
            self.code(passage, theme)
        return voice, passage

    def code(self, passage: UUID, theme: Any) -> None:
        """Put a passage under a theme."""
        coding.code(programme=self.programme, passage=passage, theme=theme.code, by=self.lead)

    def sentence(self, text: str = "We will put benches where people cannot walk far.", **more: Any) -> Any:
        """A sentence at the end of the section."""
        return verbs.write_sentence(section=self.section, text=text, by=self.lead, **more)

    def decide_everything(self) -> None:
        """Give both themes a decision."""
        body = programmes.add_body(
            programme=self.programme, code="panel", name="Panel", rule="", members=[], by=self.lead
        )
        for theme in (self.places, self.talk):
            priorities.decide(
                programme=self.programme, outcome="taken_up", body=body, decided_on=clock.today(), theme=theme,
                why="It is the ground of the first priority.", by=self.lead,
            )  # fmt: skip


def set_table() -> Table:
    """Lay the table."""
    programme = house.programme()
    lead = house.team(programme, Role.LEAD)
    places = make_theme(programme=programme, name="Places to breathe", code="T1", by=lead)
    talk = make_theme(programme=programme, name="Being able to talk", code="T2", by=lead)
    priority = priorities.shape_priority(
        programme=programme, name="Room to breathe", headline="More places to breathe.", code="P1", by=lead
    )
    strategy = verbs.begin_strategy(programme=programme, title="A Kind Town together", years="2026 to 2029", by=lead)
    section = verbs.add_section(strategy=strategy, title="What we want", by=lead)
    return Table(programme, lead, house.session(programme), strategy, section, places, talk, priority)


def put_to_vote(table: Table, *, code: str = "ST01", agree: int = 2, disagree: int = 12) -> Any:
    """A statement with so many people who agreed and disagreed."""
    today = clock.today()
    opened = priorities.open_round(
        programme=table.programme, opens_on=today, closes_on=today + timedelta(days=20), by=table.lead
    )
    statement = priorities.put_statement(
        programme=table.programme, round=opened, text="All letters should go by e-mail.", code=code, by=table.lead
    )
    for number in range(agree + disagree):
        voter = priorities.make_voter(programme=table.programme, code=f"{code}-{number}", by=table.lead)
        vote = "agree" if number < agree else "disagree"
        priorities.respond(statement=statement, voter=voter, vote=vote, by=table.lead)
    return statement


def on(day: date) -> Any:
    """The clock at noon of a day."""
    return clock.at(datetime(day.year, day.month, day.day, 12, tzinfo=UTC))
