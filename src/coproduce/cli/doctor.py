# SPDX-License-Identifier: AGPL-3.0-or-later
"""`coproduce doctor`: is this house well, and what is still missing before real people's words may come in."""

import argparse
import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from coproduce.cli.house import open_house, say

# A list kept by hand: what does not exist yet cannot be looked at.
MISSING = (
    "An outside look at the security of this software: nobody has had one yet.",
    "Two-step sign-in and passkeys for the team.",
    "Encryption of the whole database on disk (words are encrypted; names of themes and counts are not).",
    "A purge that runs by itself when a retention date has come (today the lead has to look).",
    "Your own data protection impact assessment.",
)


@dataclass(frozen=True)
class Finding:
    """One thing looked at."""

    well: bool
    what: str
    mend: str = ""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Nothing to choose."""


def run(args: argparse.Namespace) -> int:
    """Print what was looked at; exit code 1 where something is wrong."""
    open_house()
    findings = list(look())
    for finding in findings:
        say(f"{'ok   ' if finding.well else 'MEND '} {finding.what}{' ' + finding.mend if not finding.well else ''}")
    say()
    say("Not yet for real people's words. Missing:")
    for line in MISSING:
        say(f"  - {line}")
    return 0 if all(finding.well for finding in findings) else 1


def look() -> Iterator[Finding]:
    """Everything this command looks at, in order."""
    from django.conf import settings

    place = Path(settings.DATA_DIR)
    # Keys and files first: where they are wrong, all that follows may be read from the wrong house.
    yield from _modes(place)
    yield from _stores(settings)
    yield from _records()
    yield from _models()


def _modes(place: Path) -> Iterator[Finding]:
    if os.name == "nt":
        yield Finding(True, "File modes: on Windows the folder's own permissions count.")
        return
    for name in ("secret.key", "master.key", "keys.db", "coproduce.db"):
        path = place / name
        if path.exists():
            closed = not stat.S_IMODE(path.stat().st_mode) & 0o077
            yield Finding(closed, f"{name} can be read by its owner alone.", f"Run: chmod 600 {path}")


def _stores(settings) -> Iterator[Finding]:  # noqa: ANN001
    from django.db import connections

    for alias in ("default", "keys"):
        connection = connections[alias]
        connection.ensure_connection()
        if connection.vendor == "sqlite":
            with connection.connection as raw:
                # Asked of the live connection: SQLite keeps this setting by connection and not in the file.
                overwrites = raw.execute("PRAGMA secure_delete").fetchone()[0]
                whole = raw.execute("PRAGMA quick_check").fetchone()[0]
            yield Finding(overwrites == 1, f"Store “{alias}” overwrites what it deletes.", "Check the settings.")
            yield Finding(whole == "ok", f"Store “{alias}” is whole.", "Restore a backup.")
        else:
            yield Finding(True, f"Store “{alias}” is {connection.vendor}.")


def _records() -> Iterator[Finding]:
    from coproduce.listening.models import Voice
    from coproduce.people.queries import first_broken_link
    from coproduce.process import clock, erasure
    from coproduce.vault.models import Entry, EntryKey, LedgerLine

    broken = first_broken_link()
    yield Finding(
        broken is None, "The audit chain is whole.", f"It breaks at line {broken}: keep this machine as it is."
    )
    # Two databases, so no join: an entry and its key never stand in one file.
    keyed = set(EntryKey.objects.values_list("entry_id", flat=True))
    lost = sum(entry not in keyed for entry in Entry.objects.values_list("id", flat=True).iterator())
    yield Finding(lost == 0, "Every encrypted entry has its key.", f"{lost} have none: is this the right keys.db?")
    half = LedgerLine.objects.filter(settled=False).count()
    yield Finding(half == 0, "No erasure is half done.", "Start the site once: it finishes them.")
    late = Voice.objects.filter(keep_until__lt=clock.today()).count()
    yield Finding(late == 0, "No words are kept past their date.", f"{late} are: withdraw them or renew the date.")
    yield Finding(
        # An app that forgot to register would keep its words after a withdrawal, and no error would say so.
        "listening" in erasure.registered(),
        "Erasers are registered: " + ", ".join(erasure.registered()) + ".",
    )


def _models() -> Iterator[Finding]:
    from coproduce.analysis.embedding_choice import available

    for model in available():
        there = "there" if model.works else "not here, themes work without it."
        yield Finding(True, f"Model {model.name}: {there} {model.reason}".strip())
