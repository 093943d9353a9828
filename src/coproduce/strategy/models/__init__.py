# SPDX-License-Identifier: AGPL-3.0-or-later
"""Rows of stage 3: the text, what it cites, what it promises, who wrote and signed."""

from coproduce.strategy.models.commitments import Commitment, Progress
from coproduce.strategy.models.text import Amendment, Citation, Finding, Quotation, Section, Sentence, SentenceVersion
from coproduce.strategy.models.writing import SignOff, Strategy, WritingEvening

__all__ = [
    "Amendment",
    "Citation",
    "Commitment",
    "Finding",
    "Progress",
    "Quotation",
    "Section",
    "Sentence",
    "SentenceVersion",
    "SignOff",
    "Strategy",
    "WritingEvening",
]
