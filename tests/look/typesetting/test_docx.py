# SPDX-License-Identifier: AGPL-3.0-or-later
"""An officer opens the report in Word to edit it, with or without eyes on the screen."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import docx as python_docx
import pytest
from docx.document import Document as WordDocument
from docx.oxml.ns import qn

from coproduce.look.typesetting import docx, word_parts
from coproduce.look.typesetting.document import Document, Paragraph
from tests.look.typesetting import sample
from tests.look.typesetting.reading import squeezed, word_text


@pytest.fixture(scope="module")
def opened(word: bytes) -> WordDocument:
    return python_docx.Document(io.BytesIO(word))


def test_headings_are_real_headings(opened: WordDocument) -> None:
    found = [(one.style.name, one.text) for one in opened.paragraphs if one.style.name.startswith("Heading")]
    assert found[:3] == [
        ("Heading 1", "Neighbours for each other"),
        ("Heading 2", "Side by side"),
        ("Heading 2", "What we promise"),
    ]


def test_the_file_knows_its_title_language_and_date(opened: WordDocument) -> None:
    known = opened.core_properties
    assert (known.title, known.language, known.author) == ("A Mentally Healthy City", "en", "Birmingham, together")
    assert known.created.date().isoformat() == "2026-03-03"


def test_pictures_are_described(opened: WordDocument) -> None:
    described = [one.get("descr") for one in opened.element.body.iter(qn("wp:docPr"))]
    assert len(described) == 2
    assert described[1].startswith("Three bars.")


def test_the_table_repeats_its_head_and_names_its_first_column(opened: WordDocument) -> None:
    table = opened.tables[0]
    assert table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
    assert [cell.text for cell in table.rows[0].cells] == ["Promise", "Who answers", "Measure", "By", "People"]
    assert table.rows[3].cells[0].text == "Ring back within two days"
    look = table._tbl.tblPr.find(qn("w:tblLook"))
    assert look.get(qn("w:firstRow")) == "1" and look.get(qn("w:firstColumn")) == "1"


def test_words_say_their_language_and_their_direction(opened: WordDocument) -> None:
    urdu = next(one for one in opened.paragraphs if one.text == sample.URDU)
    assert urdu._p.pPr.find(qn("w:bidi")) is not None
    properties = urdu.runs[0]._r.rPr
    assert properties.find(qn("w:rtl")) is not None
    assert properties.find(qn("w:lang")).get(qn("w:bidi")) == "ur"
    chinese = next(one for one in opened.paragraphs if one.text == sample.SIMPLIFIED)
    assert chinese.runs[0]._r.rPr.find(qn("w:lang")).get(qn("w:eastAsia")) == "zh"


def test_the_thread_can_be_followed_by_links(opened: WordDocument) -> None:
    places = {one.get(qn("w:name")) for one in opened.element.body.iter(qn("w:bookmarkStart"))}
    links = {one.get(qn("w:anchor")) for one in opened.element.body.iter(qn("w:hyperlink"))} - {None}
    assert links and links <= places
    assert "thread_1" in {place.rsplit("_", 1)[0] for place in links}
    outside = {relation.target_ref for relation in opened.part.rels.values() if relation.is_external}
    assert outside == {"https://example.org/heard"}


def test_a_second_list_begins_at_one_again(typefaces: Path) -> None:
    first, second = sample.Numbered(("one", "two")), sample.Numbered(("one again",))
    made = python_docx.Document(io.BytesIO(docx.write(sample.report(first, second), cache=typefaces)))
    numbers = [one._p.pPr.numPr.numId.val for one in made.paragraphs if one.style.name == "List Number"]
    assert len(set(numbers)) == 3


def test_pages_are_numbered(opened: WordDocument) -> None:
    footer = opened.sections[0].footer._element
    assert [one.text for one in footer.iter(qn("w:instrText"))] == ["PAGE"]
    assert "Illustrative" in opened.sections[0].footer.paragraphs[0].text


def test_the_same_report_gives_the_same_bytes(word: bytes, report: Document, typefaces: Path) -> None:
    assert docx.write(report, cache=typefaces) == word
    with zipfile.ZipFile(io.BytesIO(word)) as parts:
        assert {part.date_time for part in parts.infolist()} == {(2026, 3, 3, 0, 0, 0)}


def test_what_xml_cannot_hold_is_left_out(typefaces: Path) -> None:
    made = docx.write(sample.report(Paragraph("a\x00b\x0bc <b>&\ufffe")), cache=typefaces)
    assert "abc <b>&" in word_text(made)


def test_the_hostile_words_come_back_as_they_were(word: bytes) -> None:
    assert sample.HOSTILE in word_text(word)
    assert squeezed(sample.SIMPLIFIED) in squeezed("".join(word_text(word)))


def test_bookmarks_of_different_anchors_never_meet() -> None:
    names = [word_parts.bookmark(anchor) for anchor in ("a-b", "a.b", "a_b", "a:b", "a" * 50, "a" * 51, "s12", "s21")]
    assert len(set(names)) == len(names)
    assert all(len(name) <= 40 for name in names)
