# SPDX-License-Identifier: AGPL-3.0-or-later
"""Finding names and numbers: how many are found and how many suggestions are right, by the origin of names.

The text is ours (`tests/analysis/redaction_texts`): a part to develop on, a part written apart, before any rule, and
held out, and a second held-out part with uncommon names, written after the rules. “Without ours” is the list of names
as it came from Faker, without the names that we added (`data/names_added.txt`): the same people wrote text and
additions, so the truth for names that nobody thought of lies nearer to that line. Reference: a list alone.
"""

import resource
import sys
import time
from collections import Counter
from importlib.resources import files
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from coproduce.analysis import redaction_names  # noqa: E402
from coproduce.analysis.redaction import Suggestion, suggest  # noqa: E402
from coproduce.analysis.redaction_names import known_names  # noqa: E402
from tests.analysis.redaction_marks import marked, measure, share  # noqa: E402


def by_list_alone(text: str) -> list[Suggestion]:
    """What a list of names does without any rule: every listed word that has a capital."""
    tokens = redaction_names._tokens(text)
    return [Suggestion(t.start, t.end, "name", "") for t in tokens if t.capital and t.low in known_names()]


def without_ours(text: str) -> tuple[Suggestion, ...]:
    """Our rules with the list from Faker alone."""
    whole, added = known_names(), (files("coproduce.analysis") / "data" / "names_added.txt").read_text(encoding="utf-8")
    redaction_names.known_names = lambda: whole - set(added.split())  # type: ignore[assignment]
    try:
        return suggest(text)
    finally:
        redaction_names.known_names = known_names


def line(method: str, part: str, origin: str, count: Counter[str]) -> str:
    """One line of the table."""
    forms = share(count, "form found", "form missed")
    names, right = share(count, "name found", "name missed"), share(count, "right", "wrong")
    many = count["name found"] + count["name missed"]
    return f"{method:<20} {part:<16} {origin:<12} {many:>5} {names:>7.3f} {forms:>7.3f} {right:>10.3f}"


def main() -> int:
    """Print the table."""
    print(f"{'method':<20} {'part':<16} {'origin':<12} {'names':>5} {'recall':>7} {'forms':>7} {'precision':>10}")
    for method, way in (("ours", suggest), ("without ours", without_ours), ("list alone", by_list_alone)):
        for part in ("development", "held_out", "second_held_out"):
            counted = measure(part, way)
            for origin, count in counted.items():
                print(line(method, part, origin, count))
            print(line(method, part, "all", sum(counted.values(), start=Counter())))
    texts = [one.text for part in ("development", "held_out") for one in marked(part)] * 10
    began = time.process_time()
    for text in texts:
        suggest(text)
    letters = sum(map(len, texts))
    print(f"{letters / (time.process_time() - began) / 1000:.0f} thousand characters a second of processor time")
    print(f"peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")
    return 0


if __name__ == "__main__":
    sys.exit(main())
