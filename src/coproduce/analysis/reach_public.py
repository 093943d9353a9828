# SPDX-License-Identifier: MIT
"""Who was heard, as it may be published.

All categories of a characteristic pass the gate together, and so do a characteristic and its broad form (ethnic
group in nineteen and in five), since one minus the other would give small groups back. People who did not answer
are no group and stand apart. Where the figure and the number who answered may both be shown, the figure carries its share
and margin.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from coproduce.analysis.disclosure import DEFAULT, Figure, Profile, gate_nested, gate_series, gate_share
from coproduce.analysis.figures import NOT_SHOWN
from coproduce.analysis.population import PopulationTable
from coproduce.analysis.reach import CategoryReach, CharacteristicReach, Reach

ANOTHER: Final = "another answer"


@dataclass(frozen=True)
class PublicCategory:
    """One category as it may be published. `verdict` is in words, or says that the figure is not shown."""

    category: str
    heard: Figure
    population_percent: str
    verdict: str


def public_reach(
    result: Reach, table: PopulationTable, profile: Profile = DEFAULT
) -> dict[str, tuple[PublicCategory, ...]]:
    """Every characteristic through the gate: its name → its categories, in the order of the table.

    `table` says which characteristic is the broad form of another (its lines name it in `of`).
    """
    found = {each.name: each for each in result.characteristics}
    broad = {line.of: line.characteristic for line in table.lines if line.of != line.characteristic}
    gated: dict[str, Mapping[str, Figure]] = {}
    for name, each in found.items():
        if name in broad and broad[name] in found:
            gated.update(_nested(each, found[broad[name]], table, profile))
    for name, each in found.items():
        if name not in gated:
            series = gate_series(_counts(each), profile=profile)
            gated[name] = _with_shares(_counts(each), dict(series), series.total, profile)
    return {
        name: tuple(_public(category, gated[name][category.category]) for category in each.categories)
        for name, each in found.items()
    }


def _nested(
    fine: CharacteristicReach, broad: CharacteristicReach, table: PopulationTable, profile: Profile
) -> dict[str, dict[str, Figure]]:
    """The two forms of one characteristic, gated as one: name → category → figure."""
    groups: dict[str, dict[str, int]] = {each.category: {} for each in broad.categories}
    for category, heard in _counts(fine).items():
        group = table.recoded({fine.name: category}).get(broad.name, category)
        groups.setdefault(group if group in groups else ANOTHER, {})[category] = heard
    of_groups, inside = gate_nested(groups, profile)
    cells = {label: figure for series in inside.values() for label, figure in series}
    sums = {group: sum(counts.values()) for group, counts in groups.items()}
    return {
        broad.name: _with_shares(sums, dict(of_groups), of_groups.total, profile),
        fine.name: _with_shares(_counts(fine), cells, of_groups.total, profile),
    }


def _with_shares(
    counts: Mapping[str, int], figures: dict[str, Figure], total: Figure | None, profile: Profile
) -> dict[str, Figure]:
    """The figures that are shown, as shares of all who answered, where that number is shown too."""
    if total is None or not total.shown:
        return figures
    everybody = sum(counts.values())
    shares = {name: gate_share(counts[name], everybody, profile) for name, figure in figures.items() if figure.shown}
    # The gate for a single share may keep back what the gate for the whole line allows, never the other way round.
    return {name: shares[name] if name in shares and shares[name].shown else figure for name, figure in figures.items()}


def _counts(each: CharacteristicReach) -> dict[str, int]:
    counts = {category.category: category.heard for category in each.categories}
    # Answers that the table does not know are people too: left out, they would follow from the total.
    elsewhere = sum(each.elsewhere.values())
    return {**counts, ANOTHER: elsewhere} if elsewhere else counts


def _public(category: CategoryReach, heard: Figure) -> PublicCategory:
    # One word for every figure that is held back: a verdict would tell the small from those that guard them.
    verdict = category.verdict if heard.shown else NOT_SHOWN
    return PublicCategory(category.category, heard, f"{100 * category.population_share:.1f} %", verdict)
