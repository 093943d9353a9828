# SPDX-License-Identifier: AGPL-3.0-or-later
"""`coproduce analyse agreement`: how far coders agree, from a sheet of unit, coder and value, as JSON."""

import argparse
from pathlib import Path
from typing import Any

from coproduce.cli.analyse_output import NOT_FOR_PUBLICATION, column, read, say, tell, write
from coproduce.cli.stopping import Stop
from coproduce.formats.rows import Row, Table

DIGITS = 12
BLANK = {
    "unit": "no unit is named",
    "coder": "no coder is named",
    "value": "no value: this coder did not code this unit",
}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What the command takes."""
    parser.add_argument("file", type=Path, metavar="CODES", help="CSV, XLSX or Parquet; one row a coding")
    parser.add_argument("--unit", default="unit", metavar="COL", help="the column that names the unit (else “unit”)")
    parser.add_argument(
        "--coder", default="coder", metavar="COL", help="the column that names who coded (else “coder”)"
    )
    parser.add_argument("--value", default="value", metavar="COL", help="the column with the code (else “value”)")
    parser.add_argument("--separator", metavar="'|'", help="what stands between codes where a unit may have several")
    parser.add_argument(
        "--draws", type=int, default=1_000, metavar="N", help="bootstrap samples (else 1000; 0 for none)"
    )
    parser.add_argument("--seed", type=int, default=0, metavar="N", help="where the samples begin (else 0)")
    parser.add_argument("-o", "--out", type=Path, required=True, metavar="OUT.json", help="the file to write")


def run(args: argparse.Namespace) -> int:
    """Read, measure, write."""
    if args.draws < 0 or args.seed < 0:
        raise Stop("Samples and seed are numbers from 0 upwards.", "Leave --draws and --seed out for the usual ones.")
    # Python refuses to split at an empty sign, which would reach the person as a traceback.
    if args.separator == "":
        raise Stop("The separator is empty.", "Give the sign that stands between codes, such as '|'.")
    # Loaded only now: `--help` and a mistyped option are answered at once, without waiting for numpy.
    from coproduce.analysis.agreement import agreement_of
    from coproduce.analysis.agreement_codings import Codings, TwiceCoded

    table = read(args.file)
    columns = {name: column(table, getattr(args, name)) for name in ("unit", "coder", "value")}
    # One column read under two names gives figures that look fine and mean nothing.
    if len(set(columns.values())) < 3:
        raise Stop("Unit, coder and value must be three columns.", "Name each with --unit, --coder and --value.")
    rows, not_read = _rows(table, columns)
    if not rows:
        raise Stop(f"{args.file.name} has no row with unit, coder and value.", "Put one coding in each row.")
    tell(table)
    said = {name: [row.cells[chosen].strip() for row in rows] for name, chosen in columns.items()}
    try:
        codings = Codings.from_rows(said["unit"], said["coder"], said["value"], separator=args.separator)
    except TwiceCoded as twice:
        first, second = rows[twice.first].sheet_row, rows[twice.second].sheet_row
        what = f"Rows {first} and {second}: “{twice.coder}” coded “{twice.unit}” twice."
        raise Stop(what, _mend(args.separator)) from twice
    for note in _alike(codings.values):
        say(note)
    found = agreement_of(codings, draws=args.draws, seed=args.seed)
    settings = {f"{name}_column": chosen for name, chosen in columns.items()}
    settings |= {"separator": args.separator, "draws": args.draws, "seed": args.seed}
    count = {"rows": len(table.rows), "rows_read": len(rows), "not_read": not_read}
    write(_result(found, settings, count), args.out, DIGITS)
    unit = "unit was" if found.units_used == 1 else "units were"
    say(f"{found.units_used} {unit} coded by two people or more; {found.units_dropped} by one, which cannot agree.")
    return 0


def _mend(separator: str | None) -> str:
    if separator is None:
        return "Keep one row; where a unit has several codes, put them into one cell and say --separator '|'."
    return f"Put all codes that this coder gave to this unit into one cell, with “{separator}” between them."


def _rows(table: Table, columns: dict[str, str]) -> tuple[list[Row], list[dict[str, Any]]]:
    """The rows that say who gave what to which unit; the others with why not."""
    refused = {problem.row: problem.what for problem in table.problems if problem.refused}
    kept, not_read = [], []
    for row in table.rows:
        reason = refused[row.sheet_row] if row.refused else None
        # Only of rows that could be read: in a refused one the cells may stand in the wrong columns.
        blank = [BLANK[name] for name, chosen in columns.items() if not row.refused and not row.cells[chosen].strip()]
        if reason or blank:
            not_read.append({"row": row.index0, "reason": reason or "; ".join(blank)})
        else:
            kept.append(row)
    return kept, not_read


def _alike(values: tuple[str, ...]) -> list[str]:
    """Values that differ in nothing but capitals are probably one; a person should know that we count two."""
    seen: dict[str, str] = {}
    notes = []
    for value in values:
        other = seen.setdefault(value.casefold(), value)
        if other != value:
            notes.append(f"“{other}” and “{value}” differ in capitals alone; we count two values.")
    return notes


def _result(found: Any, settings: dict[str, Any], count: dict[str, Any]) -> dict[str, Any]:
    """The contract's JSON."""
    from coproduce import __version__
    from coproduce.analysis.agreement import METHOD_VERSION

    return {
        "version": __version__,
        "publication": NOT_FOR_PUBLICATION,
        "settings": {
            "method": "agreement",
            "method_version": METHOD_VERSION,
            **settings,
            "unit": f"each different entry of “{settings['unit_column']}”",
            "intervals": "95 %, percentile bootstrap over units",
        },
        "input": count,
        "alpha": found.alpha,
        "ac1": found.ac1,
        "ac1_standard_error": found.ac1_standard_error,
        "percent": found.percent,
        "kappas": found.kappas,
        "prevalence": found.prevalence,
        "intervals": {
            "alpha": {name: found.intervals[f"alpha.{name}"] for name in found.alpha},
            "ac1": found.intervals["ac1"],
            "percent": found.intervals["percent"],
        },
        "by_code": [
            {
                "code": code.code,
                "alpha": code.alpha,
                "ac1": code.ac1,
                "percent": code.percent,
                "prevalence": code.prevalence,
                "units": code.units,
                "intervals": code.intervals,
                "undefined": code.undefined,
            }
            for code in found.codes
        ],
        "units_used": found.units_used,
        "units_dropped": found.units_dropped,
        "coders": found.coders,
        "values": found.values,
        "undefined": found.undefined,
    }
