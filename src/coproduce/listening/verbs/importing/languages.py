# SPDX-License-Identifier: AGPL-3.0-or-later
"""Words of a sheet that seem to be in another language than the sheet says: a remark, and never a correction."""

from collections.abc import Iterable

from coproduce.analysis.language import detect
from coproduce.formats.tables import Problem

#: So many voices are looked at, from the top: a sheet in several languages shows it by then, and a look stays quick.
LOOKED_AT = 500
_ROWS = 5
_NAMES = {
    "ar": "Arabic", "bn": "Bengali", "en": "English", "fa": "Persian", "gu": "Gujarati", "pa": "Punjabi",
    "pa-Arab": "Punjabi in Arabic script", "pl": "Polish", "ro": "Romanian", "so": "Somali", "ur": "Urdu", "zh": "Chinese",
}  # fmt: skip


def remarks(unlabelled: Iterable[tuple[int, str]], assumed: str, column: str | None) -> list[Problem]:
    """One remark for each language that rows seem to be in though nobody said so.

    `unlabelled` are rows and words whose own cell says no language, so that `assumed` is taken; what a cell says stands.
    """
    found: dict[str, list[int]] = {}
    for number, (row, words) in enumerate(unlabelled):
        if number == LOOKED_AT:
            break
        guess = detect(words).language
        # The house has one tag for Punjabi and for Chinese, whichever way they are written.
        if guess is not None and guess.split("-")[0] != assumed.split("-")[0]:
            found.setdefault(guess, []).append(row)
    return [_remark(language, found[language], column) for language in sorted(found)]


def _remark(language: str, rows: list[int], column: str | None) -> Problem:
    some = ", ".join(str(row) for row in rows[:_ROWS]) + (" …" if len(rows) > _ROWS else "")
    count = "One voice seems" if len(rows) == 1 else f"{len(rows)} voices seem"
    what = f"{count} to be in {_NAMES[language]}, and the sheet does not say so (row{'s' * (len(rows) > 1)} {some})."
    return Problem(None, column, what, "Write the language beside them if that is so; we leave it as it stands.")
