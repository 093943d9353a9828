# SPDX-License-Identifier: AGPL-3.0-or-later
"""What the tests need to begin: a programme with its stages open, a team, a session, voices. Made by the real verbs."""

from collections.abc import Iterable
from datetime import date
from itertools import count

from coproduce.listening import verbs as listening
from coproduce.listening.models import Participant, Session, Voice
from coproduce.listening.verbs import NewVoice
from coproduce.people.models import User
from coproduce.people.verbs import create_account
from coproduce.process.consent import Purpose
from coproduce.process.roles import Role
from coproduce.process.stages import StageKey, StageState
from coproduce.programmes import verbs as programmes
from coproduce.programmes.models import Programme, Question

ALL = tuple(Purpose)
_numbers = count(1)


def programme(
    name: str = "A Kind Town",
    *,
    open_stages: Iterable[StageKey] = tuple(StageKey),
    languages: tuple[str, ...] = ("en", "ur"),
    open_to_residents: bool = True,
) -> Programme:
    """A programme with two questions, its stages open."""
    made = programmes.create_programme(name=name, aim="A town that is kind.", by=None, languages=languages)
    for key in open_stages:
        programmes.set_stage(programme=made, key=key, state=StageState.OPEN, by=None)
    programmes.add_question(programme=made, text="What helps you feel well?", by=None)
    programmes.add_question(programme=made, text="What gets in the way?", by=None)
    programmes.change_programme(programme=made, open_to_residents=open_to_residents, by=None)
    return made


def team(made: Programme, *roles: Role, password: str | None = None) -> User:
    """Somebody who has these roles."""
    number = next(_numbers)
    user = create_account(email=f"person{number}@example.org", name=f"Person {number}", password=password, by=None)
    for role in roles:
        programmes.join(programme=made, user=user, role=role, since=date(2020, 1, 1), by=None)
    return user


def session(made: Programme, *, kind: str = "workshop", title: str = "At the hall", ward: str = "Newtown") -> Session:
    """A workshop in a church hall."""
    place = programmes.add_place(programme=made, name="Church hall", ward=ward, by=None)
    return listening.add_session(
        programme=made, kind=kind, title=title, happens_on=date(2025, 3, 4), place=place, headcount=12, by=None
    )


def participant(made: Programme, at: Session | None = None) -> Participant:
    """Somebody without a name."""
    return listening.add_participant(programme=made, session=at, by=None)


def question(made: Programme, code: str = "Q1") -> Question:
    """A question of the guide."""
    return made.questions.get(code=code)


def voice(
    made: Programme,
    text: str,
    *,
    agreed: Iterable[Purpose] = ALL,
    at: Session | None = None,
    who: Participant | None = None,
    asked: str | None = "Q1",
    channel: str = "spoken",
    language: str = "en",
    translation: str = "",
    masks: tuple[str, ...] = (),
    by: User | None = None,
) -> Voice:
    """One thing that somebody said, with consent for `agreed`."""
    yes = set(agreed)
    new = NewVoice(
        text=text, agreed={p: p in yes for p in Purpose}, session=at, participant=who, channel=channel,
        question=question(made, asked) if asked else None, language=language, translation=translation, masks=masks,
    )  # fmt: skip
    return listening.take_voice(programme=made, voice=new, by=by)
