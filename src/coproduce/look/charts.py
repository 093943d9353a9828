# SPDX-License-Identifier: AGPL-3.0-or-later
"""Charts: Vega-Lite drawn on the server, in one hand and one palette, the same on page and paper.

Colours go in as marks of their own and come out as CSS variables (web) or hex (paper), so dark mode needs no second
chart. The output carries no style attributes and no script, and the same spec gives the same bytes.
"""

from __future__ import annotations

import json
import re
import threading
from collections.abc import Mapping
from functools import cache
from typing import Any

import vl_convert

from coproduce.look.palette import LIGHT, paint
from coproduce.look.pictures.drawing import FONT, drawable, written
from coproduce.look.typesetting import faces

_ROLES = tuple(LIGHT)
# No role of ours has a colour that begins so: what is found in a drawing is a mark and nothing else.
_MARK = re.compile(r"#fa0[0-9a-f]{3}")
_LABELLED = re.compile(r' (?:aria-[a-z]+|role)="[^"]*"')
_SIZE = re.compile(r'<svg[^>]*? viewBox="([^"]*)"[^>]*>')
_lock = threading.Lock()


def role(name: str) -> str:
    """A colour to write into a spec: a hex that stands for this role alone until the chart is drawn."""
    return f"#fa0{_ROLES.index(name):03x}"


CONFIG: dict[str, Any] = {
    "background": None,
    "font": "Atkinson Next",
    "view": {"stroke": None},
    "axis": {
        "labelFontSize": 15, "labelColor": role("ink"), "titleFontSize": 15, "titleFontWeight": 400,
        "titleColor": role("ink-2"), "gridColor": role("rule"), "domain": False, "ticks": False, "labelPadding": 10,
        # Vega-Lite cuts names at 180 unless told.
        "labelLimit": 320,
    },
    "axisX": {"orient": "top", "labelColor": role("ink-2")},
    "axisY": {"grid": False, "title": None},
    "bar": {"color": role("calm")},
    "rule": {"color": role("ink"), "strokeWidth": 2},
    "point": {"filled": True, "size": 150, "color": role("ink"), "opacity": 1},
    "text": {"color": role("ink"), "fontSize": 15},
    "tick": {"color": role("calm"), "thickness": 5, "size": 24},
    # A legend would send the eye to and fro; here every mark has its name beside it.
    "legend": {"disable": True},
}  # fmt: skip


@cache
def warm() -> None:
    """Gives the drawer our typeface to measure with, and draws once: the first chart after a start is the slow one."""
    for copy in faces.plain_copies([faces.HOUSE]):
        vl_convert.register_font_directory(str(copy.parent))
    first = {"x": {"field": "a", "type": "quantitative"}}
    _draw({"data": {"values": [{"a": 1}]}, "mark": "point", "encoding": first})


def chart(spec: Mapping[str, Any], scheme: str = "web", *, identity: str, title: str, desc: str) -> str:
    """A Vega-Lite spec as SVG with a title and a description. `scheme` is `web` or `paper`."""
    warm()
    drawn = _draw(spec)
    found = _SIZE.search(drawn)
    if found is None:
        raise ValueError("the chart came back without a size")
    # The library labels every mark in its own words; read aloud, they drown the sentence that we wrote.
    body = _LABELLED.sub("", drawn[found.end() : drawn.rindex("</svg>")])
    body = _MARK.sub(lambda mark: paint(_ROLES[int(mark.group()[-3:], 16)], scheme), body)
    body = body.replace('font-family="Atkinson Next"', f'font-family="{FONT}"')
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="pic chart" viewBox="{found.group(1)}" direction="ltr" '
        f'role="img" aria-labelledby="{identity}-t {identity}-d"><title id="{identity}-t">{written(title)}</title>'
        f'<desc id="{identity}-d">{written(desc)}</desc>'
    )
    return f"{head}{body}</svg>"


def _draw(spec: Mapping[str, Any]) -> str:
    """One drawing at a time: the drawer keeps one engine for the whole process."""
    whole = {
        "$schema": "https://vega.github.io/schema/vega-lite/v5.json", "width": 560,
        "padding": 4, **spec, "config": CONFIG,
    }  # fmt: skip
    # The engine keeps its state in the process: two drawings at once would mix.
    with _lock:
        # Sorted, so that the same chart is the same bytes in any order of its keys.
        return str(vl_convert.vegalite_to_svg(json.dumps(_drawable(whole), sort_keys=True), show_warnings=False))


def _drawable(part: Any) -> Any:
    """A spec whose words are all drawable, wherever they stand in it."""
    if isinstance(part, str):
        return drawable(part)
    if isinstance(part, Mapping):
        return {key: _drawable(value) for key, value in part.items()}
    return [_drawable(one) for one in part] if isinstance(part, list | tuple) else part
