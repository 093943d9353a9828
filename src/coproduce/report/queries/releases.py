# SPDX-License-Identifier: AGPL-3.0-or-later
"""Releases, as plain results."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from coproduce.report.models import Release, ReleaseQuote

if TYPE_CHECKING:
    from datetime import datetime


@dataclass(frozen=True)
class ReleaseRow:
    """One release; `amendments` says what changed since, without content."""

    id: int
    number: str
    hash: str
    published_at: datetime
    by: str
    gaps_accepted: str
    manifest: dict[str, Any]
    amendments: tuple[tuple[datetime, str], ...]


def _row(release: Release) -> ReleaseRow:
    return ReleaseRow(
        release.pk,
        str(release.number),
        release.hash,
        release.published_at,
        release.by.name if release.by else "",
        release.gaps_accepted,
        release.manifest,
        tuple((one.at, one.what) for one in release.amendments.all()),
    )


def releases_of(programme_id: int) -> list[ReleaseRow]:
    """The newest first."""
    return [_row(r) for r in Release.objects.filter(programme_id=programme_id).order_by("-number").select_related("by")]


def newest(programme_id: int) -> ReleaseRow | None:
    """The release that public pages show."""
    found = Release.objects.filter(programme_id=programme_id).order_by("-number").select_related("by").first()
    return _row(found) if found else None


def published(programme_id: int, key: str) -> Any:
    """What the newest release says under a key of its manifest; for `programmes.published`."""
    found = Release.objects.filter(programme_id=programme_id).order_by("-number").first()
    return found.manifest.get(key) if found else None


def quotes_shown(release_id: int) -> set[str]:
    """The quotation ids that a release still shows; what was withdrawn is not among them."""
    return {
        str(ref)
        for ref in ReleaseQuote.objects.filter(release_id=release_id).values_list("caption__quotation", flat=True)
    }
