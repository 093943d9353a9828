# SPDX-License-Identifier: AGPL-3.0-or-later
"""Work that takes longer than an answer to a request. Its arguments are numbers of rows, never words."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django_tasks import task

from coproduce.people.verbs import User
from coproduce.programmes.queries import Programme
from coproduce.themes.verbs.sorting import give_up_abandoned, run_suggestions
from coproduce.themes.verbs.suggesting import ask_for_suggestions


@task()
def suggest(run_id: int) -> None:
    """Sort the voices for one run of suggestions."""
    run_suggestions(run_id=run_id)


@transaction.atomic
def start_suggestions(*, programme: Programme, by: User | None, settings: Mapping[str, Any] | None = None) -> int:
    """Ask for suggestions and hand the work to the background; returns the number of the run."""
    give_up_abandoned(programme=programme)
    run = ask_for_suggestions(programme=programme, by=by, settings=settings)
    transaction.on_commit(lambda: suggest.enqueue(run))
    return run
