# SPDX-License-Identifier: AGPL-3.0-or-later
"""Whose words a sentence draws on.

The rule. A sentence draws on the words of a person when a passage of theirs is cited or quoted beside it, or when a
theme that it cites (or a part of that theme) holds a passage of theirs that may be analysed today. Priorities,
statements, findings and decisions are our own words or counts: citing them draws on nobody's words by itself. A note
whose author nobody knows is a note and not a person. Drawing on somebody's words never says that they agree with the
sentence.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from uuid import UUID

from coproduce.analysis.disclosure import PROFILES, Figure, gate_count
from coproduce.listening import queries as listening
from coproduce.programmes.queries import Programme
from coproduce.strategy.models import Citation, Quotation, Sentence
from coproduce.themes import queries as themes


@dataclass
class Behind:
    """Raw ids, for counting and for a person's own slip: whoever shows a count passes it through the gate first."""

    people: set[int] = field(default_factory=set)
    notes: set[UUID] = field(default_factory=set)
    voices: set[UUID] = field(default_factory=set)

    def add(self, voice_id: UUID, participant_id: int | None) -> None:
        """One more voice."""
        self.voices.add(voice_id)
        if participant_id is None:
            self.notes.add(voice_id)
        else:
            self.people.add(participant_id)


def behind(programme_id: int) -> dict[UUID, Behind]:
    """For each sentence that stands in the text, whose words it draws on (see the rule above)."""
    standing = Sentence.objects.filter(section__strategy__programme_id=programme_id, removed_at__isnull=True)
    found = {key: Behind() for key in standing.values_list("pk", flat=True)}
    # Only words that may be analysed today: the number falls with each no.
    authors = {row.id: row.participant_id for row in listening.analysable(programme_id)}
    for sentence_id, voice_id in _direct(found):
        if voice_id in authors:
            found[sentence_id].add(voice_id, authors[voice_id])
    # With the parts of each theme: citing a whole draws on what lies in its parts.
    held = themes.voices_by_theme(programme_id)
    cited = Citation.objects.filter(sentence_id__in=list(found), kind="theme")
    for sentence_id, code in cited.values_list("sentence_id", "theme__code"):
        for voice_id in held.get(code, ()):
            if voice_id in authors:
                found[sentence_id].add(voice_id, authors[voice_id])
    return found


def _direct(sentence_ids: Iterable[UUID]) -> Iterable[tuple[UUID, UUID]]:
    ids = list(sentence_ids)
    cited = Citation.objects.filter(sentence_id__in=ids, kind="passage").values_list("sentence_id", "passage__voice_id")
    quoted = Quotation.objects.filter(sentence_id__in=ids).values_list("sentence_id", "passage__voice_id")
    return [*cited, *quoted]


def draws_on(programme: Programme) -> dict[UUID, Figure]:
    """For each sentence, on the words of how many people it draws, through the gate: for pages that others see."""
    profile = PROFILES.get(programme.disclosure) or PROFILES["default"]
    return {key: gate_count(len(drawn.people), profile) for key, drawn in behind(programme.pk).items()}


def people_behind(sentence: Sentence | UUID) -> set[int]:
    """The participants on whose words one sentence draws: see the rule above. It never means support."""
    key = sentence.pk if isinstance(sentence, Sentence) else sentence
    row = Sentence.objects.filter(pk=key).values_list("section__strategy__programme_id").first()
    return behind(row[0]).get(key, Behind()).people if row else set()


def sentences_of_participant(participant_id: int) -> tuple[UUID, ...]:
    """The sentences that draw on one person's words, in the order of the text. For that person's own slip."""
    voices = listening.voices_of_participant(participant_id)
    if not voices:
        return ()
    programmes = Sentence.objects.filter(
        section__strategy__programme__voices__pk=voices[0].id, removed_at__isnull=True
    ).order_by("section__position", "position")
    order = list(programmes.values_list("pk", "section__strategy__programme_id"))
    if not order:
        return ()
    found = behind(order[0][1])
    return tuple(key for key, _ in order if participant_id in found[key].people)


def sentences_leaning_on(theme_id: int) -> tuple[UUID, ...]:
    """The sentences that cite a theme, in the order of the text."""
    rows = Sentence.objects.filter(citations__theme_id=theme_id, removed_at__isnull=True)
    ordered = rows.order_by("section__position", "position").values_list("pk", flat=True)
    return tuple(dict.fromkeys(ordered))
