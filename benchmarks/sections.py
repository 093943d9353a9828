# SPDX-License-Identifier: AGPL-3.0-or-later
"""Runs the parts of a benchmark one after another, so that one that fails or takes long does not lose the others."""

import sys
import time
import traceback
from collections.abc import Callable, Sequence

Section = tuple[str, Callable[[], object]]


def run(sections: Sequence[Section], minutes: float | None = None) -> int:
    """Run each (name, what to do), say how long it took, and answer 1 where any failed, else 0.

    After `minutes` no further part begins, and those left out are named; a part that runs is never cut short.
    """
    began, failed = time.perf_counter(), []
    for name, do in sections:
        if minutes is not None and time.perf_counter() - began > 60 * minutes:
            print(f"\n{name}: left out, {minutes:g} minutes are over; run without --quick for it", flush=True)
            continue
        print(f"\n{name}", flush=True)
        start = time.perf_counter()
        try:
            do()
        except Exception:  # what went wrong belongs in the table; the other parts still run
            traceback.print_exc(file=sys.stdout)
            failed.append(name)
        print(f"  ({time.perf_counter() - start:.0f} s)", flush=True)
    if failed:
        print(f"\nnot measured, for the reasons above: {'; '.join(failed)}", flush=True)
    return 1 if failed else 0
