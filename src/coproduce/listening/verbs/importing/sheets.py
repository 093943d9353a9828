# SPDX-License-Identifier: AGPL-3.0-or-later
"""One sheet from upload to account. Until it is confirmed, and while rows are given back, its bytes are a vault entry."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import transaction

from coproduce.formats.problems import write_given_back
from coproduce.formats.tables import Problem, Table, read_table
from coproduce.listening import voices as door
from coproduce.listening.models import ImportBatch, Participant, Tombstone
from coproduce.listening.slips import tombstone_mark
from coproduce.listening.verbs.importing.after import hand_on
from coproduce.listening.verbs.importing.matching import Matching, guess
from coproduce.listening.verbs.importing.reading import NOT_KEPT, Candidate, Sheet, questions_in, read_sheet
from coproduce.listening.verbs.taking import fresh_among, take_voices
from coproduce.people.verbs import record
from coproduce.process import clock
from coproduce.process.stages import Act
from coproduce.programmes.queries import check_act
from coproduce.programmes.verbs import Refused, add_question

if TYPE_CHECKING:
    from coproduce.people.models import User
    from coproduce.programmes.models import Programme

LEFT_OVER = timedelta(days=1)


@dataclass(frozen=True)
class Account:
    """What became of a sheet's rows. Read is taken, known and given back together; a row may hold several voices."""

    read: int
    taken: int
    known: int
    given_back: int
    voices: int
    people: int
    problems: tuple[Problem, ...]
    unknown: tuple[str, ...] = ()
    said: tuple[str, ...] = ()


@transaction.atomic
def begin_import(*, programme: Programme, data: bytes, name: str, by: User | None) -> ImportBatch:
    """Keep a sheet in the vault while its columns are matched; `Unreadable` where it is no table."""
    table = read_table(data, name)
    if not table.rows:
        raise Refused("file", "The sheet has headings and no rows under them. Check that you chose the right file.")
    (entry,) = door.keep_bytes(programme.pk, [data])
    batch = ImportBatch.objects.create(
        programme=programme, file_name=name[-200:], file_mark=door.fingerprint(programme.pk, name), entry_id=entry,
        matching=guess(table).to_places(table.columns, ()), rows_read=len(table.rows), by=by, begun_at=clock.now(),
    )  # fmt: skip
    record(
        action="sheet opened", by=by, programme_id=programme.pk, about_kind="import", about_id=batch.pk,
        detail={"rows": len(table.rows)},
    )  # fmt: skip
    return batch


def open_table(batch: ImportBatch) -> Table:
    """The sheet that waits; `Refused` where it is not kept any more."""
    data = door.read_bytes([batch.entry_id]) if batch.entry_id and batch.done_at is None else {}
    if batch.entry_id not in data:
        raise Refused("file", "This sheet is not kept here any more. Bring it in again.")
    return read_table(data[batch.entry_id], batch.file_name)


def remember_matching(
    *, batch: ImportBatch, matching: Matching, columns: Sequence[str], unknown: Sequence[str], basis: str | None = None
) -> None:
    """Keep which column means what, by place, and (where it is told) the lead's reason."""
    batch.matching = matching.to_places(columns, unknown)
    batch.basis = batch.basis if basis is None else basis
    batch.save(update_fields=["matching", "basis"])


def look_at(programme: Programme, table: Table, matching: Matching, basis: str) -> Account:
    """What would become of a sheet, without taking anything in."""
    sheet = read_sheet(programme, table, matching, basis)
    fresh = _fresh(programme, sheet.candidates)
    return _account(programme, sheet, fresh, len({c.person for c in fresh if c.person}))


def import_voices(
    *,
    programme: Programme,
    table: Table,
    matching: Matching,
    basis: str,
    by: User | None,
    name: str = "",
    batch: ImportBatch | None = None,
) -> Account:
    """Take in a sheet, whole or not at all. The same rows a second time add nothing.

    Without a column for consent the lead records on what `basis` the words may be analysed; they are never quoted.
    """
    if not matching.text:
        raise Refused("text", "Say which column holds what people said.")
    if not (matching.has_consent or basis.strip()):
        raise Refused(
            "basis", "This sheet does not say who agreed. Record on what basis we may analyse it, or leave it."
        )
    check_act(programme, Act.TAKE_VOICES)
    with transaction.atomic():
        if batch is None:
            batch = ImportBatch.objects.create(
                programme=programme, file_name=name[-200:], file_mark="", begun_at=clock.now(), by=by
            )
        sheet = read_sheet(programme, table, matching, basis)
        for text in questions_in(_fresh(programme, sheet.candidates)):
            add_question(programme=programme, text=text, by=by)
        # Read once more, since a voice's mark holds the code of its question.
        sheet = read_sheet(programme, table, matching, basis)
        fresh = _fresh(programme, sheet.candidates)
        people = _people(programme, fresh, by)
        news = [replace(c.voice, participant=people.get(c.person)) for c in fresh]
        taken = take_voices(programme=programme, voices=news, by=by, batch=batch)
        labelled = [(voice.pk, c.themes) for voice, c in zip(taken, fresh, strict=True) if c.themes]
        said = hand_on(programme, labelled, by, f"From the sheet {batch.file_name}")
        account = replace(_account(programme, sheet, fresh, len(people)), said=tuple(said))
        _settle(batch, account, table, basis, by)
    return account


def _fresh(programme: Programme, candidates: Sequence[Candidate]) -> list[Candidate]:
    """Those that are not here yet and were not taken back, alone or with all that their person said."""
    marks = _marks(programme, candidates)
    stones = {tombstone_mark("participant", mark): person for person, mark in marks.items()}
    stones |= {tombstone_mark("participant", person): person for person in marks}
    gone = set()
    for at in range(0, len(stones), 500):
        some = Tombstone.objects.filter(programme=programme, mark__in=list(stones)[at : at + 500])
        gone |= {stones[mark] for mark in some.values_list("mark", flat=True)}
    staying = [c for c in candidates if not c.person or c.person not in gone]
    return [staying[n] for n in fresh_among(programme=programme, voices=[c.voice for c in staying])]


def _marks(programme: Programme, candidates: Sequence[Candidate]) -> dict[str, str]:
    """Our mark for each person of a sheet: a keyed one, since what a sheet calls somebody may be a name."""
    people = {c.person: f"person:{c.person}" for c in candidates if c.person}
    return {person: f"sheet-{mark[:20]}" for person, mark in door.fingerprints(programme.pk, people).items()}


def _people(programme: Programme, fresh: Sequence[Candidate], by: User | None) -> dict[str, Participant]:
    """Those who said these, by what the sheet calls them: known by our mark or the team's own code, or new."""
    marks, here = _marks(programme, fresh), {}
    names = [*marks, *marks.values()]
    for at in range(0, len(names), 500):
        some = Participant.objects.filter(programme=programme, code__in=names[at : at + 500])
        here.update({one.code: one for one in some})
    known = {person: one for person, mark in marks.items() if (one := here.get(person) or here.get(mark))}
    first = {c.person: c.voice for c in reversed(fresh)}
    missing = [person for person in marks if person not in known]
    made = [
        Participant(
            programme=programme, code=marks[one], session=first[one].session,
            came_at=first[one].happened_at or clock.now(),
        )
        for one in missing
    ]  # fmt: skip
    Participant.objects.bulk_create(made, batch_size=500)
    if made:
        detail = {"count": len(made)}
        record(action="people added", by=by, programme_id=programme.pk, about_kind="sheet", detail=detail)
    return known | dict(zip(missing, made, strict=True))


def _account(programme: Programme, sheet: Sheet, fresh: Sequence[Candidate], people: int) -> Account:
    back = sheet.refused_rows
    taken = {c.row for c in fresh}
    known = {c.row for c in sheet.candidates} - taken
    return Account(
        sheet.rows, len(taken), len(known), len(back), len(fresh), people, tuple(sheet.problems), tuple(sheet.unknown)
    )


def rows_back(table: Table, problems: Sequence[Problem]) -> bytes:
    """The file of rows given back. Of somebody who said no to being kept it has the row's number and no words."""
    silent = {problem.row for problem in problems if problem.what == NOT_KEPT}
    rows = [replace(row, cells={}, extra=()) if row.sheet_row in silent else row for row in table.rows]
    return write_given_back(replace(table, rows=rows), problems)


def _settle(batch: ImportBatch, account: Account, table: Table, basis: str, by: User | None) -> None:
    old, batch.entry_id = batch.entry_id, None
    if account.given_back and old:
        # Kept for a day at most, so that the rows given back can be fetched.
        (batch.entry_id,) = door.keep_bytes(batch.programme_id, [rows_back(table, account.problems)])
    batch.rows_read, batch.rows_taken, batch.rows_known = account.read, account.taken, account.known
    batch.rows_given_back, batch.basis, batch.done_at, batch.file_mark = (
        account.given_back,
        basis.strip(),
        clock.now(),
        "",
    )
    batch.save()
    door.erase_words(batch.programme_id, [old])
    record(
        action="sheet brought in", by=by, programme_id=batch.programme_id, about_kind="import", about_id=batch.pk,
        detail={"read": account.read, "taken": account.taken, "known": account.known, "given_back": account.given_back},
    )  # fmt: skip


@transaction.atomic
def confirm_import(*, batch: ImportBatch, matching: Matching, basis: str, by: User | None) -> Account:
    """Take in the sheet that waits, once."""
    waiting = ImportBatch.objects.select_for_update().select_related("programme").filter(pk=batch.pk).first()
    if waiting is None:
        raise Refused("file", "This sheet is not kept here any more. Bring it in again.")
    table = open_table(waiting)
    account = import_voices(
        programme=waiting.programme, table=table, matching=matching, basis=basis, by=by, batch=waiting
    )
    batch.refresh_from_db()
    return account


def given_back(batch: ImportBatch, matching: Matching, basis: str) -> bytes:
    """The rows given back as a file: before the sheet is taken in from the sheet itself, afterwards as it was kept."""
    if batch.done_at is None:
        table = open_table(batch)
        return rows_back(table, read_sheet(batch.programme, table, matching, basis).problems)
    data = door.read_bytes([batch.entry_id]) if batch.entry_id else {}
    if batch.entry_id not in data:
        raise Refused("file", "These rows are not kept here any more. They are still in your own sheet.")
    return data[batch.entry_id]


@transaction.atomic
def drop_import(*, batch: ImportBatch, by: User | None) -> None:
    """Erase a sheet that waits, or rows given back that somebody has fetched."""
    door.erase_words(batch.programme_id, [batch.entry_id])
    record(
        action="sheet dropped" if batch.done_at is None else "given back rows erased", by=by,
        programme_id=batch.programme_id, about_kind="import", about_id=batch.pk,
    )  # fmt: skip
    if batch.done_at is None:
        batch.delete()
        return
    batch.entry_id, batch.file_mark = None, ""
    batch.save(update_fields=["entry_id", "file_mark"])


@transaction.atomic
def purge_left_over(*, programme: Programme, everything: bool = False) -> int:
    """Erase sheets that nobody finished within a day (or all of them, when somebody takes their words back)."""
    kept = ImportBatch.objects.filter(programme=programme, entry_id__isnull=False)
    if not everything:
        kept = kept.filter(begun_at__lt=clock.now() - LEFT_OVER)
    left = list(kept)
    for batch in left:
        drop_import(batch=batch, by=None)
    return len(left)
