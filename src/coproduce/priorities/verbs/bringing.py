# SPDX-License-Identifier: AGPL-3.0-or-later
"""Bring in priorities that were made elsewhere. Evidence that is missing is shown as missing, never invented."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction

from coproduce.people.verbs import record
from coproduce.priorities.models import Priority
from coproduce.priorities.verbs.shaping import shape_priority
from coproduce.programmes.verbs import Refused


@transaction.atomic
def bring_in_priorities(*, programme: Any, rows: Sequence[Mapping[str, str]], by: Any) -> list[Priority]:
    """Rows have `name` and `headline`, and may have `code` and `explanation`. All go in or none does."""
    if not rows:
        raise Refused("rows", "There is no priority here. Give at least one, with a name and a headline.")
    made = []
    for number, row in enumerate(rows, start=1):
        try:
            made.append(
                shape_priority(
                    programme=programme,
                    code=row.get("code", ""),
                    name=row.get("name", ""),
                    by=by,
                    headline=row.get("headline", "") or row.get("name", ""),
                    explanation=row.get("explanation", ""),
                )  # fmt: skip
            )
        except Refused as wrong:
            # Rows are numbered as the sheet shows them, so that the mistake can be found there.
            raise Refused(wrong.field, f"Row {number}, {wrong.field}: {wrong}") from wrong
    record(action="priorities brought in", by=by, programme_id=programme.pk, detail={"count": len(made)})
    return made
