# SPDX-License-Identifier: AGPL-3.0-or-later
"""Sheets for tests: made in memory, brought in by the real verbs."""

from coproduce.formats.tables import read_table
from coproduce.formats.writing import write_csv
from coproduce.listening import voices
from coproduce.listening.models import Voice
from coproduce.listening.verbs.importing import Account, import_voices, named
from coproduce.people.queries import SYSTEM
from coproduce.process.consent import Reading

BASIS = "Published feedback"


def csv(head, rows) -> bytes:  # noqa: ANN001
    """A CSV file as we write them."""
    return write_csv(head, rows)


def brought_in(town, body: bytes, name: str = "answers.csv", basis: str = BASIS, **columns) -> Account:  # noqa: ANN001, ANN003
    """A sheet taken in as its headings are guessed, with some of them named."""
    table = read_table(body, name)
    matching = named(table, **columns)
    return import_voices(programme=town, table=table, matching=matching, basis=basis, name=name, by=None)


def accounted(done: Account) -> tuple[int, int, int, int]:
    """Rows read, taken, known and given back; the last three make up the first."""
    assert done.read == done.taken + done.known + done.given_back
    return done.read, done.taken, done.known, done.given_back


class Said:
    """What a programme holds."""

    @staticmethod
    def of(town):  # noqa: ANN001, ANN205
        """Everything said, by its words, as somebody who may erase would find it."""
        ids = [voice.pk for voice in Voice.objects.filter(programme=town)]
        return {words.text: words for words in voices.read(ids, purpose=Reading.ERASE, by=SYSTEM).values()}
