# SPDX-License-Identifier: AGPL-3.0-or-later
"""What a release says again because the truth would point at somebody.

Whoever lays two releases side by side reads the difference: 25 people then and 24 now is one person who took their
words back. So a figure that moved by fewer people than the rule for small numbers allows keeps its earlier value, and
whatever would give the difference back (the rest of a statement's answers, the verdict on a group) is kept with it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from coproduce.analysis.disclosure import Figure, differences_are_safe, from_json

if TYPE_CHECKING:
    from coproduce.analysis.profiles import Profile

ANSWERS = ("seen", "agree", "disagree", "passed", "exposure")
LISTS = ("not_heard", "hardly_heard", "heard_more")


def carried(now: Mapping[str, Any], before: Mapping[str, Any] | None, profile: Profile) -> dict[str, Any]:
    """The gated parts of a manifest, as they may stand beside those of the release before."""
    if not before:
        return dict(now)
    return {
        **now,
        "heard": _heard(now["heard"], before.get("heard") or {}, profile),
        # The answers to one statement add up, so one that is kept back would follow from the others.
        "statements": _rows(now["statements"], before.get("statements", ()), "code", ANSWERS, profile),
        "rounds": _rows(now["rounds"], before.get("rounds", ()), "number", ("took_part",), profile),
        "findings": {
            code: old if (old := before.get("findings", {}).get(code)) and _tells(old, kept, profile) else kept
            for code, kept in now["findings"].items()
        },
    }


def _tells(old: Mapping[str, Any], new: Mapping[str, Any], profile: Profile) -> bool:
    """Whether two values of one figure tell of a few people when they lie side by side."""
    if "thing" in {old.get("kind"), new.get("kind")}:
        return False  # it counts no people
    figures = from_json(old), from_json(new)
    if not all(isinstance(figure, Figure) for figure in figures):
        return False
    return bool(differences_are_safe({"it": figures[0]}, {"it": figures[1]}, profile))


def _rows(
    now: Iterable[Mapping[str, Any]], before: Iterable[Mapping[str, Any]], key: str, parts: tuple[str, ...],
    profile: Profile,
) -> list[Mapping[str, Any]]:  # fmt: skip
    """Rows of figures, each as it is or wholly as it was."""
    old = {row[key]: row for row in before}

    def kept(row: Mapping[str, Any]) -> Mapping[str, Any]:
        was = old.get(row[key])
        moved = was and any(_tells(was[part], row[part], profile) for part in parts if part in was)
        return was if was and moved else row

    return [kept(row) for row in now]


def _heard(now: Mapping[str, Any], before: Mapping[str, Any], profile: Profile) -> dict[str, Any]:
    old = {(one["key"], c["name"]): c for one in before.get("characteristics", ()) for c in one["categories"]}
    found, again = [], set()
    for one in now["characteristics"]:
        rows = []
        for category in one["categories"]:
            was = old.get((one["key"], category["name"]))
            keeps = was is not None and _tells(was["heard"], category["heard"], profile)
            rows.append(was if keeps else category)
            if keeps:
                again.add(f"{one['name']}: {category['name']}")
        found.append({**one, "categories": rows})
    people = before.get("people")
    return {
        **now,
        "people": people if people and _tells(people, now["people"], profile) else now["people"],
        "characteristics": found,
        **{name: _listed(now[name], before.get(name, ()), again) for name in LISTS},
        **_heard_besides(now, before, profile),
    }


def _heard_besides(now: Mapping[str, Any], before: Mapping[str, Any], profile: Profile) -> dict[str, Any]:
    """Areas, the effective number of people, and what some spoke of more: each as it is or wholly as it was."""
    areas, effective = before.get("areas", ()), before.get("effective")
    old = {one["name"]: one["heard"] for one in areas}
    # The areas are made from the same wards and add up: one kept back would follow from the others.
    moved = any(one["name"] in old and _tells(old[one["name"]], one["heard"], profile) for one in now.get("areas", ()))
    told = {(one["theme"], one["group"]): one for one in before.get("differences", ())}

    def difference(one: Mapping[str, Any]) -> Mapping[str, Any]:
        was = told.get((one["theme"], one["group"]))
        return (
            was
            if was and any(was[p] and one[p] and _tells(was[p], one[p], profile) for p in ("here", "there"))
            else one
        )

    found = {
        "areas": list(areas) if moved else now.get("areas", []),
        "effective": effective if effective and now.get("effective") and _tells(effective, now["effective"], profile)
        else now.get("effective"),
        "differences": [difference(one) for one in now.get("differences", ())],
    }  # fmt: skip
    return {name: kept for name, kept in found.items() if name in now}


def _listed(now: Iterable[str], before: Iterable[str], again: set[str]) -> list[str]:
    """Groups by name; one whose figure is said again stands, or does not, as it did."""
    return [group for group in now if group not in again] + [group for group in before if group in again]
