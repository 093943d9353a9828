# SPDX-License-Identifier: AGPL-3.0-or-later
"""What the tests of the repository read: its own files."""

import ast
import subprocess
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
HOUSE = ROOT / "src" / "coproduce"
MADE = {".venv", "data", "node_modules", "__pycache__", "build", "dist", "screenshots", "out"}


@cache
def python_files(*folders: str) -> tuple[Path, ...]:
    """The Python files under these folders, without what tools make."""
    found = (path for folder in folders for path in (ROOT / folder).rglob("*.py"))
    return tuple(sorted(path for path in found if not MADE & set(path.relative_to(ROOT).parts)))


@cache
def house() -> tuple[Path, ...]:
    """The product's own Python, without migrations, which Django writes."""
    return tuple(path for path in python_files("src/coproduce") if "migrations" not in path.parts)


@cache
def tree(path: Path) -> ast.Module:
    """The syntax tree of a file."""
    return ast.parse(path.read_text(encoding="utf-8"), filename=str(path))


def name(path: Path) -> str:
    """How a failure names a file."""
    return path.relative_to(ROOT).as_posix()


@cache
def committed() -> tuple[Path, ...]:
    """Every file that git keeps or is about to; every file of an unpacked copy, where there is no git."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    try:
        listed = subprocess.run(command, cwd=ROOT, capture_output=True, check=True).stdout.decode().split("\0")
    except (OSError, subprocess.CalledProcessError):
        listed = [name(p) for p in ROOT.rglob("*") if p.is_file() and not MADE & set(p.relative_to(ROOT).parts)]
    return tuple(sorted(ROOT / one for one in listed if one and (ROOT / one).is_file()))
