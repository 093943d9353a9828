# SPDX-License-Identifier: AGPL-3.0-or-later
"""People and places for the tests of who was heard."""

from coproduce.illustrative.files import participants
from coproduce.illustrative.hearing import CHARACTERISTICS
from coproduce.listening import verbs as listening
from coproduce.listening.equality import VERSION
from coproduce.listening.models import EqualityAnswer
from coproduce.programmes import verbs as programmes
from tests import house

BE_HEARD = (("Christian", 173), ("Muslim", 18), ("Sikh", 10), ("No religion", 141))
FOUR_FAITHS = (("Christian", 389_405), ("Muslim", 341_821), ("No religion", 276_322), ("Sikh", 33_126))
SOURCE = "ONS, Census 2021, TS030, Birmingham (E08000025), the four groups that were published"


def filled(made, rows):
    """The programme with these people; each row maps questions to answers."""
    at = house.session(made)
    people = listening.add_participants(
        programme=made, session=at, codes=[f"P{n:04}" for n in range(len(rows))], by=None
    )
    # The rows that the verb writes, all at once: 205 people one by one would take most of the time of these tests.
    EqualityAnswer.objects.bulk_create(
        EqualityAnswer(participant=person, characteristic=name, category=category, question_set=VERSION)
        for person, answers in zip(people, rows, strict=True)
        for name, category in answers.items()
    )
    return people


def city():
    """The people of the illustrative programme, without what they said, beside Birmingham."""
    made = house.programme("A City")
    programmes.change_programme(programme=made, population="birmingham-2021", by=None)
    filled(made, [{name: row[name] for name in CHARACTERISTICS if row[name]} for row in participants()])
    return made


def be_heard(folder):
    """Be Heard's health consultation: 447 answers, of which four faiths were published; the census of the same four."""
    table = [
        "characteristic,category,count,source,date",
        *(f'religion,{f},{n},"{SOURCE}",2021-03-21' for f, n in FOUR_FAITHS),
    ]
    (folder / "be-heard-2019.csv").write_text("\n".join(table), encoding="utf-8")
    made = house.programme("Be Heard")
    programmes.change_programme(programme=made, population="be-heard-2019", by=None)
    filled(made, [{"religion": faith} for faith, count in BE_HEARD for _ in range(count)] + [{}] * 105)
    return made
