# SPDX-License-Identifier: AGPL-3.0-or-later
"""A document tree as a Word file: the same words, drawings and descriptions, in Word's own headings, tables and links.

People edit it, so everything is a style or a field that Word knows. Words whose script no house face has are left to
Word's own faces. The same document gives the same bytes.
"""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import datetime, time
from pathlib import Path
from typing import Any

import docx
from docx.document import Document as WordDocument
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_BREAK, WD_TAB_ALIGNMENT
from docx.shared import Mm, Pt, RGBColor
from docx.text.paragraph import Paragraph as WordParagraph

from coproduce.look.figures import said
from coproduce.look.palette import PAPER, colour_role
from coproduce.look.typesetting import languages, word_parts
from coproduce.look.typesetting.columns import column_shares
from coproduce.look.typesetting.document import (
    Block,
    Bullets,
    Contents,
    Document,
    Gold,
    Heading,
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
from coproduce.look.typesetting.raster import png

WIDTH_MM = 170.0
COVER_MM = 140.0


class _Writer:
    """Holds the Word document that is being written."""

    def __init__(self, document: Document, cache: Path | None) -> None:
        self.source = document
        self.held = anchors(document)
        self.cache = cache
        self.word: WordDocument = docx.Document()
        self.marks = 0
        self.lists = 0

    def paragraph(self, style: str, anchor: str = "", language: str = "") -> WordParagraph:
        """A new paragraph in a style, with its place to link to and its direction."""
        paragraph = self.word.add_paragraph(style=style)
        self.mark(paragraph, anchor)
        if languages.is_right_to_left(language or self.source.language):
            word_parts.set_right_to_left(paragraph)
        return paragraph

    def mark(self, paragraph: WordParagraph, anchor: str) -> None:
        """A bookmark at the start of a paragraph."""
        if anchor:
            self.marks += 1
            word_parts.add_bookmark(paragraph, anchor, self.marks)

    def run(
        self,
        paragraph: WordParagraph,
        text: str,
        *,
        language: str = "",
        bold: bool = False,
        colour: str = "",
        raised: bool = False,
        parent: Any = None,
    ) -> None:
        """Words of one look, with their language."""
        run = paragraph.add_run(word_parts.clean(text))
        # None leaves it to the style; False would overrule a style that is bold.
        run.bold = bold or None
        if colour:
            run.font.color.rgb = RGBColor.from_string(PAPER[colour].lstrip("#"))
        run.font.superscript = raised or None
        word_parts.set_language(run, language or self.source.language)
        if parent is not None:
            # The library adds runs to paragraphs only, so the run is moved into its link.
            parent.append(run._r)

    def span(self, paragraph: WordParagraph, span: Span, bold: bool = False) -> None:
        """One span."""
        if isinstance(span, Text):
            self.run(paragraph, span.text, language=span.language, bold=bold)
        elif isinstance(span, Strong):
            self.run(paragraph, span.text, bold=True)
        else:
            target = safe_target(f"#{span.anchor}" if isinstance(span, Gold) else span.target, self.held)
            self.link(paragraph, span.text, target, gold=isinstance(span, Gold))
            if isinstance(span, Gold) and span.count:
                self.run(paragraph, span.count, colour="gold-ink", raised=True, bold=True)

    def link(
        self, paragraph: WordParagraph, text: str, target: str, *, gold: bool = False, raised: bool = False
    ) -> None:
        """A link that can be followed, or plain words where it leads nowhere."""
        if not target:
            self.run(paragraph, text, raised=raised, colour="gold-ink" if raised else "", bold=raised)
            return
        parent = word_parts.add_hyperlink(paragraph, target)
        self.run(paragraph, text, colour="gold-ink" if gold else "link", raised=raised, bold=raised, parent=parent)
        word_parts.underline(parent, PAPER["gold" if gold else "link"])

    def words(self, paragraph: WordParagraph, words: Words, bold: bool = False) -> None:
        """Words of any shape."""
        for span in spans(words):
            self.span(paragraph, span, bold)


def _heading(block: Heading, to: _Writer) -> None:
    paragraph = to.paragraph(f"Heading {block.level}", block.anchor)
    to.run(paragraph, block.text)


def _note(note: Words, to: _Writer) -> None:
    if note:
        to.words(to.paragraph("Margin Note"), note)


def _paragraph(block: Paragraph, to: _Writer) -> None:
    to.words(to.paragraph("Lead" if block.lead else "Normal", block.anchor), block.words)
    _note(block.note, to)


def _sentence(block: Sentence, to: _Writer) -> None:
    paragraph = to.paragraph("Normal", block.anchor)
    to.words(paragraph, block.words)
    # A narrow space that does not break: the number never begins the next line alone.
    to.run(paragraph, "\u202f")
    target = safe_target(f"#{block.target}", to.held) if block.target else ""
    to.link(paragraph, block.ref, target, gold=True, raised=True)
    _note(block.note, to)


def _quote(block: Quote, to: _Writer) -> None:
    edge = PAPER[colour_role(block.tone)] if block.tone else PAPER["edge"]
    parts = [("Quote", block.text, block.language, block.anchor)]
    if block.translation:
        parts += [("Quote Label", block.translation_label, "", "")] if block.translation_label else []
        parts.append(("Quote Translation", block.translation, block.translation_language, ""))
    if block.caption:
        parts.append(("Quote Label", block.caption, "", ""))
    for number, (style, text, language, anchor) in enumerate(parts):
        paragraph = to.paragraph(style, anchor, language)
        to.run(paragraph, text, language=language)
        word_parts.set_edge(paragraph, edge, right=languages.is_right_to_left(language))
        paragraph.paragraph_format.keep_with_next = number < len(parts) - 1


def _number(block: Number, to: _Writer) -> None:
    to.run(to.paragraph("Large Number"), said(block.value))
    to.words(to.paragraph("Lead"), block.words)


def _picture(block: Picture, to: _Writer) -> None:
    paragraph = to.paragraph("Normal", block.anchor)
    paragraph.paragraph_format.keep_with_next = bool(block.caption)
    image = paragraph.add_run().add_picture(io.BytesIO(png(block.svg, to.cache)), width=Mm(WIDTH_MM * block.width))
    word_parts.describe(image, block.alt, to.word)
    if block.caption:
        to.run(to.paragraph("Caption"), block.caption)


def _table(block: Table, to: _Writer) -> None:
    if block.caption:
        caption = to.paragraph("Caption", block.anchor)
        to.run(caption, block.caption)
        caption.paragraph_format.keep_with_next = True
    table = to.word.add_table(rows=1 + len(block.rows), cols=len(block.head), style="Report Table")
    table.alignment = WD_TABLE_ALIGNMENT.LEFT
    # Word would weigh the columns anew each time it opens the file.
    table.autofit = False
    shares = column_shares(block)
    widths = [Mm(WIDTH_MM * share / sum(shares)) for share in shares]
    for column, width in zip(table.columns, widths, strict=True):
        column.width = width
    lines: tuple[tuple[Words, ...], ...] = (block.head, *block.rows)
    for row_number, (row, cells) in enumerate(zip(table.rows, lines, strict=True)):
        if row_number == 0:
            word_parts.repeat_as_head(row)
        word_parts.keep_row_whole(row)
        for column, (cell, words) in enumerate(zip(row.cells, cells, strict=True)):
            # Said twice, by column and by cell: LibreOffice reads the one and Word the other.
            cell.width = widths[column]
            paragraph = cell.paragraphs[0]
            paragraph.paragraph_format.space_after = Pt(3)
            if column in block.numeric:
                paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
            to.words(paragraph, words, bold=row_number == 0 or (column == 0 and block.row_heads))
    word_parts.set_table_look(table, first_column=block.row_heads, caption=block.caption)
    # Word joins two tables with nothing between them into one.
    to.paragraph("Margin Note")


def _items(block: Bullets | Numbered, to: _Writer) -> None:
    numbering = None
    if isinstance(block, Numbered):
        to.lists += 1
        numbering = word_parts.new_list(to.word)
    for item in block.items:
        paragraph = to.paragraph("List Number" if numbering else "List Bullet")
        if numbering:
            word_parts.join_list(paragraph, numbering)
        to.words(paragraph, item)


def _notice(block: Notice, to: _Writer) -> None:
    for words, bold in ((block.title, True), (block.words, False)):
        if words:
            paragraph = to.paragraph("Notice")
            to.words(paragraph, words, bold)
            word_parts.set_edge(paragraph, PAPER["calm"], fill=PAPER["calm-wash"])


def _contents(block: Contents, to: _Writer) -> None:
    to.run(to.paragraph("Contents Heading"), block.title)
    rows = [
        (heading.level, heading.text, heading.anchor)
        for heading in to.source.blocks
        if isinstance(heading, Heading) and heading.level <= block.depth
    ]
    for level, text, anchor in rows:
        paragraph = to.paragraph("Contents 1" if level == 1 else "Contents 2")
        to.link(paragraph, text, f"#{anchor}" if anchor else "")


def _page_break(block: PageBreak, to: _Writer) -> None:
    to.paragraph("Normal").add_run().add_break(WD_BREAK.PAGE)


_MAKERS: dict[type, Callable[[Any, _Writer], None]] = {
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
    PageBreak: _page_break,
}


def _block(block: Block, to: _Writer) -> None:
    _MAKERS[type(block)](block, to)


def _cover(document: Document, to: _Writer) -> None:
    """A plain first page: the drawing, the title and what stands under it."""
    cover = document.cover
    if cover.art:
        paragraph = to.paragraph("Normal")
        image = paragraph.add_run().add_picture(io.BytesIO(png(_upper_part(cover.art), to.cache)), width=Mm(COVER_MM))
        word_parts.describe(image, cover.alt, to.word)
    to.run(to.paragraph("Title"), document.title)
    if document.subtitle:
        to.run(to.paragraph("Subtitle"), document.subtitle)
    if cover.words:
        to.words(to.paragraph("Lead"), cover.words)
    left = cover.left or (document.labels.illustrative if document.illustrative else "")
    foot = to.paragraph("Margin Note")
    to.run(foot, " · ".join(words for words in (left, cover.right) if words))
    first = document.blocks[0] if document.blocks else None
    if not isinstance(first, Contents) and not (isinstance(first, Heading) and first.level == 1):
        foot.add_run().add_break(WD_BREAK.PAGE)


def _upper_part(svg: str) -> str:
    """The cover's drawing without the empty lower third, which paper fills with the title."""
    return svg.replace('viewBox="0 0 840 1188"', 'viewBox="0 0 840 830"', 1)


def _properties(document: Document, word: WordDocument) -> None:
    made = datetime.combine(document.date, time())
    properties = word.core_properties
    properties.title, properties.subject = document.title, document.subtitle
    properties.language, properties.author = document.language, ", ".join(document.authors)
    # The library's own template signs itself here.
    properties.last_modified_by, properties.comments, properties.keywords = "", "", ""
    properties.created = properties.modified = made
    properties.revision = 1


def write(document: Document, *, cache: Path | None = None) -> bytes:
    """The document as a Word file. `cache` is where plain copies of typefaces lie, for the words inside drawings."""
    document = settled(document)
    to = _Writer(document, cache)
    word_parts.set_styles(to.word, document.language)
    section = to.word.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm(20)
    section.top_margin = section.bottom_margin = Mm(22)
    section.different_first_page_header_footer = True
    _cover(document, to)
    for block in document.blocks:
        _block(block, to)
    if document.closing:
        to.run(to.paragraph("Margin Note"), document.closing)
    footer = section.footer.paragraphs[0]
    footer.paragraph_format.tab_stops.clear_all()
    footer.paragraph_format.tab_stops.add_tab_stop(Mm(WIDTH_MM), WD_TAB_ALIGNMENT.RIGHT)
    label = f" · {document.labels.illustrative}" if document.illustrative else ""
    to.run(footer, f"{document.footer or document.title}{label}\t")
    word_parts.add_page_number(footer)
    for run in footer.runs:
        run.font.size = Pt(8.5)
    _properties(document, to.word)
    return word_parts.saved(to.word, document.date)
