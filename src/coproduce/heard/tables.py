# SPDX-License-Identifier: AGPL-3.0-or-later
"""What pages call each question, and the nine protected characteristics: which are asked, and why some are not."""

from dataclasses import dataclass

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

#: Our categories in words that a sentence can hold; what is not here stands as it is.
PEOPLE = {
    ("age_band", "16-24"): "People aged 16 to 24",
    ("age_band", "25-34"): "People aged 25 to 34",
    ("age_band", "35-49"): "People aged 35 to 49",
    ("age_band", "50-64"): "People aged 50 to 64",
    ("age_band", "65-74"): "People aged 65 to 74",
    ("age_band", "75+"): "People aged 75 or older",
    ("sex", "Female"): "Women",
    ("sex", "Male"): "Men",
    ("religion", "No religion"): "People of no religion",
    ("religion", "Other religion"): "People of another religion",
    ("disability", "limited a lot or a little"): "Disabled people",
    ("disability", "no"): "People who are not disabled",
    ("sexual_orientation", "Straight or Heterosexual"): "Straight people",
    ("sexual_orientation", "Gay or Lesbian"): "Gay and lesbian people",
    ("sexual_orientation", "Bisexual"): "Bisexual people",
    ("sexual_orientation", "All other sexual orientations"): "People of another sexual orientation",
    ("carer", "yes"): "Carers",
    ("carer", "no"): "People who care for nobody",
    ("main_language", "English"): "People whose main language is English",
    ("main_language", "not English"): "People whose main language is not English",
}


def in_people(key: str, category: str) -> str:
    """A category as people: "Women", "Muslim people", "White people"."""
    if (key, category) in PEOPLE:
        return PEOPLE[(key, category)]
    if key == "religion":
        return f"{category} people"
    if key == "ethnic_group":
        return f"{category.rpartition(': ')[2]} ({category.split(',')[0].partition(':')[0]})"
    if key == "ethnic_group_broad":
        if category.endswith(("group", "groups")):
            return (
                "People of another ethnic group"
                if category.startswith("Other")
                else "People of mixed or multiple groups"
            )
        return f"{category.split(',')[0]} people"
    return category


SHORT = {
    ("disability", "limited a lot or a little"): "Disabled",
    ("disability", "no"): "Not disabled",
    ("carer", "yes"): "Carers",
    ("carer", "no"): "Not carers",
    ("main_language", "not English"): "Not English",
    ("sexual_orientation", "Straight or Heterosexual"): "Straight",
    ("sexual_orientation", "All other sexual orientations"): "Another",
    ("sex", "Female"): "Women",
    ("sex", "Male"): "Men",
    ("ethnic_group_broad", "Other ethnic group"): "Other",
    ("ethnic_group_broad", "Mixed or Multiple ethnic groups"): "Mixed or multiple",
}


def in_short(key: str, category: str) -> str:
    """A category as a label beside its question: "Women", "16 to 24", "Asian"."""
    if (key, category) in SHORT:
        return SHORT[(key, category)]
    if key == "age_band":
        return category.replace("-", " to ").replace("+", " or older")
    return category.split(",")[0] if key == "ethnic_group_broad" else category


@dataclass(frozen=True)
class Protected:
    """One protected characteristic of the Equality Act 2010: under which questions it is asked, or why it is not."""

    name: str
    keys: tuple[str, ...]
    why_not: str = ""


#: In the order of section 4 of the Act. A programme that asks one which ours do not adds it to its question set.
PROTECTED = (
    Protected("Age", ("age_band",)),
    Protected("Disability", ("disability",)),
    Protected(
        "Gender reassignment", (),
        "Not asked: fewer than one person in two hundred in the census, so an answer could point at a person.",
    ),
    Protected("Marriage and civil partnership", (), "Not asked: the duty bears on it in employment alone."),
    Protected("Pregnancy and maternity", (), "Not asked in rooms where others could hear the answer."),
    Protected("Race", ("ethnic_group_broad", "ethnic_group", "main_language")),
    Protected("Religion or belief", ("religion",)),
    Protected("Sex", ("sex",)),
    Protected("Sexual orientation", ("sexual_orientation",)),
)  # fmt: skip

NOT_ASKED = {one.name: one.why_not for one in PROTECTED if one.why_not}
