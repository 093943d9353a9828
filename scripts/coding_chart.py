# SPDX-License-Identifier: AGPL-3.0-or-later
"""The chart of F1 by number of decisions, from the figures that `benchmarks/coding.py --curve FILE.csv` wrote.

    .venv/bin/python scripts/coding_chart.py FILE.csv docs/pictures/learning-from-decisions.svg

Light, and printable: the two orders differ in dash and shape too, not in colour alone.
"""

import csv
import sys
from pathlib import Path
from typing import Any

import vl_convert

_NAMES = {"asked": "in the order asked", "random": "in random order"}
_KINDS = {"micro_f1": "over all decisions (micro)", "macro_f1": "mean of codes (macro)"}


def chart(rows: list[dict[str, str]]) -> dict[str, Any]:
    """The chart as Vega-Lite: one panel for micro, one for macro, so that rare codes are seen."""
    values = [
        {"order": _NAMES[row["order"]], "decisions": int(row["decisions"]), "f1": float(row[kind]), "kind": name}
        for row in rows
        for kind, name in _KINDS.items()
    ]
    sizes = sorted({int(row["decisions"]) for row in rows})
    order = {"field": "order", "title": "comments coded", "sort": list(_NAMES.values())}
    return {
        "$schema": "https://vega.github.io/schema/vega-lite/v5.json",
        "background": "white",
        "data": {"values": values},
        "facet": {"field": "kind", "title": None, "sort": list(_KINDS.values()), "header": {"labelFontSize": 13}},
        "spec": {
            "width": 260,
            "height": 220,
            "mark": {"type": "line", "strokeWidth": 2, "point": {"size": 60, "filled": True}},
            "encoding": {
                "x": {
                    "field": "decisions",
                    "type": "quantitative",
                    "title": "comments coded by people",
                    "scale": {"type": "log", "domain": [40, 500]},
                    "axis": {"values": sizes, "grid": False},
                },
                "y": {
                    "field": "f1",
                    "type": "quantitative",
                    "title": "F1 on unseen comments",
                    "scale": {"domain": [0, 0.8]},
                },
                "color": {**order, "scale": {"range": ["#8a5a00", "#1d4e6b"]}},
                "strokeDash": {**order, "legend": None, "scale": {"range": [[1, 0], [5, 3]]}},
                "shape": {**order, "legend": None, "scale": {"range": ["circle", "square"]}},
            },
        },
        "config": {"font": "Atkinson Hyperlegible, Verdana, sans-serif", "axis": {"labelFontSize": 12, "titleFontSize": 12}},
    }  # fmt: skip


def main() -> int:
    """Read the figures, write the picture."""
    source, out = Path(sys.argv[1]), Path(sys.argv[2])
    with source.open(encoding="utf-8", newline="") as sheet:
        rows = list(csv.DictReader(sheet))
    out.write_text(vl_convert.vegalite_to_svg(chart(rows)), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
