# SPDX-License-Identifier: AGPL-3.0-or-later
"""Who was heard, as a release keeps it, and back again. What an older release did not know yet stays empty."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from coproduce.analysis.disclosure import Figure, from_json
from coproduce.heard.queries.differing import PublicDifference
from coproduce.heard.queries.gated import Category, Characteristic, Heard, counted
from coproduce.programmes.published import published

if TYPE_CHECKING:
    from collections.abc import Mapping

    from coproduce.programmes.models import Programme

WORDS = ("not_heard", "hardly_heard", "heard_more", "gaps")


def public_heard(programme: Programme, *, live: bool = False) -> Heard:
    """What the newest release says, or (before the first, or where `live`) today's figures."""
    kept = None if live else published(programme.pk, "heard")
    return revived(kept) if kept else counted(programme)


def heard_json(programme: Programme) -> dict[str, Any]:
    """Today's figures for a release's manifest."""
    return kept_json(counted(programme))


def kept_json(heard: Heard) -> dict[str, Any]:
    """All of it as JSON; figures keep only what may be shown."""
    return {
        "people": heard.people.as_json(),
        "sessions": heard.sessions,
        "kinds": list(heard.kinds),
        "compared_with": heard.compared_with,
        "characteristics": [
            {"key": one.key, "name": one.name, "source": one.source, "date": one.source_date,
             "categories": [_category(category) for category in one.categories]}
            for one in heard.characteristics
        ],
        **{name: list(getattr(heard, name)) for name in WORDS},
        "areas": [_category(area) for area in heard.areas],
        "areas_source": heard.areas_source,
        "effective": heard.effective and heard.effective.as_json(),
        "differences": [
            {"key": one.key, "theme": one.theme, "group": one.group, "more": one.more, "sentence": one.sentence,
             "here": one.here and one.here.as_json(), "there": one.there and one.there.as_json()}
            for one in heard.differences
        ],
    }  # fmt: skip


def _category(one: Category) -> dict[str, Any]:
    return {"name": one.name, "heard": one.heard.as_json(), "population": one.population, "verdict": one.verdict}


def revived(kept: Mapping[str, Any]) -> Heard:
    """What `kept_json` wrote."""
    return Heard(
        people=_figure(kept["people"]),
        sessions=kept["sessions"],
        kinds=tuple(kept["kinds"]),
        compared_with=kept["compared_with"],
        characteristics=tuple(
            Characteristic(one["key"], one["name"], _categories(one["categories"]), one["source"], one["date"])
            for one in kept["characteristics"]
        ),
        **{name: tuple(kept.get(name, ())) for name in WORDS},
        areas=_categories(kept.get("areas", ())),
        areas_source=kept.get("areas_source", ""),
        effective=_perhaps(kept.get("effective")),
        differences=tuple(
            PublicDifference(
                one["key"], one["theme"], one["group"], one["more"], _perhaps(one["here"]), _perhaps(one["there"]),
                one["sentence"],
            )
            for one in kept.get("differences", ())
        ),
    )  # fmt: skip


def _categories(kept: Any) -> tuple[Category, ...]:
    return tuple(Category(c["name"], _figure(c["heard"]), c["population"], c["verdict"]) for c in kept)


def _perhaps(kept: Any) -> Figure | None:
    return _figure(kept) if kept else None


def _figure(kept: Mapping[str, Any]) -> Figure:
    found = from_json(kept)
    if not isinstance(found, Figure):
        raise TypeError("a release keeps one figure here")
    return found
