# SPDX-License-Identifier: AGPL-3.0-or-later
"""Words are noise without their key, and gone with it."""

import os
import stat
from pathlib import Path

import pytest
from cryptography.exceptions import InvalidTag
from django.conf import settings
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from coproduce.listening.verbs import settle_ledger
from coproduce.vault import keys, ledger, storage
from coproduce.vault.models import Entry, EntryKey, LedgerLine, ProgrammeKey

pytestmark = pytest.mark.django_db(databases=["default", "keys"], transaction=True)


def test_what_is_kept_comes_back_and_is_not_readable_in_the_row():
    (first, second) = storage.keep(1, ["میں ٹھیک ہوں 🙂", ""])
    assert storage.read([second, first]) == {first: "میں ٹھیک ہوں 🙂", second: ""}
    assert "ٹھیک".encode() not in bytes(Entry.objects.get(pk=first).ciphertext)


def test_two_entries_with_the_same_words_share_nothing():
    one, two = storage.keep(1, ["the same", "the same"])
    assert bytes(Entry.objects.get(pk=one).ciphertext) != bytes(Entry.objects.get(pk=two).ciphertext)
    assert (
        storage.fingerprint(1, "the same") == storage.fingerprint(1, "the same") != storage.fingerprint(2, "the same")
    )


def test_keys_live_in_a_store_of_their_own():
    storage.keep(1, ["words"])
    for model in (EntryKey, ProgrammeKey, LedgerLine):
        assert model.objects.all().db == "keys"
    assert Entry.objects.all().db == "default"


def test_ciphertext_of_one_row_does_not_open_as_another():
    one, two = storage.keep(1, ["first", "second"])
    row, other = Entry.objects.get(pk=one), Entry.objects.get(pk=two)
    row.nonce, row.ciphertext = other.nonce, other.ciphertext
    row.save()
    with pytest.raises(InvalidTag):
        storage.read([one])


def test_an_entry_whose_key_is_gone_is_gone():
    (entry,) = storage.keep(1, ["words"])
    EntryKey.objects.all().delete()
    assert storage.read([entry]) == {}


def test_erasing_waits_for_the_transaction():
    (entry,) = storage.keep(1, ["words"])
    with pytest.raises(RuntimeError), transaction.atomic():
        storage.erase(1, [entry])
        raise RuntimeError("something else went wrong")
    assert storage.read([entry]) == {entry: "words"}
    ledger.settle_entries()
    assert not LedgerLine.objects.exists(), "what was rolled back is no erasure"
    with transaction.atomic():
        storage.erase(1, [entry])
    assert not Entry.objects.exists() and not EntryKey.objects.exists()
    assert LedgerLine.objects.get().settled


def test_a_crash_between_the_two_stores_is_finished_later():
    (entry,) = storage.keep(1, ["words"])
    ledger.intend(1, ledger.ENTRY, [str(entry)])
    Entry.objects.all().delete()
    ledger.settle_entries()
    assert not EntryKey.objects.exists() and LedgerLine.objects.get().settled


def test_a_key_whose_entry_is_not_there_now_is_kept():
    """An older backup may stand here just now: a later one needs the key again."""
    (entry,) = storage.keep(1, ["words"])
    kept = Entry.objects.get(pk=entry)
    Entry.objects.filter(pk=entry).delete()
    settle_ledger()
    kept.save(force_insert=True)
    assert storage.read([entry]) == {entry: "words"}


@pytest.mark.skipif("connection.vendor != 'postgresql'", reason="rows are in SQLite, which needs none")
def test_on_postgresql_erasing_vacuums():
    with CaptureQueriesContext(connection) as asked:
        storage.erase(1, storage.keep(1, ["words"]))
    assert "VACUUM" in [query["sql"] for query in asked]


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such modes")
def test_the_master_key_is_its_owners_alone():
    keys.programme_key(7)
    mode = stat.S_IMODE(Path(settings.DATA_DIR, "master.key").stat().st_mode)
    assert mode == 0o600


def test_reading_many_entries_asks_for_the_programmes_key_once(django_assert_max_num_queries):
    entries = storage.keep(1, [f"voice {number}" for number in range(40)])
    with django_assert_max_num_queries(4, using="keys"):
        assert len(storage.read(entries)) == 40
