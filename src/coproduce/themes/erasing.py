# SPDX-License-Identifier: AGPL-3.0-or-later
"""What withdrawal reaches in `themes`."""

from coproduce.process.erasure import Consequence, Scope


def erase(scope: Scope) -> list[Consequence]:
    """To be filled by this app's verbs."""
    raise NotImplementedError
