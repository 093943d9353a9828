# SPDX-License-Identifier: AGPL-3.0-or-later
"""The equality questions, as versioned data: a change makes a new file, never an edit, so that old answers keep their
meaning. The categories are those of the census, so that who was heard can be put beside who lives here."""

import json
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

VERSION = "census-2021-v1"


@dataclass(frozen=True)
class Answer:
    """One answer: `keep` is the category that we count, `show` what a person reads."""

    keep: str
    show: str


@dataclass(frozen=True)
class EqualityQuestion:
    """One question; `groups` has one unnamed group unless the census groups its answers."""

    name: str
    ask: str
    hint: str
    groups: tuple[tuple[str, tuple[Answer, ...]], ...]

    def shown(self, kept: str) -> str:
        """What a person read when they chose `kept`."""
        return next((a.show for _, answers in self.groups for a in answers if a.keep == kept), kept)


@dataclass(frozen=True)
class QuestionSet:
    """All questions of one version."""

    version: str
    not_say: str
    questions: tuple[EqualityQuestion, ...]


@cache
def question_set(version: str = VERSION) -> QuestionSet:
    """The questions of a version."""
    read = json.loads(files(__name__).joinpath(f"{version}.json").read_text(encoding="utf-8"))
    return QuestionSet(
        read["version"], read["prefer_not_to_say"], tuple(_question(question) for question in read["questions"])
    )


def _question(read: dict) -> EqualityQuestion:
    groups = read.get("groups") or [{"name": "", "answers": read["answers"]}]
    return EqualityQuestion(
        read["name"], read["ask"], read.get("hint", ""),
        tuple((group["name"], tuple(Answer(**one) for one in group["answers"])) for group in groups),
    )  # fmt: skip
