# SPDX-License-Identifier: AGPL-3.0-or-later
"""What withdrawal reaches in releases: the quote goes blank at once, an amendment says so, the files are built again."""

from coproduce.process.erasure import Consequence, Scope
from coproduce.report.models import ReleaseQuote


def erase(scope: Scope) -> list[Consequence]:
    """Blank the quotes of withdrawn voices in every release."""
    gone, _ = ReleaseQuote.objects.filter(passage__voice_id__in=scope.voice_ids).delete()
    if not gone:
        return []
    return [Consequence("report", "quote", "", "Your words no longer stand in the published report.")]
