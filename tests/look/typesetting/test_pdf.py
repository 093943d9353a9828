# SPDX-License-Identifier: AGPL-3.0-or-later
"""A director opens the PDF; a colleague reads it by ear; a resident looks for their own words in it."""

from __future__ import annotations

import io
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pypdf
import pytest

from coproduce.look.typesetting.document import Document, Heading, Link, Paragraph, Picture, Quote, Table
from coproduce.look.typesetting.pdf import Typeset, typeset
from tests.look.typesetting import sample
from tests.look.typesetting.reading import elements, pdf_text, squeezed

LEFT_TO_RIGHT = {
    "zh": sample.SIMPLIFIED,
    "zh-Hant": sample.TRADITIONAL,
    "en": sample.POST_IT,
    "pl": sample.POLISH,
    "so": sample.SOMALI,
}
SHAPED = {"bn": sample.BENGALI, "pa": sample.GURMUKHI, "gu": sample.GUJARATI, "hi": sample.HINDI}
RIGHT_TO_LEFT = {"ur": sample.URDU, "ar": sample.ARABIC, "pa": sample.SHAHMUKHI}


@pytest.fixture(scope="module")
def reader(paper: Typeset) -> pypdf.PdfReader:
    return pypdf.PdfReader(io.BytesIO(paper.pdf))


def test_it_is_tagged_names_its_language_and_shows_its_title(reader: pypdf.PdfReader) -> None:
    root = reader.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"] == True  # noqa: E712 (a PDF's own kind of true)
    assert root["/Lang"] == "en"
    assert root["/ViewerPreferences"]["/DisplayDocTitle"] == True  # noqa: E712
    assert reader.metadata is not None and reader.metadata.title == "A Mentally Healthy City"
    assert "<pdfuaid:part>1</pdfuaid:part>" in root["/Metadata"].get_object().get_data().decode()


def test_whoever_hears_it_meets_headings_lists_quotes_and_a_table_with_heads(paper: Typeset) -> None:
    kinds = Counter(element["/S"] for element in elements(paper.pdf))
    assert kinds["/H1"] == 3  # the contents, and two parts
    assert kinds["/H2"] == 3
    assert kinds["/TH"] == 5 and kinds["/TD"] == 15 and kinds["/THead"] == 1
    assert kinds["/L"] == 2 and kinds["/LI"] == 6
    assert kinds["/BlockQuote"] >= 13
    assert kinds["/P"] > 30
    assert kinds["/Link"] >= 4
    assert kinds["/TOC"] >= 1


def test_each_picture_is_described(paper: Typeset) -> None:
    spoken = [element["/Alt"] for element in elements(paper.pdf) if element["/S"] == "/Figure"]
    assert any(words.startswith("Three bars.") for words in spoken)
    assert any(words.startswith("Threads fall") for words in spoken)


def test_words_in_another_language_say_which(paper: Typeset) -> None:
    languages = {element["/Lang"] for element in elements(paper.pdf) if "/Lang" in element}
    assert {"zh", "ur", "ar", "pa", "bn", "gu", "hi", "pl", "so"} <= languages


def test_the_bookmarks_follow_the_headings(reader: pypdf.PdfReader) -> None:
    titles = [entry["/Title"] for entry in reader.outline if not isinstance(entry, list)]
    assert titles == ["Contents", "Neighbours for each other", "In their own words"]


@pytest.mark.parametrize("language", sorted(LEFT_TO_RIGHT))
def test_a_voice_can_be_found_by_its_own_words(paper: Typeset, language: str) -> None:
    assert squeezed(LEFT_TO_RIGHT[language]) in squeezed(pdf_text(paper.pdf))


@pytest.mark.parametrize("language", sorted(SHAPED))
def test_a_voice_in_a_shaped_script_loses_no_letter(paper: Typeset, language: str) -> None:
    # letters that join are stored in the order of their shapes, so letters are counted and not their order
    held, wanted = Counter(squeezed(pdf_text(paper.pdf))), Counter(squeezed(SHAPED[language]))
    assert {letter for letter in wanted if not held[letter]} == set()


@pytest.mark.parametrize("language", sorted(RIGHT_TO_LEFT))
def test_a_voice_from_right_to_left_is_heard_word_for_word(paper: Typeset, language: str) -> None:
    spoken = [element for element in elements(paper.pdf) if element.get("/Alt") == RIGHT_TO_LEFT[language]]
    assert [element["/S"] for element in spoken] == ["/Figure"]


def test_what_people_wrote_is_never_markup(paper: Typeset) -> None:
    assert squeezed(sample.HOSTILE) in squeezed(pdf_text(paper.pdf))


def test_no_glyph_is_missing_and_nothing_was_warned_of(paper: Typeset) -> None:
    assert paper.placeholders == ()
    assert paper.warnings == ()


def test_it_is_one_size_of_page_and_numbers_them(reader: pypdf.PdfReader) -> None:
    assert {(round(page.mediabox.width), round(page.mediabox.height)) for page in reader.pages} == {(595, 842)}
    assert reader.pages[1].extract_text().rstrip().endswith("2")


def test_made_material_says_so_on_every_page(reader: pypdf.PdfReader) -> None:
    assert all("Illustrative" in page.extract_text() for page in reader.pages)


def test_the_same_report_gives_the_same_bytes(paper: Typeset, report: Document, typefaces: Path) -> None:
    assert typeset(report, cache=typefaces).pdf == paper.pdf
    assert typeset(replace(report, title="Another"), cache=typefaces).pdf != paper.pdf


def test_a_character_that_no_face_has_is_shown_as_missing_and_listed(typefaces: Path) -> None:
    said = sample.report(Quote("እንዴት ነህ? እ", "am", "At a drop-in"))
    made = typeset(said, cache=typefaces)
    found = {placeholder.code: placeholder.places for placeholder in made.placeholders}
    assert found["U+12A5"] == 2
    text = pdf_text(made.pdf)
    assert "▯" in text and "U+12A5" in text and "ethiopic syllable glottal e" in text


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "\u200b",
        "\ufeff\u202e\u2066 turned\u2069",
        "a\x00b\x1fc\x7f",
        "👨\u200d👩\u200d👧 🇬🇧 ❤\ufe0f 1\ufe0f\u20e3",
        "e\u0301 e\u0327\u0301",
        "\ue000 private",
        "\ud7ff\U0001f9ff\U0010ffff",
        "\u202dLRO\u202c \u061c",
        "ﷺ ﷽",
        "x" * 400,
        "a\nb\tc\r\nd",
        "½ ≥ ∞ → ✓ ★ ①",
    ],
)
def test_no_words_stop_a_report(text: str, typefaces: Path) -> None:
    blocks = (
        Heading("Words"),
        Paragraph(text),
        Quote(text, "ur", text, text),
        Paragraph("after"),
        Table("One", ("A", "B"), ((text, text),)),
    )
    made = typeset(replace(sample.report(), blocks=blocks), cache=typefaces)
    assert "after" in pdf_text(made.pdf)


@pytest.mark.parametrize("face", ["", "sans-serif", "var(--house)", "Helvetica, Arial", "Literata"])
@pytest.mark.parametrize("words", ["Plain words", "朋友 😐 ٹھیک ਗੱਲ አ"])
def test_no_words_in_a_drawing_stop_a_report(face: str, words: str, typefaces: Path) -> None:
    chart = sample.CHART.replace("Atkinson Next", face).replace("Places to breathe", words)
    made = typeset(sample.report(Picture(chart, "A chart")), cache=typefaces)
    assert {placeholder.character for placeholder in made.placeholders} == ({"አ"} if "አ" in words else set())


def test_a_link_that_leads_nowhere_is_plain_words_and_is_told(typefaces: Path) -> None:
    made = typeset(
        sample.report(Paragraph(Link("lost", "#nowhere")), Paragraph(Link("bad", "javascript:alert(1)"))),
        cache=typefaces,
    )
    assert any("'nowhere'" in warning for warning in made.warnings)
    assert b"javascript" not in made.pdf
    assert "lost" in pdf_text(made.pdf)


def test_a_report_that_runs_from_right_to_left(typefaces: Path) -> None:
    urdu = Document(
        "ذہنی صحت کا شہر",
        "ur",
        sample.report().date,
        (Heading("پڑوسی"), Paragraph(sample.URDU), Quote(sample.URDU, "ur", "سلائی حلقہ", tone=5)),
    )
    made = typeset(urdu, cache=typefaces)
    assert made.placeholders == ()
    assert pypdf.PdfReader(io.BytesIO(made.pdf)).trailer["/Root"]["/Lang"] == "ur"


def test_forty_pages_are_set_while_one_waits(typefaces: Path) -> None:
    rows = tuple(
        (f"Promise {number}", "A team that answers for it", "Groups meeting", "March 2027", "34")
        for number in range(120)
    )
    blocks = []
    for part in range(12):
        blocks += [
            Heading(f"Part {part}"),
            *(Paragraph(sample.SOMALI * 12, note="Draws on many.") for _ in range(14)),
            Picture(sample.CHART, "Bars.", "Bars"),
        ]
    blocks.append(Table("All of it", ("Promise", "Who", "Measure", "By", "People"), rows, numeric=(4,), wide=True))
    made = typeset(replace(sample.report(), blocks=tuple(blocks)), cache=typefaces)
    assert len(pypdf.PdfReader(io.BytesIO(made.pdf)).pages) >= 40
