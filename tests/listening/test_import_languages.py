# SPDX-License-Identifier: AGPL-3.0-or-later
"""A sheet in several languages: we remark on it, and what the sheet says about a row stands."""

import pytest

from coproduce.listening.models import Voice
from coproduce.listening.verbs.importing.languages import LOOKED_AT, remarks
from tests import house
from tests.listening.sheets import accounted, brought_in, csv

POLISH = "Grupa ogrodnicza pozwala mi dobrze się czuć, ale autobus przestaje jeździć o szóstej."
PUNJABI = "ਬਾਗਬਾਨੀ ਦਾ ਗਰੁੱਪ ਮੈਨੂੰ ਠੀਕ ਰੱਖਦਾ ਹੈ।"
SHAHMUKHI = "باغبانی دا گروپ مینوں ٹھیک رکھدا اے۔"
ENGLISH = "The garden group keeps me well."


@pytest.mark.django_db(databases=["default", "keys"], transaction=True)
def test_rows_in_another_language_are_remarked_on_and_not_changed():
    town = house.programme()
    rows = [[ENGLISH, ""], [POLISH, ""], [PUNJABI, ""], [POLISH, "polish"], ["None", ""]]
    body = csv(["question", "answer", "language"], [["Q1", *row] for row in rows])
    done = brought_in(town, body)
    assert accounted(done) == (5, 5, 0, 0)
    said = [problem.sentence() for problem in done.problems]
    assert [line for line in said if "seem" in line] == [
        "Column “language”: One voice seems to be in Punjabi, and the sheet does not say so (row 4). Write the language "
        "beside them if that is so; we leave it as it stands.",
        "Column “language”: One voice seems to be in Polish, and the sheet does not say so (row 3). Write the language "
        "beside them if that is so; we leave it as it stands.",
    ]
    assert sorted(Voice.objects.values_list("language", flat=True)) == ["en", "en", "en", "en", "pl"]


def test_many_rows_are_one_remark_with_the_first_five():
    (remark,) = remarks([(row, POLISH) for row in range(2, 12)], "en", None)
    assert remark.sentence().startswith("10 voices seem to be in Polish") and "(rows 2, 3, 4, 5, 6 …)" in remark.what
    assert not remark.refused


def test_either_way_of_writing_punjabi_is_punjabi():
    assert remarks([(2, PUNJABI), (3, SHAHMUKHI)], "pa", None) == []
    assert len(remarks([(2, PUNJABI), (3, SHAHMUKHI)], "en", None)) == 2


def test_what_nobody_could_tell_and_what_is_as_said_are_no_remark():
    assert remarks([(2, "no"), (3, "ok"), (4, ""), (5, ENGLISH)], "en", None) == []
    assert remarks([(2, ENGLISH)], "en-GB", None) == []


def test_a_look_at_a_long_sheet_stays_quick():
    many = [(row, ENGLISH) for row in range(2, LOOKED_AT + 2)]
    assert remarks([*many, (LOOKED_AT + 2, POLISH)], "en", None) == []
