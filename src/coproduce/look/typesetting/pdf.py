# SPDX-License-Identifier: AGPL-3.0-or-later
"""A document tree as a tagged PDF, set by Typst with the PDF/UA-1 checks on.

What people wrote reaches Typst as JSON through `sys.inputs` and is shown as text: no word of it is ever read as markup.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import UTC, datetime, time
from pathlib import Path
from typing import Any

import typst

from coproduce.look.typesetting import faces
from coproduce.look.typesetting.document import Document, lost_links
from coproduce.look.typesetting.paper_data import paper_data

TEMPLATE = Path(__file__).parent / "paper" / "report.typ"


@dataclass(frozen=True)
class Placeholder:
    """A character that no face has, and in how many places ▯ stands for it."""

    character: str
    code: str
    name: str
    places: int


@dataclass(frozen=True)
class Typeset:
    """A finished PDF, the characters it could not show, and what else its makers should know."""

    pdf: bytes
    placeholders: tuple[Placeholder, ...]
    warnings: tuple[str, ...]


class NotTypeset(RuntimeError):
    """Typst refused the document; the message says why."""


def typeset(document: Document, *, cache: Path | None = None) -> Typeset:
    """The document as PDF; the same document gives the same bytes. `cache` is where plain copies of typefaces lie."""
    warnings = [f"nothing has the anchor {anchor!r}: its link is set as plain words" for anchor in lost_links(document)]
    data, placeholders = paper_data(document, cache)
    try:
        pdf, noted = _compile(data, document, cache)
    except NotTypeset as problem:
        # words in a drawing are set by other rules than words in the text; a bitmap always works
        data, placeholders = paper_data(document, cache, bitmaps=True)
        pdf, noted = _compile(data, document, cache)
        warnings.append(f"drawings are set as bitmaps: {problem}")
    return Typeset(pdf, tuple(Placeholder(*found) for found in placeholders), (*warnings, *noted))


def _compile(data: dict[str, Any], document: Document, cache: Path | None) -> tuple[bytes, list[str]]:
    """One run of the typesetter over the template, and what it warned of."""
    families = [faces.HOUSE, faces.VOICE, *data["fallback"], *([faces.NASTALIQ] if data["uses_nastaliq"] else [])]
    folders = sorted({str(copy.parent) for copy in faces.plain_copies(families, cache)})
    # The faces of this machine are not those of the next: a report must not change with the laptop.
    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=folders)
    compiler = typst.Compiler(
        input=str(TEMPLATE),
        root=str(TEMPLATE.parent),
        font_paths=fonts,
        ignore_system_fonts=True,
        sys_inputs={"document": json.dumps(data, ensure_ascii=False, sort_keys=True)},
    )
    # The document's own day and not this moment: the same report is the same bytes tomorrow.
    made = datetime.combine(document.date, time(), tzinfo=UTC)
    try:
        pdf, noted = compiler.compile_with_warnings(format="pdf", pdf_standards=["ua-1"], timestamp=made)
    except typst.TypstError as problem:
        raise NotTypeset(f"{problem.message} {' '.join(problem.hints)}".strip()) from problem
    if not isinstance(pdf, bytes):
        raise NotTypeset("the typesetter gave back no PDF")
    return pdf, [item.message for item in noted]
