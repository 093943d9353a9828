# SPDX-License-Identifier: AGPL-3.0-or-later
"""How a command stops: one plain line that says what is wrong and how to mend it."""


class Sorry(Exception):
    """Something a person can mend; the message says what and how. It ends a command with exit code 2."""


class Stop(Sorry):
    """Raised by a command that cannot go on; `main` prints it as one line and ends with code 2."""

    def __init__(self, what: str, mend: str = "") -> None:
        super().__init__(f"{what} {mend}".strip())
        self.what = what
        self.mend = mend
