# SPDX-License-Identifier: AGPL-3.0-or-later
"""Say that a sentence was looked at again, after something that it leaned on had been withdrawn."""

from django.db import transaction

from coproduce.people.verbs import User
from coproduce.strategy.models import Sentence
from coproduce.strategy.verbs.ground import check_there, check_writing, note


@transaction.atomic
def looked_at(*, sentence: Sentence, by: User | None) -> None:
    """Take the flag off. What the sentence then still lacks stays on the gate's list."""
    strategy = check_writing(sentence)
    check_there(sentence)
    sentence.needs_look = False
    sentence.save(update_fields=["needs_look"])
    note("sentence looked at", strategy=strategy, by=by, kind="sentence", about=sentence.pk)
