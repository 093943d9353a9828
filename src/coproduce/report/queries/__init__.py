# SPDX-License-Identifier: AGPL-3.0-or-later
"""What was published, and what would be published today."""

from coproduce.report.queries.manifest import COUNT_NOBODY, build, digest
from coproduce.report.queries.releases import ReleaseRow, newest, published, quotes_shown, releases_of

__all__ = ["COUNT_NOBODY", "ReleaseRow", "build", "digest", "newest", "published", "quotes_shown", "releases_of"]
