# SPDX-License-Identifier: AGPL-3.0-or-later
"""Write `requirements.lock` anew from `pyproject.toml`: `.venv/bin/python scripts/lock.py`.

One file in two parts: what running needs, then what tests and checks add. Every line carries its hashes, none
carries an address, and it holds for Linux, Windows and macOS and every Python from 3.11.
"""

import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LOCK = ROOT / "requirements.lock"
HEADING = "# ==== to run ====\n"
DIVIDER = "# ==== to test and check ====\n"
OPENING = """\
# What `make demo` and `make test` install, with hashes. Written by scripts/lock.py from pyproject.toml; do not edit.
# It is installed as it stands (no dependency is looked up), so what is not named here is not installed.
"""


def compile_lock(*arguments: str) -> str:
    """Resolve the project and return the locked lines, without addresses and without notes."""
    command = [
        sys.executable, "-m", "uv", "pip", "compile", "pyproject.toml", "--quiet", "--universal", "--generate-hashes",
        "--python-version", "3.11", "--no-header", "--no-annotate", "--no-emit-index-url", "--no-emit-find-links",
        "--no-config", "--overrides", "-", *arguments,
    ]  # fmt: skip
    return subprocess.run(
        command,
        cwd=ROOT,
        check=True,
        text=True,
        stdout=subprocess.PIPE,
        input="huggingface-hub ; python_version < '0'\n",
    ).stdout


def entries(text: str) -> list[str]:
    """One string for each locked requirement, its hash lines included."""
    found: list[str] = []
    for line in text.splitlines(keepends=True):
        if line[0].isspace():
            found[-1] += line
        elif not line.startswith("#"):
            found.append(line)
    return found


def main() -> int:
    """Lock twice, the second time holding to what the first chose, and write both parts."""
    run = compile_lock("--group", "build", *sys.argv[1:])
    with tempfile.NamedTemporaryFile("w", suffix=".txt") as held:
        held.write(run)
        held.flush()
        groups = [word for name in ("build", "test", "dev") for word in ("--group", name)]
        everything = compile_lock(*groups, "--constraints", held.name)
    needed = entries(run)
    extra = [entry for entry in entries(everything) if entry not in needed]
    LOCK.write_text(OPENING + "\n" + HEADING + "".join(needed) + "\n" + DIVIDER + "".join(extra), encoding="utf-8")
    print(f"{LOCK.name}: {len(needed)} to run, {len(extra)} more to test and check.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
