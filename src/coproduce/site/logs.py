# SPDX-License-Identifier: AGPL-3.0-or-later
"""What a log may hold."""

import logging
import re

PRIVATE = re.compile(r"(/slip/|/[\w-]+/say/)[^\s\"]*")


class DropPrivatePaths(logging.Filter):
    """Takes everything after `/slip/` and `/say/` out of log lines: an address there could carry a code."""

    def filter(self, record: logging.LogRecord) -> bool:
        message = record.getMessage()
        if PRIVATE.search(message):
            record.msg, record.args = PRIVATE.sub(r"\1…", message), ()
        return True
