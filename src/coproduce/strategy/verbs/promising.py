# SPDX-License-Identifier: AGPL-3.0-or-later
"""Make commitments, and say how they go. Late is called late."""

import re
from datetime import date
from typing import Any

from django.db import transaction

from coproduce.people.verbs import User
from coproduce.process import clock
from coproduce.process.stages import Act
from coproduce.programmes.queries import check_act
from coproduce.strategy.models import Commitment, Progress, Sentence, Strategy
from coproduce.strategy.verbs.ground import Refused, check_there, check_writing, note, plain, priority_key

WORDED = {"action": 2000, "owner": 160, "measure": 300, "baseline": 120, "baseline_source": 200, "target": 120}


@transaction.atomic
def make_commitment(
    *,
    strategy: Strategy,
    action: str,
    due_on: date,
    by: User | None,
    owner: str = "",
    measure: str = "",
    target: str = "",
    baseline: str = "",
    baseline_on: date | None = None,
    baseline_source: str = "",
    sentence: Sentence | None = None,
    priority: Any = None,
    code: str = "",
) -> Commitment:
    """Promise an action by a date. Owner and measure may come later: until then the gate names the commitment."""
    check_writing(strategy)
    if due_on is None:
        raise Refused("due_on", "Say by when.")
    if sentence is not None:
        check_there(sentence)
        _check_same(strategy, sentence)
    known = set(strategy.programme.commitments.values_list("code", flat=True))
    if code in known:
        raise Refused("code", f"There is a commitment {code} already.")
    said = {"owner": owner, "measure": measure, "target": target, "baseline": baseline}
    said["baseline_source"] = baseline_source
    commitment = Commitment.objects.create(
        programme_id=strategy.programme_id,
        code=code or _next_code(known),
        sentence=sentence,
        priority_id=priority_key(strategy, priority),
        action=plain("action", action, "Say what will be done.", WORDED["action"]),
        due_on=due_on,
        baseline_on=baseline_on,
        at=clock.now(),
        **{field: _short(field, text) for field, text in said.items()},
    )
    note("commitment made", strategy=strategy, by=by, kind="commitment", about=commitment.pk, code=commitment.code)
    return commitment


@transaction.atomic
def change_commitment(*, commitment: Commitment, by: User | None, **changes: Any) -> Commitment:
    """Fill in or mend named fields of a commitment; the audit says which."""
    strategy = check_writing(Strategy.objects.get(programme_id=commitment.programme_id))
    unknown = set(changes) - {*WORDED, "baseline_on", "due_on", "sentence", "priority"}
    if unknown:
        raise Refused(sorted(unknown)[0], "This cannot be changed here.")
    if isinstance(changes.get("sentence"), Sentence):
        check_there(changes["sentence"])
        _check_same(strategy, changes["sentence"])
    for field, value in changes.items():
        if field == "priority":
            commitment.priority_id = priority_key(strategy, value)
        else:
            setattr(commitment, field, _short(field, value) if field in WORDED else value)
    if not commitment.action or commitment.due_on is None:
        raise Refused("action" if not commitment.action else "due_on", "A commitment needs an action and a date.")
    commitment.save()
    note("commitment changed", strategy=strategy, by=by, kind="commitment", about=commitment.pk, fields=sorted(changes))
    return commitment


@transaction.atomic
def report_progress(
    *,
    commitment: Commitment,
    status: Progress.Status | str,
    by: User | None,
    value: object = "",
    words: str = "",
    on: date | None = None,
) -> Progress:
    """Say how a commitment goes. After its date neither “on track” nor “met early” is taken: late is called late."""
    check_act(commitment.programme, Act.REPORT_PROGRESS)
    try:
        status = Progress.Status(status)
    except ValueError as unknown:
        raise Refused("status", f"Say one of: {', '.join(s.value for s in Progress.Status)}.") from unknown
    on = on or clock.today()
    if on > clock.today():
        raise Refused("on", "This date is still to come.")
    # Late is called late: the word is what residents look for first.
    if on > commitment.due_on and status in {Progress.Status.ON_TRACK, Progress.Status.MET_EARLY}:
        due = f"{commitment.due_on.day} {commitment.due_on:%B %Y}"
        raise Refused("status", f"It was due on {due}. Say late, met or dropped.")
    # A broken promise without a reason is the one thing that ends trust.
    if status in {Progress.Status.LATE, Progress.Status.DROPPED} and not words.strip():
        raise Refused("words", "Say why, in words that residents can read.")
    progress = Progress.objects.create(
        commitment=commitment, on=on, status=status.value, value=str(value).strip()[:120], words=words.strip(), by=by,
        at=clock.now(),
    )  # fmt: skip
    strategy = Strategy.objects.get(programme_id=commitment.programme_id)
    note("progress reported", strategy=strategy, by=by, kind="commitment", about=commitment.pk, status=status.value)
    return progress


def _short(field: str, text: object) -> str:
    said = " ".join(str(text or "").split())
    if len(said) > WORDED[field]:
        raise Refused(field, f"This has {len(said)} characters; keep it to {WORDED[field]}.")
    return said


def _check_same(strategy: Strategy, sentence: Sentence) -> None:
    if sentence.section.strategy_id != strategy.pk:
        raise Refused("sentence", f"{sentence.code} belongs to another strategy.")


def _next_code(known: set[str]) -> str:
    numbers = [int(found.group(1)) for code in known if (found := re.fullmatch(r"CM(\d+)", code))]
    return f"CM{max(numbers, default=0) + 1:02d}"
