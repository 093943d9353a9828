# SPDX-License-Identifier: AGPL-3.0-or-later
"""Keep, read and erase encrypted entries. Only the door and the operations commands may call this."""

import hmac
import secrets
import uuid
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from hashlib import sha256
from uuid import UUID

from django.db import OperationalError, connections, transaction

from coproduce.process import clock
from coproduce.vault import keys, ledger
from coproduce.vault.models import Entry, EntryKey

SLICE = 500


@contextmanager
def nobody_writing() -> Iterator[bool]:
    """Whether nobody is half-way through a change of the main store; if so, nobody begins one before the block ends.

    Keys and the ledger are committed at once, rows with their transaction, so whoever tidies up must not look in between: a
    withdrawal that is not yet committed looks like one that was rolled back. Who finds the store busy tidies up later.
    """
    connection = connections["default"]
    if connection.vendor != "sqlite":
        with transaction.atomic():
            try:
                with transaction.atomic(), connection.cursor() as cursor:
                    cursor.execute("LOCK TABLE vault_entry IN SHARE ROW EXCLUSIVE MODE NOWAIT")
                quiet = True
            except OperationalError:
                quiet = False
            yield quiet
        return
    if connection.in_atomic_block:
        # SQLite has one writer, and it is us.
        yield True
        return
    block = transaction.atomic()
    with connection.cursor() as cursor:
        (waits,) = cursor.execute("PRAGMA busy_timeout").fetchone()
        cursor.execute("PRAGMA busy_timeout = 0")
    try:
        block.__enter__()
    except OperationalError:
        block = None
    finally:
        # In words of SQLite and not through a cursor of the block, which a failed beginning has left unusable.
        connection.connection.execute(f"PRAGMA busy_timeout = {int(waits)}")
    if block is None:
        yield False
        return
    with _ended(block):
        yield True


@contextmanager
def _ended(block: transaction.Atomic) -> Iterator[None]:
    """Ends a block that was begun by hand, whole or not at all."""
    try:
        yield
    except BaseException as fault:
        block.__exit__(type(fault), fault, fault.__traceback__)
        raise
    block.__exit__(None, None, None)


def announce() -> None:
    """Say that this transaction is about to erase, in both stores (see `nobody_writing`).

    SQLite knows by its one write lock; PostgreSQL has to be told before the first line of the ledger is written.
    """
    connection = connections["default"]
    if connection.vendor == "postgresql" and connection.in_atomic_block:
        with connection.cursor() as cursor:
            cursor.execute("LOCK TABLE vault_entry IN ROW EXCLUSIVE MODE")


def keep_bytes(programme_id: int, pieces: Sequence[bytes]) -> list[UUID]:
    """Encrypt each piece under a key of its own and return the ids in the same order."""
    programme = keys.programme_key(programme_id)
    entries, wrapped, now = [], [], clock.recorded()
    for piece in pieces:
        entry_id, key, nonce = uuid.uuid4(), secrets.token_bytes(32), secrets.token_bytes(keys.NONCE)
        body = keys.AESGCM(key).encrypt(nonce, piece, entry_id.bytes)
        entries.append(Entry(id=entry_id, programme_id=programme_id, nonce=nonce, ciphertext=body, kept_at=now))
        sealed = keys.seal(programme, key, entry_id.bytes)
        wrapped.append(EntryKey(entry_id=entry_id, programme_id=programme_id, wrapped=sealed))
    # Keys first: a key without an entry is harmless and swept later, an entry without a key is lost words.
    EntryKey.objects.bulk_create(wrapped, batch_size=SLICE)
    Entry.objects.bulk_create(entries, batch_size=SLICE)
    return [entry.id for entry in entries]


def keep(programme_id: int, texts: Sequence[str]) -> list[UUID]:
    """Encrypt texts; the ids come back in the same order."""
    return keep_bytes(programme_id, [text.encode("utf-8") for text in texts])


def read_bytes(entry_ids: Iterable[UUID]) -> dict[UUID, bytes]:
    """Decrypt entries; an id that is gone, or whose key is gone, is absent from the answer."""
    wanted, found, programmes = list(dict.fromkeys(entry_ids)), {}, {}
    for start in range(0, len(wanted), SLICE):
        some = wanted[start : start + SLICE]
        wrapped = {row.entry_id: row for row in EntryKey.objects.filter(entry_id__in=some)}
        for entry in Entry.objects.filter(id__in=some):
            row = wrapped.get(entry.id)
            if row is None:
                continue
            if entry.programme_id not in programmes:
                programmes[entry.programme_id] = keys.programme_key(entry.programme_id)
            key = keys.unseal(programmes[entry.programme_id], bytes(row.wrapped), entry.id.bytes)
            found[entry.id] = keys.AESGCM(key).decrypt(bytes(entry.nonce), bytes(entry.ciphertext), entry.id.bytes)
    return found


def read(entry_ids: Iterable[UUID]) -> dict[UUID, str]:
    """Decrypt entries to text."""
    return {entry_id: body.decode("utf-8") for entry_id, body in read_bytes(entry_ids).items()}


def erase(programme_id: int, entry_ids: Iterable[UUID]) -> None:
    """Delete entries with the running transaction, and their keys once it has been committed."""
    gone = list(dict.fromkeys(entry_ids))
    if not gone:
        return
    announce()
    lines = ledger.intend(programme_id, ledger.ENTRY, [str(entry_id) for entry_id in gone])
    for start in range(0, len(gone), SLICE):
        Entry.objects.filter(id__in=gone[start : start + SLICE]).delete()
    transaction.on_commit(lambda: _finish(gone, lines))


def _finish(gone: list[UUID], lines: list[int]) -> None:
    for start in range(0, len(gone), SLICE):
        EntryKey.objects.filter(entry_id__in=gone[start : start + SLICE]).delete()
    ledger.settle(lines)
    clear_away()


def clear_away() -> None:
    """See that deleted rows do not linger: SQLite's logs are written back and emptied, PostgreSQL vacuums.

    SQLite overwrites what it deletes by itself (`secure_delete`). PostgreSQL keeps dead rows until a vacuum; what
    linger there are ciphertexts whose key is gone, never words. Inside a transaction neither is possible: then nothing
    is done, and whoever opened the transaction calls this after it.
    """
    for connection in connections.all(initialized_only=True):
        if connection.in_atomic_block:
            continue
        with connection.cursor() as cursor:
            if connection.vendor == "sqlite":
                cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            elif connection.vendor == "postgresql":
                cursor.execute("VACUUM")


def fingerprint(programme_id: int, text: str) -> str:
    """A keyed fingerprint of words (HMAC-SHA-256): equal words, equal mark; no guessing without the key."""
    key = keys.derived(keys.programme_key(programme_id), "fingerprint")
    return hmac.new(key, text.encode("utf-8"), sha256).hexdigest()


def fingerprints(programme_id: int, texts: Mapping[str, str]) -> dict[str, str]:
    """Fingerprints of many texts by name, deriving the key once."""
    key = keys.derived(keys.programme_key(programme_id), "fingerprint")
    return {name: hmac.new(key, text.encode("utf-8"), sha256).hexdigest() for name, text in texts.items()}
