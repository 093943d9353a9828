# SPDX-License-Identifier: AGPL-3.0-or-later
"""How often the language of a text is told rightly, wrongly or left open: ours beside lingua, same texts, one run.

.venv/bin/python benchmarks/language.py

SIB-200 sentences in the programme's languages, whole and cut to their first words. Each detector has a process of
its own, so that memory is its own too. Lingua chooses among the programme's languages and English's neighbours that
we know as well, with its default of never being unsure.
"""

import csv
import gzip
import json
import os
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
REAL = Path(os.environ.get("COPRODUCE_REAL_DATA", ROOT.parent / "shared" / "data"))
DATA = REAL / "sib200_topics" / "train_dev_10langs.csv.gz"
OURS = {
    "eng_Latn": "en", "urd_Arab": "ur", "pol_Latn": "pl", "som_Latn": "so", "arb_Arab": "ar", "ron_Latn": "ro",
    "pan_Guru": "pa", "ben_Beng": "bn",
}  # fmt: skip
CUTS = (None, 5, 3, 2)
AMONG = "ar bn en fa gu pa pl ro so ur zh cs de es fr hu it lt nl pt sk sq sw tr".split()


def detector(name):
    """A function from a text to a language's code or None."""
    if name == "ours":
        from coproduce.analysis.language import detect

        return lambda text: detect(text).language
    from lingua import IsoCode639_1, LanguageDetectorBuilder

    codes = [getattr(IsoCode639_1, code.upper()) for code in AMONG]
    built = LanguageDetectorBuilder.from_iso_codes_639_1(*codes).build()

    def ask(text):
        found = built.detect_language_of(text)
        return found.iso_code_639_1.name.lower() if found else None

    return ask


def peak():
    """The most memory this process has held, in MB, on Linux."""
    status = Path("/proc/self/status")
    return int(status.read_text().split("VmHWM:")[1].split()[0]) / 1024 if status.exists() else float("nan")


def one(name):
    """Read everything with one detector and print its lines as JSON."""
    with gzip.open(DATA, "rt", encoding="utf-8", newline="") as opened:
        rows = [(OURS[row["lang"]], row["text"]) for row in csv.DictReader(opened) if row["lang"] in OURS][::4]
    ask = detector(name)
    for cut in CUTS:
        texts = [(language, " ".join(text.split()[:cut])) for language, text in rows]
        began = time.process_time()
        answers = [ask(text) for _, text in texts]
        spent = time.process_time() - began
        right = Counter(language for (language, _), answer in zip(texts, answers, strict=True) if answer == language)
        asked = Counter(language for language, _ in texts)
        least = min((right[language] / asked[language], language) for language in asked)
        line = {
            "right": right.total() / len(texts), "open": answers.count(None) / len(texts), "least": least,
            "speed": len(texts) / spent, "peak": peak(),
        }  # fmt: skip
        print(json.dumps([cut, line]))


def main() -> int:
    """One line for each cut and detector."""
    sys.path.insert(0, str(ROOT))
    from scripts.peers import NoPeer, make

    if not DATA.is_file():
        print("SIB-200 is not here (COPRODUCE_REAL_DATA)")
        return 0
    print(
        f"{'words':>6s} {'detector':9s} {'right':>7s} {'wrong':>7s} {'open':>7s} {'texts/cpu s':>12s} {'MB':>5s}  weakest"
    )
    for name in ("ours", "lingua"):
        try:
            python = sys.executable if name == "ours" else make("language")
        except NoPeer as why:
            print(f"{name}: {why}")
            continue
        done = subprocess.run([str(python), __file__, name], capture_output=True, text=True, check=True)
        for cut, line in map(json.loads, done.stdout.splitlines()):
            wrong = 1 - line["right"] - line["open"]
            print(
                f"{cut or 'all':>6} {name:9s} {line['right']:7.3f} {wrong:7.3f} {line['open']:7.3f} {line['speed']:12.0f} "
                f"{line['peak']:5.0f}  {line['least'][1]} {line['least'][0]:.3f}"
            )
    return 0


if __name__ == "__main__":
    sys.exit(one(sys.argv[1]) or 0 if len(sys.argv) > 1 else main())
