# SPDX-License-Identifier: AGPL-3.0-or-later
"""How many people stand behind a theme, a sentence and the whole: as the newest release says, else today's, gated."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from coproduce.analysis.disclosure import Figure, from_json, gate_count
from coproduce.analysis.profiles import DEFAULT, PROFILES
from coproduce.listening import queries as listening
from coproduce.programmes.published import published
from coproduce.thread.overlaps import figures_today

if TYPE_CHECKING:
    from coproduce.programmes.models import Programme


def theme_figures(programme: Programme) -> dict[str, Figure]:
    """People by the code of a theme."""
    kept = published(programme.pk, "figures")
    if kept is not None:
        return _under("theme ", kept)
    return _of("theme ", figures_today(programme)[0])


def sentence_figures(programme: Programme) -> dict[str, Figure]:
    """People whose words a sentence draws on, by its code."""
    kept = published(programme.pk, "figures")
    if kept is not None:
        return _under("sentence ", kept)
    return _of("sentence ", figures_today(programme)[0])


def people_heard(programme: Programme) -> Figure:
    """How many took part."""
    kept = (published(programme.pk, "heard") or {}).get("people")
    old = from_json(kept) if kept else None
    profile = PROFILES.get(programme.disclosure, DEFAULT)
    return old if isinstance(old, Figure) else gate_count(listening.participants_in(programme.pk), profile)


def _under(prefix: str, kept: Mapping[str, Any]) -> dict[str, Figure]:
    """The figures of a release whose keys begin like this, without that beginning."""
    found = {key: from_json(value) for key, value in kept.items() if key.startswith(prefix)}
    return _of(prefix, {key: figure for key, figure in found.items() if isinstance(figure, Figure)})


def _of(prefix: str, figures: Mapping[str, Figure]) -> dict[str, Figure]:
    return {key.removeprefix(prefix): figure for key, figure in figures.items() if key.startswith(prefix)}
