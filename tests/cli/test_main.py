# SPDX-License-Identifier: AGPL-3.0-or-later
"""The door names what it knows, and answers what it does not in one line."""

import subprocess
import sys
from pathlib import Path

import pytest

from coproduce.cli import main as door


def test_help_lists_every_command(capsys):
    assert door.main(["--help"]) == 0
    said = capsys.readouterr().out
    assert all(name in said for name in (*door.COMMANDS, "analyse"))
    assert door.main(["analyse", "--help"]) == 0
    assert "themes" in capsys.readouterr().out


def test_without_words_it_says_what_there_is(capsys):
    assert door.main([]) == 2
    assert "usage: coproduce" in capsys.readouterr().out


def test_the_version_is_told(capsys):
    assert door.main(["--version"]) == 0
    assert capsys.readouterr().out.startswith("coproduce ")


@pytest.mark.parametrize("words", [["dance"], ["analyse", "dance"]])
def test_an_unknown_command_is_answered_with_those_there_are(words, capsys):
    assert door.main(words) == 2
    said = capsys.readouterr().err
    assert "dance" in said and "Try one of" in said and said.count("\n") == 1


def test_a_command_whose_module_is_not_written_yet_is_said(monkeypatch, capsys):
    monkeypatch.setitem(door.ANALYSES, "coding", ("coproduce.cli.analyse_nowhere", "later"))
    assert door.main(["analyse", "coding"]) == 2
    assert "not in this version yet" in capsys.readouterr().err


def test_asking_for_help_loads_neither_the_site_nor_the_models():
    code = (
        "import sys; from coproduce.cli.main import main; main(['--help']);"
        "sys.exit(any(name in sys.modules for name in ('django', 'numpy', 'openpyxl', 'onnxruntime')))"
    )
    source = Path(__file__).resolve().parents[2] / "src"
    done = subprocess.run(
        [sys.executable, "-c", code], env={"PYTHONPATH": str(source)}, capture_output=True, check=False
    )
    assert done.returncode == 0, done.stderr
