# SPDX-License-Identifier: AGPL-3.0-or-later
"""`make bench`: how long a person waits, and how much memory it takes.

The illustrative programme built from nothing, the report, each main page as a resident and as the lead see it, and the
speed of the local model. Figures are of this machine at this moment: compare only with another run on the same one.
benchmarks/README.md keeps those of one run. Nothing here is a test, so that a busy machine never fails one.
"""

import os
import platform
import re
import resource
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.parse
import urllib.request
from http.cookiejar import CookieJar
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from scripts.site import COMMAND, Site, demo  # noqa: E402

SLUG = "a-mentally-healthy-city"
PUBLIC = ("", "say/", "vote/", "priorities/", "strategy/", "heard/", "thread/", "report/", "data/", "help/")
TEAM = ("", "sessions/", "themes/", "themes/read/", "themes/suggestions/", "priorities/", "statements/", "decisions/",
        "strategy/", "strategy/gate/", "report/", "objections/", "people/", "audit/")  # fmt: skip
TIMES = 20


class Visitor:
    """Somebody with cookies."""

    def __init__(self, address: str) -> None:
        self.address = address
        self.open = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(CookieJar())).open

    def sign_in(self, link: str) -> None:
        """Use a one-time link, which asks before it is used."""
        with self.open(link) as page:
            token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page.read().decode())
        assert token
        form = urllib.parse.urlencode({"csrfmiddlewaretoken": token[1]}).encode()
        asked = urllib.request.Request(link, form, {"Referer": link, "Origin": self.address})
        with self.open(asked) as page:
            page.read()

    def time(self, path: str) -> None:
        """Print the median and the slowest of TIMES visits; the first, which warms the page, is left out."""
        spent, size = [], 0
        for _ in range(TIMES + 1):
            began = time.perf_counter()
            with self.open(self.address + path) as answer:
                size = len(answer.read())
            spent.append(1000 * (time.perf_counter() - began))
        print(f"{path:48s} {statistics.median(spent[1:]):7.0f} {max(spent[1:]):7.0f} {size / 1000:7.0f}", flush=True)


def said(name: str, value: float, unit: str) -> None:
    """One line of the table."""
    print(f"{name:48s} {value:7.1f} {unit}", flush=True)


def build(data: Path) -> None:
    """The programme from nothing, with its report, in a process of its own whose memory is measured."""
    began, before = time.perf_counter(), _peak()
    run("demo", "--no-serve", data=data)
    said("illustrative programme, from nothing, with report", time.perf_counter() - began, "s")
    if _peak() > before:
        said("  most memory at once", _peak(), "MB")


def _peak() -> float:
    """The most memory that any finished process of ours took. Linux counts in kB, macOS in bytes."""
    return resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / (1024 if sys.platform == "linux" else 1024**2)


def run(*words: str, data: Path) -> None:
    """Run `coproduce …` on a data folder, quietly."""
    around = {**os.environ, "COPRODUCE_DATA": str(data)}
    subprocess.run([str(COMMAND), *words], env=around, check=True, capture_output=True)


def commands(data: Path, folder: Path) -> None:
    """Commands that a person waits for."""
    for name, words in {
        "report: web page, PDF, Word": ("report", SLUG, "--out", str(folder / "report")),
        "backup": ("backup", str(folder / "copy.backup")),
        "restore": ("restore", str(folder / "copy.backup")),
        "themes suggested again": ("themes", SLUG),
    }.items():
        began = time.perf_counter()
        run(*words, data=data)
        said(name, time.perf_counter() - began, "s")


def pages(site: Site) -> None:
    """Each main page."""
    print(
        f"\n{f'page (of {TIMES} visits)':48s} {'median':>7s} {'slowest':>7s} {'kB':>7s}\n{'':48s} {'ms':>7s} {'ms':>7s}"
    )
    resident, lead = Visitor(site.address), Visitor(site.address)
    lead.sign_in(site.link)
    for path in ("/", *(f"/{SLUG}/{name}" for name in PUBLIC), "/slip/"):
        resident.time(path)
    for name in TEAM:
        lead.time(f"/team/{SLUG}/{name}")


def main() -> int:
    """Measure and print."""
    print(f"{platform.system()} {platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}\n")
    with tempfile.TemporaryDirectory(prefix="coproduce-bench-") as folder:
        data = Path(folder) / "data"
        build(data)
        commands(data, Path(folder))
        with demo(data) as site:
            said("demo, the second time, until it can be opened", site.seconds, "s")
            pages(site)
    failed = []
    for name in (
        "agreement.py",
        "disclosure.py",
        "redaction.py",
        "coding.py",
        "embedding.py",
        "language.py",
        "reach.py",
        "themes.py",
    ):
        print(f"\n{name}", flush=True)
        more = ["--quick"] if name in ("coding.py", "themes.py") else []
        done = subprocess.run([sys.executable, str(ROOT / "benchmarks" / name), *more], check=False)
        if done.returncode:
            failed.append(name)
    if failed:
        print(f"\nnot wholly measured: {', '.join(failed)}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
