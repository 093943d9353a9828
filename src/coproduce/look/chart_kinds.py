# SPDX-License-Identifier: AGPL-3.0-or-later
"""The three charts a programme needs: themes by people, heard beside the census, agreement with statements.

Each takes gated figures and gives a `Picture`: sentence, chart and table, all three the same.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from coproduce.analysis.disclosure import Figure
from coproduce.look.charts import chart, role
from coproduce.look.figures import publishable, said, size
from coproduce.look.palette import colour_role
from coproduce.look.pictures.drawing import wrap
from coproduce.look.pictures.picture import NOTHING, Picture, Table

Spec = dict[str, Any]


NAMES: Spec = {"title": None, "labelExpr": "split(datum.label, '\\n')", "labelLineHeight": 18}
LOOKS = {
    key: {"fill": role(fill), "edge": role(edge), "words": role(words)}
    for key, fill, edge, words in (
        ("agree", "calm", "calm", "paper"), ("pass", "paper", "edge", "ink"), ("disagree", "ink", "ink", "paper"),
    )
}  # fmt: skip
"""Solid, open, solid: what a part of an agreement bar is painted with."""


@dataclass(frozen=True)
class ThemeRow:
    """A theme, and the share of people who spoke of it (from `gate_share`)."""

    name: str
    colour: int
    people: Figure


@dataclass(frozen=True)
class CensusRow:
    """A category: the share of those heard, beside its share in the population (0 to 1), and the verdict in words."""

    group: str
    category: str
    heard: Figure
    population: float
    verdict: str


@dataclass(frozen=True)
class StatementRow:
    """A statement: who agreed, disagreed, passed, of those who saw it; `share` carries the interval of agree."""

    statement: str
    agree: Figure
    disagree: Figure
    passed: Figure
    seen: Figure
    share: Figure | None = None


def themes_by_people(rows: Sequence[ThemeRow], sentence: str, *, scheme: str = "web") -> Picture:
    """Dots with their intervals, the theme's colour on the dot and its name beside it."""
    if not rows:
        return NOTHING
    values = [
        {"name": row.name, "text": _of(row.people), "colour": role(colour_role(row.colour)), **_share(row.people)}
        for row in rows
    ]
    layers = [
        _rule("low", "high"),
        _dots({"field": "colour", "type": "nominal", "scale": None}),
        _beside("text"),
    ]
    table = Table(
        _("People by theme"),
        (_("Theme"), _("People"), _("Margin (95 in 100)")),
        tuple((row.name, _of(row.people), _margin(row.people)) for row in rows),
    )
    note = _("A dot is the share of people heard who spoke of it; the line is its margin, 95 times in 100. One person "
             "may speak of several.")  # fmt: skip
    return _picture(
        "themes", _("Themes by people"), sentence, table, values, layers, scheme, [row.people for row in rows], note
    )


def heard_beside_census(rows: Sequence[CensusRow], sentence: str, *, scheme: str = "web") -> Picture:
    """Ink for what was heard with its margin, a teal bar for the census, the verdict in words beside it."""
    if not rows:
        return NOTHING
    several = len({row.group for row in rows}) > 1
    values = [
        {"name": f"{row.group}: {row.category}" if several else row.category, "text": row.verdict,
         "census": round(row.population * 100, 1), **_share(row.heard)}
        for row in rows
    ]  # fmt: skip
    tick: Spec = {
        "mark": {"type": "tick", "opacity": 1},
        "encoding": {"x": {"field": "census", "type": "quantitative"}},
    }
    layers = [tick, _rule("low", "high"), _dots({"value": role("ink")}), _beside("text")]
    table = Table(
        _("Who was heard, beside the census"),
        (_("Group"), _("Heard"), _("Margin (95 in 100)"), _("In the population"), _("So")),
        tuple(
            (value["name"], _of(row.heard), _margin(row.heard), f"{row.population * 100:.0f}%", row.verdict)
            for row, value in zip(rows, values, strict=True)
        ),
    )
    note = _("A dot is the share of those heard, the line is its margin, 95 times in 100. The teal bar is the census.")
    title = _("Who was heard, beside the census")
    return _picture("census", title, sentence, table, values, layers, scheme, [row.heard for row in rows], note)


def agreement(rows: Sequence[StatementRow], sentence: str, *, scheme: str = "web") -> Picture:
    """Stacked bars of agree, pass and disagree, with the margin of agree as a line below each bar."""
    if not rows:
        return NOTHING
    values = [piece for row in rows for piece in _pieces(row)]
    table = Table(
        _("Agreement with the statements"),
        (_("Statement"), _("Agree"), _("Pass"), _("Disagree"), _("Saw it"), _("Margin of agree")),
        tuple(
            (row.statement, said(row.agree), said(row.passed), said(row.disagree), said(row.seen),
             _margin(row.share) if row.share else "·")
            for row in rows
        ),
    )  # fmt: skip
    figures = [part for row in rows for part in (row.agree, row.disagree, row.passed, row.seen)]
    note = _("Among those who saw the statement. The line below a bar is the margin of agree, 95 times in 100. "
             "A pass is an answer too; it is not a no.")  # fmt: skip
    return _picture(
        "agreement",
        _("Agreement with the statements"),
        sentence,
        table,
        values,
        _stack(),
        scheme,
        figures,
        note,
        step=58,
    )


def _pieces(row: StatementRow) -> list[Spec]:
    """The bar of one statement, from 0 to 100; a withheld part leaves the whole bar out and says so."""
    parts = [
        ("agree", _("agree"), row.agree),
        ("pass", _("pass"), row.passed),
        ("disagree", _("disagree"), row.disagree),
    ]
    whole = sum(size(figure) or 0 for _key, _label, figure in parts)
    if not whole or any(size(figure) is None for _key, _label, figure in parts):
        return [{"name": row.statement, "start": None, "end": None, "label": "", "withheld": _("too few to show")}]
    pieces, place = [], 0.0
    for key, label, figure in parts:
        part = 100 * (size(figure) or 0) / whole
        # In narrower parts the word, and then the number too, would run over the edge into the next colour.
        text = f"{said(figure)} {label}" if part >= 14 else (said(figure) if part >= 4 else "")
        pieces.append({"name": row.statement, "start": round(place, 2), "end": round(place + part, 2), **LOOKS[key],
                       "middle": round(place + part / 2, 2), "label": text, "withheld": ""})  # fmt: skip
        place += part
    if row.share is not None and row.share.interval:
        pieces[0] |= {"low": round(100 * row.share.interval[0], 2), "high": round(100 * row.share.interval[1], 2)}
    return pieces


def _stack() -> list[Spec]:
    """Solid, open, solid: the three parts differ by fill and border, and say what they are."""

    def own(name: str) -> Spec:
        # No scale: the values are colours already, and Vega-Lite would replace them by its own.
        return {"field": name, "type": "nominal", "scale": None}

    bars: Spec = {
        "mark": {"type": "bar", "height": 28, "strokeWidth": 1.5},
        "encoding": {
            "x": {"field": "start", "type": "quantitative"}, "x2": {"field": "end"},
            "color": own("fill"), "stroke": own("edge"),
        },
    }  # fmt: skip
    words: Spec = {
        "mark": {"type": "text", "align": "center", "fontSize": 14, "fontWeight": 600},
        "encoding": {
            "x": {"field": "middle", "type": "quantitative"}, "text": {"field": "label"},
            "color": own("words"),
        },
    }  # fmt: skip
    margin = _rule("low", "high")
    margin["mark"] = {"type": "rule", "yOffset": 21, "strokeWidth": 3}
    withheld: Spec = {
        "mark": {"type": "text", "align": "left", "dx": 8},
        "encoding": {"x": {"value": 0}, "text": {"field": "withheld"}},
    }
    return [bars, words, margin, withheld]


def _rule(low: str, high: str) -> Spec:
    """The line of a margin."""
    return {"mark": "rule", "encoding": {"x": {"field": low, "type": "quantitative"}, "x2": {"field": high}}}


def _dots(colour: Spec) -> Spec:
    """The dots of the shares."""
    return {"mark": "point", "encoding": {"x": {"field": "share", "type": "quantitative"}, "color": colour}}


def _beside(name: str) -> Spec:
    """Words at the far end of each row."""
    return {
        "mark": {"type": "text", "align": "left", "dx": 14, "color": role("ink-2")},
        "encoding": {"x": {"value": "width"}, "text": {"field": name}},
    }


def _share(figure: Figure) -> Spec:
    """Share and margin in hundredths; nothing is drawn where the gate kept the number back."""
    if figure.value is None or not figure.of:
        return {"share": None, "low": None, "high": None}
    low, high = figure.interval or (None, None)
    return {
        "share": round(100 * figure.value / figure.of, 2),
        "low": None if low is None else round(100 * low, 2),
        "high": None if high is None else round(100 * high, 2),
    }


def _of(figure: Figure) -> str:
    """ "46 of 205", or the words where the number is kept back."""
    return (
        _("%(some)s of %(all)d") % {"some": said(figure), "all": figure.of}
        if figure.shown and figure.of
        else said(figure)
    )


def _margin(figure: Figure) -> str:
    """A margin in whole hundredths."""
    if figure.interval is None:
        return "·"
    return _("%(low)d to %(high)d in 100") % {
        "low": round(100 * figure.interval[0]), "high": round(100 * figure.interval[1])}  # fmt: skip


def _picture(
    identity: str, title: str, sentence: str, table: Table, values: list[Spec], layers: list[Spec], scheme: str,
    figures: Sequence[Figure], note: str, step: int = 34,
) -> Picture:  # fmt: skip
    """Puts the layers on one scale of hundredths, in the order given, and says the same thrice."""
    for value in values:
        value["name"] = "\n".join(wrap(str(value["name"]), 40, 6))
    # Asked before names that wrap make rows taller: bars in parts are drawn tall, and their parts add up to the whole.
    whole = step > 34
    step = max([step] + [18 * (str(value["name"]).count("\n") + 1) + 16 for value in values])
    # Left alone, Vega-Lite sorts names by the alphabet; the order of the rows is what the chart is about.
    order = list(dict.fromkeys(str(value["name"]) for value in values))
    most = max(
        [100.0 * whole] + [float(value.get(key) or 0) for value in values for key in ("high", "share", "census")]
    )
    # One step past the largest, so that the furthest mark does not sit on the edge.
    top = min(100, 10 * (int(most) // 10 + 1))
    scale = {"domain": [0, top], "nice": False}
    axis = {"title": None, "labelExpr": "datum.value + '%'", "values": list(range(0, top + 1, 10 if top <= 60 else 20))}
    for layer in layers:
        where = layer["encoding"].get("x", {})
        if "field" in where:
            where |= {"scale": scale, "axis": axis}
    spec: Spec = {
        "data": {"values": values}, "height": {"step": step}, "layer": layers,
        "encoding": {"y": {"field": "name", "type": "nominal", "sort": order, "axis": NAMES}},
    }  # fmt: skip
    desc = f"{sentence} {_('The table says the same.')}"
    svg = chart(spec, scheme, identity=f"chart-{identity}", title=title, desc=desc)
    return Picture(svg, title, desc, sentence, table, note, publishable(figures))
