# SPDX-License-Identifier: AGPL-3.0-or-later
"""`coproduce report SLUG --out DIR`: the report as web page, PDF and Word file."""

import argparse
from pathlib import Path

from coproduce.cli.house import Sorry, open_house, programme_named, progress, say


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Which programme, and where to."""
    parser.add_argument("slug", help="the programme's short name")
    parser.add_argument("--out", required=True, help="a folder; it is made if it is not there")


def run(args: argparse.Namespace) -> int:
    """Write the newest release, or a draft that says that it is one."""
    open_house()
    programme = programme_named(args.slug)
    from coproduce.report.verbs import write_files

    try:
        paths = write_files(slug=programme.slug, folder=Path(args.out), say=progress)
    except OSError as error:
        raise Sorry(f"We cannot write into {args.out} ({error.strerror}). Choose another folder.") from error
    for path in paths:
        say(str(path))
    return 0
