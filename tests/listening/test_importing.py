# SPDX-License-Identifier: AGPL-3.0-or-later
"""A sheet comes in whole: every row is taken, known already, or given back with a reason; nothing twice."""

import pytest

from coproduce.formats.tables import read_table
from coproduce.listening.models import Consent, Voice
from coproduce.listening.verbs.importing import Matching, import_voices
from coproduce.programmes.verbs import Refused
from tests import house

pytestmark = pytest.mark.django_db(databases=["default", "keys"], transaction=True)
SHEET = b"question,answer,ok\nWhat could be better?,Nothing,yes\nWhat could be better?,,yes\nWhat helps?,A friend,no\n"


def brought_in(town, body=SHEET, basis="Published feedback", **columns):
    matching = Matching(**({"text": ["answer"], "question": "question"} | columns))
    table = read_table(body, "answers.csv")
    return import_voices(programme=town, table=table, name="answers.csv", matching=matching, basis=basis, by=None)


def test_each_row_is_accounted_for_and_nothing_is_an_answer():
    town = house.programme()
    done = brought_in(town)
    assert (done.read, done.taken, done.known) == (3, 2, 0)
    (problem,) = done.problems
    assert problem.row == 3 and problem.column == "answer" and problem.mend
    assert {v.question.text for v in Voice.objects.all()} == {"What could be better?", "What helps?"}


def test_the_same_sheet_twice_adds_nothing():
    town = house.programme()
    brought_in(town)
    again = brought_in(town)
    assert (again.taken, again.known) == (0, 2) and Voice.objects.count() == 2


def test_without_consent_columns_a_basis_is_asked_and_nothing_is_quoted():
    town = house.programme()
    with pytest.raises(Refused, match="basis"):
        brought_in(town, basis=" ")
    assert not Voice.objects.exists()
    brought_in(town)
    assert not Consent.objects.filter(purpose="quote", given=True).exists()


def test_a_column_of_consent_is_obeyed():
    town = house.programme()
    brought_in(town, basis="", analyse="ok")
    assert Consent.objects.filter(purpose="analyse", given=True).count() == 1


def test_several_columns_are_several_questions():
    town = house.programme()
    done = brought_in(
        town, b"What helps?,What hinders?\nA walk,Noise\nTea,\n", text=["What helps?", "What hinders?"], question=""
    )
    assert done.taken == 3 and not done.problems
    assert Voice.objects.filter(question__text="What hinders?").count() == 1
