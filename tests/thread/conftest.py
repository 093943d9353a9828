# SPDX-License-Identifier: AGPL-3.0-or-later
"""A small town with a strategy of two sentences, whose thread runs all the way: made by the real verbs."""

from dataclasses import dataclass
from typing import Any

import pytest

from coproduce.listening import verbs as listening
from coproduce.people import throttle
from coproduce.priorities import verbs as priorities
from coproduce.process import clock
from coproduce.process.decisions import Outcome
from coproduce.process.roles import Role
from coproduce.programmes import verbs as programmes
from coproduce.strategy import verbs as strategy
from coproduce.themes import verbs as themes
from tests import house

SAID = "The heron at the lock keeps me going."
AGAINST = "Birds are no help with the rent."
CALM, RENT = "Some places calm people.", "We looked at what other towns do."


@dataclass
class Town:
    """What the tests ask for by name."""

    programme: Any
    lead: Any
    person: Any
    voice: Any
    theme: Any
    sentence: Any
    code: str

    @property
    def at(self) -> str:
        return f"/{self.programme.slug}/"


@pytest.fixture(autouse=True)
def _nobody_failed_yet():
    throttle._failures.clear()


@pytest.fixture
def town(db) -> Town:
    made = house.programme()
    lead = house.team(made, *Role)
    at = house.session(made)
    person = house.participant(made, at)
    voice = house.voice(made, SAID, who=person, at=at)
    theme = themes.make_theme(programme=made, name="Places that calm", definition="Where people find rest.", by=lead)
    passage = sewn(made, lead, theme, voice, "The heron at the lock")
    text = strategy.begin_strategy(programme=made, title="A kind town", by=lead)
    section = strategy.add_section(strategy=text, title="What we heard", by=lead)
    sentence = strategy.write_sentence(section=section, text=CALM, by=lead)
    strategy.cite(sentence=sentence, kind="theme", target=theme, by=lead)
    strategy.quote(sentence=sentence, passage=passage, by=lead)
    other = strategy.write_sentence(section=section, text=RENT, by=lead)
    strategy.answer_for(sentence=other, author_kind="context", author=lead, by=lead)
    priority = priorities.shape_priority(
        programme=made, name="Quiet places", headline="Keep the quiet places.", by=lead
    )
    priorities.add_evidence(priority=priority, theme=theme, relation="supports", by=lead)
    strategy.cite(sentence=sentence, kind="priority", target=priority.versions.get(), by=lead)
    panel = programmes.add_body(programme=made, code="B1", name="The panel", rule="majority", members=[], by=lead)
    priorities.decide(
        programme=made, theme=theme, outcome=Outcome.PARTLY, body=panel, decided_on=clock.today(), by=lead,
        why="There is one lock.", tell="Your heron was heard.",
    )  # fmt: skip
    return Town(made, lead, person, voice, theme, sentence, listening.issue_slip(participant=person, by=None))


def sewn(made: Any, lead: Any, theme: Any, voice: Any, words: str) -> Any:
    """A passage under a theme."""
    passage = themes.find_passage(programme=made, voice_id=voice.pk, exact_text=words, by=lead)
    themes.code(programme=made, passage=passage, theme=theme.code, coder=lead, by=lead)
    return passage


def crowd(town: Town, many: int, text: str = "The canal, {}.") -> list[Any]:
    """More people who say much the same, all under the one theme."""
    at = house.session(town.programme, title="At the lock")
    people = [house.participant(town.programme, at) for _ in range(many)]
    for number, person in enumerate(people):
        said = text.format(number)
        voice = house.voice(town.programme, said, who=person, at=at)
        sewn(town.programme, town.lead, town.theme, voice, said)
    return people


def opened(client: Any, code: str) -> str:
    """The second page of a slip."""
    answer = client.post("/slip/", {"words": code.upper().replace("-", " ")})
    assert answer.status_code == 302 and answer["Location"] == "/slip/words/"
    return client.get("/slip/words/").content.decode()
