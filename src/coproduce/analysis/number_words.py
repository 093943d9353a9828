# SPDX-License-Identifier: MIT
"""Whole numbers in English words, for sentences."""

_SMALL = (
    "none one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen"
).split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
_LIMIT = 1_000_000


def in_words(number: int) -> str:
    """`number` in words: 0 is "none", 17 "seventeen", 205 "two hundred and five"; a million and more in figures."""
    if number < 0:
        return f"minus {in_words(-number)}"
    if number < 20:
        return _SMALL[number]
    if number < 100:
        tens, rest = divmod(number, 10)
        return _TENS[tens - 2] + (f"-{_SMALL[rest]}" if rest else "")
    if number < 1000:
        hundreds, rest = divmod(number, 100)
        return f"{_SMALL[hundreds]} hundred" + (f" and {in_words(rest)}" if rest else "")
    if number < _LIMIT:
        thousands, rest = divmod(number, 1000)
        joint = " and " if rest < 100 else " "
        return f"{in_words(thousands)} thousand" + (f"{joint}{in_words(rest)}" if rest else "")
    return f"{number:,}"
