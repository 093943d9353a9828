# SPDX-License-Identifier: AGPL-3.0-or-later
"""Measures: how a finding is computed from the database. Each is registered by name and passes the disclosure gate.

A finding keeps the name of its measure and the settings, so that it can be computed again. Counts of people go through
the programme's own rule for small numbers; counts of things (sessions, languages, statements) tell of nobody.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from django.db.models import Count, Q

from coproduce.analysis.disclosure import PROFILES, Figure, Profile, from_json, gate_count, gate_share
from coproduce.analysis.number_words import in_words
from coproduce.listening import queries as listening
from coproduce.look.public import Plain
from coproduce.programmes.queries import Programme

VOICES, PEOPLE, THINGS = "voices", "people", "things"
NO_ANSWER = ("Prefer not to say", "")
# The same language under another script or dialect: counted once.
SAME_LANGUAGE = {"pnb": "pa", "pnt": "pa", "cmn": "zh", "yue": "zh", "arb": "ar", "prs": "fa"}


class UnknownMeasure(ValueError):
    """No measure of this name, or a setting that it needs is missing."""


@dataclass(frozen=True)
class Measure:
    """A registered way to compute a figure. `counts` says whose withdrawal may change it: voices, people, or things."""

    name: str
    label: str
    compute: "Callable[[Programme, Mapping[str, Any], Profile], Figure | Plain]"
    needs: tuple[str, ...]
    counts: str
    version: str = "1"


REGISTER: dict[str, Measure] = {}


def _measure(label: str, *needs: str, counts: str) -> Callable[[Any], Any]:
    def register(function: Any) -> Any:
        REGISTER[function.__name__] = Measure(function.__name__, label, function, needs, counts)
        return function

    return register


def compute(programme: Programme, measure: str, settings: Mapping[str, Any]) -> Figure | Plain:
    """The gated figure of a measure now; `UnknownMeasure` says what is missing. Every measure takes `rounding`."""
    found = REGISTER.get(measure)
    if found is None:
        raise UnknownMeasure(f"There is no measure “{measure}”. There are: {', '.join(sorted(REGISTER))}.")
    missing = [name for name in found.needs if not settings.get(name)]
    if missing:
        raise UnknownMeasure(f"“{measure}” needs {', '.join(missing)}.")
    profile = PROFILES.get(programme.disclosure) or PROFILES["default"]
    if settings.get("rounding"):
        asked = min(profile.threshold, int(settings["rounding"]))
        profile = replace(profile, rounding=max(profile.rounding, asked))
    return found.compute(programme, settings, profile)


def as_json(figure: Figure | Plain) -> dict[str, Any]:
    """A figure as a finding keeps it. What counts no people is kept as a thing, and never read back as people."""
    if isinstance(figure, Plain):
        return {
            "kind": "thing",
            "value": figure.value,
            "text": str(figure),
            "words": in_words(figure.value),
            "of": None,
        }
    return figure.as_json()


def revive(kept: Mapping[str, Any]) -> Figure | Plain:
    """The figure that a finding keeps; what somebody made larger by hand is refused by the gate."""
    if kept.get("kind") == "thing":
        return Plain(int(kept["value"]))
    figure = from_json(kept)
    if not isinstance(figure, Figure):
        raise ValueError("A finding is one figure.")
    return figure


@_measure("People who took part in stage 1", counts=PEOPLE)
def people_heard(programme: Programme, settings: Mapping[str, Any], profile: Profile) -> Figure:
    """People who took part in stage 1, each counted once; notes without an author are no people."""
    return gate_count(listening.participants_in(programme.pk), profile)


@_measure("Sessions of listening", counts=THINGS)
def sessions(programme: Programme, settings: Mapping[str, Any], profile: Profile) -> Plain:
    """Occasions of listening, the online form included; sessions of testing are left out."""
    held = [row for row in listening.sessions_of(programme.pk) if row.kind != "testing"]
    return Plain(len(held))


@_measure("Languages in which people spoke, wrote or signed", counts=VOICES)
def languages(programme: Programme, settings: Mapping[str, Any], profile: Profile) -> Plain:
    """Different languages of voices; dialects and scripts are taken together."""
    bases = {row.language.split("-")[0].lower() for row in listening.voices_of(programme.pk)}
    return Plain(len({SAME_LANGUAGE.get(base, base) for base in bases}))


@_measure("Voices that people allowed us to analyse", counts=VOICES)
def voices_analysable(programme: Programme, settings: Mapping[str, Any], profile: Profile) -> Figure:
    """Voices that may be read to find themes."""
    return gate_count(len(listening.analysable(programme.pk)), profile)


@_measure("People who answered statements", counts=PEOPLE)
def people_voting(programme: Programme, settings: Mapping[str, Any], profile: Profile) -> Figure:
    """Different people with at least one response."""
    return gate_count(programme.voters.filter(responses__isnull=False).distinct().count(), profile)


@_measure("Statements put to the vote", counts=THINGS)
def statements_put(programme: Programme, settings: Mapping[str, Any], profile: Profile) -> Plain:
    """Statements that people could answer; moderated ones are left out."""
    return Plain(programme.statements.filter(status="accepted").count())


@_measure("Statements with which enough people agreed", counts=PEOPLE)
def statements_agreed(programme: Programme, settings: Mapping[str, Any], profile: Profile) -> Plain:
    """Statements with which at least a given share of all who saw them agreed, among those that ten or more saw."""
    share = float(settings.get("share", 0.6))
    return Plain(sum(row["agree"] >= share * row["seen"] for row in _tallies(programme, profile)))


@_measure("Statements that split people", counts=PEOPLE)
def statements_split(programme: Programme, settings: Mapping[str, Any], profile: Profile) -> Plain:
    """Statements where agree and disagree lie less than so many points apart."""
    points = float(settings.get("points", 15)) / 100
    rows = _tallies(programme, profile)
    return Plain(sum(abs(row["agree"] - row["disagree"]) < points * row["seen"] for row in rows))


def _tallies(programme: Programme, profile: Profile) -> list[dict[str, int]]:
    rows = (
        programme.statements.filter(status="accepted")
        .order_by("code")
        .values("code")
        .annotate(
            seen=Count("responses"),
            agree=Count("responses", filter=Q(responses__vote="agree")),
            disagree=Count("responses", filter=Q(responses__vote="disagree")),
        )
    )
    return [row for row in rows if row["seen"] >= max(10, profile.threshold)]


@_measure("People who disagreed with each of some statements", "statements", counts=PEOPLE)
def disagreed_with_all(programme: Programme, settings: Mapping[str, Any], profile: Profile) -> Figure:
    """People who disagreed with every one of some statements."""
    found = programme.voters.all()
    for code in settings["statements"]:
        found = found.filter(responses__statement__code=code, responses__vote="disagree")
    return gate_count(found.distinct().count(), profile)


@_measure("Share of a group among those who answered", "characteristic", "categories", counts=PEOPLE)
def share_of(programme: Programme, settings: Mapping[str, Any], profile: Profile) -> Figure:
    """People of a group among those who answered the question, with a 95 % interval.

    Blank and “Prefer not to say” are left out of both.
    """
    answered = _people_with(programme, {settings["characteristic"]: None})
    among = _people_with(programme, {settings["characteristic"]: settings["categories"]})
    return gate_share(among, answered, profile)


@_measure("People of some groups", "groups", counts=PEOPLE)
def people_in(programme: Programme, settings: Mapping[str, Any], profile: Profile) -> Figure:
    """People who told us that they belong to each of some groups."""
    return gate_count(_people_with(programme, settings["groups"]), profile)


@_measure("People in any of some groups", "groups", counts=PEOPLE)
def people_in_any(programme: Programme, settings: Mapping[str, Any], profile: Profile) -> Figure:
    """People who told us that they belong to at least one of some groups."""
    wanted = Q(pk__in=[])
    for characteristic, categories in settings["groups"].items():
        wanted |= Q(equality_answers__characteristic=characteristic, equality_answers__category__in=_list(categories))
    return gate_count(programme.participants.filter(wanted).distinct().count(), profile)


def _people_with(programme: Programme, groups: Mapping[str, Any]) -> int:
    """People who fit all groups; None as categories means any answer. Only the count leaves this function."""
    found = programme.participants.all()
    for characteristic, categories in groups.items():
        if categories is None:
            asked = programme.participants.filter(equality_answers__characteristic=characteristic)
            silent = programme.participants.filter(
                equality_answers__characteristic=characteristic, equality_answers__category__in=NO_ANSWER
            )
            found = found.filter(pk__in=asked.values("pk")).exclude(pk__in=silent.values("pk"))
        else:
            found = found.filter(
                equality_answers__characteristic=characteristic, equality_answers__category__in=_list(categories)
            )
    return int(found.distinct().count())


def _list(categories: Any) -> list[str]:
    return [categories] if isinstance(categories, str) else list(categories)
