# SPDX-License-Identifier: MIT
"""Identifiers that have a form: numbers, addresses, dates of birth. Wide rather than narrow, since a person decides.

Sources of the forms: NHS Data Dictionary (NHS number, modulus 11); HMRC's National Insurance manual NIM39110 (letters
of NI numbers); Royal Mail's Programmers' Guide (postcodes); Ofcom's numbering plan (phones); DVLA INF104 (vehicle
registrations since 2001).
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

_MONTHS = (
    "jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|"
    "dec(?:ember)?"
)
_STREETS = (
    "road|rd|street|avenue|ave|lane|close|drive|way|place|grove|crescent|hill|terrace|gardens|court|walk|green|square|row|rise|"
    "view|mews|croft|parade|passage|bank|end|fold|gate|heath|mount|vale|wharf|yard"
)
_SITE = (
    r"(?<![\w@.])[a-z0-9-]+(?:\.[a-z0-9-]+)*\.(?:co\.uk|org\.uk|nhs\.uk|gov\.uk|com|org|net)\b"
    r"(?:/[^\s<>\"”]*\w)?"
)
_INSIDE = r"(?:(?:flat|room|apartment|apt|unit|block|house)\s+\w{1,4},?\s+)"
_NAME = r"(?:[^\W\d_][\w'’.-]*\s+)"


@dataclass(frozen=True)
class Form:
    """One kind of identifier, its pattern and, where it has one, what the found text must pass."""

    kind: str
    pattern: re.Pattern[str]
    passes: Callable[[re.Match[str]], bool] = lambda match: True


def nhs_number(digits: str) -> bool:
    """Whether ten digits pass modulus 11: weights 10 down to 2, 11 − remainder, 11 counts as 0 and 10 is never given."""
    if len(digits) != 10 or not digits.isdecimal():
        return False
    check = 11 - sum(int(digit) * weight for digit, weight in zip(digits[:9], range(10, 1, -1), strict=True)) % 11
    return (0 if check == 11 else check) == int(digits[9])


def _is_nhs(match: re.Match[str]) -> bool:
    said = re.search(r"\bNHS\b[^.\d]{0,25}$", match.string[: match.start()], re.IGNORECASE)
    # Somebody who says “NHS number” and makes a slip has still said something that points at a person.
    return said is not None or nhs_number(re.sub(r"\D", "", match[0]))


def _is_phone(match: re.Match[str]) -> bool:
    digits = re.sub(r"\D", "", match[0].replace("(0)", ""))
    national = re.sub(r"^(?:0044|44|0)", "", digits)
    return len(national) in (9, 10) and national[:1] in "12378"


def _is_birth(match: re.Match[str]) -> bool:
    before = match.string[max(0, match.start() - 45) : match.start()]
    if re.search(r"\b(?:born|birth|birthday|d\.?o\.?b)\b", before, re.IGNORECASE):
        return True
    year = re.search(r"(?:19\d\d|200\d)", match[0])
    return year is not None


def _is_address(match: re.Match[str]) -> bool:
    """“20 minutes each way” ends like a street; without a capital only words that are nothing else count."""
    last = match[0].split()[-1]
    return last[0].isupper() or last in {
        "road",
        "rd",
        "street",
        "avenue",
        "ave",
        "lane",
        "crescent",
        "grove",
        "terrace",
    }


def _by_a_car(match: re.Match[str]) -> bool:
    around = match.string[max(0, match.start() - 30) : match.end() + 30]
    return re.search(r"\b(?:reg|registration|plates?|car|van|taxi|cab)\b", around, re.IGNORECASE) is not None


def _form(kind: str, pattern: str, passes: Callable[[re.Match[str]], bool] | None = None) -> Form:
    return Form(kind, re.compile(pattern, re.IGNORECASE), passes or Form.passes)


FORMS = (
    _form("e-mail", r"[\w.+%'-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63})+"),
    _form("web address", r"(?:https?://|www\.)[^\s<>\"”]+[\w/]"),
    _form("web address", _SITE),
    _form("handle", r"(?<![\w.@/])@\w{2,30}"),
    _form("phone", r"(?<![\w])(?:\+44|0044|\(?0)[\d\s().-]{7,16}\d(?!\w)", _is_phone),
    _form("NHS number", r"(?<![\w])\d{3}[ -]?\d{3}[ -]?\d{4}(?!\w)", _is_nhs),
    _form("NI number", r"\b[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z] ?\d{2} ?\d{2} ?\d{2} ?[A-D]\b"),
    _form("postcode", r"\b(?:GIR ?0AA|[A-PR-UWYZ][A-HK-Y]?\d[A-Z\d]? ?\d[ABD-HJLNP-UW-Z]{2})\b"),
    _form("vehicle", r"\b[A-HJ-PR-Y]{2}(?:0[2-9]|[12]\d|5[1-9]|6\d|7\d) ?[A-HJ-PR-Z]{3}\b"),
    _form("vehicle", r"\b(?:[A-HJ-NPR-Y]\d{1,3} ?[A-Z]{3}|[A-Z]{3} ?\d{1,3}[A-Z])\b", _by_a_car),
    _form("date of birth", r"\b\d{1,2}[/.-]\d{1,2}[/.-](?:\d{4}|\d{2})\b|\b\d{4}-\d{2}-\d{2}\b", _is_birth),
    _form("date of birth", rf"\b\d{{1,2}}(?:st|nd|rd|th)?(?: of)? (?:{_MONTHS})\.?,? (?:19|20)?\d{{2}}\b", _is_birth),
    _form("address", rf"\b{_INSIDE}?(?:{_NAME}{{1,2}}house,?\s+)?\d{{1,4}}[a-z]?,?\s+{_NAME}{{1,3}}?(?:{_STREETS})\b", _is_address),
    _form("address", rf"\b{_INSIDE}{_NAME}{{1,2}}(?:house|court|tower)\b"),
)  # fmt: skip


def patterned(text: str) -> Iterator[tuple[int, int, str]]:
    """Start, end and kind of everything in `text` (already folded) that has the form of an identifier."""
    for form in FORMS:
        for match in form.pattern.finditer(text):
            if form.passes(match):
                yield match.start(), match.end(), form.kind
