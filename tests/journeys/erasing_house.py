# SPDX-License-Identifier: AGPL-3.0-or-later
"""Run by test_erasure_reaches in a house of its own: plant words, use them everywhere, back up, withdraw, restore.

Prints one JSON line after each step; the test looks at the bytes on disk in between.
"""

import json
import sys
from datetime import date
from pathlib import Path

from coproduce.cli.house import open_house

PLANTED = "Quietly the marmalade lighthouse answers in Yardley."
OTHERS = (
    "I walk by the canal each morning.", "The canal path clears my head.", "Walking with my neighbour helps.",
    "Waiting for the doctor took nine weeks.", "Nobody rang me back from the surgery.", "The waiting list is too long.",
    "A friend who listens.", "My friend rings on Sundays.", "Singing with friends helps me.", "The park is my rest.",
)  # fmt: skip


def step(name: str, **said: object) -> None:
    """Tell the test where we are, and wait until it has looked."""
    print(json.dumps({"step": name, **said}), flush=True)
    sys.stdin.readline()


def main(backup: Path) -> None:
    """The whole way."""
    open_house()
    from django.db import connection

    from coproduce.cli import backup as backing
    from coproduce.cli import restore as restoring
    from coproduce.listening import verbs as listening
    from coproduce.people.queries import SYSTEM
    from coproduce.process.roles import Role
    from coproduce.process.stages import StageKey
    from coproduce.strategy import verbs as strategy
    from coproduce.themes import verbs as themes
    from coproduce.themes.models import SuggestionRun
    from coproduce.vault.models import EntryKey
    from tests import house

    in_sqlite = connection.vendor == "sqlite"
    town = house.programme(open_stages=tuple(StageKey))
    lead = house.team(town, Role.LEAD, Role.ANALYST)
    person = house.participant(town, house.session(town))
    said = house.voice(town, PLANTED, who=person, translation="The marmalade lighthouse, translated.")
    for text in OTHERS:
        house.voice(town, text, who=house.participant(town))
    listening.object_to(
        programme=town, about_kind="voice", about_id=said.pk, words="marmalade, I said", participant=person
    )
    themes.sort_now(programme=town, by=lead)
    theme = themes.make_theme(programme=town, name="Places that calm", by=lead)
    passage = themes.find_passage(programme=town, voice_id=said.pk, exact_text="marmalade lighthouse", by=lead)
    themes.code(programme=town, passage=passage, theme=theme.code, coder=lead, by=lead)
    text = strategy.begin_strategy(programme=town, title="A kind town", by=lead)
    section = strategy.add_section(strategy=text, title="What we heard", by=lead)
    sentence = strategy.write_sentence(section=section, text="Some places calm people.", by=lead)
    strategy.cite(sentence=sentence, kind="theme", target=theme, by=lead)
    strategy.quote(sentence=sentence, passage=passage, by=lead)
    from coproduce.report.verbs import publish, write_files

    publish(programme=town, by=lead, gaps_accepted="A test of erasing.")
    write_files(slug=town.slug, folder=backup.parent / "given-out", say=lambda line: None)
    key = bytes(EntryKey.objects.get(entry_id=said.entry_id).wrapped)
    step("planted", runs=SuggestionRun.objects.count(), key=key.hex(), on=str(date.today()))
    if in_sqlite:
        backing.write(backup)
    step("backed up")  # rows in PostgreSQL are dumped by the test meanwhile
    changed = listening.withdraw_everything(participant=person, by=None)
    step("withdrawn", changed=[one.text for one in changed])
    if in_sqlite:
        restoring.restore(backup)
    else:
        restoring.erase_again()  # the test has put the dump back
    from coproduce.listening.models import Participant, Voice

    step(
        "restored",
        voices=Voice.objects.filter(pk=said.pk).count(),
        people=Participant.objects.filter(pk=person.pk).count(),
    )
    assert SYSTEM.kind == "system"


if __name__ == "__main__":
    main(Path(sys.argv[1]))
