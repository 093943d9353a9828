# SPDX-License-Identifier: AGPL-3.0-or-later
"""`make check`: every check that is not a test. All of them run, then the failures are named.

`make check` of a part: `.venv/bin/python scripts/check.py ruff types`.
"""

import os
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BIN = Path(sys.executable).parent
# Lines shown of a check that failed: the rest says the same again.
ENOUGH = 120


@dataclass(frozen=True)
class Check:
    """One command. `told` is what a failure means in plain words."""

    name: str
    command: tuple[str, ...]
    told: str


def _python(*arguments: str) -> tuple[str, ...]:
    return (sys.executable, *arguments)


CHECKS = (
    Check("ruff", (str(BIN / "ruff"), "check", "--output-format=concise", "."),
          "code that ruff would write otherwise; try `make format`"),
    Check("layout", (str(BIN / "ruff"), "format", "--check", "."), "code not in the house's layout; run `make format`"),
    Check("types", _python("-m", "mypy", *(f"--package=coproduce.{p}" for p in ("analysis", "process", "formats"))),
          "types of analysis, process or formats"),
    Check("arrows", (str(BIN / "lint-imports"),), "an import against the arrows of the house (docs/decisions/0001)"),
    Check("migrations", _python("-W", "error", "-m", "django", "makemigrations", "--check", "--dry-run"),
          "models changed without a migration"),
    Check("django", _python("-W", "error", "-m", "django", "check", "--fail-level", "WARNING"), "Django's own checks"),
    Check("lock", _python("scripts/lock_check.py"), "the lock and the project file differ, or a wheel is missing"),
)  # fmt: skip


def environment(data: str) -> dict[str, str]:
    """The checks see the code of this checkout and a data directory of their own."""
    path = os.pathsep.join([str(ROOT / "src"), str(ROOT)])
    return {
        **os.environ, "PYTHONPATH": path, "COPRODUCE_DATA": data,
        "DJANGO_SETTINGS_MODULE": "coproduce.site.settings.testing", "COLUMNS": "120",
    }  # fmt: skip


def main() -> int:
    """Run the checks that were asked for, or all; show the output of those that fail."""
    chosen = [check for check in CHECKS if check.name in sys.argv[1:] or not sys.argv[1:]]
    failed = []
    with tempfile.TemporaryDirectory(prefix="coproduce-check-") as data:
        for check in chosen:
            began = time.monotonic()
            done = subprocess.run(
                check.command, cwd=ROOT, env=environment(data), capture_output=True, text=True, check=False
            )
            print(
                f"{check.name:12s} {'ok' if not done.returncode else 'FAILED':8s} {time.monotonic() - began:5.1f} s",
                flush=True,
            )
            if done.returncode:
                failed.append(check)
                lines = (done.stdout + done.stderr).rstrip().splitlines()
                print("\n".join(lines[-ENOUGH:]), flush=True)
            elif check.name == "lock" and done.stdout.strip():
                print("    " + done.stdout.strip().replace("\n", "\n    "))
    for check in failed:
        print(f"{check.name}: {check.told}.", file=sys.stderr)
    print(f"{len(chosen) - len(failed)} passed, {len(failed)} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
