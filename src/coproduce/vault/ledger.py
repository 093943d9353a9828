# SPDX-License-Identifier: AGPL-3.0-or-later
"""The ledger of erasures: kept in the key store, so that restoring an older database cannot bring back what was erased.

A line is written before the erasing transaction commits and settled after it. A line that never settled is looked at
when the house opens: if what it names still exists, the transaction was rolled back and the line goes.
"""

from collections.abc import Iterable, Sequence
from uuid import UUID

from coproduce.process import clock
from coproduce.vault.models import Entry, EntryKey, LedgerLine

ENTRY, VOICE, PARTICIPANT = LedgerLine.Kind.ENTRY, LedgerLine.Kind.VOICE, LedgerLine.Kind.PARTICIPANT


def intend(programme_id: int, kind: str, refs: Sequence[str], *, everything: bool = False) -> list[int]:
    """Write lines for what is about to be erased; returns their ids for `settle`."""
    lines = [
        LedgerLine(at=clock.recorded(), programme_id=programme_id, kind=kind, ref=ref, everything=everything)
        for ref in refs
    ]
    return [line.pk for line in LedgerLine.objects.bulk_create(lines)]


def settle(lines: Iterable[int]) -> None:
    """Mark lines as carried out."""
    LedgerLine.objects.filter(pk__in=list(lines)).update(settled=True)


def settle_entries() -> None:
    """Look at entry lines that a crash left open."""
    # The row tells what happened: rows and keys stand in two stores, and no transaction spans both.
    for line in LedgerLine.objects.filter(settled=False, kind=ENTRY):
        if Entry.objects.filter(pk=UUID(line.ref)).exists():
            line.delete()
        else:
            EntryKey.objects.filter(pk=UUID(line.ref)).delete()
            settle([line.pk])


def unsettled(kind: str) -> list[LedgerLine]:
    """Lines of a kind that a crash left open."""
    return list(LedgerLine.objects.filter(settled=False, kind=kind))


def lines(kind: str) -> list[LedgerLine]:
    """Every line of a kind, oldest first, to be replayed after a restore."""
    return list(LedgerLine.objects.filter(kind=kind).order_by("pk"))


def replay_entries() -> int:
    """After a restore: delete again each entry that the ledger says is erased. Returns how many had come back."""
    refs = [UUID(line.ref) for line in lines(ENTRY)]
    gone = 0
    for start in range(0, len(refs), 500):
        some = refs[start : start + 500]
        gone += Entry.objects.filter(pk__in=some).delete()[0]
        EntryKey.objects.filter(pk__in=some).delete()
    return gone
