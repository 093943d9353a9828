# SPDX-License-Identifier: AGPL-3.0-or-later
"""What people have decided about whole voices, for the sorting machine to obey."""

from collections import defaultdict
from uuid import UUID

from django.db.models import Q

from coproduce.themes.models import Coding, Theme


def decided(programme_id: int) -> dict[UUID, dict[str, int]]:
    """For each voice that people coded, or whose coding they accepted, the live themes with how much of it they have.

    A machine's word that nobody accepted is no decision.
    """
    standing = Coding.objects.filter(theme__programme_id=programme_id, ended_at__isnull=True)
    by_people = standing.filter(Q(coder__isnull=False) | Q(accepted_by__isnull=False))
    live = by_people.exclude(theme__state=Theme.State.RETIRED)
    spans = live.values_list("passage__voice_id", "theme__code", "passage__start", "passage__end").distinct()
    marked: dict[tuple[UUID, str], set[int]] = defaultdict(set)
    for voice, code, start, end in spans:
        marked[voice, code] |= set(range(start, end))
    found: dict[UUID, dict[str, int]] = defaultdict(dict)
    for (voice, code), points in marked.items():
        found[voice][code] = len(points)
    return dict(found)


def home_of(shares: dict[str, int]) -> str:
    """The theme that has most of a voice; of equal ones the first by code."""
    return min(shares, key=lambda code: (-shares[code], code))
