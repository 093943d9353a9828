# SPDX-License-Identifier: AGPL-3.0-or-later
"""The demo, running for a script: built in a folder of its own, served on a free port, stopped afterwards."""

import os
import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

COMMAND = Path(sys.executable).parent / ("coproduce.exe" if os.name == "nt" else "coproduce")
PATIENCE = 300.0


@dataclass(frozen=True)
class Site:
    """Where the demo is, how to sign in once, a slip's code, and how long it took to come up."""

    address: str
    link: str
    slip: str
    seconds: float


@contextmanager
def demo(data: Path) -> Iterator[Site]:
    """Build and serve the illustrative programme; a second time it is there at once."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    began = time.monotonic()
    log = data.parent / f"{data.name}.log"
    data.mkdir(parents=True, exist_ok=True)
    with log.open("wb") as output:
        running = subprocess.Popen(
            [str(COMMAND), "demo", "--port", str(port)], env={**os.environ, "COPRODUCE_DATA": str(data)},
            stdout=output, stderr=subprocess.STDOUT, stdin=subprocess.DEVNULL,
        )  # fmt: skip
    try:
        _wait(running, port, log)
        said = log.read_text(encoding="utf-8", errors="replace")
        link = re.search(r"http://\S*/team/link/\S+", said)
        slips = re.search(r"^Some slips to try at \S+ ([^;\n]+)", said, re.MULTILINE)
        yield Site(
            f"http://127.0.0.1:{port}",
            link[0] if link else "",
            slips[1].strip() if slips else "",
            time.monotonic() - began,
        )
    finally:
        running.terminate()
        running.wait(timeout=30)


def _wait(running: "subprocess.Popen[bytes]", port: int, log: Path) -> None:
    limit = time.monotonic() + PATIENCE
    while time.monotonic() < limit and running.poll() is None:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.3)
    raise SystemExit("The demo did not come up:\n" + log.read_text(encoding="utf-8", errors="replace")[-2000:])
