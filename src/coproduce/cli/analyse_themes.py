# SPDX-License-Identifier: AGPL-3.0-or-later
"""`coproduce analyse themes`: theme suggestions for a sheet of comments, as JSON."""

import argparse
from pathlib import Path
from typing import Any

from coproduce.cli.analyse_output import NOT_FOR_PUBLICATION, Progress, column, read, say, tell, write
from coproduce.cli.stopping import Stop


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What the command takes."""
    parser.add_argument("file", type=Path, metavar="FILE", help="CSV, XLSX or Parquet; a CSV may be packed (.gz)")
    parser.add_argument("--text", required=True, metavar="COL", help="the column with the comments")
    parser.add_argument("--question", metavar="COL", help="the column with the question that each comment answers")
    parser.add_argument("--person", metavar="COL", help="the column that says who; else each row is one person")
    parser.add_argument("--language", metavar="COL", help="the column with the language (en, ur, pl …)")
    parser.add_argument("--themes", type=int, metavar="N", help="how many themes; else the number of views decides")
    parser.add_argument(
        "--vectors",
        type=Path,
        metavar="FOLDER",
        help="keep what the model read here, and read it once; as private as FILE",
    )
    parser.add_argument("-o", "--out", type=Path, required=True, metavar="OUT.json", help="the file to write")


def run(args: argparse.Namespace) -> int:
    """Read, suggest, write."""
    if args.themes is not None and args.themes < 1:
        raise Stop("The number of themes must be at least 1.", "Leave --themes out to let the views decide.")
    from coproduce.analysis.embedding_choice import choose
    from coproduce.analysis.embedding_kept import KeptInFolder
    from coproduce.analysis.theming import ThemeModel
    from coproduce.analysis.wordpiece import DamagedModel

    table = read(args.file)
    wanted = {name: getattr(args, name) for name in ("text", "question", "person", "language")}
    columns = {name: column(table, given) if given is not None else None for name, given in wanted.items()}
    rows = list(table.readable())
    if not rows:
        raise Stop(f"{args.file.name} has headings but no rows that can be read.", "Put the comments below them.")

    tell(table)

    def cells(name: str) -> list[str] | None:
        chosen = columns[name]
        return None if chosen is None else [row.cells[chosen] for row in rows]

    model = ThemeModel(args.themes)
    notes: tuple[str, ...] = ()
    if args.vectors is not None:
        # `fit` would choose for itself; to keep vectors by their model we must know the choice before.
        choice = choose(cells("text") or [], cells("language"))
        notes = choice.notes
        model.set_params(embedder=KeptInFolder(choice.embedder, args.vectors))
    try:
        model.fit(
            cells("text") or [],
            questions=cells("question"),
            people=cells("person"),
            languages=cells("language"),
            progress=Progress(),
        )
    except DamagedModel as fault:
        raise Stop(str(fault)) from fault
    for note in (*notes, *model.notes_):
        say(note)
    refused = {problem.row: problem.what for problem in table.problems if problem.refused}
    not_read = [{"row": row.index0, "reason": refused[row.sheet_row]} for row in table.rows if row.refused]
    write(_result(model, columns, [row.index0 for row in rows], not_read), args.out)
    say(f"{len(model.themes_)} themes for {len(rows)} rows; {len(model.unassigned_)} rows say nothing.")
    return 0


def _result(
    model: Any, columns: dict[str, str | None], place: list[int], not_read: list[dict[str, Any]]
) -> dict[str, Any]:
    """The contract's JSON; `place` turns the model's rows into rows of the file."""
    from coproduce import __version__
    from coproduce.analysis.theming import METHOD_VERSION

    return {
        "version": __version__,
        "publication": NOT_FOR_PUBLICATION,
        "settings": {
            "method": "themes",
            "method_version": METHOD_VERSION,
            "model": model.embedder_.name,
            "model_version": model.embedder_.version,
            **{f"{name}_column": chosen for name, chosen in columns.items()},
            **{name: value for name, value in sorted(model.get_params().items()) if name != "embedder"},
            "lens_used": model.lensed_,
            "notes": list(model.notes_),
        },
        "input": {"rows": len(place) + len(not_read), "rows_read": len(place), "not_read": not_read},
        "themes": [
            {
                "id": theme.id,
                "label": theme.label,
                "keyphrases": [phrase.text for phrase in theme.keyphrases],
                "keyphrase_places": [
                    {"row": place[phrase.row], "start": phrase.start, "end": phrase.end} for phrase in theme.keyphrases
                ],
                "size": theme.size,
                "stability": theme.stability,
                "parent": theme.parent,
                "exemplars": [place[row] for row in theme.exemplars],
                "kind": theme.kind,
                "questions": list(theme.questions),
            }
            for theme in model.themes_
        ],
        "assignments": [
            {"row": place[given.row], "theme": given.theme, "weight": given.weight} for given in model.assignments_
        ],
        "unassigned": [{"row": place[left.row], "reason": left.reason} for left in model.unassigned_],
    }
