# SPDX-License-Identifier: AGPL-3.0-or-later
"""What a language tag means for setting its words."""

from __future__ import annotations

RIGHT_TO_LEFT = frozenset({"ar", "ur", "fa", "ps", "he", "yi", "sd", "ug", "dv", "ckb", "ks", "prs"})
RIGHT_TO_LEFT_SCRIPTS = frozenset({"arab", "hebr", "aran", "thaa", "nkoo", "syrc"})
# Punjabi is here for its Arabic script alone: `wants_nastaliq` asks for the direction too.
NASTALIQ = frozenset({"ur", "ks", "pa", "pnb"})


def parts(tag: str) -> list[str]:
    """The parts of a tag, in small letters."""
    return tag.lower().split("-")


def base(tag: str) -> str:
    """The language alone: `pa` of `pa-Arab`."""
    return parts(tag)[0]


def is_right_to_left(tag: str) -> bool:
    """Whether words of this language run from right to left; a named script decides before the language does."""
    script = next((part for part in parts(tag)[1:] if len(part) == 4 and part.isalpha()), "")
    return script in RIGHT_TO_LEFT_SCRIPTS if script else base(tag) in RIGHT_TO_LEFT


def wants_nastaliq(tag: str) -> bool:
    """Whether readers expect the hanging style: Urdu, Kashmiri, and Punjabi in its Arabic script."""
    return is_right_to_left(tag) and base(tag) in NASTALIQ
