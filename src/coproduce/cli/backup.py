# SPDX-License-Identifier: AGPL-3.0-or-later
"""`coproduce backup FILE`: the main database, encrypted. Keys are never in it.

What can open it: the key store and the master key of this data directory, of which there is one current copy. Whoever
holds an older copy of the key store could open words of an older backup that were erased since: so keep one copy only,
overwrite it, and never archive it.
"""

import argparse
import io
import json
import sqlite3
import tarfile
import tempfile
from pathlib import Path

from coproduce.cli.house import Sorry, open_house, say

MAGIC = b"COPRODUCE-BACKUP-1\n"
ABOUT = b"coproduce backup 1"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Where to."""
    parser.add_argument("file", help="the file to write")


def run(args: argparse.Namespace) -> int:
    """Write the backup, whole or not at all."""
    open_house()
    target = Path(args.file)
    write(target)
    say(f"Wrote {target} ({target.stat().st_size / 1e6:.1f} MB, encrypted).")
    say("To open it one needs keys.db and master.key of this data directory. They are not in it.")
    say("Keep one copy of those two elsewhere, overwrite it each time, and never archive it.")
    return 0


def write(target: Path) -> None:
    """The encrypted copy of the main database."""
    from coproduce.process import clock
    from coproduce.vault import keys

    # In memory and not on disk: until it is sealed, names of themes and who did what would lie there in the clear.
    packed = io.BytesIO()
    head = json.dumps({"made": clock.recorded().isoformat(), "database": "sqlite"}).encode()
    with tarfile.open(fileobj=packed, mode="w:gz") as tar:
        for name, body in (("about.json", head), ("coproduce.db", _database())):
            info = tarfile.TarInfo(name)
            info.size = len(body)
            tar.addfile(info, io.BytesIO(body))
    sealed = keys.seal(keys.backup_key(), packed.getvalue(), ABOUT)
    if target.is_dir():
        raise Sorry(f"{target} is a folder: name a file in it. Choose another place.")
    # Renamed at the end: a backup that was cut off must not bear the name of a whole one.
    part = target.with_name(target.name + ".part")
    try:
        part.write_bytes(MAGIC + sealed)
        part.chmod(0o600)
        part.replace(target)
    except OSError as error:
        raise Sorry(f"We cannot write {target} ({error.strerror}). Choose another place.") from error
    finally:
        part.unlink(missing_ok=True)


def _database() -> bytes:
    from django.conf import settings

    if not settings.DATABASES["default"]["ENGINE"].endswith("sqlite3"):
        raise Sorry(
            "This house keeps its rows in PostgreSQL: back it up with pg_dump; the key store stays out of that dump."
        )
    from django.db import connection

    path = str(connection.settings_dict["NAME"])
    # SQLite's own backup gives a whole copy while the site goes on working; deleted pages are left behind by VACUUM.
    with tempfile.TemporaryDirectory(dir=Path(path).parent) as folder:
        copy = Path(folder) / "copy.db"
        source, clean = sqlite3.connect(path), sqlite3.connect(copy)
        try:
            source.backup(clean)
            # One file alone is read below: in the other mode its last rows would lie in a log beside it.
            clean.execute("PRAGMA journal_mode=DELETE")
            clean.execute("VACUUM")
        finally:
            clean.close()
            source.close()
        return copy.read_bytes()
