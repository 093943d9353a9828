# SPDX-License-Identifier: AGPL-3.0-or-later
"""`make test`: the whole suite on SQLite, then on PostgreSQL every test that touches the database.

With arguments, only those tests run, on SQLite (`make test ARGS="tests/themes -x"`).
"""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from scripts import machine  # noqa: E402
from scripts.postgres import NoServer, throwaway  # noqa: E402

NOTHING_COLLECTED = 5


def run(title: str, arguments: list[str], environment: dict[str, str]) -> int:
    """Run pytest once in a process of its own."""
    print(f"\n== {title}", flush=True)
    command = [sys.executable, "-m", "pytest", *arguments]
    return subprocess.run(command, cwd=ROOT, env=environment, check=False).returncode


def on_postgres(arguments: list[str]) -> int:
    """The tests that touch the database, once more on PostgreSQL."""
    with throwaway() as address:
        environment = {**os.environ, "COPRODUCE_DATABASE_URL": address}
        code = run("On PostgreSQL: everything that touches the database", arguments, environment)
    return 0 if code == NOTHING_COLLECTED else code


def main() -> int:
    """Find or install what the tests need, then run them; in CI a missing part is a failure."""
    lacking = machine.ensure()
    strict = os.environ.get("CI", "").lower() in {"1", "true", "yes"}
    if lacking:
        print(f"Missing for the tests: {', '.join(lacking)}. To mend it: {machine.mend(lacking)}", file=sys.stderr)
        if strict:
            return 1
    arguments = sys.argv[1:]
    environment = {name: value for name, value in os.environ.items() if name != "COPRODUCE_DATABASE_URL"}
    first = run("On SQLite", arguments, environment)
    if arguments or machine.postgres_bin() is None:
        return first
    try:
        return on_postgres([]) or first
    except NoServer as reason:
        print(reason, file=sys.stderr)
        return 1 if strict else first


if __name__ == "__main__":
    sys.exit(main())
