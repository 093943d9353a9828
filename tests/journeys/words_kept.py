# SPDX-License-Identifier: AGPL-3.0-or-later
"""Run in a house of its own: what it keeps of each voice, as JSON lines of question, words and themes."""

import json
import sys

from coproduce.cli.house import open_house


def main(slug: str) -> None:
    """Every voice of a programme, by the door, for whoever typed it."""
    open_house()
    from coproduce.listening import queries, voices
    from coproduce.people.queries import SYSTEM
    from coproduce.process.consent import Reading
    from coproduce.programmes.queries import programme_by_slug

    programme = programme_by_slug(slug)
    assert programme is not None
    rows = queries.voices_of(programme.pk)
    words = voices.read([row.id for row in rows], purpose=Reading.ANALYSE, by=SYSTEM)
    for row in rows:
        json.dump([row.question_text, words[row.id].text], sys.stdout)
        print()


if __name__ == "__main__":
    main(sys.argv[1])
