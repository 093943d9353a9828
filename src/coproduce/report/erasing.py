# SPDX-License-Identifier: AGPL-3.0-or-later
"""What withdrawal reaches in releases: the quote goes blank at once, an amendment says so, old files are destroyed."""

from coproduce.process.erasure import Consequence, Scope
from coproduce.process.purposes import Purpose
from coproduce.report.verbs import blank_quotes

SAID = Consequence("report", "quote", "", "Your words no longer stand in the published report.")


def erase(scope: Scope) -> list[Consequence]:
    """Blank the quotes of withdrawn voices in every release."""
    return [SAID] if blank_quotes(programme_id=scope.programme_id, voice_ids=scope.voice_ids) else []


def narrow(scope: Scope, purposes: frozenset[Purpose]) -> list[Consequence]:
    """A person keeps the voice with us, but may not be quoted any more.

    No sentence draws on words that may not be analysed, so the strategy lets go of their quotes as well: what was
    published would otherwise show in a file what is gone from the page.
    """
    return erase(scope) if purposes & {Purpose.QUOTE, Purpose.ANALYSE} else []
