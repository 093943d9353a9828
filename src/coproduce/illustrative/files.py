# SPDX-License-Identifier: AGPL-3.0-or-later
"""Read the material's files."""

import csv
from collections.abc import Iterable
from datetime import UTC, date, datetime, time
from functools import cache
from importlib.resources import files
from typing import Any
from zoneinfo import ZoneInfo

import yaml

LONDON = ZoneInfo("Europe/London")


def _text(name: str) -> str:
    return files("coproduce.illustrative.material").joinpath(name).read_text(encoding="utf-8")


@cache
def table(*names: str) -> tuple[dict[str, str], ...]:
    """The rows of one or more CSV files, in order."""
    return tuple(row for name in names for row in csv.DictReader(_text(name).splitlines(keepends=True)))


@cache
def document(name: str) -> Any:
    """A YAML file."""
    return yaml.safe_load(_text(name))


def participants() -> tuple[dict[str, str], ...]:
    """Everybody who took part."""
    return table("participants-1.csv", "participants-2.csv", "participants-3.csv")


def voices() -> tuple[dict[str, str], ...]:
    """Everything that was said, refusals included."""
    return table("voices-1.csv", "voices-2.csv", "voices-3.csv")


def codings() -> tuple[dict[str, str], ...]:
    """Which piece of which voice belongs to which theme, by whom."""
    return table("codings-1.csv", "codings-2.csv", "codings-3.csv")


def day(value: Any) -> date:
    """A date, whether the file wrote it as one or as text."""
    return value if isinstance(value, date) else date.fromisoformat(str(value))


def moment(on: Any, at: time | str = "12:00") -> datetime:
    """A moment on a day where people are."""
    hour = time.fromisoformat(at) if isinstance(at, str) else at
    return datetime.combine(day(on), hour, LONDON).astimezone(UTC)


def many(value: Any) -> list[Any]:
    """One or several, as a list."""
    if value is None or value == "":
        return []
    return list(value) if isinstance(value, Iterable) and not isinstance(value, str) else [value]
