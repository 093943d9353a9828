# SPDX-License-Identifier: AGPL-3.0-or-later
"""A share on a line from nought to a hundred, with its interval. It stands beside a sentence that says the same."""

from django.utils.html import format_html
from django.utils.safestring import SafeString

from coproduce.analysis.disclosure import Figure

WIDTH, HEIGHT, MIDDLE, EDGE = 300, 24, 12, 10


def _x(share: float) -> str:
    return f"{EDGE + share * (WIDTH - 2 * EDGE):.1f}"


def share_line(low: float, share: float, high: float) -> SafeString:
    """The drawing; shares are from 0 to 1. For public pages use `figure_line`, which takes a gated figure alone."""
    return format_html(
        '<svg class="range" viewBox="0 0 {} {}" aria-hidden="true" focusable="false">'
        '<path class="rail" d="M{} {}H{}"/><path class="half" d="M{} 2V{}"/><path class="likely" d="M{} {}H{}"/>'
        '<circle class="share" cx="{}" cy="{}" r="6"/></svg>',
        WIDTH, HEIGHT, _x(0), MIDDLE, _x(1), _x(0.5), HEIGHT - 2, _x(low), MIDDLE, _x(high), _x(share), MIDDLE,
    )  # fmt: skip


def figure_line(figure: Figure) -> str:
    """The drawing of a gated share, or nothing where there is no share to show."""
    if figure.percent is None or figure.interval is None:
        return ""
    return share_line(figure.interval[0], figure.percent / 100, figure.interval[1])
