# SPDX-License-Identifier: AGPL-3.0-or-later
"""A throw-away PostgreSQL server for tests: made in a temporary folder, on loopback alone, gone afterwards."""

import os
import secrets
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from scripts.machine import EXE, postgres_bin

# Nothing here has to survive a power cut.
SETTINGS = ("fsync=off", "synchronous_commit=off", "full_page_writes=off", "listen_addresses=127.0.0.1",
            "unix_socket_directories=", "max_connections=40", "shared_buffers=64MB")  # fmt: skip
USER = "coproduce"
PATIENCE = 60.0


class NoServer(Exception):
    """PostgreSQL is not here, or did not start; the message says why."""


@contextmanager
def throwaway() -> Iterator[str]:
    """Start a server, give its address, and remove it and its folder at the end."""
    programs = postgres_bin()
    if programs is None:
        raise NoServer("PostgreSQL is not on this machine.")
    folder = Path(tempfile.mkdtemp(prefix="coproduce-postgres-"))
    try:
        with _server(programs, folder) as address:
            yield address
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def _server(programs: Path, folder: Path) -> Iterator[str]:
    password, port = secrets.token_urlsafe(18), _free_port()
    secret = folder / "password"
    secret.write_text(password, encoding="utf-8")
    owner = _owner(folder)
    data = folder / "data"
    initdb = [str(programs / f"initdb{EXE}"), "-D", str(data), "-U", USER, "-E", "UTF8", "--locale=C",
              "--auth=scram-sha-256", f"--pwfile={secret}", "--no-sync"]  # fmt: skip
    made = subprocess.run(initdb, cwd=folder, capture_output=True, text=True, check=False, **owner)
    if made.returncode:
        raise NoServer(f"initdb failed: {(made.stderr or made.stdout).strip()[-300:]}")
    options = [part for setting in SETTINGS for part in ("-c", setting)]
    log = folder / "log"
    with log.open("wb") as output:
        server = subprocess.Popen(
            [str(programs / f"postgres{EXE}"), "-D", str(data), "-p", str(port), *options],
            cwd=folder, stdout=output, stderr=subprocess.STDOUT, stdin=subprocess.DEVNULL, **owner,
        )  # fmt: skip
    try:
        _wait(server, port, log)
        yield f"postgresql://{USER}:{password}@127.0.0.1:{port}/postgres"
    finally:
        server.terminate()
        try:
            server.wait(timeout=20)
        except subprocess.TimeoutExpired:
            server.kill()
            server.wait()


def _owner(folder: Path) -> dict[str, object]:
    """PostgreSQL refuses to run as root: give the folder, and the server, to another account."""
    if os.name == "nt" or os.geteuid() != 0:
        return {}
    import pwd

    known = {entry.pw_name: entry for entry in pwd.getpwall()}
    account = known.get("postgres") or known.get("nobody")
    if account is None:
        raise NoServer("Tests run as root and there is no account `postgres` or `nobody` to run the server as.")
    for path in (folder, *folder.iterdir()):
        os.chown(path, account.pw_uid, account.pw_gid)
    return {"user": account.pw_uid, "group": account.pw_gid, "extra_groups": []}


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait(server: "subprocess.Popen[bytes]", port: int, log: Path) -> None:
    """Wait until the port answers: a server that is still starting accepts nothing."""
    limit = time.monotonic() + PATIENCE
    while time.monotonic() < limit and server.poll() is None:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise NoServer(f"PostgreSQL did not start: {log.read_text(encoding='utf-8', errors='replace')[-300:]}")
