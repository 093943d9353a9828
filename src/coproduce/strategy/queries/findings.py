# SPDX-License-Identifier: AGPL-3.0-or-later
"""Findings as a page shows them: the figure is a result of the disclosure gate, or counts no people."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from coproduce.analysis.disclosure import Figure
from coproduce.look.public import Plain
from coproduce.strategy.models import Finding
from coproduce.strategy.queries import measures


@dataclass(frozen=True)
class FindingRow:
    """A computed figure. `said` is a short text of it; `stale`: somebody withdrew since it was computed."""

    id: str
    code: str
    what: str
    figure: Figure | Plain
    said: str
    measure: str
    how: str
    version: str
    computed_on: date
    stale: bool


def findings(programme_id: int) -> list[FindingRow]:
    """The findings of a programme in order of code."""
    return [_row(row) for row in Finding.objects.filter(programme_id=programme_id).order_by("code")]


def finding(programme_id: int, code: str) -> FindingRow | None:
    """One finding by its code, or None."""
    row = Finding.objects.filter(programme_id=programme_id, code=code).first()
    return _row(row) if row else None


def kept(programme_id: int) -> dict[str, dict[str, Any]]:
    """The figures as they are kept, by code, for a release's manifest."""
    return dict(Finding.objects.filter(programme_id=programme_id).values_list("code", "figure"))


def _row(row: Finding) -> FindingRow:
    name = row.inputs.get("measure", "")
    known = measures.REGISTER.get(name)
    figure = measures.revive(row.figure)
    return FindingRow(
        str(row.pk), row.code, row.what, figure, _said(figure), name, _how(known, row.inputs), row.version,
        row.at.date(), bool(row.inputs.get("stale")),
    )  # fmt: skip


def _said(figure: Figure | Plain) -> str:
    if isinstance(figure, Plain) or figure.percent is None:
        about = not isinstance(figure, Plain) and figure.shown and figure.words.startswith("about")
        return f"about {figure}" if about else str(figure)
    # Without an interval nothing is known: from nobody to everybody.
    low, high = figure.interval or (0.0, 1.0)
    return f"{figure.percent} % (95 % interval {round(100 * low)} to {round(100 * high)} %, of {figure.of:,})"


def _how(known: "measures.Measure | None", inputs: Mapping[str, Any]) -> str:
    if known is None:
        return "The way to compute it is not known any more."
    what = " ".join((known.compute.__doc__ or "").split())
    settings = {name: value for name, value in inputs.get("settings", {}).items() if value not in (None, "")}
    parts = [_setting(name, value, settings) for name, value in sorted(settings.items()) if name != "characteristic"]
    return f"{what} {' '.join(parts)}".strip()


def _setting(name: str, value: Any, settings: Mapping[str, Any]) -> str:
    """One setting of a measure as a short sentence."""
    match name:
        case "groups":
            return " ".join(f"{_named(group)}: {_any_of(categories)}." for group, categories in value.items())
        case "categories":
            return f"{_named(settings.get('characteristic', ''))}: {_any_of(value)}."
        case "statements":
            return f"{' and '.join(value)}."
        case "rounding":
            return f"Rounded to the nearest {value}."
        case "share":
            return f"Share: {round(100 * float(value))} %."
    return f"{_named(name)}: {value}."


def _named(name: str) -> str:
    return name.replace("_", " ").capitalize()


def _any_of(categories: Any) -> str:
    return categories if isinstance(categories, str) else " or ".join(map(str, categories))
