# SPDX-License-Identifier: AGPL-3.0-or-later
"""The reference page is the one that the tables make."""

from pathlib import Path

from coproduce.process import diagram
from coproduce.process.consent import Purpose, Reading
from coproduce.process.roles import Permission, Role
from coproduce.process.stages import Act

ROOT = Path(__file__).resolve().parents[2]


def test_the_page_in_the_docs_is_not_stale():
    assert (ROOT / diagram.PAGE).read_text(encoding="utf-8") == diagram.page(), (
        "Run: python -m coproduce.process.diagram"
    )


def test_the_page_names_everything():
    page = diagram.page()
    for member in (*Act, *Role, *Permission, *Purpose, *Reading):
        assert f"`{member}`" in page


def test_it_writes_where_it_is_told(tmp_path):
    target = tmp_path / "deep" / "page.md"
    assert diagram.main([str(target)]) == target
    assert target.read_bytes().decode("utf-8") == diagram.page()


def test_a_row_has_as_many_cells_as_its_head():
    for block in diagram.page().split("\n\n"):
        lines = [line for line in block.splitlines() if line.startswith("|")]
        assert len({line.count("|") for line in lines}) <= 1, lines
