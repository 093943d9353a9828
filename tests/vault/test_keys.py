# SPDX-License-Identifier: AGPL-3.0-or-later
"""Keys: each wrapped by the one above, none doing two jobs, and nothing opened by the wrong one."""

from uuid import uuid4

import pytest
from cryptography.exceptions import InvalidTag
from django.conf import settings
from hypothesis import given
from hypothesis import strategies as st

from coproduce.vault import keys, storage
from coproduce.vault.models import Entry, EntryKey, LedgerLine, ProgrammeKey
from coproduce.vault.router import KEY_TABLES, KeyStore

pytestmark = pytest.mark.django_db(databases=["default", "keys"])
KEY, OTHER = b"k" * 32, b"o" * 32


@given(st.binary(max_size=300), st.binary(max_size=40))
def test_what_is_sealed_comes_back_for_the_same_key_and_subject(clear, about):
    assert keys.unseal(KEY, keys.seal(KEY, clear, about), about) == clear


@given(st.binary(min_size=1, max_size=60), st.integers(min_value=0))
def test_a_changed_byte_anywhere_is_noticed(clear, place):
    sealed = bytearray(keys.seal(KEY, clear, b"row 1"))
    sealed[place % len(sealed)] ^= 1
    with pytest.raises(InvalidTag):
        keys.unseal(KEY, bytes(sealed), b"row 1")


@pytest.mark.parametrize(
    ("key", "about", "cut", "why"),
    [
        (OTHER, b"row 1", 0, "another key"),
        (KEY, b"row 2", 0, "another row's place"),
        (KEY, b"", 0, "no place at all"),
        (KEY, b"row 1", 1, "cut short by a byte"),
    ],
)
def test_what_does_not_belong_together_does_not_open(key, about, cut, why):
    sealed = keys.seal(KEY, b"the words", b"row 1")
    with pytest.raises(InvalidTag):
        keys.unseal(key, sealed[: len(sealed) - cut], about)


def test_the_same_words_sealed_twice_look_different():
    assert keys.seal(KEY, b"the words", b"") != keys.seal(KEY, b"the words", b"")


def test_a_programme_keeps_its_key_and_shares_it_with_no_other():
    first, again, other = keys.programme_key(11), keys.programme_key(11), keys.programme_key(12)
    assert first == again != other and len(first) == 32
    assert first not in bytes(ProgrammeKey.objects.get(pk=11).wrapped), "it lies there wrapped"


def test_the_key_of_one_programme_put_beside_another_does_not_open():
    keys.programme_key(11), keys.programme_key(12)
    ProgrammeKey.objects.filter(pk=12).update(wrapped=ProgrammeKey.objects.get(pk=11).wrapped)
    with pytest.raises(InvalidTag):
        keys.programme_key(12)


def test_each_job_has_a_key_of_its_own():
    jobs = [keys.backup_key(), keys.house_key("slip codes"), keys.house_key("drafts"), keys.house_key("tombstones"),
            keys.derived(keys.programme_key(1), "fingerprint"), keys.programme_key(1)]  # fmt: skip
    assert len(set(jobs)) == len(jobs) and {len(job) for job in jobs} == {32}
    assert keys.house_key("slip codes") == keys.house_key("slip codes")


def test_the_key_derivation_is_that_of_the_standard():
    """RFC 5869 without salt, worked out by hand with HMAC-SHA-256."""
    import hmac

    inner = hmac.new(b"\0" * 32, KEY, "sha256").digest()
    assert keys.derived(KEY, "backup") == hmac.new(inner, b"backup\x01", "sha256").digest()


def test_a_master_key_is_made_once_and_read_ever_after(tmp_path):
    path = tmp_path / "master.key"
    made = keys._master(path)
    keys._master.cache_clear()
    assert keys._master(path) == made == bytes.fromhex(path.read_text("ascii"))
    assert keys.master_path().parent == settings.DATA_DIR


def test_an_entry_of_one_programme_moved_to_another_does_not_open():
    (entry,) = storage.keep(1, ["the words"])
    keys.programme_key(2)
    Entry.objects.filter(pk=entry).update(programme_id=2)
    with pytest.raises(InvalidTag):
        storage.read([entry])


def test_reading_asks_for_each_once_and_says_nothing_of_what_is_gone():
    one, two = storage.keep(1, ["one", "two"])
    assert storage.read([two, one, two, uuid4()]) == {two: "two", one: "one"}
    assert storage.read([]) == {}


@given(st.lists(st.text(max_size=30), max_size=6))
def test_any_words_of_any_language_come_back_in_their_order(texts):
    entries = storage.keep(3, texts)
    opened = storage.read(entries)
    assert [opened[entry] for entry in entries] == texts


@given(st.text(max_size=40), st.text(max_size=40))
def test_marks_are_equal_for_equal_words_alone(one, other):
    assert (storage.fingerprint(1, one) == storage.fingerprint(1, other)) is (one == other)


def test_marks_of_many_are_those_of_each():
    texts = {"a": "None", "b": "none", "c": "کچھ نہیں"}
    assert storage.fingerprints(1, texts) == {name: storage.fingerprint(1, text) for name, text in texts.items()}


def test_a_mark_cannot_be_guessed_without_the_key():
    """A plain hash of “None” is known to anybody; ours is not it, and another programme's differs."""
    from hashlib import sha256

    mark = storage.fingerprint(1, "None")
    assert mark != sha256(b"None").hexdigest() and mark != storage.fingerprint(2, "None")


@pytest.mark.parametrize(
    ("model", "store"), [(Entry, "default"), (EntryKey, "keys"), (ProgrammeKey, "keys"), (LedgerLine, "keys")]
)
def test_each_table_lives_in_its_own_store_and_crosses_to_no_other(model, store):
    route = KeyStore()
    assert route.db_for_read(model) == route.db_for_write(model) == store
    assert route.allow_relation(model(), EntryKey()) is (store == "keys")
    name = model._meta.model_name
    assert route.allow_migrate("keys", "vault", name) is (store == "keys") is (name in KEY_TABLES)
    assert route.allow_migrate("default", "vault", name) is (store == "default")


@pytest.mark.parametrize(("app", "model"), [("people", "user"), ("listening", "voice"), ("people", "entrykey")])
def test_nothing_of_another_app_is_ever_made_in_the_key_store(app, model):
    assert not KeyStore().allow_migrate("keys", app, model) and KeyStore().allow_migrate("default", app, model)


def test_erasing_nothing_writes_no_line():
    storage.erase(1, [])
    assert not LedgerLine.objects.exists()
