# SPDX-License-Identifier: AGPL-3.0-or-later
"""Work that takes longer than an answer to a request. Arguments are numbers of rows, never words."""

from django_tasks import task

from coproduce.themes import verbs


@task()
def suggest(run_id: int) -> None:
    """Sort the voices for one run of suggestions."""
    verbs.run_suggestions(run_id=run_id)
