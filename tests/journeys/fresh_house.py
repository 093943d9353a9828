# SPDX-License-Identifier: AGPL-3.0-or-later
"""A house of one's own for a journey: begun by `coproduce new`, served by `coproduce serve`, and cut off from the net."""

import os
import re
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from scripts.site import COMMAND

ROOT = Path(__file__).resolve().parents[2]
# The guard comes first, then this checkout, whatever else is installed.
PATHS = os.pathsep.join([str(ROOT / "tests" / "offline"), str(ROOT / "src")])
PATIENCE = 60.0


@dataclass(frozen=True)
class House:
    """Where it is, how its lead signs in once, and how to give it commands."""

    address: str
    link: str
    slug: str
    environment: dict[str, str]

    @property
    def team(self) -> str:
        """The team's start of the programme."""
        return f"{self.address}/team/{self.slug}"

    @property
    def public(self) -> str:
        """The programme's first page."""
        return f"{self.address}/{self.slug}"

    def command(self, *words: str) -> str:
        """Run `coproduce …` in this house, and give what it said."""
        return command(self.environment, *words)


def environment(data: Path) -> dict[str, str]:
    """What a command needs to work on `data`; a connection to anywhere else stops it."""
    kept = {name: value for name, value in os.environ.items() if name != "COPRODUCE_DATABASE_URL"}
    settings = {"COPRODUCE_DATA": str(data), "DJANGO_SETTINGS_MODULE": "coproduce.site.settings.local"}
    return {**kept, **settings, "PYTHONPATH": PATHS}


def command(environment: dict[str, str], *words: str) -> str:
    """Run `coproduce …`; what it complains about stops the test."""
    done = subprocess.run([str(COMMAND), *words], env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, f"coproduce {' '.join(words)}\n{done.stdout}\n{done.stderr}"
    return done.stdout


@contextmanager
def fresh_house(folder: Path, name: str, *questions: str) -> Iterator[House]:
    """A programme of that name with those questions, open for its team until the journey ends."""
    around = environment(folder / "data")
    asked = [word for text in questions for word in ("--question", text)]
    said = command(around, "new", name, "--aim", "A town in which nobody waits alone.", *asked)
    link, slug = re.search(r"/team/link/\S+", said), re.search(r"addresses: (\S+)", said)
    assert link and slug, said
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    with (folder / "serve.log").open("wb") as log:
        running = subprocess.Popen(
            [str(COMMAND), "serve", "--port", str(port)], env=around, stdout=log, stderr=log, stdin=subprocess.DEVNULL
        )
    try:
        _wait(running, port, folder / "serve.log")
        address = f"http://127.0.0.1:{port}"
        yield House(address, address + link[0], slug[1], around)
    finally:
        running.terminate()
        running.wait(timeout=30)


def _wait(running: "subprocess.Popen[bytes]", port: int, log: Path) -> None:
    limit = time.monotonic() + PATIENCE
    while running.poll() is None and time.monotonic() < limit:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise AssertionError("The house did not open:\n" + log.read_text(encoding="utf-8", errors="replace")[-2000:])
