# SPDX-License-Identifier: AGPL-3.0-or-later
"""Suggestions after people have decided: merges, splits and moves hold, and new voices are offered to what is there."""

import pytest

from coproduce.people.queries import Reader
from coproduce.process.roles import Role
from coproduce.themes import queries, verbs
from coproduce.themes.models import Coding, Suggestion, SuggestionMember
from coproduce.themes.queries.decided import decided, home_of
from tests import house
from tests.themes.test_suggesting import PARKS, WAITING, sort

pytestmark = pytest.mark.django_db(databases=["default", "keys"], transaction=True)


@pytest.fixture
def town():
    return house.programme()


@pytest.fixture
def ana(town):
    return house.team(town, Role.ANALYST)


@pytest.fixture
def voices(town):
    return {text: house.voice(town, text, who=house.participant(town)).pk for text in WAITING + PARKS}


def groups_of(run):
    """What each suggestion of a run offers: (theme it belongs to, voices)."""
    return {
        s.number: (s.belongs_to, set(s.members.values_list("passage__voice_id", flat=True)))
        for s in Suggestion.objects.filter(run_id=run)
    }


def accept_all(town, ana, run, names):
    """Each suggestion of a run becomes a theme; answers with the codes."""
    found = Suggestion.objects.filter(run_id=run).order_by("number")
    return [verbs.accept_suggestion(programme=town, suggestion=s.pk, by=ana, name=name).code
            for s, name in zip(found, names, strict=True)]  # fmt: skip


def coded(town):
    """Voices by theme, as people have them."""
    found = {}
    for voice, shares in decided(town.pk).items():
        found.setdefault(home_of(shares), set()).add(voice)
    return found


def test_what_is_decided_is_not_asked_again_and_new_voices_are_offered_to_their_theme(town, ana, voices):
    codes = accept_all(town, ana, sort(town, ana), ["Waiting", "Parks"])
    before = coded(town)
    assert sum(len(held) for held in before.values()) == len(voices)
    new = house.voice(town, "Waiting on the phone for the doctor, a year long.", who=house.participant(town)).pk
    offered = groups_of(sort(town, ana))
    assert coded(town) == before
    (belongs, held) = next(iter(offered.values()))
    waiting = next(code for code in codes if voices[WAITING[0]] in before[code])
    assert len(offered) == 1 and held == {new} and belongs == waiting
    (row,) = queries.suggestions_of(town.pk, queries.runs(town.pk)[0].id, reader=Reader.team(ana))
    assert row.belongs_to == waiting and "belongs_to" not in row.phrases


def test_a_merge_holds_in_the_next_suggestions(town, ana, voices):
    codes = accept_all(town, ana, sort(town, ana), ["Waiting", "Parks"])
    verbs.merge(programme=town, from_=codes, into=codes[0], by=ana, why="One matter to the group.")
    house.voice(town, "Birds by the canal, walking the dog.", who=house.participant(town))
    offered = groups_of(sort(town, ana, n_themes=3))
    assert {belongs for belongs, _ in offered.values()} <= {codes[0], ""}
    assert not any(held & set(voices.values()) for _, held in offered.values())
    assert coded(town) == {codes[0]: set(voices.values())}


def test_a_split_and_a_move_hold_in_the_next_suggestions(town, ana, voices):
    codes = accept_all(town, ana, sort(town, ana, n_themes=1), ["Everything"])
    codings = Coding.objects.filter(theme__programme=town, ended_at__isnull=True)
    phone = list(codings.filter(passage__voice_id__in=[voices[WAITING[2]], voices[WAITING[3]]])
                 .values_list("passage_id", flat=True))  # fmt: skip
    verbs.split(programme=town, code=codes[0], parts=[verbs.Part("The phone", phone)], by=ana, why="Another matter.")
    away = codings.get(passage__voice_id=voices[PARKS[0]]).passage_id
    new_code = next(code for code in coded(town) if code != codes[0])
    verbs.move(programme=town, passages=[away], from_=codes[0], to=new_code, by=ana, why="It was said on the phone.")
    before = coded(town)
    assert before[new_code] == {voices[WAITING[2]], voices[WAITING[3]], voices[PARKS[0]]}
    run = sort(town, ana, n_themes=4)
    for belongs, held in groups_of(run).values():
        decided_on = {voice for voice in held if any(voice in mine for mine in before.values())}
        assert not belongs or not decided_on & before[belongs]
    firsts = SuggestionMember.objects.filter(suggestion__run_id=run, suggestion__belongs_to="", weight__gt=0.5)
    assert not firsts.exists(), "nobody who was decided on starts a new theme"
    assert coded(town) == before


def test_a_machine_s_word_alone_and_a_retired_theme_hold_nothing(town, ana, voices):
    codes = accept_all(town, ana, sort(town, ana), ["Waiting", "Parks"])
    verbs.retire(programme=town, code=codes[0], by=ana, let_go=True, why="Not a theme after all.")
    assert set(coded(town)) == {codes[1]}
    Coding.objects.filter(theme__code=codes[1]).update(accepted_by=None)
    assert decided(town.pk) == {}
    assert sum(len(held) for _, held in groups_of(sort(town, ana)).values()) >= len(voices)


def test_most_of_a_voice_decides_where_it_is_at_home():
    assert home_of({"T2": 10, "T1": 40}) == "T1" and home_of({"T2": 10, "T1": 10}) == "T1"
