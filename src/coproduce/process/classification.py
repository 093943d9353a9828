# SPDX-License-Identifier: AGPL-3.0-or-later
"""How sensitive each field of a model is, and what erases it.

Each model says so in its `classes`: `{**public("id"), **personal("withdraw", "label")}`. A test of the
repository fails for a field in no list and for an app with personal fields and no eraser.
"""

from dataclasses import dataclass
from enum import StrEnum


class FieldKind(StrEnum):
    """The three kinds: public, personal data, and special-category data (UK GDPR, Article 9)."""

    PUBLIC = "public"
    PERSONAL = "personal"
    SPECIAL = "special"


PUBLIC = FieldKind.PUBLIC
PERSONAL = FieldKind.PERSONAL
SPECIAL = FieldKind.SPECIAL


@dataclass(frozen=True)
class FieldClass:
    """The class of one field. `erased_by` names what erases it (`withdraw`, `purge`, …); empty for public fields."""

    kind: FieldKind
    erased_by: str


def public(*names: str) -> dict[str, FieldClass]:
    """These fields tell nothing about a person who took part."""
    return {name: FieldClass(PUBLIC, "") for name in names}


def personal(erased_by: str, *names: str) -> dict[str, FieldClass]:
    """These fields are about a person; `erased_by` erases them."""
    return _kept_until(PERSONAL, erased_by, names)


def special(erased_by: str, *names: str) -> dict[str, FieldClass]:
    """These fields are about a person's health, faith, ethnicity, sexual orientation and the like."""
    return _kept_until(SPECIAL, erased_by, names)


def _kept_until(kind: FieldKind, erased_by: str, names: tuple[str, ...]) -> dict[str, FieldClass]:
    if not erased_by:
        raise ValueError("A personal field needs the name of what erases it.")
    return {name: FieldClass(kind, erased_by) for name in names}
