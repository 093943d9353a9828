# SPDX-License-Identifier: AGPL-3.0-or-later
"""Plain copies of typefaces, made once for all tests of this part, and the sample set once in each form."""

from __future__ import annotations

from pathlib import Path

import pytest

from coproduce.look.typesetting import docx, html
from coproduce.look.typesetting.document import Document
from coproduce.look.typesetting.pdf import Typeset, typeset
from tests.look.typesetting import sample


@pytest.fixture(scope="session")
def typefaces(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The cache folder."""
    return tmp_path_factory.mktemp("faces")


@pytest.fixture(scope="session")
def report() -> Document:
    """The sample report."""
    return sample.report()


@pytest.fixture(scope="session")
def paper(report: Document, typefaces: Path) -> Typeset:
    """The sample as PDF."""
    return typeset(report, cache=typefaces)


@pytest.fixture(scope="session")
def word(report: Document, typefaces: Path) -> bytes:
    """The sample as a Word file."""
    return docx.write(report, cache=typefaces)


@pytest.fixture(scope="session")
def page(report: Document) -> str:
    """The sample as a piece of web page."""
    return str(html.fragment(report))
