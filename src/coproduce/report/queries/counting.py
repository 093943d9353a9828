# SPDX-License-Identifier: AGPL-3.0-or-later
"""How many people stand behind themes and sentences, as a release may say it beside every earlier one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from coproduce.analysis.disclosure import from_json, released
from coproduce.heard.queries.gathering import profile_of
from coproduce.thread.queries import figures_today

if TYPE_CHECKING:
    from coproduce.programmes.models import Programme


def figures_of(programme: Programme, earlier: Sequence[Mapping[str, Any]] = ()) -> dict[str, Any]:
    """Each figure by "theme CODE" or "sentence CODE"; `earlier` manifests with the newest first."""
    now, inside = figures_today(programme)
    # Turned round: `released` walks from the oldest to the newest.
    old = [{key: from_json(kept) for key, kept in release.get("figures", {}).items()} for release in reversed(earlier)]
    result = released(now, old, profile_of(programme), together=[{part, whole} for part, whole in inside])
    return {key: figure.as_json() for key, figure in result.items()}
