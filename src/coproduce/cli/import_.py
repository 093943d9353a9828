# SPDX-License-Identifier: AGPL-3.0-or-later
"""`coproduce import voices FILE --programme SLUG --text COLUMN`: a sheet of what people said."""

import argparse
from pathlib import Path

from coproduce.cli.house import open_house, programme_named, say
from coproduce.cli.stopping import Sorry


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What, where to, and which column means what."""
    parser.add_argument("what", choices=["voices"])
    parser.add_argument("file", help="CSV (also .gz), XLSX or Parquet")
    parser.add_argument("--programme", required=True, help="the programme's short name")
    parser.add_argument("--text", action="append", required=True, help="the column of words; several: one a question")
    parser.add_argument("--question", default="", help="the column that says which question was asked")
    parser.add_argument("--language", default="", help="the column with the language (BCP 47)")
    parser.add_argument("--analyse", default="", help="the column that says yes to being analysed")
    parser.add_argument("--quote", default="", help="the column that says yes to being quoted")
    parser.add_argument("--basis", default="", help="why we may analyse it, where no column says so")


def run(args: argparse.Namespace) -> int:
    """Take the sheet in, say what became of every row, give back what could not be read."""
    open_house()
    from coproduce.formats.problems import write_given_back
    from coproduce.formats.tables import Unreadable, read_table
    from coproduce.listening.verbs.importing import Matching, import_voices
    from coproduce.programmes.verbs import Refused

    programme, path = programme_named(args.programme), Path(args.file)
    try:
        table = read_table(path)
        for column in (*args.text, args.question, args.language, args.analyse, args.quote):
            if column:
                table.need(column)
        matching = Matching(args.text, args.question, args.language, args.analyse, args.quote)
        done = import_voices(
            programme=programme, table=table, name=path.name, matching=matching, basis=args.basis, by=None
        )
    except FileNotFoundError as missing:
        raise Sorry(f"There is no file {path}.") from missing
    except (Unreadable, Refused) as wrong:
        raise Sorry(str(wrong)) from wrong
    say(
        f"{done.read} rows read: {done.taken} voices taken, {done.known} known already, {len(done.problems)} given back."
    )
    if done.problems:
        back = path.with_name(f"{path.name}.given-back.csv")
        back.write_bytes(write_given_back(table, done.problems))
        say(f"Rows given back, with what to mend: {back}")
    return 0
