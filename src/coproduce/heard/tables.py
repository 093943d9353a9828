# SPDX-License-Identifier: AGPL-3.0-or-later
"""Census tables that ship with the house, as versioned data with source and date."""

from functools import cache
from importlib.resources import files

from coproduce.analysis.population import PopulationTable, parse_population

NAMES = {"birmingham-2021": "Birmingham, Census 2021"}

CHARACTERISTICS = {
    "age_band": "Age",
    "sex": "Sex",
    "ethnic_group_broad": "Ethnic group",
    "ethnic_group": "Ethnic group, in detail",
    "religion": "Religion or belief",
    "disability": "Disability",
    "sexual_orientation": "Sexual orientation",
    "carer": "Looking after somebody",
    "main_language": "Main language",
    "ward": "Ward",
}

# The nine protected characteristics of the Equality Act 2010, and what was not asked here.
NOT_ASKED = {
    "Gender reassignment": "Not asked: fewer than one person in two hundred in the census, so an answer could point at a person.",
    "Pregnancy and maternity": "Not asked in rooms where others could hear the answer.",
    "Marriage and civil partnership": "Not asked: it bears on work alone.",
}


def known() -> list[tuple[str, str]]:
    """(key, name) of each table."""
    return list(NAMES.items())


@cache
def table(key: str) -> PopulationTable | None:
    """A table by its key; None where the programme compares with nobody."""
    if key not in NAMES:
        return None
    text = files("coproduce.heard").joinpath(f"populations/{key}.csv").read_text(encoding="utf-8")
    return parse_population(text.splitlines())
