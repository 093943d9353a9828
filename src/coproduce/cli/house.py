# SPDX-License-Identifier: AGPL-3.0-or-later
"""Open the house for a command: data directory, settings, tables, keys; and say in one line what is wrong with them."""

import os
import sys
from pathlib import Path

from coproduce.cli.stopping import Sorry as Sorry


def data_dir() -> Path:
    """Where this house keeps its data: `COPRODUCE_DATA`, else `./data`."""
    return Path(os.environ.get("COPRODUCE_DATA", "data")).resolve()


def open_house(*, data: Path | None = None, migrate: bool = True) -> None:
    """Make the data directory ready, load Django, bring the tables up to date, finish what a crash left half done."""
    if data is not None:
        # The settings read it from here when Django loads; there is no other way in before that.
        os.environ["COPRODUCE_DATA"] = str(data)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "coproduce.site.settings.local")
    place = data_dir()
    try:
        place.mkdir(parents=True, exist_ok=True, mode=0o700)
        # Asking the system whether we may write is not enough: a disk may be full, a share read-only.
        probe = place / ".writable"
        probe.write_text("", encoding="ascii")
        probe.unlink()
    except OSError as error:
        raise Sorry(
            f"We cannot write in {place} ({error.strerror}). Choose another folder: set COPRODUCE_DATA to it."
        ) from error
    import django

    django.setup()
    if migrate:
        bring_up_to_date()


def bring_up_to_date() -> None:
    """Migrate both stores and settle the ledger."""
    from django.core.management import call_command

    from coproduce.listening.verbs import settle_ledger

    # A file that SQLite makes takes the process' mask; words and keys are for the owner alone.
    before = os.umask(0o077)
    try:
        call_command("migrate", verbosity=0)
        call_command("migrate", database="keys", verbosity=0)
    finally:
        os.umask(before)
    # An erasure that a crash cut off is finished before anybody can look at what it had not reached.
    settle_ledger()


def say(line: str = "") -> None:
    """One line to the person at the keyboard."""
    print(line, flush=True)


def progress(line: str) -> None:
    """How far a long work has come; not part of the result, so it goes to the other stream."""
    print(line, file=sys.stderr, flush=True)


def programme_named(slug: str):  # noqa: ANN201
    """The programme of this slug, or a line that names those there are."""
    from coproduce.programmes.models import Programme

    found = Programme.objects.filter(slug=slug).first()
    if found is None:
        known = ", ".join(Programme.objects.order_by("slug").values_list("slug", flat=True)) or "none yet"
        raise Sorry(f"There is no programme “{slug}”. Programmes here: {known}.")
    return found
