# SPDX-License-Identifier: AGPL-3.0-or-later
"""What the docs tell people to type is understood by the command, and what they tell people to press is on a page."""

import re
import shlex
from importlib import import_module

import pytest

from coproduce.cli.main import COMMANDS, Parser
from tests.repository.sources import ROOT, name

DOCUMENTS = sorted(path for path in (ROOT / "docs").rglob("*.md") if path.parent.name not in {"decisions", "reference"})
TYPED = re.compile(r"^(?:\.venv/bin/)?coproduce (\S+)(.*)$")
WALKED = [path for path in DOCUMENTS if path.parent.name in {"tutorial", "how-to"}]


def typed(text: str) -> list[tuple[str, list[str]]]:
    """Each command of the code blocks: its name and its words."""
    lines = [line for block in re.findall(r"```\w*\n(.*?)```", text, re.DOTALL) for line in block.splitlines()]
    found = [TYPED.match(line.strip()) for line in lines]
    return [(match[1], shlex.split(match[2])) for match in found if match]


@pytest.mark.parametrize("document", DOCUMENTS, ids=name)
def test_every_command_is_understood_as_it_stands(document):
    for command, words in typed(document.read_text(encoding="utf-8")):
        if command != "analyse":
            parser = Parser(prog=command)
            import_module(COMMANDS[command][0]).add_arguments(parser)
            parser.parse_args(words)


@pytest.mark.parametrize("document", WALKED, ids=name)
def test_what_people_are_told_to_press_stands_on_a_page(document):
    """Words in *this kind of letters* are those of a link, a button or a label somewhere in the house."""
    source = ROOT / "src" / "coproduce"
    shown = " ".join(p.read_text(encoding="utf-8") for s in ("*.html", "*.py") for p in source.rglob(s))
    text = re.sub(r"```.*?```|\*\*.*?\*\*", "", document.read_text(encoding="utf-8"), flags=re.DOTALL)
    told = {" ".join(said.split()) for said in re.findall(r"(?<!\*)\*([^*]+)\*(?!\*)", text)}
    assert {said for said in told if said not in shown} <= {"later", "and"}  # these are only stressed


def test_every_document_can_be_reached_from_the_first_page_of_the_docs():
    first = (ROOT / "docs" / "README.md").read_text(encoding="utf-8")
    linked = set(re.findall(r"\]\(([^)#\s]+)", first))
    here = {path.relative_to(ROOT / "docs").as_posix() for path in DOCUMENTS}
    assert here - linked - {"README.md"} == set()
