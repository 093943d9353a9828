# SPDX-License-Identifier: AGPL-3.0-or-later
"""Real releases of a real programme, one withdrawal between them, and somebody who keeps both manifests."""

import pytest

from coproduce.analysis.disclosure import differences_are_safe, from_json
from coproduce.listening import verbs as listening
from coproduce.process.roles import Role
from coproduce.report.models import Release
from coproduce.report.verbs import publish
from coproduce.strategy import verbs as strategy
from coproduce.themes import verbs as themes
from tests import house

pytestmark = pytest.mark.django_db(databases=["default", "keys"], transaction=True)


def figures(part, at=""):
    """Every gated figure of a manifest, by the way to it."""
    if isinstance(part, dict):
        if part.get("kind") == "figure":
            return {at: from_json(part)}
        return {k: v for key, value in part.items() for k, v in figures(value, f"{at}/{key}").items()}
    if isinstance(part, list):
        return {k: v for n, value in enumerate(part) for k, v in figures(value, f"{at}/{n}").items()}
    return {}


def town_with(people):
    """So many people who each said one thing, all under one theme; a sentence that cites it."""
    town = house.programme()
    lead, session = house.team(town, Role.LEAD), house.session(town)
    voices = [
        house.voice(town, f"A marmalade lighthouse {n}.", who=house.participant(town, session)) for n in range(people)
    ]
    theme = themes.make_theme(programme=town, name="Lighthouses", by=lead, why="They shine.")
    for voice in voices:
        passage = themes.find_passage(programme=town, voice_id=voice.pk, exact_text="marmalade lighthouse", by=lead)
        themes.code(programme=town, passage=passage, theme=theme.code, by=lead)
    section = strategy.add_section(
        strategy=strategy.begin_strategy(programme=town, title="A kind town", by=lead), title="Heard", by=lead
    )
    sentence = strategy.write_sentence(section=section, text="Some places calm people.", by=lead)
    strategy.cite(sentence=sentence, kind="theme", target=theme, by=lead)
    return town, lead, voices


def released(town, lead):
    return publish(programme=town, by=lead, gaps_accepted="For a test.").manifest


def test_one_withdrawal_between_two_releases_shows_in_no_figure():
    town, lead, voices = town_with(14)
    first = released(town, lead)
    assert figures(first)["/figures/theme T1"].value == 14
    listening.withdraw_voice(voice=voices[0], by=None)
    second = released(town, lead)
    assert figures(second) == figures(first)
    listening.withdraw_voice(voice=voices[1], by=None)
    third = released(town, lead)
    for earlier in (first, second):
        assert differences_are_safe(figures(earlier), figures(third)) == []
    assert Release.objects.count() == 3
