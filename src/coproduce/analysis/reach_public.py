# SPDX-License-Identifier: MIT
"""Who was heard, as it may be published.

All categories of a characteristic pass the gate together, and so do a characteristic and its broad form (ethnic
group in nineteen and in five), since one minus the other would give small groups back. People who did not answer
are no group and stand apart.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from coproduce.analysis.disclosure import DEFAULT, Figure, Profile, gate_nested, gate_series
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
            gated[name] = dict(gate_series(_counts(each), profile=profile))
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
    return {broad.name: dict(of_groups), fine.name: cells}


def _counts(each: CharacteristicReach) -> dict[str, int]:
    counts = {category.category: category.heard for category in each.categories}
    # Answers that the table does not know are people too: left out, they would follow from the total.
    elsewhere = sum(each.elsewhere.values())
    return {**counts, ANOTHER: elsewhere} if elsewhere else counts


def _public(category: CategoryReach, heard: Figure) -> PublicCategory:
    # One word for every figure that is held back: a verdict would tell the small from those that guard them.
    verdict = category.verdict if heard.shown else NOT_SHOWN
    return PublicCategory(category.category, heard, f"{100 * category.population_share:.1f} %", verdict)
