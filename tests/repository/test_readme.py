# SPDX-License-Identifier: AGPL-3.0-or-later
"""The documents keep their word: commands exist, links lead somewhere, and the plain sentence stays."""

import re
import subprocess
import sys

import pytest

from tests.repository.sources import ROOT, committed, name

README = (ROOT / "README.md").read_text(encoding="utf-8")
MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")
TARGETS = set(re.findall(r"^([a-z][a-z-]*):", MAKEFILE, re.MULTILINE))
DOCUMENTS = [path for path in committed() if path.suffix == ".md"]


def commands(text: str) -> list[str]:
    """Lines of code blocks, and code inside sentences."""
    blocks = re.findall(r"```\w*\n(.*?)```", text, re.DOTALL)
    inline = re.findall(r"`([^`\n]+)`", re.sub(r"```.*?```", "", text, flags=re.DOTALL))
    return [line.strip() for block in blocks for line in block.splitlines()] + inline


@pytest.mark.parametrize("document", DOCUMENTS, ids=name)
def test_every_make_command_exists(document):
    said = [line.split()[1] for line in commands(document.read_text(encoding="utf-8")) if line.startswith("make ")]
    assert {target for target in said if re.fullmatch(r"[a-z-]+", target)} - TARGETS == set()


@pytest.mark.parametrize("document", DOCUMENTS, ids=name)
def test_every_link_leads_somewhere(document):
    links = re.findall(r"\]\(([^)#\s]+)", document.read_text(encoding="utf-8"))
    files = [link for link in links if not re.match(r"[a-z]+:", link)]
    assert [link for link in files if not (document.parent / link).exists()] == []


def test_the_two_commands_come_first():
    assert commands(README)[:2] == ["make demo", "make test"]


def test_it_says_that_nobody_has_tried_it():
    for text in (README, (ROOT / "docs" / "for-your-council.md").read_text(encoding="utf-8")):
        assert "no resident, facilitator or council has tried" in " ".join(text.lower().split()).replace("*", "")


def test_every_coproduce_command_exists():
    said = {match for line in commands(README) for match in re.findall(r"(?:^|[/\\])coproduce ([a-z]+)", line)}
    assert said >= {"demo", "new", "import", "analyse"}
    done = subprocess.run(
        [sys.executable, "-m", "coproduce.cli.main", "--help"],
        cwd=ROOT / "src",
        capture_output=True,
        text=True,
        check=True,
    )
    assert {command for command in said if not re.search(rf"\b{command}\b", done.stdout)} == set()


def test_decisions_are_numbered_once():
    numbers = [path.name[:4] for path in (ROOT / "docs" / "decisions").glob("0*.md")]
    assert len(numbers) == len(set(numbers))


def test_every_setting_is_documented_and_no_other():
    files = [path for path in committed() if path.suffix == ".py" and path.parts[-2] != "repository"]
    used = {match for path in files for match in re.findall(r"\bCOPRODUCE_[A-Z_]+\b", path.read_text(encoding="utf-8"))}
    text = (ROOT / "docs" / "reference" / "settings.md").read_text(encoding="utf-8")
    assert set(re.findall(r"`(COPRODUCE_[A-Z_]+)`", text)) == used
