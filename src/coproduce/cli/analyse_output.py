# SPDX-License-Identifier: AGPL-3.0-or-later
"""What every `analyse` command shares: reading a file, saying how far it is, writing the same bytes each time."""

import json
import math
import os
import sys
import tempfile
from pathlib import Path
from typing import Any

from coproduce.cli.stopping import Stop
from coproduce.formats.tables import Table, Unreadable, read_table

#: Stands in every output: these figures have not passed the disclosure rules.
NOT_FOR_PUBLICATION = "not for publication: internal working results, before any disclosure rule"


def read(path: Path) -> Table:
    """The table, or one plain line."""
    try:
        return read_table(path)
    except Unreadable as refusal:
        raise Stop(f"{path.name}: {refusal.what}", refusal.mend) from refusal


def tell(table: Table) -> None:
    """What a person should know about the table, on stderr; after all that would stop the work was asked."""
    # A screenful: a sheet with a fault in every row would push the note that matters out of sight.
    for problem in table.problems[:20]:
        say(problem.sentence())
    if len(table.problems) > 20:
        say(f"… and {len(table.problems) - 20} more notes like these.")


def column(table: Table, name: str) -> str:
    """The column's exact name, or one plain line."""
    try:
        return table.need(name)
    except Unreadable as refusal:
        raise Stop(refusal.what, refusal.mend) from refusal


def say(line: str) -> None:
    """One line to the person at the keyboard."""
    print(line, file=sys.stderr, flush=True)


class Progress:
    """Tells how far long work is: on a terminal in place, else a line for each quarter."""

    def __init__(self) -> None:
        self._last: tuple[str, int] = ("", -1)

    def __call__(self, what: str, done: int, total: int) -> None:
        """`what` is being done; `done` of `total`."""
        step = 100 if sys.stderr.isatty() else 4
        now = (what, step * done // max(total, 1))
        if now == self._last:
            return
        self._last = now
        line = f"{what}: {done} of {total}" if total > 1 else f"{what} …" if not done else f"{what}: done"
        if sys.stderr.isatty():
            print(f"\r\033[K{line}", end="\n" if done >= total else "", file=sys.stderr, flush=True)
        else:
            say(line)


def rounded(value: Any, digits: int = 9) -> Any:
    """The value with each float at so many significant digits; what is not a number becomes null."""
    if isinstance(value, bool) or value is None:
        return value
    # The last digits differ between processors; without them the same sheet gives the same bytes everywhere.
    if isinstance(value, float):
        return float(f"{value:.{digits}g}") if math.isfinite(value) else None
    if isinstance(value, dict):
        return {key: rounded(inner, digits) for key, inner in value.items()}
    if isinstance(value, (list, tuple)):
        return [rounded(inner, digits) for inner in value]
    return value


def write(result: dict[str, Any], out: Path, digits: int = 9) -> None:
    """The result as JSON, whole or not at all."""
    # NaN is no JSON, though Python would write it: other tools refuse the whole file.
    text = json.dumps(rounded(result, digits), ensure_ascii=False, indent=1, allow_nan=False) + "\n"
    if str(out) == "-":
        sys.stdout.write(text)
        return
    try:
        # In the folder of the result: a rename from another disk would be a copy, and could be cut off half-way.
        handle, temporary = tempfile.mkstemp(dir=out.parent, prefix=".coproduce-")
    except OSError as fault:
        raise Stop(f"We cannot write into the folder of {out.name}.", "Choose a folder that is there.") from fault
    try:
        # Our own line end and not the system's, or Windows would write other bytes.
        with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as file:
            file.write(text)
        os.replace(temporary, out)
    except OSError as fault:
        raise Stop(f"We cannot write {out.name} ({fault.strerror}).", "Choose another name or folder.") from fault
    finally:
        Path(temporary).unlink(missing_ok=True)
