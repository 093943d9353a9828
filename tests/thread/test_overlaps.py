# SPDX-License-Identifier: AGPL-3.0-or-later
"""The numbers beside themes and sentences, read together by somebody who subtracts."""

import pytest

from coproduce.process.roles import Role
from coproduce.strategy import verbs as strategy
from coproduce.themes import verbs as themes
from coproduce.thread.overlaps import figures_today
from tests import house

pytestmark = pytest.mark.django_db(databases=["default", "keys"], transaction=True)


def said(town, lead, theme, people):
    """So many more people who each said one thing under a theme; their passages."""
    session = house.session(town)
    passages = []
    for _ in range(people):
        voice = house.voice(town, "A marmalade lighthouse.", who=house.participant(town, session))
        passages.append(themes.find_passage(programme=town, voice_id=voice.pk, exact_text="marmalade", by=lead))
        if theme is not None:
            themes.code(programme=town, passage=passages[-1], theme=theme.code, by=lead)
    return passages


def test_neither_a_part_of_a_theme_nor_a_quotation_tells_of_a_few():
    town = house.programme()
    lead = house.team(town, Role.LEAD)
    whole = themes.make_theme(programme=town, name="Lighthouses", by=lead, why="They shine.")
    part = themes.make_theme(programme=town, name="Marmalade ones", by=lead, why="Sticky.", parent=whole.code)
    said(town, lead, part, 12), said(town, lead, whole, 3)
    alone = said(town, lead, None, 1)
    text = strategy.begin_strategy(programme=town, title="A kind town", by=lead)
    section = strategy.add_section(strategy=text, title="Heard", by=lead)
    sentence = strategy.write_sentence(section=section, text="Some places calm people.", by=lead)
    strategy.cite(sentence=sentence, kind="theme", target=whole, by=lead)
    strategy.quote(sentence=sentence, passage=alone[0], by=lead)
    figures, inside = figures_today(town)
    theme, marmalade = figures[f"theme {whole.code}"], figures[f"theme {part.code}"]
    assert not (theme.shown and marmalade.shown), "15 less 12 would be three people"
    assert "some" in {theme.text, marmalade.text}
    only = next(figure for key, figure in figures.items() if key.startswith("sentence"))
    assert (only.text, only.value) == (theme.text, theme.value), "the one who is only quoted is left out"
    assert (f"theme {part.code}", f"theme {whole.code}") in inside and len(inside) == 2
