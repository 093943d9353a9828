# SPDX-License-Identifier: AGPL-3.0-or-later
"""What a page needs to know about itself: one small frozen object that a view hands to the templates as `look`."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

RIGHT_TO_LEFT = frozenset({"ar", "ur", "fa", "he", "ps", "pnb", "ckb"})

HELP_LINES = (
    "Samaritans, any time, free: 116 123.",
    "NHS 111, option 2.",
    "Text SHOUT to 85258.",
    "If a life is in danger, call 999.",
)
"""Said on every page of a programme that names no help of its own."""

# Printed beside the lines: a number that nobody has tried for years is worse than none.
HELP_CHECKED = date(2025, 10, 3)


def direction(lang: str) -> str:
    """`rtl` or `ltr` for a language code; Punjabi in Arabic script is `pnb` or `pa-Arab`."""
    code = lang.lower().replace("_", "-")
    return "rtl" if code.split("-")[0] in RIGHT_TO_LEFT or "-arab" in code else "ltr"


@dataclass(frozen=True)
class NavItem:
    """One link of a menu."""

    label: str
    url: str
    current: bool = False


@dataclass(frozen=True)
class Language:
    """One language this page can be read in, named in that language."""

    code: str
    name: str
    url: str
    current: bool = False


@dataclass(frozen=True)
class Key:
    """One key of a staff screen, shown at its foot: `Key(("J", "K"), "next, last voice")`."""

    keys: tuple[str, ...]
    does: str


@dataclass(frozen=True)
class Step:
    """One question of a flow: `state` is done, here or todo, `label` says so in words."""

    state: str
    label: str


@dataclass(frozen=True)
class Page:
    """The frame around a page. Everything has a default, so a view names only what differs.

    `dir` follows from `lang` when it is not given. `cloth` is ready SVG from `pictures.cloth` or empty: then the
    masthead ends in a plain line. `cloth_said` is the sentence in the foot that says what the cloth shows.
    """

    title: str = ""
    lang: str = "en"
    dir: str = ""
    nav: tuple[NavItem, ...] = ()
    languages: tuple[Language, ...] = ()
    illustrative: bool = False
    programme_name: str = ""
    programme_url: str = ""
    help_lines: tuple[str, ...] = HELP_LINES
    help_checked: date | None = HELP_CHECKED
    help_url: str = ""
    cloth: str = ""
    cloth_said: str = ""
    back: NavItem | None = None
    onward: NavItem | None = None
    about: tuple[NavItem, ...] = ()
    steps: tuple[Step, ...] = ()
    step_said: str = ""
    quick_exit: str = ""
    signed_in_as: str = ""
    keys: tuple[Key, ...] = field(default=())
    site_name: str = "Coproduce"

    def __post_init__(self) -> None:
        if not self.dir:
            # The only way to fill in a frozen object while it is made.
            object.__setattr__(self, "dir", direction(self.lang))
        for name in ("nav", "languages", "about", "steps", "keys", "help_lines"):
            object.__setattr__(self, name, tuple(getattr(self, name)))
