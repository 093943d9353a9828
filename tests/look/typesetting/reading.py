# SPDX-License-Identifier: AGPL-3.0-or-later
"""Reads back what the three forms hold, for tests."""

from __future__ import annotations

import io
import re
import unicodedata
from collections.abc import Iterator
from html.parser import HTMLParser
from typing import Any

import docx
import pypdf
from docx.oxml.ns import qn


def squeezed(text: str) -> str:
    """Letters and figures only: spaces, line ends and direction marks differ from form to form."""
    return "".join(character for character in unicodedata.normalize("NFKC", text) if character.isalnum())


def elements(pdf: bytes) -> Iterator[dict[str, Any]]:
    """Every structure element of a tagged PDF."""

    def walk(item: Any) -> Iterator[dict[str, Any]]:
        item = item.get_object() if hasattr(item, "get_object") else item
        if isinstance(item, list):
            for one in item:
                yield from walk(one)
        elif isinstance(item, dict):
            if "/S" in item:
                yield item
            if "/K" in item:
                yield from walk(item["/K"])

    yield from walk(pypdf.PdfReader(io.BytesIO(pdf)).trailer["/Root"]["/StructTreeRoot"]["/K"])


def pdf_text(pdf: bytes) -> str:
    """All words of a PDF, page by page."""
    return "\n".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(pdf)).pages)


def word_text(word: bytes) -> list[str]:
    """All paragraphs of a Word file in reading order, those in tables included."""
    body = docx.Document(io.BytesIO(word)).element.body
    return ["".join(text.text or "" for text in paragraph.iter(qn("w:t"))) for paragraph in body.iter(qn("w:p"))]


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.words: list[str] = []
        self.skipped = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.skipped += tag in {"svg", "nav"}

    def handle_endtag(self, tag: str) -> None:
        self.skipped -= tag in {"svg", "nav"}

    def handle_data(self, data: str) -> None:
        if not self.skipped:
            self.words.append(data)


def html_text(page: str) -> str:
    """The words of a web page without its drawings and its list of contents."""
    reader = _Reader()
    reader.feed(page)
    return re.sub(r"\s+", " ", " ".join(reader.words))
