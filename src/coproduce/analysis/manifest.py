# SPDX-License-Identifier: MIT
"""Results of the gate read back from a release's manifest.

What is read is checked against the rule it names: a manifest that somebody edited to show a small count is refused.
"""

from collections.abc import Mapping
from typing import Any

from coproduce.analysis.figures import TOKEN, Figure, Safe, SafeCube, SafeSeries, SafeTable
from coproduce.analysis.profiles import PROFILES, Profile


def from_json(data: Mapping[str, Any], profiles: Mapping[str, Profile] = PROFILES) -> Safe:
    """The result that `as_json` wrote. `profiles` names the rules of programmes that have one of their own."""
    try:
        profile = profiles[data["profile"]]
        if data["kind"] == "figure":
            return _figure(data, profile)
        if data["kind"] == "series":
            return _series(data, profile)
        if data["kind"] == "table":
            return _table(data, profile)
        if data["kind"] == "cube":
            return _cube(data, profile)
    except (KeyError, TypeError) as problem:
        raise ValueError(f"This is no result of the disclosure gate: {problem}.") from problem
    raise ValueError(f"This is no result of the disclosure gate: kind {data['kind']!r}.")


def _figure(data: Mapping[str, Any], profile: Profile) -> Figure:
    value, base = data["value"], data["of"]
    for number in (value, base):
        if number is None:
            continue
        if not isinstance(number, int) or number < 0 or profile.rounded(number) != number:
            raise ValueError(f"{number!r} is not a figure that the {profile.name} rule publishes.")
        if profile.is_small(number):
            raise ValueError(f"{number} is too small for the {profile.name} rule.")
    if value is not None and data["text"] != f"{value:,}":
        raise ValueError("A figure's text differs from its value.")
    interval = None if data["interval"] is None else (float(data["interval"][0]), float(data["interval"][1]))
    return Figure(
        value, str(data["text"]), str(data["words"]), base, interval, profile.name, profile.publishable, TOKEN
    )


def _maybe(data: Mapping[str, Any] | None, profile: Profile) -> Figure | None:
    return None if data is None else _figure(data, profile)


def _line(data: list[Mapping[str, Any]] | None, profile: Profile) -> tuple[Figure, ...] | None:
    return None if data is None else tuple(_figure(each, profile) for each in data)


def _series(data: Mapping[str, Any], profile: Profile) -> SafeSeries:
    figures = tuple(_figure(each, profile) for each in data["figures"])
    total = _maybe(data["total"], profile)
    return SafeSeries(
        tuple(data["labels"]), figures, total, str(data["note"]), profile.name, profile.publishable, TOKEN
    )


def _table(data: Mapping[str, Any], profile: Profile) -> SafeTable:
    return SafeTable(
        row_labels=tuple(data["row_labels"]),
        column_labels=tuple(data["column_labels"]),
        cells=tuple(tuple(_figure(each, profile) for each in row) for row in data["cells"]),
        row_totals=_line(data["row_totals"], profile),
        column_totals=_line(data["column_totals"], profile),
        total=_maybe(data["total"], profile),
        note=str(data["note"]),
        profile=profile.name,
        publishable=profile.publishable,
        token=TOKEN,
    )


def _cube(data: Mapping[str, Any], profile: Profile) -> SafeCube:
    return SafeCube(
        names=tuple(data["names"]),
        axes=tuple(tuple(axis) for axis in data["axes"]),
        cells=tuple((tuple(each["at"]), _figure(each["figure"], profile)) for each in data["cells"]),
        note=str(data["note"]),
        profile=profile.name,
        publishable=profile.publishable,
        token=TOKEN,
    )
