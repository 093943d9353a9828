# SPDX-License-Identifier: AGPL-3.0-or-later
"""`coproduce import voices FILE --programme SLUG`: a sheet of what people said, whole or not at all."""

from __future__ import annotations

import argparse
import os
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from coproduce.cli.house import open_house, programme_named, say
from coproduce.cli.stopping import Sorry

if TYPE_CHECKING:
    from coproduce.formats.tables import Table
    from coproduce.listening.verbs.importing import Account, Matching
    from coproduce.programmes.models import Programme

#: Ways in which known sheets are read: what a plain guess would not see.
PROFILES = {
    "plain": "one voice a row",
    "citizen-space": "one response a row, a column a question; each response is one person",
}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What, where to, and which column means what; what is not said is guessed from the headings, and told."""
    parser.add_argument("what", choices=["voices"])
    parser.add_argument("file", help="CSV (also .gz), XLSX or Parquet")
    parser.add_argument("--programme", required=True, help="the programme's short name")
    parser.add_argument("--text", action="append", default=[], help="the column of words; several: one a question")
    parser.add_argument("--question", default="", help="the column with the question, or the question itself")
    parser.add_argument("--person", default="", help="the column with a mark for who said it")
    parser.add_argument("--language", default="", help="the column with the language, or the language of all")
    parser.add_argument("--session", default="", help="the column with the session, or the session of all")
    parser.add_argument("--date", default="", help="the column with the day")
    parser.add_argument("--theme", default="", help="the column with themes it was given already")
    parser.add_argument("--analyse", default="", help="the column that says yes to being analysed")
    parser.add_argument("--quote", default="", help="the column that says yes to being quoted")
    parser.add_argument("--basis", default="", help="why we may analyse it, where no column says so")
    parser.add_argument("--profile", choices=sorted(PROFILES), help="what kind of sheet it is")
    parser.add_argument("--row-is-person", action="store_true", help="each row was said by somebody else")
    parser.add_argument("--add-questions", action="store_true", help="questions of the sheet become ours")
    parser.add_argument("--look", action="store_true", help="say what would happen and take nothing in")


def run(args: argparse.Namespace) -> int:
    """Take the sheet in, say what became of every row, give back what could not be read."""
    open_house()
    from django.db import transaction

    from coproduce.formats.tables import Unreadable, read_table
    from coproduce.listening.verbs.importing import import_voices, look_at
    from coproduce.process.stages import NotAllowed
    from coproduce.programmes.verbs import Refused

    programme, path = programme_named(args.programme), Path(args.file)
    try:
        table = read_table(path)
        # A question named here and never asked before goes again when the sheet does not come in.
        with transaction.atomic():
            matching = _matching(args, table, programme)
            _say_matching(table, matching)
            if args.look:
                account = look_at(programme, table, matching, args.basis)
                # Looking takes the way of the import and takes it back, so that what it says is what would happen.
                transaction.set_rollback(True)
            else:
                account = import_voices(
                    programme=programme, table=table, name=path.name, matching=matching, basis=args.basis, by=None
                )
    except NotAllowed as wrong:
        raise Sorry(wrong.reason) from wrong
    except Refused as wrong:
        # The verb's sentence suits a form; here the person needs the name of an option.
        mend = ' Add --basis "why we may analyse it".' if wrong.field == "basis" else ""
        mend = mend or (' Add --text "its heading".' if wrong.field == "text" else "")
        raise Sorry(f"{wrong}{mend}") from wrong
    except Unreadable as wrong:
        raise Sorry(str(wrong)) from wrong
    _say_account(account, table, path)
    return 0


def _matching(args: argparse.Namespace, table: Table, programme: Programme) -> Matching:
    from coproduce.listening.verbs.importing import named

    chosen = {name: getattr(args, name) for name in ("person", "date", "theme", "analyse", "quote")}
    for_all = {}
    for name in ("question", "language", "session"):
        said = getattr(args, name)
        # A heading, or what holds for all rows.
        if said and not any(column.strip().casefold() == said.strip().casefold() for column in table.columns):
            for_all[name] = said
        else:
            chosen[name] = said
    matching = named(table, text=args.text, **chosen)
    matching = replace(
        matching, session=_session(for_all.get("session", ""), programme), language=_language(for_all.get("language", "")),
        row_is_person=args.row_is_person or args.profile == "citizen-space" or matching.row_is_person,
        # A programme without a guide takes that of the sheet; one that has a guide is asked first.
        add_all=args.add_questions or not programme.questions.exists(),
    )  # fmt: skip
    if question := for_all.get("question", ""):
        matching = replace(matching, for_all=_question(question, programme))
    return matching


def _language(said: str) -> str:
    from coproduce.listening.verbs.importing.cells import language

    if said and language(said) is None:
        raise Sorry(f"We know no language “{said}”, and there is no column of that name.")
    return (language(said) or "") if said else ""


def _session(said: str, programme: Programme) -> str:
    if said and not programme.sessions.filter(code=said).exists():
        raise Sorry(f"There is no session “{said}”, and no column of that name. Sessions are named by their code.")
    return said


def _question(said: str, programme: Programme) -> str:
    """The code of a question that all rows answer; a new one where the guide has none, since somebody named it."""
    from coproduce.programmes.verbs import add_question

    for question in programme.questions.all():
        if said.strip().casefold() in (question.code.casefold(), question.text.casefold()):
            return str(question.code)
    return str(add_question(programme=programme, text=said, by=None).code)


def _say_matching(table: Table, matching: Matching) -> None:
    from coproduce.listening.verbs.importing import MEANINGS

    for column in table.columns:
        meaning = matching.meaning(column)
        say(f"  {column[:60]}: {MEANINGS[meaning] if meaning else 'left out'}")


def _say_account(account: Account, table: Table, path: Path) -> None:
    say(
        f"{account.read} rows read: {account.taken} taken ({account.voices} voices, {account.people} people we can tell "
        f"apart), {account.known} known already, {account.given_back} given back."
    )
    for line in account.said:
        say(line)
    notes = [problem.sentence() for problem in account.problems if not problem.refused]
    for note in notes[:5]:
        say(f"  {note}")
    if account.unknown and account.given_back:
        say("Some rows answer questions that the guide does not have. To make them ours: --add-questions")
    if account.given_back:
        _give_back(account, table, path)


def _give_back(account: Account, table: Table, path: Path) -> None:
    """Write the rows that were not taken beside the sheet, for its owner alone: they hold people's words."""
    from coproduce.listening.verbs.importing import rows_back

    back = path.with_name(f"{path.name}.given-back.csv")
    try:
        with os.fdopen(os.open(back, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
            file.write(rows_back(table, account.problems))
    except OSError as error:
        numbers = ", ".join(str(row) for row in sorted({p.row for p in account.problems if p.refused and p.row}))
        raise Sorry(
            f"The others were taken in, but we cannot write {back.name} ({error.strerror}). Look at rows {numbers} of "
            "your sheet."
        ) from error
    say(f"Rows given back, with what to mend: {back}")
