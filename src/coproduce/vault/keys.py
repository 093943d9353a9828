# SPDX-License-Identifier: AGPL-3.0-or-later
"""Keys: one for the data directory, one for each programme, one for each entry; each wrapped by the one above."""

import os
import secrets
from functools import lru_cache
from pathlib import Path

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

from coproduce.vault.models import ProgrammeKey

NONCE = 12


class KeyMissing(LookupError):
    """The key that would open something is not in the key store."""


def master_path() -> Path:
    """Where the master key of this data directory is kept (mode 0600, never in a backup)."""
    return Path(settings.DATA_DIR) / "master.key"


@lru_cache(maxsize=4)
def _master(path: Path) -> bytes:
    try:
        # O_EXCL: of two processes that begin at once, one makes the key and the other reads it.
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return bytes.fromhex(path.read_text(encoding="ascii").strip())
    made = secrets.token_bytes(32)
    with os.fdopen(descriptor, "w", encoding="ascii") as file:
        file.write(made.hex())
    return made


def seal(key: bytes, clear: bytes, about: bytes) -> bytes:
    """Nonce and AES-256-GCM ciphertext; `about` is bound to it, so that two rows cannot be swapped unnoticed."""
    nonce = secrets.token_bytes(NONCE)
    return nonce + AESGCM(key).encrypt(nonce, clear, about)


def unseal(key: bytes, sealed: bytes, about: bytes) -> bytes:
    """The clear bytes. Raises `cryptography.exceptions.InvalidTag` when key, bytes or subject do not match."""
    return AESGCM(key).decrypt(bytes(sealed[:NONCE]), bytes(sealed[NONCE:]), about)


def programme_key(programme_id: int) -> bytes:
    """The key of a programme, made on first use."""
    master, about = _master(master_path()), f"programme:{programme_id}".encode()
    # Read first, since it is there all but once; `get_or_create` settles it between two who are first.
    row = ProgrammeKey.objects.filter(programme_id=programme_id).first()
    if row is None:
        made = secrets.token_bytes(32)
        row, new = ProgrammeKey.objects.get_or_create(
            programme_id=programme_id, defaults={"wrapped": seal(master, made, about)}
        )
        if new:
            return made
    return unseal(master, bytes(row.wrapped), about)


def derived(key: bytes, purpose: str) -> bytes:
    """A key for another purpose, so that one key never serves two (HKDF, RFC 5869)."""
    return HKDF(algorithm=SHA256(), length=32, salt=None, info=purpose.encode()).derive(key)


def backup_key() -> bytes:
    """The key that encrypts a backup; it is made from the master key, which no backup holds."""
    return derived(_master(master_path()), "backup")


def house_key(purpose: str) -> bytes:
    """A key of this data directory for one purpose, such as the codes on slips."""
    return derived(_master(master_path()), purpose)
