# SPDX-License-Identifier: AGPL-3.0-or-later
"""Evenings at the writing table, and who signed the strategy."""

from collections.abc import Iterable
from datetime import date

from django.db import transaction

from coproduce.people.verbs import User
from coproduce.process import clock
from coproduce.programmes.verbs import Body
from coproduce.strategy.models import SignOff, Strategy, WritingEvening
from coproduce.strategy.verbs.ground import Refused, check_writing, note, plain


@transaction.atomic
def add_evening(
    *, strategy: Strategy, what: str, present: Iterable[User], by: User | None, on: date | None = None
) -> WritingEvening:
    """Note an evening at the writing table: what was written, and who was there."""
    check_writing(strategy)
    there = list(present)
    if not there:
        raise Refused("present", "Say who was there.")
    on = _not_ahead("on", on)
    evening = WritingEvening.objects.create(
        strategy=strategy, on=on, what=plain("what", what, "Say what was written.", 300)
    )
    evening.present.set(there)
    note("evening noted", strategy=strategy, by=by, kind="evening", about=evening.pk, present=[u.pk for u in there])
    return evening


@transaction.atomic
def sign_off(
    *,
    strategy: Strategy,
    by: User | None,
    signer: User | None = None,
    body: Body | None = None,
    note_text: str = "",
    on: date | None = None,
) -> SignOff:
    """Sign for a body, or as a person (`signer`, or whoever does it). What was said about it is kept as `note_text`."""
    check_writing(strategy)
    # A board signs as a board: whoever presses the button does not sign for it.
    who = None if body else (signer or by)
    if who is None and body is None:
        raise Refused("signer", "Say who signs.")
    if body is not None and body.programme_id != strategy.programme_id:
        raise Refused("body", f"{body.name} belongs to another programme.")
    signed = SignOff.objects.create(
        strategy=strategy, by=who, body=body, on=_not_ahead("on", on), note=note_text.strip(),
        recorded_at=clock.recorded(),
    )  # fmt: skip
    note("strategy signed", strategy=strategy, by=by, kind="sign-off", about=signed.pk,
         body=body.code if body else "", signer=who.pk if who else None)  # fmt: skip
    return signed


def _not_ahead(field: str, on: date | None) -> date:
    today = clock.today()
    if on is not None and on > today:
        raise Refused(field, "This date is still to come. Give the day on which it happened.")
    return on or today
