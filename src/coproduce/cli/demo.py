# SPDX-License-Identifier: AGPL-3.0-or-later
"""`coproduce demo`: the illustrative programme, loaded through the real verbs, analysed, reported, served."""

import argparse
import os
import time
from pathlib import Path

from coproduce.cli import serve as serving
from coproduce.cli.house import data_dir, open_house, progress, say


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Where, and whether to serve."""
    serving.add_arguments(parser)
    parser.add_argument("--no-serve", action="store_true", help="stop before serving")
    parser.add_argument("--fresh", action="store_true", help="throw the old demo away and build it again")


def run(args: argparse.Namespace) -> int:
    """Build what is not there yet, write the report, serve."""
    began = time.monotonic()
    # The demo has a data directory of its own, so that it never stands beside real programmes.
    place = data_dir() if "COPRODUCE_DATA" in os.environ else Path("data/demo").resolve()
    if args.fresh:
        _clear(place)
    # Before the minute of building: a port in use is better said at once.
    if not args.no_serve:
        serving.prepare(args.host, args.port)
    open_house(data=place)
    # Not at the top: models can be loaded only after `open_house` has set Django up.
    from coproduce.illustrative.loading import load

    loaded = load(say=progress)
    report = place / "report"
    from coproduce.report.verbs import write_files

    paths = write_files(slug=loaded.slug, folder=report, say=progress)
    say(f"“{loaded.name}” is ready after {time.monotonic() - began:.0f} seconds. Everybody in it is invented.")
    for path in paths:
        say(f"  {path}")
    say(f"Some slips to try at /slip/: {'; '.join(loaded.slips)}" if loaded.slips else "")
    if args.no_serve:
        return 0
    say(f"Sign in as its lead, once: http://{args.host}:{args.port}/team/link/{loaded.link()}/")
    serving.serve(args.host, args.port)
    return 0


def _clear(place: Path) -> None:
    for name in ("coproduce.db", "keys.db"):
        # The logs too: SQLite would play an old one into the new file of the same name.
        for tail in ("", "-wal", "-shm"):
            (place / (name + tail)).unlink(missing_ok=True)
