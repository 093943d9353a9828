# SPDX-License-Identifier: AGPL-3.0-or-later
"""The colours by role, once for the web, for charts and for paper. Pages name no colour, only a role.

Gold has one meaning: here runs the thread, you can follow it. The eight theme colours are measured apart for
colour-blind readers, and still never stand alone: stitch and name travel with them.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

SLOTS = 14
"""Theme slots that have a stitch of their own. Colours repeat after eight; a stitch never does."""

COLOURS = 8

LIGHT: Mapping[str, str] = MappingProxyType(
    {
        "paper": "#fffefb",
        "wash": "#eef2f0",
        "wash-2": "#dfe7e5",
        "ink": "#171b2e",
        "ink-2": "#474d63",
        "rule": "#c6cecd",
        "edge": "#69708a",
        "gold": "#9a6800",
        "gold-core": "#ffc83a",
        "gold-ink": "#7a5200",
        "gold-wash": "#fff0c4",
        "cloth": "#171b2e",
        "on-cloth": "#fffefb",
        "gold-on-cloth": "#f7bd3e",
        "link": "#1f3f8f",
        "focus": "#1652d8",
        "focus-halo": "#fffefb",
        "focus-on-cloth": "#8fb8ff",
        "error": "#a8172a",
        "error-wash": "#fdeeee",
        "good": "#1b6338",
        "calm": "#12606a",
        "calm-wash": "#e3f1f1",
        "t1": "#b04a48",
        "t2": "#375da8",
        "t3": "#16828a",
        "t4": "#5b1a8a",
        "t5": "#8a2f5b",
        "t6": "#5a2c02",
        "t7": "#3f5c06",
        "t8": "#1d2f3b",
    }
)

DARK: Mapping[str, str] = MappingProxyType(
    {
        "paper": "#14172a",
        "wash": "#1e2239",
        "wash-2": "#2a2f4b",
        "ink": "#f3efe6",
        "ink-2": "#bfc3d6",
        "rule": "#3d4363",
        "edge": "#8f96b4",
        "gold": "#d99a1a",
        "gold-core": "#ffdc7d",
        "gold-ink": "#f9cb66",
        "gold-wash": "#43360f",
        "cloth": "#0b0d1a",
        "on-cloth": "#f3efe6",
        "gold-on-cloth": "#f7bd3e",
        "link": "#b3c8ff",
        "focus": "#8fb8ff",
        "focus-halo": "#0b0d1a",
        "focus-on-cloth": "#8fb8ff",
        "error": "#ff9c9c",
        "error-wash": "#3a1a24",
        "good": "#8fd6a6",
        "calm": "#8fd5dc",
        "calm-wash": "#12333a",
        "t1": "#ec6a35",
        "t2": "#72aefa",
        "t3": "#a3f2fa",
        "t4": "#ab7de0",
        "t5": "#d0749b",
        "t6": "#f7dda6",
        "t7": "#97b573",
        "t8": "#c3c7cc",
    }
)

# White, since a printer would lay the screen's warm tint over the whole page as dots.
PAPER: Mapping[str, str] = MappingProxyType({**LIGHT, "paper": "#ffffff"})


def slot(colour: int | str) -> int:
    """The theme slot 1..14 for any theme number; a fifteenth theme begins again at the first."""
    return (int(colour) - 1) % SLOTS + 1


def colour_role(colour: int | str) -> str:
    """The token that colours a theme slot: `t1`..`t8`."""
    return f"t{(slot(colour) - 1) % COLOURS + 1}"


def paint(role: str, scheme: str = "web") -> str:
    """A colour to put into an SVG attribute: a CSS variable with its fallback on the web, plain hex on paper."""
    if scheme == "paper":
        return PAPER[role]
    return f"var(--{role},{LIGHT[role]})"
