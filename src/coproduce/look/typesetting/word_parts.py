# SPDX-License-Identifier: AGPL-3.0-or-later
"""What python-docx has no words for: bookmarks, languages, directions, lists that begin again, fixed bytes."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import date
from typing import Any

from docx.document import Document as WordDocument
from docx.enum.style import WD_STYLE_TYPE
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt, RGBColor
from docx.styles.style import ParagraphStyle
from docx.table import Table, _Row
from docx.text.paragraph import Paragraph
from docx.text.run import Run

from coproduce.look.palette import PAPER
from coproduce.look.typesetting import languages

HOUSE = "Atkinson Hyperlegible Next"
VOICE = "Literata"
CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffe\uffff\ud800-\udfff]")
# name, face, size, bold, colour role, space before, space after
STYLES = (
    ("Normal", HOUSE, 11.5, False, "ink", 0, 8),
    ("Lead", HOUSE, 13.5, False, "ink", 0, 10),
    ("Margin Note", HOUSE, 9, False, "ink-2", 0, 10),
    ("Title", HOUSE, 44, True, "ink", 24, 8),
    ("Subtitle", HOUSE, 15, True, "ink", 0, 6),
    ("Heading 1", HOUSE, 30, True, "ink", 0, 18),
    ("Heading 2", HOUSE, 18, True, "ink", 20, 8),
    ("Heading 3", HOUSE, 14, True, "ink", 16, 6),
    ("Heading 4", HOUSE, 11.5, True, "ink", 12, 4),
    ("Caption", HOUSE, 10.5, True, "ink", 6, 6),
    ("Quote", VOICE, 15, False, "ink", 14, 4),
    ("Quote Translation", VOICE, 12, False, "ink-2", 0, 4),
    ("Quote Label", HOUSE, 9, False, "ink-2", 0, 4),
    ("Large Number", HOUSE, 84, False, "ink", 12, 6),
    ("List Bullet", HOUSE, 11.5, False, "ink", 0, 4),
    ("List Number", HOUSE, 11.5, False, "ink", 0, 4),
    ("Notice", HOUSE, 11.5, False, "ink", 0, 0),
    ("Contents Heading", HOUSE, 30, True, "ink", 0, 14),
    ("Contents 1", HOUSE, 11.5, True, "ink", 6, 2),
    ("Contents 2", HOUSE, 11.5, False, "ink", 0, 2),
)


def clean(text: str) -> str:
    """Text that XML can hold."""
    return CONTROLS.sub("", text)


def _child(parent: Any, tag: str, **attributes: str) -> Any:
    """A new element, put last; attributes are named without their prefix."""
    element = OxmlElement(tag)
    for name, value in attributes.items():
        element.set(qn(f"w:{name}"), value)
    parent.append(element)
    return element


def set_styles(word: WordDocument, language: str) -> None:
    """The house's styles, and the document's language as the default."""
    for name, face, size, bold, colour, before, after in STYLES:
        try:
            # Word's own styles are changed and not replaced: by their names screen readers know a heading.
            style = word.styles[name]
        except KeyError:
            style = word.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
            style.base_style = word.styles["Normal"]
        _set_style(style, face, size, bold, colour)
        style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(before), Pt(after)
    for name in ("Heading 1", "Contents Heading"):
        word.styles[name].paragraph_format.page_break_before = True
    word.styles["Footer"].paragraph_format.tab_stops.clear_all()
    word.styles["Contents 2"].paragraph_format.left_indent = Pt(12)
    table = word.styles.add_style("Report Table", WD_STYLE_TYPE.TABLE)
    table.base_style = word.styles["Normal Table"]
    table.font.size = Pt(10)
    defaults = word.styles.element.find(f".//{qn('w:rPrDefault')}/{qn('w:rPr')}")
    for old in defaults.findall(qn("w:lang")):
        defaults.remove(old)
    _child(defaults, "w:lang", val=language, eastAsia="zh-CN", bidi="ar-SA")


def _set_style(style: ParagraphStyle, face: str, size: float, bold: bool, colour: str) -> None:
    style.font.name, style.font.size, style.font.bold = face, Pt(size), bold
    style.font.italic = False
    style.font.color.rgb = RGBColor.from_string(PAPER[colour].lstrip("#"))
    style.font.cs_bold, style.font.cs_italic = bold, False
    properties = style.element.get_or_add_rPr()
    for old in properties.findall(qn("w:szCs")):
        properties.remove(old)
    # Joined scripts have a size of their own in Word, which the library does not set; in half points.
    mark = OxmlElement("w:szCs")
    mark.set(qn("w:val"), str(int(size * 2)))
    properties.insert_element_before(mark, "w:highlight", "w:u", "w:effect", "w:bdr", "w:shd", "w:vertAlign", "w:lang")
    fonts = properties.find(qn("w:rFonts"))
    for attribute in list(fonts.attrib):
        # A theme's face goes before ours wherever both are named.
        if "Theme" in attribute:
            del fonts.attrib[attribute]
    fonts.set(qn("w:hAnsi"), face)
    borders = style.element.find(f".//{qn('w:pBdr')}")
    if borders is not None:
        borders.getparent().remove(borders)


def set_language(run: Run, language: str) -> None:
    """The language of a run, and its direction and shaping where that is not left to right."""
    properties = run._r.get_or_add_rPr()
    right_to_left = languages.is_right_to_left(language)
    if right_to_left:
        _child(properties, "w:rtl")
    base = languages.base(language)
    if right_to_left or base in {"bn", "pa", "gu", "hi", "mr", "ne", "ta"}:
        _child(properties, "w:lang", bidi=language)
    elif base in {"zh", "ja", "ko", "yue"}:
        _child(properties, "w:lang", eastAsia=language)
    else:
        _child(properties, "w:lang", val=language)


def set_right_to_left(paragraph: Paragraph) -> None:
    """A paragraph that runs from right to left."""
    properties = paragraph._p.get_or_add_pPr()
    followers = ("w:adjustRightInd", "w:snapToGrid", "w:spacing", "w:ind", "w:jc", "w:rPr")
    properties.insert_element_before(OxmlElement("w:bidi"), *followers)


def add_bookmark(paragraph: Paragraph, name: str, number: int) -> None:
    """A place to link to."""
    _child(paragraph._p, "w:bookmarkStart", id=str(number), name=bookmark(name))
    _child(paragraph._p, "w:bookmarkEnd", id=str(number))


def bookmark(anchor: str) -> str:
    """An anchor as Word allows a bookmark's name: letters, digits, underscores, at most forty."""
    name = re.sub(r"[^A-Za-z0-9_]", "_", anchor)
    return name if name == anchor and len(name) <= 40 else f"{name[:30]}_{sum(map(ord, anchor)):x}{len(anchor):x}"


def add_hyperlink(paragraph: Paragraph, target: str) -> Any:
    """A link's element; runs are put into it."""
    link = OxmlElement("w:hyperlink")
    if target.startswith("#"):
        link.set(qn("w:anchor"), bookmark(target[1:]))
    else:
        link.set(qn("r:id"), paragraph.part.relate_to(target, RELATIONSHIP_TYPE.HYPERLINK, is_external=True))
    paragraph._p.append(link)
    return link


def underline(link: Any, colour: str) -> None:
    """An underline of its own colour under the words of a link."""
    for properties in link.iter(qn("w:rPr")):
        mark = OxmlElement("w:u")
        mark.set(qn("w:val"), "single")
        mark.set(qn("w:color"), colour.lstrip("#"))
        properties.insert_element_before(mark, "w:effect", "w:bdr", "w:shd", "w:vertAlign", "w:rtl", "w:cs", "w:lang")


def set_edge(paragraph: Paragraph, colour: str, *, right: bool = False, fill: str = "") -> None:
    """A line down the side on which the words begin, and a ground where one is asked for."""
    properties = paragraph._p.get_or_add_pPr()
    borders = OxmlElement("w:pBdr")
    _child(borders, "w:right" if right else "w:left", val="single", sz="18", space="10", color=colour.lstrip("#"))
    followers = (
        "w:shd",
        "w:tabs",
        "w:suppressAutoHyphens",
        "w:bidi",
        "w:adjustRightInd",
        "w:spacing",
        "w:ind",
        "w:jc",
        "w:rPr",
    )
    properties.insert_element_before(borders, *followers)
    if fill:
        shade = OxmlElement("w:shd")
        for name, value in (("val", "clear"), ("color", "auto"), ("fill", fill.lstrip("#"))):
            shade.set(qn(f"w:{name}"), value)
        properties.insert_element_before(shade, *followers[1:])
    paragraph.paragraph_format.left_indent = paragraph.paragraph_format.right_indent = Pt(12)


def describe(image: Any, alt: str, word: WordDocument) -> None:
    """The description of a picture, and a plain name for it."""
    properties = image._inline.docPr
    properties.set("descr", clean(alt))
    properties.set("name", f"Picture {properties.get('id')}")


def repeat_as_head(row: _Row) -> None:
    """A row that is the head of its table on every page."""
    _child(row._tr.get_or_add_trPr(), "w:tblHeader")


def keep_row_whole(row: _Row) -> None:
    """A row that no page end cuts."""
    properties = row._tr.get_or_add_trPr()
    mark = OxmlElement("w:cantSplit")
    properties.insert(0, mark)


def set_table_look(table: Table, *, first_column: bool, caption: str) -> None:
    """Rules, room and what its head is, for eyes and for screen readers."""
    properties = table._tbl.tblPr
    for old in properties.findall(qn("w:tblLook")):
        properties.remove(old)
    borders = OxmlElement("w:tblBorders")
    properties.insert_element_before(borders, "w:shd", "w:tblLayout", "w:tblCellMar", "w:tblLook", "w:tblCaption")
    for side in ("bottom", "insideH"):
        _child(borders, f"w:{side}", val="single", sz="4", space="0", color=PAPER["rule"].lstrip("#"))
    _child(
        properties,
        "w:tblLook",
        val="04A0" if first_column else "0420",
        firstRow="1",
        lastRow="0",
        firstColumn="1" if first_column else "0",
        lastColumn="0",
        noHBand="1",
        noVBand="1",
    )
    _child(properties, "w:tblCaption", val=clean(caption))


def new_list(word: WordDocument) -> str:
    """A numbered list that begins at 1 again; its number."""
    numbering = word.part.numbering_part.element
    style = word.styles["List Number"].element.find(f".//{qn('w:numId')}").get(qn("w:val"))
    abstract = next(num.abstractNumId.val for num in numbering.num_lst if str(num.numId) == style)
    made = numbering.add_num(abstract)
    made.add_lvlOverride(0).add_startOverride(1)
    return str(made.numId)


def join_list(paragraph: Paragraph, number: str) -> None:
    """A paragraph as an item of a list."""
    properties = paragraph._p.get_or_add_pPr().get_or_add_numPr()
    properties.get_or_add_ilvl().val = 0
    properties.get_or_add_numId().val = int(number)


def add_page_number(paragraph: Paragraph) -> None:
    """The number of the page, as a field."""
    for kind, text in (("begin", ""), ("", "PAGE"), ("end", "")):
        run = paragraph.add_run()._r
        if kind:
            _child(run, "w:fldChar", fldCharType=kind)
        else:
            _child(run, "w:instrText").text = text


def saved(word: WordDocument, made: date) -> bytes:
    """The file's bytes with one fixed time on every part of it."""
    raw = io.BytesIO()
    word.save(raw)
    fixed = io.BytesIO()
    stamp = (max(made.year, 1980), made.month, made.day, 0, 0, 0)
    with zipfile.ZipFile(raw) as source, zipfile.ZipFile(fixed, "w", zipfile.ZIP_DEFLATED) as target:
        for name in sorted(source.namelist(), key=lambda part: (part != "[Content_Types].xml", part)):
            entry = zipfile.ZipInfo(name, stamp)
            entry.compress_type = zipfile.ZIP_DEFLATED
            target.writestr(entry, source.read(name))
    return fixed.getvalue()
