# SPDX-License-Identifier: MIT
"""Schools of thematic analysis, which checks each accepts, and what to ask where saturation is not asked.

Schools as Braun, V. and Clarke, V. (2022), Thematic Analysis, have them. Information power: Malterud, K., Siersma, V. D. and
Guassora, A. D. (2016), “Sample size in qualitative interview studies: guided by information power”, Qualitative Health Research
26(13). A project declares its school; a check that its school rejects is off, and not shown as missing.
"""

from dataclasses import dataclass
from enum import StrEnum


class School(StrEnum):
    """How a project works with themes."""

    CODING_RELIABILITY = "coding reliability"
    CODEBOOK = "codebook"
    REFLEXIVE = "reflexive"


@dataclass(frozen=True)
class Power:
    """One of the five things that decide how many people are enough: a question, and when fewer or more are needed."""

    name: str
    question: str
    fewer: str
    more: str


INFORMATION_POWER = (
    Power("aim", "How wide is what we ask?", "a narrow question", "a broad one"),
    Power(
        "sample",
        "How close are these people to what we ask about?",
        "people who live it",
        "people picked for other reasons",
    ),
    Power("theory", "Do we build on what is known?", "an established frame", "none"),
    Power("dialogue", "How good was the talk?", "open and full", "short or guarded, or through an interpreter"),
    Power("analysis", "What do we compare?", "a few cases in depth", "many groups with each other"),
)


def accepts_saturation(school: School) -> bool:
    """Reflexive analysis makes meaning and does not collect it until nothing new comes: it rejects saturation."""
    return school is not School.REFLEXIVE


def accepts_agreement(school: School) -> bool:
    """Coding reliability asks for agreement and codebook approaches may; reflexive analysis does not."""
    return school is not School.REFLEXIVE


def information_power(school: School) -> tuple[str, ...]:
    """What to ask instead of saturation, as sentences for a report; none where saturation is accepted."""
    if accepts_saturation(school):
        return ()
    return tuple(
        f"{power.question} Fewer people are enough with {power.fewer}; more are needed with {power.more}."
        for power in INFORMATION_POWER
    )
