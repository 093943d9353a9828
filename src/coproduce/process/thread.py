# SPDX-License-Identifier: AGPL-3.0-or-later
"""The grammar of the thread: what a sentence of the strategy may lean on, and how."""

from collections.abc import Iterable
from enum import StrEnum


class CitationKind(StrEnum):
    """What a sentence may cite."""

    PRIORITY = "priority"
    THEME = "theme"
    PASSAGE = "passage"
    STATEMENT = "statement"
    FINDING = "finding"
    DECISION = "decision"


class Relation(StrEnum):
    """How evidence bears on what cites it."""

    SUPPORTS = "supports"
    QUALIFIES = "qualifies"
    CONTRADICTS = "contradicts"


class AuthorKind(StrEnum):
    """How a named author answers for a sentence that cites nothing."""

    CONTEXT = "context"
    JUDGEMENT = "judgement"


RELATION_WORDS: dict[Relation, str] = {
    Relation.SUPPORTS: "supports this",
    Relation.QUALIFIES: "adds a condition",
    Relation.CONTRADICTS: "says otherwise",
}

AUTHOR_WORDS: dict[AuthorKind, str] = {
    AuthorKind.CONTEXT: "Context",
    AuthorKind.JUDGEMENT: "Professional judgement",
}

# A decision says what was done, not why it is so: alone it is no evidence for a sentence.
EVIDENCE = frozenset(CitationKind) - {CitationKind.DECISION}


def check_sentence(
    citations: Iterable[tuple[CitationKind, Relation] | CitationKind],
    author_kind: AuthorKind | None = None,
    author: str | None = None,
) -> list[str]:
    """What keeps a sentence from being published, each problem in plain words; an empty list when nothing does.

    A citation is a kind, or a kind with its relation; a kind alone supports.
    """
    cited = [item if isinstance(item, tuple) else (item, Relation.SUPPORTS) for item in citations]
    # A mark without a name would let anybody wave a sentence through.
    if author_kind is not None and not (author or "").strip():
        return [f"Marked “{AUTHOR_WORDS[author_kind]}” but nobody is named as its author."]
    if author_kind is not None:
        return []
    if not cited:
        return ["Cites nothing, and nobody has marked it as context or professional judgement."]
    if not any(kind in EVIDENCE for kind, _ in cited):
        return ["Cites a decision only. Say what the decision leans on."]
    if all(relation is Relation.CONTRADICTS for kind, relation in cited if kind in EVIDENCE):
        return ["All its evidence says otherwise. Change the sentence or cite what supports it."]
    return []
