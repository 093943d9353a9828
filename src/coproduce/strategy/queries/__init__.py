# SPDX-License-Identifier: AGPL-3.0-or-later
"""What is known of a strategy, as plain frozen results. People's words come through the door."""

from coproduce.strategy.queries.behind import (
    Behind,
    behind,
    draws_on,
    people_behind,
    sentences_leaning_on,
    sentences_of_participant,
)
from coproduce.strategy.queries.copied import copied_runs
from coproduce.strategy.queries.findings import FindingRow, finding, findings, kept
from coproduce.strategy.queries.gate import HEADINGS, Gate, GateProblem, gate
from coproduce.strategy.queries.promises import CommitmentRow, ProgressRow, commitment, commitments, standing
from coproduce.strategy.queries.quotes import QuoteProblem, QuoteRef, QuoteWords, quotations
from coproduce.strategy.queries.quotes import words as quote_words
from coproduce.strategy.queries.signing import (
    AmendmentRow,
    EveningRow,
    SignatureRow,
    amendment,
    amendments,
    evenings,
    signatures,
)
from coproduce.strategy.queries.text import (
    CitationRow,
    SectionRow,
    SentenceRow,
    StrategyText,
    VersionRow,
    section,
    sentence,
    sentence_row,
    sentence_rows,
    strategy,
    text_on,
    versions,
    whole_text,
)
from coproduce.strategy.queries.thread import (
    DecisionRef,
    PriorityRef,
    SentenceThread,
    StatementRef,
    ThemeRef,
    sentence_thread,
)

__all__ = [
    "HEADINGS", "AmendmentRow", "Behind", "CitationRow", "CommitmentRow", "DecisionRef", "EveningRow", "FindingRow",
    "Gate", "GateProblem", "PriorityRef", "ProgressRow", "QuoteProblem", "QuoteRef", "QuoteWords", "SectionRow",
    "SentenceRow", "SentenceThread", "SignatureRow", "StatementRef", "StrategyText", "ThemeRef", "VersionRow",
    "amendment", "amendments", "behind", "commitment", "commitments", "copied_runs", "draws_on", "evenings", "finding",
    "findings", "gate", "kept", "people_behind", "quotations", "quote_words", "section", "sentence", "sentence_row",
    "sentence_rows", "sentence_thread", "sentences_leaning_on", "sentences_of_participant", "signatures", "standing", "strategy",
    "text_on", "versions", "whole_text",
]  # fmt: skip
