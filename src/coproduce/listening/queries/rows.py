# SPDX-License-Identifier: AGPL-3.0-or-later
"""What is known of sessions, voices and people, as plain frozen results. No words: those come through the door."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Count, F, Sum

from coproduce.listening.models import Concern, Consent, Objection, Participant, Refusal, Session, Voice
from coproduce.process.consent import Purpose, VoiceState


@dataclass(frozen=True)
class VoiceRow:
    """A voice without its words."""

    id: UUID
    session_id: int | None
    session_code: str
    session_kind: str
    session_title: str
    place: str
    ward: str
    happened_on: date
    participant_id: int | None
    question_id: int | None
    question_code: str
    question_text: str
    channel: str
    language: str
    has_translation: bool
    length: int
    state: VoiceState
    given: frozenset[Purpose]
    batch_id: UUID | None
    code: str


@dataclass(frozen=True)
class SessionRow:
    """A session as a list shows it. `voices` and `people` are for the team alone."""

    id: int
    code: str
    kind: str
    title: str
    place: str
    ward: str
    happens_on: date
    headcount: int | None
    languages: tuple[str, ...]
    access: str
    voices: int
    people: int
    refusals: int


@dataclass(frozen=True)
class People:
    """How many people: those we can tell apart, and notes whose author nobody knows (each counted as a note)."""

    known: int
    unsigned_notes: int


@dataclass(frozen=True)
class ObjectionRow:
    """An objection without its words."""

    id: UUID
    about_kind: str
    about_id: str
    raised_at: datetime
    due_on: date
    reply: str
    replied_at: datetime | None
    entry_id: UUID | None
    participant_id: int | None


def _voice_row(voice: Voice, given: frozenset[Purpose]) -> VoiceRow:
    session, question = voice.session, voice.question
    place = session.place if session else None
    return VoiceRow(
        id=voice.id,
        session_id=voice.session_id,
        session_code=session.code if session else "",
        session_kind=session.kind if session else "online",
        session_title=session.title if session else "",
        place=place.name if place else "",
        ward=place.ward if place else "",
        happened_on=voice.happened_at.date(),
        participant_id=voice.participant_id,
        question_id=voice.question_id,
        question_code=question.code if question else "",
        question_text=question.text if question else "",
        channel=voice.channel,
        language=voice.language,
        has_translation=voice.translation_entry_id is not None,
        length=voice.length,
        state=VoiceState(voice.state),
        given=given,
        batch_id=voice.batch_id,
        code=voice.code,
    )


def given_of(voice_ids: Iterable[UUID]) -> dict[UUID, frozenset[Purpose]]:
    """What each voice's person allows today."""
    ids = list(voice_ids)
    found: dict[UUID, set[Purpose]] = {voice_id: set() for voice_id in ids}
    for start in range(0, len(ids), 500):
        rows = Consent.objects.filter(voice_id__in=ids[start : start + 500], latest=True, given=True)
        for voice_id, purpose in rows.values_list("voice_id", "purpose"):
            found[voice_id].add(Purpose(purpose))
    return {voice_id: frozenset(purposes) for voice_id, purposes in found.items()}


def voices_of(programme_id: int, *, ids: Iterable[UUID] | None = None, session_id: int | None = None) -> list[VoiceRow]:
    """The voices of a programme (or some of them) in the order in which they were said."""
    found = Voice.objects.filter(programme_id=programme_id).select_related("session__place", "question")
    if session_id is not None:
        found = found.filter(session_id=session_id)
    if ids is None:
        voices = list(found)
        given = given_in(programme_id)
    else:
        wanted = list(ids)
        voices = [v for at in range(0, len(wanted), 500) for v in found.filter(id__in=wanted[at : at + 500])]
        voices.sort(key=lambda v: (v.happened_at, v.code, str(v.id)))
        given = given_of([v.id for v in voices])
    return [_voice_row(voice, given.get(voice.id, frozenset())) for voice in voices]


def given_in(programme_id: int) -> dict[UUID, frozenset[Purpose]]:
    """What people allow today, for every voice of a programme."""
    found: dict[UUID, set[Purpose]] = {}
    rows = Consent.objects.filter(voice__programme_id=programme_id, latest=True, given=True)
    for voice_id, purpose in rows.values_list("voice_id", "purpose"):
        found.setdefault(voice_id, set()).add(Purpose(purpose))
    return {voice_id: frozenset(purposes) for voice_id, purposes in found.items()}


def analysable(programme_id: int) -> list[VoiceRow]:
    """Voices that may be read to find themes."""
    need = {Purpose.HOLD, Purpose.ANALYSE}
    return [v for v in voices_of(programme_id) if v.state is VoiceState.HELD and need <= v.given]


def voice(voice_id: UUID) -> VoiceRow | None:
    """One voice, or None where it is gone."""
    found = Voice.objects.filter(id=voice_id).select_related("session__place", "question").first()
    return _voice_row(found, given_of([found.id])[found.id]) if found else None


def people_of(voice_ids: Iterable[UUID]) -> dict[UUID, int | None]:
    """Who said each voice, where that is known."""
    ids, found = list(voice_ids), {}
    for start in range(0, len(ids), 500):
        found.update(Voice.objects.filter(id__in=ids[start : start + 500]).values_list("id", "participant_id"))
    return found


def count_people(voice_ids: Iterable[UUID]) -> People:
    """How many people said these voices; a note without an author counts as a note and not as a person."""
    # Two notes without a name may be one person's or two people's: we do not guess.
    authors = list(people_of(voice_ids).values())
    return People(len({author for author in authors if author is not None}), sum(author is None for author in authors))


def sessions_of(programme_id: int, *, kind: str | None = None) -> list[SessionRow]:
    """The sessions of a programme in order of date."""
    found = Session.objects.filter(programme_id=programme_id).select_related("place")
    if kind:
        found = found.filter(kind=kind)
    found = found.annotate(n_voices=Count("voices", distinct=True), n_people=Count("participants", distinct=True))
    refused = dict(
        Refusal.objects.filter(programme_id=programme_id, session__isnull=False)
        .values_list("session_id")
        .annotate(n=Sum("how_many"))
    )
    return [
        SessionRow(
            s.id, s.code, s.kind, s.title, s.place.name if s.place else "", s.place.ward if s.place else "",
            s.happens_on, s.headcount, tuple(s.languages), s.access, s.n_voices, s.n_people, refused.get(s.id, 0),
        )
        for s in found
    ]  # fmt: skip


def participants_in(programme_id: int) -> int:
    """How many people took part in stage 1 (rows, each a person)."""
    return Participant.objects.filter(programme_id=programme_id).count()


def voices_in(programme_id: int) -> int:
    """How many voices are held, for the team alone."""
    return Voice.objects.filter(programme_id=programme_id).count()


def voices_of_participant(participant_id: int) -> list[VoiceRow]:
    """Everything that one person said that we still hold."""
    found = Voice.objects.filter(participant_id=participant_id).select_related("session__place", "question")
    given = given_of([v.id for v in found])
    return [_voice_row(v, given[v.id]) for v in found]


def objections_of(programme_id: int, *, open_only: bool = False) -> list[ObjectionRow]:
    """Objections, the oldest first."""
    found = Objection.objects.filter(programme_id=programme_id)
    if open_only:
        found = found.filter(replied_at__isnull=True)
    return [_objection_row(o) for o in found]


def objections_of_participant(participant_id: int) -> list[ObjectionRow]:
    """What one person objected to, with our replies."""
    return [_objection_row(o) for o in Objection.objects.filter(participant_id=participant_id)]


def _objection_row(o: Objection) -> ObjectionRow:
    return ObjectionRow(
        o.id, o.about_kind, o.about_id, o.raised_at, o.due_on, o.reply, o.replied_at, o.entry_id, o.participant_id
    )


@dataclass(frozen=True)
class ConcernRow:
    """A concern as the safeguarding lead sees it in a list."""

    id: int
    voice_id: UUID
    raised_at: datetime
    raised_by: str
    seen_at: datetime | None
    closed_at: datetime | None


def concerns_of(programme_id: int, *, open_only: bool = False) -> list[ConcernRow]:
    """Concerns, those nobody has looked at first."""
    found = Concern.objects.filter(voice__programme_id=programme_id).select_related("raised_by")
    if open_only:
        found = found.filter(closed_at__isnull=True)
    found = found.order_by(F("seen_at").asc(nulls_first=True), "raised_at")
    return [
        ConcernRow(c.id, c.voice_id, c.raised_at, c.raised_by.name if c.raised_by else "", c.seen_at, c.closed_at)
        for c in found
    ]
