# SPDX-License-Identifier: AGPL-3.0-or-later
"""Ask for a change of a sentence, and answer."""

from django.db import transaction

from coproduce.people.verbs import User
from coproduce.process import clock
from coproduce.strategy.models import Amendment, Sentence
from coproduce.strategy.verbs.ground import Refused, check_there, check_writing, note, plain
from coproduce.strategy.verbs.writing import reword

OPEN, ACCEPTED, DECLINED = "open", "accepted", "declined"


@transaction.atomic
def propose_amendment(
    *, sentence: Sentence, after: str, why: str, by: User | None, code: str = "", before: str | None = None
) -> Amendment:
    """Ask that a sentence say something else. `before` is what it says now unless history is entered late."""
    strategy = check_writing(sentence)
    check_there(sentence)
    last = sentence.versions.order_by("-number").first()
    amendment = Amendment.objects.create(
        sentence=sentence,
        code=code.strip() or f"A{Amendment.objects.filter(sentence__section__strategy=strategy).count() + 1}",
        before=before.strip() if before else (last.text if last else ""),
        after=plain("after", after, "Write how it should read."),
        why=plain("why", why, "Say why.", 2000),
        by=by,
        at=clock.now(),
    )
    note(
        "amendment proposed", strategy=strategy, by=by, kind="amendment", about=amendment.pk, sentence=str(sentence.pk)
    )
    return amendment


@transaction.atomic
def answer_amendment(*, amendment: Amendment, accept: bool, by: User | None) -> Amendment:
    """Accept (the sentence is reworded, with the amendment's reason) or decline. An answer is given once."""
    strategy = check_writing(amendment.sentence)
    if amendment.status != OPEN:
        raise Refused("amendment", f"{amendment.code} was answered already: {amendment.status}.")
    last = amendment.sentence.versions.order_by("-number").first()
    # Somebody may have written it so already; accepting then closes it and changes nothing.
    if accept and (last is None or last.text != amendment.after):
        why = amendment.why if len(amendment.why) <= 300 else f"{amendment.why[:297]}..."
        reword(sentence=amendment.sentence, text=amendment.after, why=why, by=by)
    amendment.status = ACCEPTED if accept else DECLINED
    amendment.answered_at = clock.now()
    amendment.save(update_fields=["status", "answered_at"])
    note(f"amendment {amendment.status}", strategy=strategy, by=by, kind="amendment", about=amendment.pk)
    return amendment
