# SPDX-License-Identifier: AGPL-3.0-or-later
"""A document tree as the plain data that the paper template reads."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

from coproduce.look.figures import said
from coproduce.look.palette import PAPER, colour_role
from coproduce.look.pictures.stitches import stitch
from coproduce.look.typesetting import faces, languages
from coproduce.look.typesetting.columns import column_shares
from coproduce.look.typesetting.document import (
    Block,
    Bullets,
    Contents,
    Document,
    Gold,
    Heading,
    Link,
    Notice,
    Number,
    Numbered,
    PageBreak,
    Paragraph,
    Picture,
    Quote,
    Sentence,
    Span,
    Strong,
    Table,
    Text,
    Words,
    anchors,
    safe_target,
    spans,
)
from coproduce.look.typesetting.numbering import settled
from coproduce.look.typesetting.raster import as_bitmap, housed, is_plain

Found = tuple[str, str, str, int]
# controls have no place in a text; a tab or a new line is a space on paper
CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffe\uffff]")


class _Setter:
    """Turns words into data, and keeps count of what could not be shown."""

    def __init__(self, document: Document, cache: Path | None, bitmaps: bool) -> None:
        self.cache = cache
        self.bitmaps = bitmaps
        self.held = anchors(document)
        self.missing: Counter[str] = Counter()
        self.seen: set[str] = set()
        self.nastaliq = False

    def text(self, text: str) -> str:
        """Words as they can be set: controls away, what no face has replaced."""
        # Composed: a face has é as one shape more often than e with a loose accent.
        clean = CONTROLS.sub("", unicodedata.normalize("NFC", text))
        missing = faces.uncovered(clean)
        for character in missing:
            self.missing[character] += clean.count(character)
        if missing:
            clean = "".join(faces.PLACEHOLDER if character in missing else character for character in clean)
        # Remembered after replacing, so that only faces are loaded that something is really set in.
        self.seen.update(clean)
        return clean

    def svg(self, svg: str) -> str:
        """A drawing, with the words in it held to the same faces."""
        shown = self.text(svg)
        if shown and (self.bitmaps or not is_plain(shown)):
            return as_bitmap(shown, self.cache)
        return housed(shown) if shown else shown

    def language(self, tag: str) -> dict[str, Any]:
        """What a language asks of the words set in it."""
        nastaliq = languages.wants_nastaliq(tag)
        self.nastaliq = self.nastaliq or nastaliq
        direction = "rtl" if languages.is_right_to_left(tag) else "ltr"
        return {"lang": languages.base(tag), "dir": direction, "nastaliq": nastaliq}

    def span(self, span: Span) -> dict[str, Any]:
        """One span."""
        data: dict[str, Any] = {"kind": "text", "text": self.text(span.text)}
        if isinstance(span, Text) and span.language:
            data |= self.language(span.language)
        elif isinstance(span, Strong):
            data["kind"] = "strong"
        elif isinstance(span, Link):
            target = safe_target(span.target, self.held)
            data |= {"kind": "link", "target": target} if target else {}
        elif isinstance(span, Gold):
            target = span.anchor if span.anchor in self.held else ""
            data |= {"kind": "gold", "target": target, "count": self.text(span.count)}
        return data

    def words(self, words: Words) -> list[dict[str, Any]]:
        """Words of any shape."""
        return [self.span(span) for span in spans(words)]


def _heading(block: Heading, put: _Setter) -> dict[str, Any]:
    return {"text": put.text(block.text), "level": block.level, "anchor": block.anchor}


def _paragraph(block: Paragraph, put: _Setter) -> dict[str, Any]:
    return {"words": put.words(block.words), "note": put.words(block.note), "lead": block.lead, "anchor": block.anchor}


def _sentence(block: Sentence, put: _Setter) -> dict[str, Any]:
    return {
        "words": put.words(block.words),
        "note": put.words(block.note),
        "ref": put.text(block.ref),
        "anchor": block.anchor,
        "target": block.target if block.target in put.held else "",
    }


def _stitch(tone: int) -> dict[str, Any] | None:
    if not tone:
        return None
    sewn = stitch(tone)
    shapes = sewn.inked(PAPER[colour_role(tone)])
    svg = (
        f"<svg xmlns='http://www.w3.org/2000/svg' width='8' height='{sewn.length}'>"
        f"<g transform='matrix(0 1 -1 0 8 0)'>{shapes}</g></svg>"
    )
    return {"svg": svg, "length": sewn.length}


def _quote(block: Quote, put: _Setter) -> dict[str, Any]:
    translated = {f"translation_{key}": value for key, value in put.language(block.translation_language).items()}
    return {
        "text": put.text(block.text),
        "caption": put.text(block.caption),
        "anchor": block.anchor,
        "translation": put.text(block.translation),
        "translation_label": put.text(block.translation_label),
        "stitch": _stitch(block.tone),
        **put.language(block.language),
        **translated,
    }


def _number(block: Number, put: _Setter) -> dict[str, Any]:
    return {"value": put.text(said(block.value)), "words": put.words(block.words)}


def _picture(block: Picture, put: _Setter) -> dict[str, Any]:
    return {
        "svg": put.svg(block.svg),
        "alt": put.text(block.alt),
        "caption": put.text(block.caption),
        "width": block.width,
        "wide": block.wide,
        "anchor": block.anchor,
    }


def _table(block: Table, put: _Setter) -> dict[str, Any]:
    return {
        "caption": put.text(block.caption),
        "head": [put.text(name) for name in block.head],
        "rows": [[put.words(cell) for cell in row] for row in block.rows],
        "numeric": list(block.numeric),
        "wide": block.wide,
        "row_heads": block.row_heads,
        "anchor": block.anchor,
        "columns": column_shares(block),
    }


def _items(block: Bullets | Numbered, put: _Setter) -> dict[str, Any]:
    return {"items": [put.words(item) for item in block.items]}


def _notice(block: Notice, put: _Setter) -> dict[str, Any]:
    return {"title": put.text(block.title), "words": put.words(block.words)}


def _contents(block: Contents, put: _Setter) -> dict[str, Any]:
    return {"title": put.text(block.title), "depth": block.depth}


def _nothing(block: PageBreak, put: _Setter) -> dict[str, Any]:
    return {}


_MAKERS: dict[type, Callable[[Any, _Setter], dict[str, Any]]] = {
    Heading: _heading,
    Paragraph: _paragraph,
    Sentence: _sentence,
    Quote: _quote,
    Number: _number,
    Picture: _picture,
    Table: _table,
    Bullets: _items,
    Numbered: _items,
    Notice: _notice,
    Contents: _contents,
    PageBreak: _nothing,
}


def _block(block: Block, put: _Setter) -> dict[str, Any]:
    return {"kind": type(block).__name__, **_MAKERS[type(block)](block, put)}


def _end_note(document: Document, put: _Setter) -> tuple[list[dict[str, Any]], list[Found]]:
    """The list of what could not be shown, and the blocks that say so at the end."""
    found = [
        (character, f"U+{ord(character):04X}", unicodedata.name(character, "no name").lower(), places)
        for character, places in sorted(put.missing.items())
    ]
    if not found:
        return [], []
    items = tuple(f"{code}: {name}" for _, code, name, _ in found)
    blocks = (Heading(document.labels.placeholders, 2), Paragraph(document.labels.placeholders_note), Bullets(items))
    return [_block(block, put) for block in blocks], found


def paper_data(
    document: Document, cache: Path | None = None, *, bitmaps: bool = False
) -> tuple[dict[str, Any], list[Found]]:
    """Everything the template needs, and the characters that no face has. `bitmaps` turns every drawing into one."""
    document = settled(document)
    put = _Setter(document, cache, bitmaps)
    cover = document.cover
    footer = " · ".join(
        part
        for part in (document.footer or document.title, document.labels.illustrative if document.illustrative else "")
        if part
    )
    data: dict[str, Any] = {
        "title": put.text(document.title),
        "subtitle": put.text(document.subtitle),
        "authors": list(document.authors),
        "date": [document.date.year, document.date.month, document.date.day],
        "colours": dict(PAPER),
        "footer": put.text(footer),
        "closing": put.text(document.closing),
        **put.language(document.language),
        "cover": {
            "words": put.words(cover.words),
            "right": put.text(cover.right),
            "art": put.svg(cover.art),
            "left": put.text(cover.left or (document.labels.illustrative if document.illustrative else "")),
            "alt": put.text(cover.alt),
            "thread": list(cover.thread) if cover.thread else None,
        },
        "blocks": [_block(block, put) for block in document.blocks],
    }
    # Last of all: only when everything has been set is it known what could not be.
    note, found = _end_note(document, put)
    data["blocks"] += note
    fallback = list(faces.families_for("".join(sorted(put.seen))))
    data |= {
        "fallback": fallback,
        "uses_nastaliq": put.nastaliq or faces.NASTALIQ in fallback,
        "house": [faces.HOUSE, *fallback],
        "voice": [faces.VOICE, faces.HOUSE, *fallback],
        "nastaliq": [faces.NASTALIQ, faces.VOICE, faces.HOUSE, *fallback],
    }
    return data, found
