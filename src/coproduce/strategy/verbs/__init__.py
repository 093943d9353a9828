# SPDX-License-Identifier: AGPL-3.0-or-later
"""Everything that changes the strategy: keyword-only, atomic, `by=`, with its line in the audit."""

from coproduce.programmes.verbs import Refused
from coproduce.strategy.verbs.amending import answer_amendment, propose_amendment
from coproduce.strategy.verbs.bringing import DraftSection, bring_in_strategy, split_draft
from coproduce.strategy.verbs.citing import cite, cite_by_code, link_decisions, uncite
from coproduce.strategy.verbs.figuring import compute_finding, recompute_findings
from coproduce.strategy.verbs.looking import looked_at
from coproduce.strategy.verbs.promising import change_commitment, make_commitment, report_progress
from coproduce.strategy.verbs.quoting import quote, quote_words, unquote
from coproduce.strategy.verbs.signing import add_evening, sign_off
from coproduce.strategy.verbs.writing import (
    add_section,
    answer_for,
    begin_strategy,
    move_sentence,
    remove_sentence,
    reword,
    write_sentence,
)

__all__ = [
    "DraftSection",
    "Refused",
    "add_evening",
    "add_section",
    "answer_amendment",
    "answer_for",
    "begin_strategy",
    "bring_in_strategy",
    "change_commitment",
    "cite",
    "cite_by_code",
    "compute_finding",
    "link_decisions",
    "looked_at",
    "make_commitment",
    "move_sentence",
    "propose_amendment",
    "quote",
    "quote_words",
    "recompute_findings",
    "remove_sentence",
    "report_progress",
    "reword",
    "sign_off",
    "split_draft",
    "unquote",
    "uncite",
    "write_sentence",
]
