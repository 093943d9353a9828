# SPDX-License-Identifier: AGPL-3.0-or-later
"""`coproduce analyse coding`: code suggestions for a sheet of comments, learned from people's codings or a codebook."""

import argparse
from pathlib import Path
from typing import Any

from coproduce.cli.analyse_coding_files import Comments, codebook, comments
from coproduce.cli.analyse_output import NOT_FOR_PUBLICATION, Progress, say, write
from coproduce.cli.stopping import Stop


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What the command takes."""
    kinds = "CSV, XLSX or Parquet; a CSV may be packed (.gz)"
    parser.add_argument("--train", type=Path, metavar="A.csv", help=f"comments that people coded: {kinds}")
    parser.add_argument(
        "--predict", type=Path, required=True, metavar="B.csv", help="the comments to suggest codes for"
    )
    parser.add_argument("--text", required=True, metavar="COL", help="the column with the comments, in both sheets")
    parser.add_argument("--labels", metavar="COL", help="the column of --train with the codes that people gave")
    parser.add_argument("--separator", default="|", metavar="SIGN", help="what stands between codes (default: |)")
    parser.add_argument("--codebook", type=Path, metavar="C.csv", help="one code a row: name, definition, includes …")
    parser.add_argument("--question", metavar="COL", help="the column with the question that each comment answers")
    parser.add_argument(
        "--person", metavar="COL", help="the column of --train that says who, so that nobody is their own test"
    )
    parser.add_argument("--language", metavar="COL", help="the column with the language (en, ur, pl …)")
    parser.add_argument("-o", "--out", type=Path, required=True, metavar="OUT.json", help="the file to write")


def run(args: argparse.Namespace) -> int:
    """Read, learn, suggest, validate, write."""
    _check(args)
    from coproduce.analysis.coding import CodingModel
    from coproduce.analysis.wordpiece import DamagedModel

    codes = codebook(args.codebook) if args.codebook else ()
    known = comments(args.train, args, labels=args.labels) if args.train else Comments.none()
    asked = comments(args.predict, args)
    if not codes and not any(known.codings):
        raise Stop(
            f"No row of {args.train.name} has a code in “{args.labels}”.",
            "Code some comments first, or give --codebook.",
        )
    # One model for both sheets, so a row of --predict has its own number plus the length of --train.
    model = CodingModel(codes)
    try:
        model.fit(
            [*known.texts, *asked.texts],
            [*known.codings, *asked.codings],
            questions=[*known.questions, *asked.questions],
            people=[*known.people, *(None for _ in asked.texts)],
            languages=[*known.languages, *asked.languages],
            progress=Progress(),
        )
    except DamagedModel as fault:
        raise Stop(str(fault)) from fault
    for note in model.notes_:
        say(note)
    write(_result(model, args, known, asked, model.validate(progress=Progress())), args.out)
    say(_summary(model, known, asked))
    return 0


def _check(args: argparse.Namespace) -> None:
    if not args.train and not args.codebook:
        raise Stop("There is nothing to learn from.", "Give --train, or --codebook, or both.")
    if args.train and not args.labels:
        raise Stop("We do not know which column of --train has the codes.", "Name it with --labels.")
    if not args.separator:
        raise Stop("The sign between codes is empty.", "Give one with --separator, for instance “;”.")


def _summary(model: Any, known: Comments, asked: Comments) -> str:
    first = len(known.texts)
    suggestions = model.suggest(range(first, first + len(asked.texts)))
    unsure = sum(suggestion.abstains for suggestion in suggestions)
    learned = f"learned from {len(model.coded_)} coded comments" if model.coded_ else "from the codebook alone"
    return f"{len(asked.texts)} rows, {learned}; {unsure} are left to a person."


def _result(model: Any, args: argparse.Namespace, known: Comments, asked: Comments, validation: Any) -> dict[str, Any]:
    """The contract's JSON; rows are those of the file to predict."""
    from coproduce import __version__
    from coproduce.analysis.coding import METHOD_VERSION

    first = len(known.texts)
    return {
        "version": __version__,
        "publication": NOT_FOR_PUBLICATION,
        "settings": {
            "method": "coding",
            "method_version": METHOD_VERSION,
            "model": model.embedder_.name,
            "model_version": model.embedder_.version,
            "text_column": args.text,
            "labels_column": args.labels,
            "question_column": args.question,
            "person_column": args.person,
            "language_column": args.language,
            "separator": args.separator,
            "random_state": model.random_state,
            "learned": model.learned_,
            "notes": list(model.notes_),
        },
        "input": asked.account,
        "train": known.account | {"coded": len(model.coded_)} if args.train else None,
        "codes": [
            {"label": name, "threshold": float(threshold)}
            for name, threshold in zip(model.names_, model.thresholds_, strict=True)
        ],
        "predictions": [
            {
                "row": asked.rows[suggestion.row - first],
                "labels": [{"label": name, "probability": chance} for name, chance in suggestion.labels],
                "chosen": list(suggestion.chosen),
                # From a codebook alone there is no passage that a person coded, so there is nothing to point at.
                "why": [_why(model, suggestion.row, name, known) for name in suggestion.chosen if model.coded_],
            }
            for suggestion in model.suggest(range(first, first + len(asked.texts)))
        ],
        "unassigned": asked.left_out,
        # The person asked about --predict; uncoded rows of --train are not theirs to be sent to.
        "review": [asked.rows[row - first] for row in model.review() if row >= first],
        "validation": _validation(validation, len(model.coded_)),
    }


def _why(model: Any, row: int, name: str, known: Comments) -> dict[str, Any]:
    """The nearest passages that people coded so, as rows and places of the training sheet."""
    return {
        "label": name,
        "passage": next(([near.own_start, near.own_end] for near in model.explain(row, name, 1)), None),
        "nearest": [
            {"train_row": known.rows[near.row], "start": near.start, "end": near.end, "likeness": near.likeness}
            for near in model.explain(row, name)
        ],
    }


def _validation(found: Any, coded: int) -> dict[str, Any]:
    """Figures on people's decisions only, or why there are none."""
    if found is None:
        return {
            "comments": coded,
            "by_label": [],
            "why_none": "fewer than 60 coded comments: too few to measure honestly",
        }
    return {
        "method": "five folds; comments of one person, and equal comments, are never parted; nothing of a fold is known",
        "comments": found.comments,
        "groups": found.groups,
        "micro_f1": found.micro_f1,
        "micro_f1_interval": list(found.micro_f1_interval),
        "macro_f1": found.macro_f1,
        "macro_f1_rare": found.macro_f1_rare,
        "calibration_error": found.calibration_error,
        "abstained": found.abstained,
        "by_label": [
            {
                "label": one.code,
                "coded": one.coded,
                "suggested": one.suggested,
                "right": one.right,
                "precision": one.precision,
                "precision_interval": list(one.precision_interval),
                "recall": one.recall,
                "recall_interval": list(one.recall_interval),
                "f1": one.f1,
                "f1_interval": list(one.f1_interval),
                "rare": one.rare,
            }
            for one in sorted(found.by_code, key=lambda one: one.code)
        ],
        "by_length": [{"length": kind, "comments": count, "micro_f1": f1} for kind, count, f1 in found.by_words],
        "by_language": [{"language": kind, "comments": count, "micro_f1": f1} for kind, count, f1 in found.by_language],
    }
