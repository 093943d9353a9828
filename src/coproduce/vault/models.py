# SPDX-License-Identifier: AGPL-3.0-or-later
"""Encrypted entries, the keys that open them, and the ledger of erasures.

No foreign key points at an entry: a row elsewhere holds its id, and only the door (`listening.voices`) opens it.
"""

import uuid

from django.db import models

from coproduce.process.classification import personal, public


class Entry(models.Model):
    """One piece of what somebody said, or a vector made from it: ciphertext and its nonce."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    programme_id = models.BigIntegerField(db_index=True)
    nonce = models.BinaryField(max_length=12)
    ciphertext = models.BinaryField()
    kept_at = models.DateTimeField()

    classes = {
        **public("id", "programme_id", "kept_at"),
        **personal("the row is deleted, its key with it", "nonce", "ciphertext"),
    }


class ProgrammeKey(models.Model):
    """The key of a programme, wrapped by the master key of this data directory."""

    in_key_store = True
    programme_id = models.BigIntegerField(primary_key=True)
    wrapped = models.BinaryField()

    classes = public("programme_id", "wrapped")


class EntryKey(models.Model):
    """The key of one entry, wrapped by its programme's key. Without it the entry is noise."""

    in_key_store = True
    entry_id = models.UUIDField(primary_key=True)
    programme_id = models.BigIntegerField(db_index=True)
    wrapped = models.BinaryField()

    classes = {
        **public("entry_id", "programme_id"),
        **personal("the row is deleted with its entry", "wrapped"),
    }


class LedgerLine(models.Model):
    """One erasure: what was erased, never what it said. Replayed after a restore, so that no backup undoes it."""

    in_key_store = True

    class Kind(models.TextChoices):
        """What was erased."""

        ENTRY = "entry"
        VOICE = "voice"
        PARTICIPANT = "participant"

    at = models.DateTimeField()
    programme_id = models.BigIntegerField()
    kind = models.CharField(max_length=12, choices=Kind.choices)
    ref = models.CharField(max_length=64)
    everything = models.BooleanField(default=False)
    settled = models.BooleanField(default=False)

    class Meta:
        indexes = [models.Index(fields=["kind", "ref"])]

    classes = public("id", "at", "programme_id", "kind", "ref", "everything", "settled")
