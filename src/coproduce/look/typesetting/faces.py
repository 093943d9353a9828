# SPDX-License-Identifier: AGPL-3.0-or-later
"""Which typeface sets which character on paper, and where its plain copy lies.

The project ships its faces as WOFF2; Typst reads none, so plain copies are made the first time a face is needed and
kept in a cache folder. What each face covers stands in `fonts/faces.json`, so that no font is opened to find out.
"""

from __future__ import annotations

import hashlib
import json
import os
import tempfile
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from fontTools.ttLib import TTFont

FOLDER = Path(__file__).parent.parent / "fonts"
LISTING = FOLDER / "faces.json"
HOUSE = "Atkinson Next"
VOICE = "Literata"
NASTALIQ = "Noto Nastaliq Urdu"
PLACEHOLDER = "▯"
PLACEHOLDER_FAMILY = "Noto Sans Symbols 2"
# The order in which a character finds its face after the text's own
FALLBACK = (
    "Noto Sans",
    "Noto Naskh Arabic",
    "Noto Sans Bengali",
    "Noto Sans Gurmukhi",
    "Noto Sans Gujarati",
    "Noto Sans Devanagari",
    "Noto Emoji",
    "Noto Sans Symbols",
    PLACEHOLDER_FAMILY,
    "Noto Sans SC 1",
    "Noto Sans SC 2",
    "Noto Sans SC 3",
    "Noto Sans SC 4",
    "Noto Sans SC 5",
    "Noto Sans TC",
    VOICE,
    NASTALIQ,
)


@dataclass(frozen=True)
class Face:
    """One file: a family in one weight, and what it covers."""

    file: str
    family: str
    weight: int
    characters: frozenset[int]


@cache
def faces() -> tuple[Face, ...]:
    """All faces that the project ships."""
    return tuple(
        Face(
            entry["file"],
            entry["family"],
            entry["weight"],
            frozenset(code for first, last in entry["ranges"] for code in range(first, last + 1)),
        )
        for entry in json.loads(LISTING.read_text(encoding="utf-8"))
    )


@cache
def covered_by() -> dict[str, frozenset[int]]:
    """For each family the characters that each of its weights has."""
    found: dict[str, frozenset[int]] = {}
    for face in faces():
        # What only one weight has would be an empty box in the other.
        found[face.family] = found.get(face.family, face.characters) & face.characters
    return found


@cache
def _covered() -> frozenset[int]:
    return frozenset().union(*covered_by().values())


def is_silent(character: str) -> bool:
    """Whether a character has no shape of its own: joiners, variation selectors, direction marks, tags."""
    code = ord(character)
    return (
        unicodedata.category(character) in {"Cf", "Zs", "Zl", "Zp"}
        or character in "\n\t"
        or 0xFE00 <= code <= 0xFE0F
        or 0xE0100 <= code <= 0xE01EF
        or code in {0x034F, 0x115F, 0x1160, 0x3164}
    )


def uncovered(text: str) -> set[str]:
    """The characters of a text that no face of ours can show."""
    covered = _covered()
    return {character for character in set(text) if ord(character) not in covered and not is_silent(character)}


def families_for(text: str) -> tuple[str, ...]:
    """The families that a text needs after the text's own, in the order in which they are asked."""
    by_family = covered_by()
    wanted = {ord(character) for character in text}
    needed = []
    for family in FALLBACK:
        if wanted & by_family[family] - by_family[HOUSE]:
            needed.append(family)
            # Nastaliq and Literata are asked for by name; what an earlier family has, a later one need not bring
            wanted -= by_family[family]
    return tuple(needed)


def cache_folder() -> Path:
    """Where plain copies lie when nobody says: the user's own cache."""
    base = os.environ.get("LOCALAPPDATA") or os.environ.get("XDG_CACHE_HOME") or str(Path.home() / ".cache")
    return Path(base) / "coproduce" / "faces"


def _writable(folder: Path) -> Path:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            return folder
    except OSError:
        fallback = Path(tempfile.gettempdir()) / "coproduce-faces"
        fallback.mkdir(parents=True, exist_ok=True)
        return fallback


@cache
def _edition(file: str) -> str:
    # By what is in it and not by a version: a cache outlives many an upgrade.
    return hashlib.sha256((FOLDER / file).read_bytes()).hexdigest()[:12]


def plain_copies(families: Iterable[str], folder: Path | None = None) -> list[Path]:
    """Plain copies of all weights of these families, made now where they are missing."""
    target = _writable(folder or cache_folder())
    wanted = set(families)
    copies = []
    for face in faces():
        if face.family in wanted:
            # a folder a face: Typst takes folders, and a report must load no face that it does not name
            place = target / f"{Path(face.file).stem}-{_edition(face.file)}"
            copy = place / f"{Path(face.file).stem}.ttf"
            if not copy.exists():
                place.mkdir(exist_ok=True)
                _make_copy(FOLDER / face.file, copy)
            copies.append(copy)
    return copies


def _make_copy(source: Path, target: Path) -> None:
    """A plain copy, put in place in one step so that nobody reads half a font."""
    font = TTFont(source, recalcTimestamp=False)
    font.flavor = None
    handle, name = tempfile.mkstemp(dir=target.parent, suffix=".part")
    with os.fdopen(handle, "wb") as part:
        font.save(part, reorderTables=None)
    os.replace(name, target)
