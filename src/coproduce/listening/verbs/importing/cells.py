# SPDX-License-Identifier: AGPL-3.0-or-later
"""What a cell says: a yes or no, a day, a language, a way of speaking. `None` where it cannot be told."""

import re
from collections.abc import Iterable
from datetime import date, datetime

from coproduce.listening.models.voices import Channel

_YES = {"yes", "y", "true", "1", "x", "✓", "✔", "ok", "agree", "agreed", "consent", "consented", "ticked", "given"}
_NO = {"", "no", "n", "false", "0", "-", "disagree", "refused", "declined", "none", "not given", "withdrawn"}
# Whole words: “yesterday” is no yes, and an agreement that is pending is none yet.
_YES_START = re.compile(r"(yes|i agree|i consent|i am happy|publish|you may|agree)\b")
_NO_STARTS = ("no", "do not", "don't", "don’t", "please do not", "keep confidential", "confidential", "i do not")
_FIGURES = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4}|\d{2})(?:[ T]+\d{1,2}:\d{2}(?::\d{2})?(?: ?[AaPp][Mm])?)?")
_FORMS = ("%Y/%m/%d", "%d %B %Y", "%d %b %Y", "%d-%b-%Y", "%d-%b-%y", "%d %B %Y %H:%M", "%d %b %Y %H:%M", "%B %d, %Y")
LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")
LANGUAGES = {
    "english": "en", "urdu": "ur", "اردو": "ur", "punjabi": "pa", "panjabi": "pa", "ਪੰਜਾਬੀ": "pa", "bengali": "bn",
    "bangla": "bn", "sylheti": "syl", "বাংলা": "bn", "arabic": "ar", "العربية": "ar", "somali": "so", "soomaali": "so",
    "polish": "pl", "polski": "pl", "romanian": "ro", "română": "ro", "mirpuri": "pnb", "pahari": "pnb",
    "chinese": "zh", "mandarin": "zh", "cantonese": "yue", "french": "fr", "german": "de", "spanish": "es",
    "portuguese": "pt", "gujarati": "gu", "hindi": "hi", "farsi": "fa", "persian": "fa", "pashto": "ps",
    "kurdish": "ku", "ukrainian": "uk", "tigrinya": "ti", "turkish": "tr", "welsh": "cy", "tamil": "ta",
    "british sign language": "bfi", "bsl": "bfi",
}  # fmt: skip
_CHANNELS = {
    **{value: value for value, _ in Channel.choices},
    **{label.lower(): value for value, label in Channel.choices},
    "speech": "spoken", "said": "spoken", "talk": "spoken", "interview": "spoken", "facilitator note": "note",
    "notes": "note", "postit": "post-it", "post it": "post-it", "sticky note": "post-it", "paper": "form",
    "paper form": "form", "survey": "form", "web": "online", "email": "online", "e-mail": "online", "audio": "recording",
}  # fmt: skip


def yes_or_no(text: str) -> bool | None:
    """Whether a cell says yes; blank is no, since nothing may be taken for granted."""
    said = " ".join(text.strip().casefold().rstrip(".!").split())
    if said in _YES or said in _NO:
        return said in _YES
    # The no first: “no, I do not agree” holds both.
    if said.startswith(_NO_STARTS):
        return False
    return True if _YES_START.match(said) else None


def day(text: str, month_first: bool = False) -> date | None:
    """A day. Where figures can be read both ways, the day stands first, as people here write it, unless told otherwise."""
    said = " ".join(text.strip().split())
    if figures := _FIGURES.fullmatch(said):
        first, second, year = (int(part) for part in figures.groups())
        year += 2000 if year < 100 else 0
        for month, at in ((first, second), (second, first)) if month_first else ((second, first), (first, second)):
            try:
                return date(year, month, at)
            except ValueError:
                continue
        return None
    try:
        return datetime.fromisoformat(said).date()
    except ValueError:
        pass
    for form in _FORMS:
        try:
            return datetime.strptime(said, form).date()  # noqa: DTZ007 - a day has no zone
        except ValueError:
            continue
    return None


def order_of_days(texts: Iterable[str]) -> tuple[int, int]:
    """How many days can only be read with the day first, and how many only with the month first."""
    day_first = month_first = 0
    for text in texts:
        if figures := _FIGURES.fullmatch(" ".join(text.strip().split())):
            first, second = int(figures[1]), int(figures[2])
            day_first += first > 12 >= second
            month_first += second > 12 >= first
    return day_first, month_first


def language(text: str) -> str | None:
    """The code of a language, from a code or a name."""
    said = text.strip()
    if known := LANGUAGES.get(said.casefold()):
        return known
    code = said.replace("_", "-")
    code = code.lower() if "-" not in code else code.split("-")[0].lower() + code[code.index("-") :]
    return code if LANGUAGE.fullmatch(code) and len(code) <= 12 else None


def channel(text: str) -> str | None:
    """How something was said."""
    return _CHANNELS.get(" ".join(text.strip().casefold().split()))
