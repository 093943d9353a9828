# SPDX-License-Identifier: AGPL-3.0-or-later
"""Other people's packages that we measure beside ours, each set in an environment apart from the house's own.

They are peers for benchmarks and tests and never dependencies: some have licences that do not fit, some are large.
`benchmarks/peers/NAME.txt` lists a set; its environment is `.venv-peers/NAME`, made once and kept until the list
changes. `.venv/bin/python scripts/peers.py NAME` makes it and prints the path of its Python. A line
`# no-deps: PACKAGE` in a list installs that package without what it declares.
"""

import hashlib
import os
import subprocess
import sys
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LISTS = ROOT / "benchmarks" / "peers"
MARK = "# no-deps:"


class NoPeer(Exception):
    """The environment of a set of peers cannot be made here; the text says why."""


def folder(name: str) -> Path:
    """Where the environment of this set lives; `COPRODUCE_PEERS` may keep all of them outside the checkout."""
    return Path(os.environ.get("COPRODUCE_PEERS", ROOT / ".venv-peers")) / name


def interpreter(name: str) -> Path:
    """The set's Python, whether it is there or not."""
    return folder(name) / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def ready(name: str) -> bool:
    """Whether the environment is there and is of the list as it stands."""
    stamp = folder(name) / "stamp"
    return stamp.is_file() and stamp.read_text(encoding="utf-8") == _fingerprint(name)


def make(name: str) -> Path:
    """Make the environment unless it is there, and answer with its Python.

    Raises NoPeer when the packages cannot be had: a benchmark then says so and goes on without the peer.
    """
    if ready(name):
        return interpreter(name)
    print(f"Setting up the peers of “{name}” (once) …", file=sys.stderr, flush=True)
    venv.create(folder(name), with_pip=True, clear=True)
    lines = (LISTS / f"{name}.txt").read_text(encoding="utf-8").splitlines()
    alone = [line.removeprefix(MARK).strip() for line in lines if line.startswith(MARK)]
    _install(name, ["-r", str(LISTS / f"{name}.txt")])
    if alone:
        _install(name, ["--no-deps", *alone])
    (folder(name) / "stamp").write_text(_fingerprint(name), encoding="utf-8")
    return interpreter(name)


def _install(name: str, words: list[str]) -> None:
    command = [str(interpreter(name)), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", *words]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        last = done.stderr.strip().splitlines()[-1:] or ["pip said nothing"]
        raise NoPeer(f"The peers of “{name}” cannot be installed here: {last[0]}")


def _fingerprint(name: str) -> str:
    return hashlib.sha256((LISTS / f"{name}.txt").read_bytes()).hexdigest()


if __name__ == "__main__":
    try:
        print(make(sys.argv[1]))
    except (NoPeer, IndexError) as fault:
        sys.exit(str(fault) or "usage: scripts/peers.py NAME")
