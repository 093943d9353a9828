# SPDX-License-Identifier: AGPL-3.0-or-later
"""Load the illustrative programme: all of it in one transaction, so that a half-loaded one is never left behind."""

import json
import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.db import transaction

from coproduce.illustrative import beginning, hearing, sorting, testing, withdrawing, writing
from coproduce.illustrative.stage import Stage
from coproduce.people.queries import account_by_email
from coproduce.people.verbs import make_sign_in_link
from coproduce.programmes.queries import programme_by_name
from coproduce.report.verbs import publish

LEAD = "lead-1@example.org"
# Whose slips the demo shows: somebody quoted, somebody with two voices, somebody who spoke Urdu.
SHOWN = ("P008", "P016", "P001")


@dataclass(frozen=True)
class Loaded:
    """What the demo says when it is ready."""

    name: str
    slug: str
    slips: tuple[str, ...]

    def link(self) -> str:
        """A one-time token that signs the lead in."""
        lead = account_by_email(LEAD)
        if lead is None:
            raise LookupError("The illustrative programme has no lead.")
        return make_sign_in_link(user=lead, by=None)


def load(say: Callable[[str], None] = print) -> Loaded:
    """Load the programme unless it is here already."""
    there = programme_by_name(beginning.NAME, illustrative=True)
    if there is not None:
        return Loaded(there.name, there.slug, _slips())
    with transaction.atomic():
        stage = _replay(say)
    codes = tuple(stage.slips[code] for code in SHOWN)
    _keep_slips(codes)
    return Loaded(stage.programme.name, stage.programme.slug, codes)


def _replay(say: Callable[[str], None]) -> Stage:
    stage = beginning.begin(say)
    hearing.listen(stage)
    sorting.sort(stage)
    testing.test_and_refine(stage)
    stage.programme.refresh_from_db()
    writing.write(stage)
    say("February 2026: published …")
    with stage.on("2026-02-02", "10:00"):
        publish(programme=stage.programme, by=stage.people["lead-1"])
    withdrawing.withdraw_some(stage)
    writing.go_on(stage)
    return stage


def _file() -> Path:
    return Path(settings.DATA_DIR) / "demo-slips.json"


def _keep_slips(codes: tuple[str, ...]) -> None:
    """The demo's slips belong to invented people; real codes are kept nowhere."""
    with os.fdopen(os.open(_file(), os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="utf-8") as file:
        json.dump(codes, file)


def _slips() -> tuple[str, ...]:
    return tuple(json.loads(_file().read_text(encoding="utf-8"))) if _file().exists() else ()
