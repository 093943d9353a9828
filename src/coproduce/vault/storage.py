# SPDX-License-Identifier: AGPL-3.0-or-later
"""Keep, read and erase encrypted entries. Only the door and the operations commands may call this."""

import hmac
import secrets
import uuid
from collections.abc import Iterable, Mapping, Sequence
from hashlib import sha256
from uuid import UUID

from django.db import connections, transaction

from coproduce.process import clock
from coproduce.vault import keys, ledger
from coproduce.vault.models import Entry, EntryKey

SLICE = 500


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
