# SPDX-License-Identifier: AGPL-3.0-or-later
"""`coproduce new NAME`: a programme of one's own, and a link that signs its lead in."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from coproduce.cli.house import Sorry, open_house, say

if TYPE_CHECKING:
    from coproduce.programmes.models import Programme


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Name, aim, lead."""
    parser.add_argument("name", help="what the programme is called")
    parser.add_argument("--aim", default="", help="what it is for, in a sentence")
    parser.add_argument("--email", default="lead@localhost.localdomain", help="the lead's e-mail address")
    parser.add_argument("--lead", default="Programme lead", help="the lead's name")
    parser.add_argument("--question", action="append", default=[], help="a question of the guide; may be repeated")


def run(args: argparse.Namespace) -> int:
    """Make the programme, open its first stage, print its slug and the link."""
    open_house()
    if not args.name.strip():
        raise Sorry('Give the programme a name: coproduce new "A Kind Town".')
    try:
        programme, token = _make(args)
    except ValueError as wrong:
        # What a verb refuses says how to mend it.
        raise Sorry(str(wrong)) from wrong
    say(f"Made “{programme.name}”. Its short name for commands and addresses: {programme.slug}")
    say(f"Sign in once with /team/link/{token}/ after `coproduce serve` (it works for a day).")
    return 0


def _make(args: argparse.Namespace) -> tuple[Programme, str]:
    """The programme, its lead and its questions, all of it or nothing; and the token that signs the lead in."""
    from django.db import transaction

    from coproduce.people.queries import account_by_email
    from coproduce.people.verbs import create_account, make_sign_in_link
    from coproduce.process.stages import StageKey, StageState
    from coproduce.programmes import verbs

    with transaction.atomic():
        # A second programme by the same person must not make a second account.
        lead = account_by_email(args.email) or create_account(email=args.email, name=args.lead, keeper=True, by=None)
        programme = verbs.create_programme(name=args.name, aim=args.aim, by=lead)
        verbs.set_stage(programme=programme, key=StageKey.LISTEN, state=StageState.OPEN, by=lead)
        for text in args.question:
            verbs.add_question(programme=programme, text=text, by=lead)
        token = make_sign_in_link(user=lead, by=lead)
    return programme, token
