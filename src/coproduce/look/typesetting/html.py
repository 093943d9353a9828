# SPDX-License-Identifier: AGPL-3.0-or-later
"""A document tree as a piece of a web page: the same words, pictures and tables, in plain accessible HTML.

The cover is the page's own; this makes what follows it. Every word is escaped; drawings come from the house's own
pictures and are checked to hold nothing that runs.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any
from xml.etree import ElementTree

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from coproduce.look.figures import said
from coproduce.look.palette import slot
from coproduce.look.typesetting import languages
from coproduce.look.typesetting.document import (
    BadDocument,
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

SVG = "{http://www.w3.org/2000/svg}"
OUTSIDE = re.compile(r"url\(\s*[\"']?(?!#)[^\"']", re.IGNORECASE)
# `set` and `animate` are there because they can turn a harmless address into one that runs.
RUNS = frozenset({"script", "foreignObject", "iframe", "handler", "listener", "set", "animate", "a"})


def _attribute(name: str, value: str) -> str:
    return f' {name}="{escape(value)}"' if value else ""


def _language(tag: str, around: str) -> str:
    """The attributes of words in another language than what is around them."""
    if not tag or tag == around:
        return ""
    return f'{_attribute("lang", tag)} dir="{"rtl" if languages.is_right_to_left(tag) else "ltr"}"'


def checked_svg(svg: str) -> str:
    """A drawing that holds nothing that runs or is fetched; anything else is refused."""
    # A document type can declare words that grow without end, or fetch files; a comment is harmless.
    if "<!" in svg.replace("<!--", "") or "@import" in svg or OUTSIDE.search(svg):
        raise BadDocument("a picture declares or fetches something")
    try:
        root = ElementTree.fromstring(svg)
    except ElementTree.ParseError as problem:
        raise BadDocument(f"a picture is not well-formed SVG: {problem}") from problem
    for element in root.iter():
        if str(element.tag).rsplit("}", 1)[-1] in RUNS:
            raise BadDocument(f"a picture holds <{element.tag.rsplit('}', 1)[-1]}>")
        for name, value in element.attrib.items():
            outside = name.rsplit("}", 1)[-1] in {"href", "src"} and not value.startswith("#")
            if name.lower().startswith("on") or outside or "javascript:" in value.lower():
                raise BadDocument(f"a picture's attribute {name} may run or fetch something")
    return svg[svg.index("<svg") :]


class _Page:
    """What the makers of blocks need to know of the whole."""

    def __init__(self, document: Document, top: int) -> None:
        self.document = document
        self.held = anchors(document)
        self.top = top

    def span(self, span: Span) -> str:
        words = escape(span.text)
        if isinstance(span, Text):
            language = _language(span.language, self.document.language)
            return f"<span{language}>{words}</span>" if language else words
        if isinstance(span, Strong):
            return f"<strong>{words}</strong>"
        if isinstance(span, Link):
            target = safe_target(span.target, self.held)
            return f'<a href="{escape(target)}">{words}</a>' if target else words
        return self.gold(span, words)

    def gold(self, span: Gold, words: str) -> str:
        count = f'<sup class="src">{escape(span.count)}</sup>' if span.count else ""
        if span.anchor not in self.held:
            return f"{words}{count}"
        return f'<a class="trace" href="#{escape(span.anchor)}">{words}</a>{count}'

    def words(self, words: Words) -> str:
        return "".join(self.span(span) for span in spans(words))


def _heading(block: Heading, page: _Page) -> str:
    # HTML knows no seventh heading.
    level = min(6, block.level + page.top - 1)
    return f"<h{level}{_attribute('id', block.anchor)}>{escape(block.text)}</h{level}>"


def _note(note: Words, page: _Page) -> str:
    return f'<p class="margin-note">{page.words(note)}</p>' if note else ""


def _paragraph(block: Paragraph, page: _Page) -> str:
    lead = ' class="lead"' if block.lead else ""
    words = f"<p{lead}{_attribute('id', block.anchor)}>{page.words(block.words)}</p>"
    return f'<div class="beside">{words}{_note(block.note, page)}</div>' if block.note else words


def _sentence(block: Sentence, page: _Page) -> str:
    ref = escape(block.ref)
    if block.target in page.held and block.target:
        ref = f'<a class="trace" href="#{escape(block.target)}">{ref}</a>'
    return (
        f'<div class="beside sentence"{_attribute("id", block.anchor)}><p>{page.words(block.words)}\u202f'
        f'<sup class="src">{ref}</sup></p>{_note(block.note, page)}</div>'
    )


def _quote(block: Quote, page: _Page) -> str:
    around = page.document.language
    parts = [f"<blockquote{_language(block.language, around)}><p>{escape(block.text)}</p></blockquote>"]
    if block.translation:
        label = f'<p class="small quiet">{escape(block.translation_label)}</p>' if block.translation_label else ""
        language = _language(block.translation_language, around)
        words = f"<p>{escape(block.translation)}</p>"
        parts.append(f'{label}<blockquote class="translation"{language}>{words}</blockquote>')
    caption = f"<figcaption>{escape(block.caption)}</figcaption>" if block.caption else ""
    tone = f" t{slot(block.tone)}" if block.tone else ""
    return f'<figure class="quote{tone}"{_attribute("id", block.anchor)}>{"".join(parts)}{caption}</figure>'


def _number(block: Number, page: _Page) -> str:
    return (
        f'<div class="number"><p class="big num">{escape(said(block.value))}</p><p>{page.words(block.words)}</p></div>'
    )


def _picture(block: Picture, page: _Page) -> str:
    caption = f"<figcaption>{escape(block.caption)}</figcaption>" if block.caption else ""
    wide = " wide" if block.wide else ""
    drawing = f'<div role="img" aria-label="{escape(block.alt)}" class="drawing">{checked_svg(block.svg)}</div>'
    return f'<figure class="fig{wide}"{_attribute("id", block.anchor)}>{drawing}{caption}</figure>'


def _table(block: Table, page: _Page) -> str:
    def numeric(position: int) -> str:
        return ' class="r"' if position in block.numeric else ""

    head = "".join(f'<th scope="col"{numeric(at)}>{escape(name)}</th>' for at, name in enumerate(block.head))
    rows = []
    for row in block.rows:
        cells = [
            f'<th scope="row">{page.words(cell)}</th>'
            if position == 0 and block.row_heads
            else f"<td{numeric(position)}>{page.words(cell)}</td>"
            for position, cell in enumerate(row)
        ]
        rows.append(f"<tr>{''.join(cells)}</tr>")
    caption = f"<caption>{escape(block.caption)}</caption>" if block.caption else ""
    # the region can be scrolled sideways by keyboard where the screen is narrow
    region = f'<div class="scroll" role="region" tabindex="0" aria-label="{escape(block.caption or block.head[0])}">'
    body = f"<thead><tr>{head}</tr></thead><tbody>{''.join(rows)}</tbody>"
    return f"{region}<table{_attribute('id', block.anchor)}>{caption}{body}</table></div>"


def _items(block: Bullets | Numbered, page: _Page) -> str:
    name = "ul" if isinstance(block, Bullets) else "ol"
    return f"<{name}>{''.join(f'<li>{page.words(item)}</li>' for item in block.items)}</{name}>"


def _notice(block: Notice, page: _Page) -> str:
    title = f"<p><strong>{escape(block.title)}</strong></p>" if block.title else ""
    return f'<div class="notice">{title}<p>{page.words(block.words)}</p></div>'


def _contents(block: Contents, page: _Page) -> str:
    links = "".join(
        f'<li class="level-{heading.level}"><a href="#{escape(heading.anchor)}">{escape(heading.text)}</a></li>'
        for heading in page.document.blocks
        if isinstance(heading, Heading) and heading.anchor and heading.level <= block.depth
    )
    return f'<nav class="contents" aria-label="{escape(block.title)}"><ol class="toc">{links}</ol></nav>'


def _nothing(block: PageBreak, page: _Page) -> str:
    return ""


_MAKERS: dict[type, Callable[[Any, _Page], str]] = {
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


def _block(block: Block, page: _Page) -> str:
    return _MAKERS[type(block)](block, page)


def fragment(document: Document, *, top: int = 2) -> SafeString:
    """The document as safe markup to put into a page whose own heading is above `top`."""
    document = settled(document)
    page = _Page(document, top)
    language = f' lang="{escape(document.language)}"'
    direction = ' dir="rtl"' if languages.is_right_to_left(document.language) else ""
    body = "\n".join(made for block in document.blocks if (made := _block(block, page)))
    closing = f'\n<p class="closing">{escape(document.closing)}</p>' if document.closing else ""
    return mark_safe(f'<div class="report"{language}{direction}>\n{body}{closing}\n</div>')
