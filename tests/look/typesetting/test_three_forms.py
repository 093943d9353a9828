# SPDX-License-Identifier: AGPL-3.0-or-later
"""The three forms say the same, and the tree refuses what none of them could say."""

from __future__ import annotations

from datetime import date

import pytest

from coproduce.look.figures import said as in_words
from coproduce.look.typesetting.document import (
    BadDocument,
    Contents,
    Document,
    Heading,
    PageBreak,
    Paragraph,
    Picture,
    Quote,
    Table,
    Words,
    block_words,
    lost_links,
    spans,
)
from coproduce.look.typesetting.document_json import from_json, to_json
from coproduce.look.typesetting.languages import base
from coproduce.look.typesetting.numbering import settled
from coproduce.look.typesetting.pdf import Typeset
from tests.look.typesetting.reading import html_text, pdf_text, squeezed, word_text

JOINING = {"ur", "ar", "pa", "bn", "gu", "hi"}


def spoken(words: Words) -> str:
    """Words with the small numbers that follow the thread."""
    return "".join(span.text + getattr(span, "count", "") for span in spans(words))


def said(document: Document) -> list[str]:
    """Every string that a reader must meet, in order; shaped scripts are looked for in the other forms only."""
    found: list[str] = []
    for block in settled(document).blocks:
        if isinstance(block, Contents | PageBreak):
            continue
        if isinstance(block, Quote):
            found += [block.text, block.translation_label, block.translation, block.caption]
        elif isinstance(block, Table):
            found += [block.caption, *block.head]
        else:
            names = ("text", "title", "value", "caption", "ref")
            found += [in_words(getattr(block, name)) for name in names if hasattr(block, name)]
        found += [spoken(words) for words in block_words(block)]
    return [squeezed(text) for text in found if squeezed(text)]


def test_every_word_is_in_the_word_file_and_the_web_page(report: Document, word: bytes, page: str) -> None:
    in_word, in_page = squeezed("".join(word_text(word))), squeezed(html_text(page))
    assert [text for text in said(report) if text not in in_word] == []
    assert [text for text in said(report) if text not in in_page] == []


def test_every_word_is_in_the_pdf(report: Document, paper: Typeset) -> None:
    shaped = {
        squeezed(block.text) for block in report.blocks if isinstance(block, Quote) and base(block.language) in JOINING
    }
    in_pdf = squeezed(pdf_text(paper.pdf))
    assert [text for text in said(report) if text not in in_pdf and text not in shaped] == []


def test_the_word_file_and_the_web_page_read_alike_from_first_to_last(report: Document, word: bytes, page: str) -> None:
    whole = squeezed("".join(word_text(word)))
    first = squeezed("".join(said(report)[:1]))
    body = whole[whole.rindex(first + squeezed("54")) :]
    assert body == squeezed(html_text(page))


def test_a_tree_is_json_and_back(report: Document) -> None:
    assert from_json(to_json(report)) == report
    assert to_json(from_json(to_json(report))) == to_json(report)


@pytest.mark.parametrize("text", ['{"kind": "Rumour"}', '{"kind": "Strong", "text": "a", "size": 1}', '"words"'])
def test_json_of_something_else_is_refused(text: str) -> None:
    with pytest.raises(BadDocument):
        from_json(text)


@pytest.mark.parametrize(
    "make",
    [
        lambda: Heading(""),
        lambda: Heading("a", 5),
        lambda: Heading("a", 1, "not an anchor"),
        lambda: Picture("<svg/>", " "),
        lambda: Picture("<svg/>", "a", width=0),
        lambda: Table("a", (), ()),
        lambda: Table("a", ("b",), (("c", "d"),)),
        lambda: Quote("a", "not a language"),
        lambda: Quote("a", tone=-1),
        lambda: Document("", "en", date(2026, 1, 1), ()),
        lambda: Document("a", "", date(2026, 1, 1), ()),
        lambda: Document("a", "en", date(2026, 1, 1), (Paragraph("x", anchor="s"), Heading("y", anchor="s"))),
    ],
)
def test_a_tree_that_no_form_can_set_is_refused_when_it_is_built(make: object) -> None:
    with pytest.raises(BadDocument):
        make()  # type: ignore[operator]


def test_headings_skip_no_level() -> None:
    tree = Document("a", "en", date(2026, 1, 1), (Heading("one", 2), Heading("two", 4), Heading("three", 1)))
    assert [block.level for block in settled(tree).blocks if isinstance(block, Heading)] == [1, 2, 1]


def test_links_that_lead_nowhere_are_found(report: Document) -> None:
    assert lost_links(report) == []
