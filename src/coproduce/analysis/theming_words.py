# SPDX-License-Identifier: MIT
"""What a word is, in every script of a programme."""

import re

# To Python's \w the vowel signs of Bengali, Gurmukhi and their kin, and the marks of Arabic and Urdu, end a word.
_MARKS = (
    "\u0300-\u036f\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed"
    "\u0900-\u0963\u0966-\u0dff\u0e31-\u0e3a\u0e47-\u0e4e\u200c\u200d"
)
_LETTERS = rf"[\w{_MARKS}]+"
#: A word with its apostrophes: “don't” is one.
WORD = re.compile(rf"{_LETTERS}(?:['’]{_LETTERS})*")
#: A word with its hyphens too: “drop-in” is one.
COMPOUND = re.compile(rf"{_LETTERS}(?:['’-]{_LETTERS})*")
