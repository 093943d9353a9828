# SPDX-License-Identifier: AGPL-3.0-or-later
"""What a citation points at: in which field it is kept, whether it is in this programme, and how people name it.

Looked up along relations from the programme: the arrows of the house point downwards, and so do these.
"""

from typing import Any

from django.core.exceptions import ValidationError

from coproduce.process.thread import CitationKind
from coproduce.programmes.queries import Programme
from coproduce.strategy.models import Citation

FIELD: dict[CitationKind, str] = {
    CitationKind.PRIORITY: "version",
    CitationKind.THEME: "theme",
    CitationKind.PASSAGE: "passage",
    CitationKind.STATEMENT: "statement",
    CitationKind.FINDING: "finding",
    CitationKind.DECISION: "decision",
}

# From a programme to the rows of a kind, and from there to what is cited.
_WAY: dict[CitationKind, tuple[str, str]] = {
    CitationKind.PRIORITY: ("priorities", "versions__pk"),
    CitationKind.THEME: ("themes", "pk"),
    CitationKind.PASSAGE: ("voices", "passages__pk"),
    CitationKind.STATEMENT: ("statements", "pk"),
    CitationKind.FINDING: ("findings", "pk"),
    CitationKind.DECISION: ("decisions", "pk"),
}


def is_in(programme: Programme, kind: CitationKind, key: Any) -> bool:
    """Whether a programme has such a thing to cite."""
    relation, field = _WAY[kind]
    try:
        return bool(getattr(programme, relation).filter(**{field: key}).exists())
    except (TypeError, ValueError, ValidationError):
        # What is no key at all (a UUID that is none) came from a form that somebody changed.
        return False


def by_code(programme: Programme, kind: CitationKind, code: str, version: int | None = None) -> Any:
    """The key of what has this code, or None: for a priority, of its version with this number or of its newest."""
    if kind is CitationKind.PASSAGE:
        return None
    row = getattr(programme, _WAY[kind][0]).filter(code=code).first()
    if row is None or kind is not CitationKind.PRIORITY:
        return row and row.pk
    # The newest unless one is named: people cite what they have just read.
    versions = row.versions.order_by("-number")
    found = versions.filter(number=version).first() if version else versions.first()
    return found and found.pk


def key_of(citation: Citation) -> Any:
    """The key of what a citation points at."""
    return getattr(citation, f"{FIELD[CitationKind(citation.kind)]}_id")
