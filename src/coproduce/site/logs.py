# SPDX-License-Identifier: AGPL-3.0-or-later
"""What a log may hold."""

import logging
import re

# A one-time link that was slowed down or sent without its token is still good: a log must not sign anybody in.
PRIVATE = re.compile(r"(/slip/|/[\w-]+/say/|/team/link/)[^\s\"]*")


class DropPrivatePaths(logging.Filter):
    """Takes what follows `/slip/`, `/say/` and `/team/link/` out of log lines: an address there could carry a code."""

    def filter(self, record: logging.LogRecord) -> bool:
        message = record.getMessage()
        if PRIVATE.search(message):
            record.msg, record.args = PRIVATE.sub(r"\1…", message), ()
        return True
