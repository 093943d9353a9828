# SPDX-License-Identifier: AGPL-3.0-or-later
"""Pictures of invented programmes for the style page: twelve people, two hundred, five thousand; 3 themes or 14."""

from __future__ import annotations

from coproduce.analysis.disclosure import gate_count, gate_series, gate_share
from coproduce.look.chart_kinds import (
    CensusRow,
    StatementRow,
    ThemeRow,
    agreement,
    heard_beside_census,
    themes_by_people,
)
from coproduce.look.pictures.cloth import Yarn, cloth
from coproduce.look.pictures.flow import Flow, FlowEnd, FlowLink, FlowPriority, FlowTheme, flow
from coproduce.look.pictures.path import GAP, KNOT, PARTS, RING, WAITS, PathStep, path
from coproduce.look.pictures.picture import Picture
from coproduce.look.pictures.stages import StageStop, stages
from coproduce.look.pictures.tiles import FEW, NONE, TEN, Tile, tiles
from coproduce.look.samples import STAGES, THEMES

PRIORITIES = (
    FlowPriority("P1", "Improve awareness and opportunities to talk"),
    FlowPriority("P2", "Ensure safety and security for everyone"),
    FlowPriority("P3", "Raise awareness of and access to support services"),
    FlowPriority("P4", "Empower communities to support each other"),
)
COUNTS = {
    12: (12,),
    205: (46, 27, 38, 26, 32, 20, 9, 7),
    5000: (1100, 640, 930, 610, 780, 470, 210, 190, 120, 90, 60, 45, 31, 8),
}
WARDS = (
    "Oscott Kingstanding Perry_Common Birchfield Perry_Barr Erdington Handsworth Lozells Aston Gravelly_Hill Newtown "
    "Nechells Alum_Rock Edgbaston Ladywood Bordesley_Green Quinton Harborne Moseley Sparkhill".split()
)
RAIL = tuple(StageStop(each.name, each.when, each.state) for each in STAGES)


def programme(people: int, written: bool = False) -> Flow:
    """An invented programme of this many people, through the real gate."""
    counts = COUNTS[people]
    series = gate_series(dict(zip(THEMES, counts, strict=False)), totals=False)
    codes = [f"T{n}" for n in range(1, len(counts) + 1)]
    themes = tuple(
        FlowTheme(code, name, n, figure)
        for n, (code, (name, figure)) in enumerate(zip(codes, series, strict=True), start=1)
    )
    links = [
        FlowLink(code, PRIORITIES[n % 4].code, gate_count(count))
        for n, (code, count) in enumerate(zip(codes, counts, strict=True))
        if n != 5
    ]
    links.append(FlowLink("T1", "P4", gate_count(counts[0] // 4)))
    ends = (
        (FlowEnd("T6", gate_count(counts[5]), "Passed on to housing and jobs, with reasons"),)
        if len(counts) > 5
        else ()
    )
    return Flow(gate_count(people), themes, PRIORITIES, tuple(links), ends, "A Mentally Healthy City", written)


def cloth_of(people: int, scheme: str = "web") -> Picture:
    """The cloth of an invented programme."""
    data = programme(people)
    return cloth([Yarn(each.name, each.colour, each.people) for each in data.themes], data.people, scheme)


def flows(rtl: bool = False) -> dict[str, Picture]:
    """The big picture in its forms and sizes."""
    return {
        "named": flow(programme(205, written=True), rtl=rtl),
        "hero": flow(programme(205), form="hero", rtl=rtl),
        "tall": flow(programme(205), form="tall", rtl=rtl),
        "tall_named": flow(programme(205, written=True), form="tall", rtl=rtl, title="The same, upright"),
        "few": flow(programme(12), rtl=rtl, title="At twelve people"),
        "many": flow(programme(5000, written=True), rtl=rtl, title="At five thousand people"),
    }


def person(rtl: bool = False) -> Picture:
    """One invented person's line."""
    steps = (
        PathStep("You said it at the sewing circle", "14 March 2025", PARTS, (5, 6)),
        PathStep("We heard it as: Loneliness and belonging", "18 June 2025", RING, (5,)),
        PathStep("It changed a priority: P4", "22 August 2025", RING),
        PathStep("It is in the strategy, chapter 4", "10 December 2025", WAITS),
        PathStep("One thing was taken out, as you asked", "12 December 2025", GAP),
        PathStep("Your other words ended in a knot", "12 September 2025", KNOT, (6,)),
    )
    return path(steps, rtl=rtl)


def wards() -> Picture:
    """An invented map."""
    states = (FEW, NONE, TEN, FEW)
    return tiles([Tile(name.replace("_", " "), n % 5, n // 5, states[n % 4]) for n, name in enumerate(WARDS)])


def everything(rtl: bool = False) -> dict[str, object]:
    """All pictures of the style page."""
    return {
        "flows": flows(rtl),
        "person": person(rtl),
        "wards": wards(),
        "charts": charts(),
        "rail": stages(RAIL, scheme="web", rtl=rtl),
        "cloths": [cloth_of(people) for people in COUNTS],
    }


def charts() -> dict[str, Picture]:
    """The three charts, with invented figures through the real gate."""
    themes = [
        ThemeRow(name, n, gate_share(count, 205))
        for n, (name, count) in enumerate(zip(THEMES, COUNTS[205], strict=False), start=1)
    ]
    groups = (
        ("Age", "16 to 24", 41, 0.18, "no clear difference"),
        ("Age", "25 to 34", 38, 0.19, "no clear difference"),
        ("Age", "65 and over", 6, 0.17, "too few to say"),
        ("Disabled", "Yes", 54, 0.17, "more than their share"),
        ("Sex", "Women", 118, 0.51, "more than their share"),
        ("Sex", "Men", 69, 0.49, "fewer than their share"),
    )
    census = [
        CensusRow(group, name, gate_share(count, 187), share, verdict) for group, name, count, share, verdict in groups
    ]
    votes = (
        ("Barbers and taxi drivers should be offered training in how to listen", 88, 31, 19),
        ("Befriending schemes in each ward", 41, 62, 35),
        ("Longer opening hours at the library", 12, 14, 3),
    )
    rows = []
    for words, agree, disagree, passed in votes:
        trio = gate_series({"agree": agree, "disagree": disagree, "pass": passed})
        seen = agree + disagree + passed
        rows.append(
            StatementRow(
                words, trio["agree"], trio["disagree"], trio["pass"], gate_count(seen), gate_share(agree, seen)
            )
        )
    return {
        "themes": themes_by_people(themes, "Most people spoke of being able to talk about it."),
        "census": heard_beside_census(census, "Disabled people and women were heard more than their share; men less."),
        "agreement": agreement(rows, "Most who saw it agreed with training people who listen anyway."),
    }
