# SPDX-License-Identifier: AGPL-3.0-or-later
"""Bring in a sheet of what people said: every row is taken, known already, or given back with a reason."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import transaction

from coproduce.formats.tables import Problem, Row, Table
from coproduce.listening import voices as door
from coproduce.listening.models import ImportBatch
from coproduce.listening.verbs.taking import NewVoice, take_voices
from coproduce.people.verbs import record
from coproduce.process import clock
from coproduce.process.consent import Purpose
from coproduce.programmes.verbs import Refused, add_question

if TYPE_CHECKING:
    from collections.abc import Sequence

    from coproduce.people.models import User
    from coproduce.programmes.models import Programme

YES = {"yes", "y", "true", "1", "ja", "oui"}


@dataclass(frozen=True)
class Matching:
    """Which column means what. `text` may name several columns: then each is a question of its own, by its heading."""

    text: Sequence[str]
    question: str = ""
    language: str = ""
    analyse: str = ""
    quote: str = ""


@dataclass(frozen=True)
class Imported:
    """What became of a sheet's rows; `problems` names those given back, with the mend."""

    read: int
    taken: int
    known: int
    problems: tuple[Problem, ...]


@transaction.atomic
def import_voices(
    *, programme: Programme, table: Table, name: str, matching: Matching, basis: str, by: User | None
) -> Imported:
    """Take in a sheet, whole or not at all. Without a column for consent the lead records on what `basis` the words may
    be analysed; they are then never quoted. The same rows a second time add nothing."""
    if not (matching.analyse or basis.strip()):
        raise Refused(
            "basis", "This sheet does not say who agreed. Record on what basis we may analyse it, or leave it."
        )
    batch = ImportBatch.objects.create(
        programme=programme, file_name=name[:200], file_mark=door.fingerprint(programme.pk, name), basis=basis.strip(),
        begun_at=clock.now(), by=by,
    )  # fmt: skip
    problems = [problem for problem in table.problems if problem.refused]
    news, asked = [], {q.text: q for q in programme.questions.all()} | {q.code: q for q in programme.questions.all()}
    for row in table.readable():
        empty = True
        for column in matching.text:
            words = row.cells.get(column, "")
            heading = row.cells.get(matching.question, "") if matching.question else column
            if not words.strip():
                continue
            empty = False
            if heading and heading not in asked and (matching.question or len(matching.text) > 1):
                asked[heading] = add_question(programme=programme, text=heading[:300], by=by)
            news.append(_voice(row, words, asked.get(heading), matching, basis, column))
        if empty:
            problems.append(Problem(row.sheet_row, ", ".join(matching.text), "has no words", "Fill it in.", True))
    taken = take_voices(programme=programme, voices=news, by=by, batch=batch)
    batch.rows_read, batch.rows_taken = len(table.rows), len(taken)
    batch.rows_known, batch.rows_given_back = len(news) - len(taken), len({p.row for p in problems})
    batch.done_at = clock.now()
    batch.save()
    record(
        action="sheet brought in", by=by, programme_id=programme.pk, about_kind="import", about_id=batch.pk,
        detail={"read": batch.rows_read, "taken": batch.rows_taken, "given_back": batch.rows_given_back},
    )  # fmt: skip
    return Imported(len(table.rows), len(taken), len(news) - len(taken), tuple(problems))


def _voice(row: Row, words: str, question, matching: Matching, basis: str, column: str) -> NewVoice:  # noqa: ANN001
    def said(name: str) -> bool:
        return row.cells.get(name, "").strip().lower() in YES

    agreed = {Purpose.HOLD: True, Purpose.ANALYSE: said(matching.analyse) if matching.analyse else True}
    agreed[Purpose.QUOTE] = said(matching.quote) if matching.quote and matching.analyse else False
    language = row.cells.get(matching.language, "").strip() or "en"
    # The row's own place tells two people who said the same words from one row that came twice.
    key = f"{row.index0}\x1f{column}"
    return NewVoice(
        text=words, agreed=agreed, question=question, channel="sheet", language=language[:12], row_key=key,
        basis="asked" if matching.analyse else "lead's record", code=str(row.sheet_row),
    )  # fmt: skip
