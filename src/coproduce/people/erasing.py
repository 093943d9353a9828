# SPDX-License-Identifier: AGPL-3.0-or-later
"""What withdrawal reaches here: nothing about participants is kept, since the audit log holds ids and no content."""

from coproduce.process.erasure import Consequence, Scope


def erase(scope: Scope) -> list[Consequence]:
    """Accounts belong to the team and not to participants: a withdrawal changes nothing here."""
    return []
