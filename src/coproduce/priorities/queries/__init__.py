# SPDX-License-Identifier: AGPL-3.0-or-later
"""What is known in stage 2, as plain frozen results."""

from coproduce.priorities.queries.answers import AnswerRow, VoterRow, answers_of, voters_of
from coproduce.priorities.queries.comments import CommentRow, ProposalRow, comment_counts, comments_on, proposals
from coproduce.priorities.queries.decisions import (
    Coverage,
    DecisionRow,
    Gap,
    coverage,
    decision,
    decisions_of,
    decisions_on_themes,
)
from coproduce.priorities.queries.diffing import Piece, word_diff
from coproduce.priorities.queries.public_results import (
    PublicResult,
    PublicStatement,
    profile_named,
    public_results,
    public_statement,
    public_took_part,
    without_figures,
)
from coproduce.priorities.queries.results import TeamResult, people_answering, results, results_of_version, took_part
from coproduce.priorities.queries.shaping import (
    CauseRow,
    EvidenceRow,
    PriorityRow,
    VersionRow,
    evidence_of,
    priorities_of,
    priority,
    priority_of_version,
    versions_of,
)
from coproduce.priorities.queries.slips import Became, ProposedRow, VoteRow, what_became_of
from coproduce.priorities.queries.statements import (
    RoundRow,
    StatementRow,
    current_round,
    rounds_of,
    statement,
    statements_of,
    statements_of_version,
)
from coproduce.priorities.queries.voting import Path, path_of

__all__ = [
    "AnswerRow",
    "Became",
    "CauseRow",
    "CommentRow",
    "Coverage",
    "DecisionRow",
    "EvidenceRow",
    "Gap",
    "Path",
    "Piece",
    "PriorityRow",
    "ProposalRow",
    "ProposedRow",
    "PublicResult",
    "PublicStatement",
    "RoundRow",
    "StatementRow",
    "TeamResult",
    "VersionRow",
    "VoteRow",
    "VoterRow",
    "answers_of",
    "comment_counts",
    "comments_on",
    "coverage",
    "current_round",
    "decision",
    "decisions_of",
    "decisions_on_themes",
    "evidence_of",
    "path_of",
    "priorities_of",
    "priority",
    "priority_of_version",
    "profile_named",
    "proposals",
    "public_results",
    "public_statement",
    "people_answering",
    "public_took_part",
    "results",
    "results_of_version",
    "rounds_of",
    "statement",
    "statements_of",
    "statements_of_version",
    "took_part",
    "versions_of",
    "voters_of",
    "what_became_of",
    "without_figures",
    "word_diff",
]
