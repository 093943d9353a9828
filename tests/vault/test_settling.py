# SPDX-License-Identifier: AGPL-3.0-or-later
"""Putting a crash right must never hurt somebody who is writing at that moment."""

from threading import Thread

import pytest
from django.db import connections, transaction

from coproduce.listening.models import Voice
from coproduce.listening.verbs import settle_ledger, withdraw_voice
from coproduce.vault import ledger, storage
from coproduce.vault.models import Entry, EntryKey, LedgerLine
from tests import house


def quiet_now() -> bool:
    with storage.nobody_writing() as quiet:
        return quiet


pytestmark = pytest.mark.django_db(databases=["default", "keys"], transaction=True)


def elsewhere(work):
    """What another process would do now: run in a thread with connections of its own, to its end."""
    came = []

    def run():
        try:
            came.append(work())
        finally:
            connections.close_all()

    thread = Thread(target=run)
    thread.start()
    thread.join()
    return came[0] if came else "it failed"


def test_a_house_that_is_opened_while_somebody_withdraws_keeps_the_line_of_the_ledger():
    town = house.programme()
    voice = house.voice(town, "Taken back while a command opens the house.")
    with transaction.atomic():
        withdraw_voice(voice=voice, by=None)
        elsewhere(settle_ledger)
    assert not Voice.objects.exists()
    kinds = list(LedgerLine.objects.order_by("kind").values_list("kind", "settled"))
    assert kinds == [("entry", True), ("voice", True)], "without it a backup would bring the voice back"


def test_words_on_their_way_in_outlive_a_house_that_is_opened_meanwhile():
    """A long import keeps its keys at once and its entries at the end."""
    with transaction.atomic():
        (entry,) = storage.keep(1, ["words on their way in"])
        elsewhere(settle_ledger)
    assert storage.read([entry]) == {entry: "words on their way in"}


def test_who_comes_first_keeps_the_others_out_and_then_lets_them_in():
    with transaction.atomic():
        storage.erase(1, storage.keep(1, ["being erased"]))
        assert elsewhere(lambda: quiet_now()) is False
    assert elsewhere(lambda: quiet_now()) is True
    assert quiet_now() is True
    with pytest.raises(ValueError, match="something went wrong"), storage.nobody_writing():
        raise ValueError("something went wrong")
    storage.keep(1, ["the store is open again"])


def test_opening_the_house_twice_changes_nothing():
    entries = storage.keep(1, ["one", "two"])
    settle_ledger()
    settle_ledger()
    assert set(storage.read(entries).values()) == {"one", "two"} and not LedgerLine.objects.exists()


CRASHES = {
    "before anything was erased": (True, False, 0),
    "after the rows went, before their keys": (False, True, 1),
}


@pytest.mark.parametrize("name", CRASHES)
def test_a_line_that_a_crash_left_open_is_looked_at(name):
    there, settled, lines = CRASHES[name]
    (entry,) = storage.keep(1, ["words"])
    ledger.intend(1, ledger.ENTRY, [str(entry)])
    if not there:
        Entry.objects.filter(pk=entry).delete()
    settle_ledger()
    assert LedgerLine.objects.filter(settled=settled).count() == lines == LedgerLine.objects.count()
    assert EntryKey.objects.filter(pk=entry).exists() is there
    assert storage.read([entry]) == ({entry: "words"} if there else {})


@pytest.mark.parametrize("kind", [ledger.VOICE, ledger.PARTICIPANT])
@pytest.mark.parametrize("rolled_back", [True, False], ids=["rolled back", "done"])
def test_open_lines_of_voices_and_people_follow_what_became_of_them(kind, rolled_back):
    town = house.programme()
    voice = house.voice(town, "A line in the ledger.", who=house.participant(town))
    row = voice if kind == ledger.VOICE else voice.participant
    ledger.intend(town.pk, kind, [str(row.pk)], everything=kind == ledger.PARTICIPANT)
    if not rolled_back:
        row.delete()
    settle_ledger()
    assert [line.settled for line in ledger.lines(kind)] == ([] if rolled_back else [True])
