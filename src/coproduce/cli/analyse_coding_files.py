# SPDX-License-Identifier: AGPL-3.0-or-later
"""The sheets that `analyse coding` reads: comments, coded or not, and a codebook."""

import argparse
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from unicodedata import category

from coproduce.cli.analyse_output import column, read, tell
from coproduce.cli.stopping import Stop

# Codebooks of others call the column by one of these; nobody should have to edit a file for us.
_NAME = ("name", "label", "code", "theme", "subcategory")
_DEFINITION = ("definition", "description")


@dataclass
class Comments:
    """Comments that say something, with the rows of the file they stand in, and what was left out and why."""

    texts: list[str] = field(default_factory=list)
    rows: list[int] = field(default_factory=list)
    codings: list[tuple[str, ...] | None] = field(default_factory=list)
    questions: list[str] = field(default_factory=list)
    people: list[str | None] = field(default_factory=list)
    languages: list[str] = field(default_factory=list)
    left_out: list[dict[str, Any]] = field(default_factory=list)
    account: dict[str, Any] = field(default_factory=dict)

    @classmethod
    def none(cls) -> "Comments":
        """No sheet at all."""
        return cls()


def comments(path: Path, args: argparse.Namespace, labels: str | None = None) -> Comments:
    """The comments of a sheet; with `labels`, also the codes that people gave, None where the cell is empty."""
    table = read(path)
    wanted = {"text": args.text, "question": args.question, "person": args.person, "language": args.language}
    if labels is None:
        wanted.pop("person")  # nobody is tested on these
    columns = {name: column(table, given) for name, given in wanted.items() if given is not None}
    coded = column(table, labels) if labels else None
    rows = list(table.readable())
    if not rows:
        raise Stop(f"{path.name} has headings but no rows that can be read.", "Put the comments below them.")
    tell(table)
    found = Comments()
    for row in rows:
        text = row.cells[columns["text"]]
        if why := _says_nothing(text):
            found.left_out.append({"row": row.index0, "reason": why})
            continue
        found.texts.append(text)
        found.rows.append(row.index0)
        found.codings.append(_codes(row.cells[coded], args.separator) if coded else None)
        found.questions.append(row.cells[columns["question"]] if "question" in columns else "")
        found.people.append(row.cells[columns["person"]] if "person" in columns else None)
        found.languages.append(row.cells[columns["language"]] if "language" in columns else "")
    refused = {problem.row: problem.what for problem in table.problems if problem.refused}
    not_read = [{"row": row.index0, "reason": refused[row.sheet_row]} for row in table.rows if row.refused]
    found.account = {"rows": len(rows) + len(not_read), "rows_read": len(rows), "not_read": not_read}
    return found


def _says_nothing(text: str) -> str | None:
    if not text.strip():
        return "empty"
    # "So" are the pictures: somebody who answers with a heart has answered.
    return None if any(category(sign)[0] in "LMN" or category(sign) == "So" for sign in text) else "only punctuation"


def _codes(cell: str, separator: str) -> tuple[str, ...] | None:
    names = tuple(dict.fromkeys(name.strip() for name in cell.split(separator) if name.strip()))
    # None and not (): an empty cell is a comment that nobody coded, not one found to hold no code.
    return names or None


def codebook(path: Path) -> tuple[Any, ...]:
    """The codes of a sheet with a name and, where there are such columns, definition, includes, excludes, exemplars."""
    from coproduce.analysis.coding_codebook import Code, as_codes

    table = read(path)
    places = {heading.strip().lower(): heading for heading in table.columns}
    name = next((places[known] for known in _NAME if known in places), None)
    if name is None:
        raise Stop(f"{path.name} has no column with the names of codes.", "Call it “name”.")
    definition = next((places[known] for known in _DEFINITION if known in places), None)
    tell(table)
    codes = []
    for row in table.readable():
        # Stop and do not skip: a codebook is short enough to mend, and a lost code would be missed by nobody.
        if not row.cells[name].strip():
            raise Stop(f"Row {row.sheet_row} of {path.name}: “{name}” is empty.", "Give the code a name.")
        lists = {
            part: _parts(row.cells[places[part]]) for part in ("includes", "excludes", "exemplars") if part in places
        }
        codes.append(Code(row.cells[name].strip(), row.cells[definition].strip() if definition else "", **lists))
    if not codes:
        raise Stop(f"{path.name} has headings but no codes.", "Put one code in each row.")
    try:
        return as_codes(codes)
    except ValueError as fault:
        raise Stop(f"{path.name}: {fault}", "Give each code one row and a name of its own.") from fault


def _parts(cell: str) -> tuple[str, ...]:
    """Several things in one cell stand apart by lines or “|”."""
    return tuple(part.strip() for part in cell.replace("|", "\n").splitlines() if part.strip())
