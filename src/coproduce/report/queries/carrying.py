# SPDX-License-Identifier: AGPL-3.0-or-later
"""What a release says again because the truth would point at somebody.

Whoever lays two releases side by side reads the difference: 25 people then and 24 now is one person who took their
words back. So a figure that moved by fewer people than the rule for small numbers allows keeps its earlier value, and
whatever would give the difference back (the rest of a statement's answers, the verdict on a group) is kept with it. It is
held against every earlier release, since nobody forgets the first when the third comes out; what it keeps is the latest.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from coproduce.analysis.disclosure import Figure, differences_are_safe, from_json

if TYPE_CHECKING:
    from coproduce.analysis.profiles import Profile

ANSWERS = ("seen", "agree", "disagree", "passed", "exposure")
LISTS = ("not_heard", "hardly_heard", "heard_more")


BLOCKS = ("areas", "effective")
"""Parts of who was heard that stand or fall as a whole: the areas are made from the same wards and add up."""


def carried(
    now: Mapping[str, Any],
    before: Mapping[str, Any] | None,
    profile: Profile,
    older: Sequence[Mapping[str, Any]] = (),
) -> dict[str, Any]:
    """The gated parts of a manifest, as they may stand beside those of the release `before` and of all `older` ones."""
    if not before:
        return dict(now)
    earlier = [before, *older]
    codes = [release.get("findings") or {} for release in earlier]
    return {
        **now,
        "heard": _heard(now["heard"], [release.get("heard") or {} for release in earlier], profile),
        # The answers to one statement add up, so one that is kept back would follow from the others.
        "statements": _rows(now["statements"], [r.get("statements", ()) for r in earlier], "code", ANSWERS, profile),
        "rounds": _rows(now["rounds"], [r.get("rounds", ()) for r in earlier], "number", ("took_part",), profile),
        "findings": {
            code: _latest(kept, [some[code] for some in codes if code in some], (), profile)
            for code, kept in now["findings"].items()
        },
    }


def _latest(row: Any, was: Sequence[Any], parts: tuple[str, ...], profile: Profile) -> Any:
    """`row`, or its latest form where one of its figures tells of a few people beside any earlier form of it."""

    def tells(old: Any) -> bool:
        pairs = [(old[part], row[part]) for part in parts if part in old] if parts else [(old, row)]
        return any(_tells(a, b, profile) for a, b in pairs)

    return was[0] if any(tells(old) for old in was) else row


def _tells(old: Mapping[str, Any], new: Mapping[str, Any], profile: Profile) -> bool:
    """Whether two values of one figure tell of a few people when they lie side by side."""
    if "thing" in {old.get("kind"), new.get("kind")}:
        return False  # it counts no people
    figures = from_json(old), from_json(new)
    if not all(isinstance(figure, Figure) for figure in figures):
        return False
    return bool(differences_are_safe({"it": figures[0]}, {"it": figures[1]}, profile))


def _rows(
    now: Iterable[Mapping[str, Any]], earlier: Iterable[Iterable[Mapping[str, Any]]], key: str, parts: tuple[str, ...],
    profile: Profile,
) -> list[Mapping[str, Any]]:  # fmt: skip
    """Rows of figures, each as it is or wholly as it was."""
    old = [{row[key]: row for row in rows} for rows in earlier]
    return [_latest(row, [rows[row[key]] for rows in old if row[key] in rows], parts, profile) for row in now]


def _heard(now: Mapping[str, Any], earlier: Sequence[Mapping[str, Any]], profile: Profile) -> dict[str, Any]:
    old = [
        {(one["key"], c["name"]): c for one in before.get("characteristics", ()) for c in one["categories"]}
        for before in earlier
    ]
    # Names are kept beside rows, since the lists below speak of groups by name.
    found, again = [], set()
    for one in now["characteristics"]:
        rows = []
        for category in one["categories"]:
            was = [cs[one["key"], category["name"]] for cs in old if (one["key"], category["name"]) in cs]
            rows.append(_latest(category, was, ("heard",), profile))
            if rows[-1] is not category:
                again.add(f"{one['name']}: {category['name']}")
        found.append({**one, "categories": rows})
    last = earlier[0]
    return {
        **now,
        "people": _latest(now["people"], [b["people"] for b in earlier if b.get("people")], (), profile),
        "characteristics": found,
        **{name: _listed(now[name], last.get(name, ()), again) for name in LISTS},
        **{
            name: _block(now[name], [b[name] for b in earlier if b.get(name)], profile)
            for name in BLOCKS
            if name in now
        },
        **({"differences": _differences(now["differences"], earlier, profile)} if "differences" in now else {}),
    }


def _differences(
    now: Iterable[Mapping[str, Any]], earlier: Sequence[Mapping[str, Any]], profile: Profile
) -> list[Mapping[str, Any]]:
    """What some spoke of more, each as it is or wholly as it was last."""
    told = [{(one["theme"], one["group"]): one for one in before.get("differences", ())} for before in earlier]
    at = [(one, (one["theme"], one["group"])) for one in now]
    return [_block(one, [rows[key] for rows in told if key in rows], profile) for one, key in at]


def _block(now: Any, earlier: Sequence[Any], profile: Profile) -> Any:
    """A part of who was heard, or the whole of its latest form where one of its figures tells of a few people."""
    figures = dict(_figures_in(now))
    for old in earlier:
        was = dict(_figures_in(old))
        if any(_tells(was[at], figures[at], profile) for at in figures.keys() & was.keys()):
            return earlier[0]
    return now


def _figures_in(part: Any, at: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], Mapping[str, Any]]]:
    """Every figure in JSON by the names on the way to it; rows go by their own name and not by their place."""
    if isinstance(part, Mapping):
        if part.get("kind") == "figure":
            yield at, part
            return
        for key, value in part.items():
            yield from _figures_in(value, (*at, key))
    elif isinstance(part, list):
        for row in part:
            name = (
                [str(row[k]) for k in ("key", "name", "theme", "group") if k in row] if isinstance(row, Mapping) else []
            )
            yield from _figures_in(row, (*at, *name))


def _listed(now: Iterable[str], before: Iterable[str], again: set[str]) -> list[str]:
    """Groups by name; one whose figure is said again stands, or does not, as it did."""
    return [group for group in now if group not in again] + [group for group in before if group in again]
