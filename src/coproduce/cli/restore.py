# SPDX-License-Identifier: AGPL-3.0-or-later
"""`coproduce restore FILE`: put an older database back, and erase again all that was withdrawn since.

On PostgreSQL the rows come back by `pg_restore`; `coproduce restore` without a file then does the second half.
"""

import argparse
import io
import sqlite3
import tarfile
from pathlib import Path

from coproduce.cli.backup import ABOUT, MAGIC
from coproduce.cli.house import Sorry, bring_up_to_date, open_house, say


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Where from."""
    parser.add_argument(
        "file",
        nargs="?",
        help="a file that `coproduce backup` wrote; none after pg_restore, where rows are in PostgreSQL",
    )


def run(args: argparse.Namespace) -> int:
    """Restore, replay the ledger of erasures, say what came of it."""
    if args.file and not Path(args.file).is_file():
        raise Sorry(f"There is no file {args.file}.")
    open_house()
    if args.file:
        again = restore(Path(args.file))
        say(f"Restored {args.file}.")
    elif _in_sqlite():
        raise Sorry("Say which backup to restore: `coproduce restore FILE`.")
    else:
        again = erase_again()
    say(f"Erased again what had been withdrawn since: {again}.")
    return 0


def _in_sqlite() -> bool:
    from django.conf import settings

    return str(settings.DATABASES["default"]["ENGINE"]).endswith("sqlite3")


def erase_again() -> int:
    """Replay the ledger of erasures on the rows that came back; returns how many had to be erased again."""
    from coproduce.listening.verbs import replay_ledger
    from coproduce.vault import storage

    again = replay_ledger()
    storage.clear_away()
    return again


def restore(source: Path) -> int:
    """Replace the main database by the copy; returns how many erasures had to be done again."""
    from django.db import connections

    if not _in_sqlite():
        raise Sorry(
            "This house keeps its rows in PostgreSQL: restore them with pg_restore, then run `coproduce restore` "
            "without a file, which erases again what was withdrawn since."
        )
    # Opened and checked whole before the first row of the house is touched.
    body = opened(source.read_bytes(), source)
    path = Path(connections["default"].settings_dict["NAME"])
    part = path.with_name(path.name + ".restoring")
    try:
        part.write_bytes(body)
        part.chmod(0o600)
        check(part)
        _copy_into(part, path)
    finally:
        # A copy that was refused holds names of themes and who did what: it goes too.
        part.write_bytes(b"\0" * len(body))
        part.unlink()
    # The backup may be older than the software: its tables come up to date before the ledger is replayed on them.
    bring_up_to_date()
    return erase_again()


def opened(sealed: bytes, source: Path) -> bytes:
    """The database inside a backup; `Sorry` where it is not ours, was changed, or belongs to other keys."""
    from cryptography.exceptions import InvalidTag

    from coproduce.vault import keys

    if not sealed.startswith(MAGIC):
        raise Sorry(f"{source} is not a backup of Coproduce.")
    try:
        packed = keys.unseal(keys.backup_key(), sealed[len(MAGIC) :], ABOUT)
    except InvalidTag as error:
        raise Sorry(
            f"{source} cannot be opened: it was made with other keys, or has been changed. "
            "Put keys.db and master.key of its house into the data directory first."
        ) from error
    try:
        with tarfile.open(fileobj=io.BytesIO(packed), mode="r:gz") as tar:
            member = tar.extractfile("coproduce.db")
            body = member.read() if member is not None else b""
    except (KeyError, tarfile.TarError, OSError, EOFError) as error:
        raise Sorry(f"{source} holds no database.") from error
    return body


def check(path: Path) -> None:
    """Refuse a copy that SQLite finds broken, before anything is replaced."""
    copy = sqlite3.connect(path)
    try:
        said = copy.execute("PRAGMA integrity_check").fetchone()[0]
    except sqlite3.DatabaseError as error:
        # Where not even the first page can be read, SQLite raises instead of answering.
        said = str(error)
    finally:
        copy.close()
    if said != "ok":
        raise Sorry("The copy in this backup is broken. Nothing was changed. Try an older backup.")


def _copy_into(part: Path, path: Path) -> None:
    from django.db import connections

    # Our own open connection would hold the file that is about to be written.
    connections["default"].close()
    # Through SQLite and not by swapping files: a site that is still running sees one whole change, or none.
    # It may be writing just now, so we wait up to 20 seconds.
    source, target = sqlite3.connect(part), sqlite3.connect(path, timeout=20)
    try:
        # Rows that the backup does not have are overwritten, not only let go.
        target.execute("PRAGMA secure_delete=ON")
        source.backup(target)
        # The log still holds pages of the old database; at length 0 it holds none.
        target.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    finally:
        target.close()
        source.close()
