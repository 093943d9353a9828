# SPDX-License-Identifier: AGPL-3.0-or-later
"""What the loader has made so far, found again by the material's own marks."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from coproduce.illustrative.files import moment
from coproduce.process import clock


@dataclass
class Stage:
    """The people, rows and slips of one loading."""

    programme: Any
    say: Callable[[str], None]
    people: dict[str, Any] = field(default_factory=dict)
    members: dict[str, Any] = field(default_factory=dict)
    bodies: dict[str, Any] = field(default_factory=dict)
    sessions: dict[str, Any] = field(default_factory=dict)
    participants: dict[str, Any] = field(default_factory=dict)
    slips: dict[str, str] = field(default_factory=dict)
    concerns: dict[str, Any] = field(default_factory=dict)
    voices: dict[str, Any] = field(default_factory=dict)
    passages: dict[tuple[str, str], Any] = field(default_factory=dict)
    versions: dict[tuple[str, str], Any] = field(default_factory=dict)
    statements: dict[str, Any] = field(default_factory=dict)
    sentences: dict[str, Any] = field(default_factory=dict)

    def person(self, code: str | None) -> Any:
        """The account of somebody in the team."""
        return self.people[code] if code else None

    def names(self, codes: Any) -> list[str]:
        """Names of people in the team."""
        return [self.people[code].name for code in codes or ()]

    @contextmanager
    def on(self, day: Any, at: str = "12:00") -> Iterator[None]:
        """The clock stands at a moment of that day."""
        with clock.at(moment(day, at)):
            yield
