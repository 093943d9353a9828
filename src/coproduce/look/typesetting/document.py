# SPDX-License-Identifier: AGPL-3.0-or-later
"""The tree that every form of a report is made from.

A tree holds words and pictures only: no markup, no layout, nothing of any one format. Words are a plain string, one
span, or several spans. Whoever builds a tree decides what may be shown; this part only sets what it is given.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date as Date

from coproduce.analysis.disclosure import Figure
from coproduce.look.figures import Plain

ANCHOR = re.compile(r"[A-Za-z][A-Za-z0-9_.:-]*")
LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")


class BadDocument(ValueError):
    """A tree that no form can be made from, with the reason."""


def _check(condition: bool, reason: str) -> None:
    if not condition:
        raise BadDocument(reason)


def _check_anchor(anchor: str) -> None:
    _check(not anchor or bool(ANCHOR.fullmatch(anchor)), f"not an anchor: {anchor!r}")


def _check_language(language: str) -> None:
    _check(not language or bool(LANGUAGE.fullmatch(language)), f"not a language tag: {language!r}")


@dataclass(frozen=True)
class Text:
    """Plain words; `language` only where it differs from what is around it."""

    text: str
    language: str = ""

    def __post_init__(self) -> None:
        _check_language(self.language)


@dataclass(frozen=True)
class Strong:
    """Words that carry weight."""

    text: str


@dataclass(frozen=True)
class Link:
    """A link to an address on the web, or to an anchor of this document when `target` begins with '#'."""

    text: str
    target: str


@dataclass(frozen=True)
class Gold:
    """A link that follows the thread. `count` is the small number after it, already fit to be published."""

    text: str
    anchor: str
    count: str = ""

    def __post_init__(self) -> None:
        _check_anchor(self.anchor)


Span = Text | Strong | Link | Gold
Words = str | Span | tuple[Span, ...]


def spans(words: Words) -> tuple[Span, ...]:
    """Words of any shape as spans."""
    if isinstance(words, str):
        return (Text(words),) if words else ()
    return words if isinstance(words, tuple) else (words,)


def plain(words: Words) -> str:
    """Words without their markup."""
    return "".join(span.text for span in spans(words))


@dataclass(frozen=True)
class Heading:
    """A heading of level 1 (opens a page on paper) to 4."""

    text: str
    level: int = 1
    anchor: str = ""

    def __post_init__(self) -> None:
        _check(1 <= self.level <= 4, f"heading level {self.level} is not 1 to 4: {self.text!r}")
        _check(bool(self.text.strip()), "a heading has no words")
        _check_anchor(self.anchor)


@dataclass(frozen=True)
class Paragraph:
    """A paragraph, with a note in the margin where one is given."""

    words: Words
    note: Words = ""
    lead: bool = False
    anchor: str = ""

    def __post_init__(self) -> None:
        _check_anchor(self.anchor)


@dataclass(frozen=True)
class Sentence:
    """A sentence with an identity: `ref` is its number, `note` says in the margin whose words it draws on."""

    words: Words
    ref: str
    note: Words = ""
    anchor: str = ""
    target: str = ""

    def __post_init__(self) -> None:
        _check_anchor(self.anchor)
        _check_anchor(self.target)


@dataclass(frozen=True)
class Quote:
    """What somebody said, in their own language, with the words that say who in general and where. `tone` is the
    theme slot whose stitch runs beside it; 0 is none."""

    text: str
    language: str = "en"
    caption: str = ""
    translation: str = ""
    translation_language: str = "en"
    translation_label: str = ""
    tone: int = 0
    anchor: str = ""

    def __post_init__(self) -> None:
        _check_language(self.language)
        _check_language(self.translation_language)
        _check(self.tone >= 0, f"tone {self.tone} is below 0")
        _check_anchor(self.anchor)


@dataclass(frozen=True)
class Number:
    """One large figure, and the sentence that explains it. `value` came out of the disclosure gate, or counts no people."""

    value: Figure | Plain
    words: Words

    def __post_init__(self) -> None:
        _check(isinstance(self.value, Figure | Plain), f"{self.value!r} did not come out of the disclosure gate")
        _check(getattr(self.value, "publishable", True), "a figure passed the gate for the team, not for the public")


@dataclass(frozen=True)
class Picture:
    """A drawing with its description. `width` is a share of the column; `wide` reaches into the margin."""

    svg: str
    alt: str
    caption: str = ""
    width: float = 1.0
    wide: bool = False
    anchor: str = ""

    def __post_init__(self) -> None:
        _check(bool(self.alt.strip()), f"a picture has no description: {self.caption!r}")
        _check(0 < self.width <= 1, f"a picture's width {self.width} is not above 0 and at most 1")
        _check_anchor(self.anchor)


@dataclass(frozen=True)
class Table:
    """Rows under a head. `numeric` are the positions of columns that hold figures; the first column names its row."""

    caption: str
    head: tuple[str, ...]
    rows: tuple[tuple[Words, ...], ...]
    numeric: tuple[int, ...] = ()
    wide: bool = False
    row_heads: bool = True
    anchor: str = ""

    def __post_init__(self) -> None:
        _check(bool(self.head), f"a table has no head: {self.caption!r}")
        for number, row in enumerate(self.rows, 1):
            where = f"row {number} of the table {self.caption!r}"
            _check(len(row) == len(self.head), f"{where} has {len(row)} cells, not {len(self.head)}")
        _check_anchor(self.anchor)


@dataclass(frozen=True)
class Bullets:
    """A list in no order."""

    items: tuple[Words, ...]


@dataclass(frozen=True)
class Numbered:
    """A list in order, from 1."""

    items: tuple[Words, ...]


@dataclass(frozen=True)
class Notice:
    """Something every reader must see: a limit, a caution, that the material is illustrative."""

    title: str
    words: Words


@dataclass(frozen=True)
class Contents:
    """The list of headings, with page numbers where there are pages."""

    title: str = "Contents"
    depth: int = 2


@dataclass(frozen=True)
class PageBreak:
    """A new page, where there are pages."""


Block = (
    Heading
    | Paragraph
    | Sentence
    | Quote
    | Number
    | Picture
    | Table
    | Bullets
    | Numbered
    | Notice
    | Contents
    | PageBreak
)


@dataclass(frozen=True)
class Cover:
    """The first page. `art` is drawn on 840 by 1188 units (A4, four to a millimetre), in the upper two thirds; `thread`
    is the point of it from which paper carries the golden line off the page."""

    words: Words = ""
    left: str = ""
    right: str = ""
    art: str = ""
    alt: str = ""
    thread: tuple[float, float] | None = None

    def __post_init__(self) -> None:
        _check(not self.art or bool(self.alt.strip()), "the cover's picture has no description")


@dataclass(frozen=True)
class Labels:
    """The house's own few words on paper, in the document's language."""

    illustrative: str = "Illustrative: made up to show the method"
    figure: str = "Figure"
    table: str = "Table"
    placeholders: str = "Characters we could not set"
    placeholders_note: str = (
        "Our typefaces have no shape for these characters. Each is shown as ▯ in the text. "
        "The web page and the Word file still hold them."
    )


@dataclass(frozen=True)
class Document:
    """A whole report."""

    title: str
    language: str
    date: Date
    blocks: tuple[Block, ...]
    subtitle: str = ""
    authors: tuple[str, ...] = ()
    illustrative: bool = False
    cover: Cover = field(default_factory=Cover)
    labels: Labels = field(default_factory=Labels)
    footer: str = ""
    closing: str = ""

    def __post_init__(self) -> None:
        _check(bool(self.title.strip()), "a document has no title")
        _check_language(self.language)
        _check(bool(self.language), "a document has no language")
        _check_anchors(self.blocks)


def _check_anchors(blocks: tuple[Block, ...]) -> None:
    seen: set[str] = set()
    for block in blocks:
        anchor = getattr(block, "anchor", "")
        _check(not anchor or anchor not in seen, f"two places have the anchor {anchor!r}")
        seen.add(anchor)


def anchors(document: Document) -> frozenset[str]:
    """The places that a link inside the document can go to."""
    return frozenset(anchor for block in document.blocks if (anchor := getattr(block, "anchor", "")))


def block_words(block: Block) -> Iterator[Words]:
    """All words of one block that may hold spans."""
    if isinstance(block, Paragraph | Sentence):
        yield from (block.words, block.note)
    elif isinstance(block, Number | Notice):
        yield block.words
    elif isinstance(block, Bullets | Numbered):
        yield from block.items
    elif isinstance(block, Table):
        for row in block.rows:
            yield from row


def lost_links(document: Document) -> list[str]:
    """Anchors that something links to and that are nowhere: each form sets such a link as plain words."""
    held = anchors(document)
    wanted = {block.target for block in document.blocks if isinstance(block, Sentence) and block.target}
    for block in document.blocks:
        for words in block_words(block):
            for span in spans(words):
                if isinstance(span, Gold):
                    wanted.add(span.anchor)
                elif isinstance(span, Link) and span.target.startswith("#"):
                    wanted.add(span.target[1:])
    return sorted(wanted - held - {""})


def safe_target(target: str, held: frozenset[str]) -> str:
    """A link's target if it may be followed: a held anchor or a web, mail or phone address; else nothing."""
    if target.startswith("#"):
        return target if target[1:] in held else ""
    # What is good is listed, and not what is bad: `javascript:` and `data:` are not the last of their kind.
    return target if re.match(r"(https?://|mailto:|tel:)", target, re.IGNORECASE) else ""
