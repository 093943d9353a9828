# SPDX-License-Identifier: AGPL-3.0-or-later
"""`make bench`: how long a person waits. The demo from nothing, the second time, and each public page.

Figures are of this machine at this moment; compare only with another run on the same one.
"""

import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from scripts.site import demo  # noqa: E402

SLUG = "a-mentally-healthy-city"
PAGES = ("", "priorities/", "strategy/", "heard/", "thread/", "report/", "data/", "say/", "vote/")
TIMES = 7


def page(address: str) -> tuple[float, int]:
    """Median milliseconds of a page, and its size in kB; the first visit, which warms it, is left out."""
    spent, size = [], 0
    for _ in range(TIMES + 1):
        began = time.perf_counter()
        with urllib.request.urlopen(address) as answer:
            size = len(answer.read())
        spent.append(1000 * (time.perf_counter() - began))
    return statistics.median(spent[1:]), size // 1000


def main() -> int:
    """Measure and print."""
    with tempfile.TemporaryDirectory(prefix="coproduce-bench-") as folder:
        data = Path(folder) / "data"
        with demo(data) as site:
            print(f"demo, from nothing to served   {site.seconds:7.1f} s")
        with demo(data) as site:
            print(f"demo, the second time          {site.seconds:7.1f} s")
            for name in PAGES:
                milliseconds, size = page(f"{site.address}/{SLUG}/{name}")
                print(f"/{SLUG}/{name:12s} {milliseconds:7.0f} ms {size:5d} kB")
    for script in sorted((ROOT / "benchmarks").glob("*.py")):
        print(f"\n{script.name}", flush=True)
        subprocess.run([sys.executable, str(script)], check=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
