# SPDX-License-Identifier: AGPL-3.0-or-later
"""What the machine suggests: runs, groups with everything in them, and what could not be placed."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from coproduce.listening import voices as door
from coproduce.listening.queries import VoiceRow, analysable, voices_of
from coproduce.people.queries import Reader
from coproduce.process.consent import Reading
from coproduce.themes.models import Suggestion, SuggestionMember, SuggestionRun
from coproduce.themes.queries.passages import PassageView, views_of
from coproduce.themes.queries.sizes import Size, size_of


@dataclass(frozen=True)
class RunRow:
    """One run of the sorting machine."""

    id: int
    state: str
    done_part: float
    message: str
    model: str
    version: str
    settings: dict[str, Any]
    asked_by: str
    asked_at: datetime
    done_at: datetime | None
    voices_read: int
    not_placed: int
    open: int

    @property
    def percent(self) -> int:
        """How far it has come, in hundredths."""
        return round(100 * self.done_part)

    @property
    def at_work(self) -> bool:
        """Whether it is waiting or running."""
        return self.state in {"waiting", "running"}


@dataclass(frozen=True)
class SuggestionRow:
    """One group that the machine found. `phrases` are people's own words, through the door."""

    id: int
    number: int
    phrases: tuple[str, ...]
    example: str
    stability: float | None
    parent_number: int | None
    outcome: str
    decided_by: str
    decided_at: datetime | None
    became: str
    size: Size
    belongs_to: str

    @property
    def steady(self) -> str:
        """How firmly the group holds together when other people are drawn, in words."""
        if self.stability is None:
            return "not measured"
        how = "firmly" if self.stability >= 0.75 else "fairly" if self.stability >= 0.5 else "loosely"
        return f"holds {how} together"


@dataclass(frozen=True)
class NotPlaced:
    """A voice that is in no group, and why. `words` is empty where it may not be read."""

    voice: VoiceRow
    reason: str
    words: str


def runs(programme_id: int) -> tuple[RunRow, ...]:
    """The runs, newest first."""
    found = SuggestionRun.objects.filter(programme_id=programme_id).select_related("asked_by").order_by("-pk")
    found = found.annotate(open=Count("suggestions", filter=Q(suggestions__outcome="open")))
    return tuple(
        RunRow(
            r.pk, r.state, r.done_part, r.message, r.model, r.version, r.settings,
            r.asked_by.name if r.asked_by else "", r.asked_at, r.done_at, r.voices_read, len(r.not_placed),
            r.open,
        )
        for r in found
    )  # fmt: skip


def suggestions_of(programme_id: int, run_id: int, *, reader: Reader) -> tuple[SuggestionRow, ...]:
    """The groups of one run, the largest first, with the phrases that tell them apart."""
    return _rows(programme_id, Suggestion.objects.filter(run_id=run_id, run__programme_id=programme_id), reader)


def _rows(programme_id: int, suggestions: QuerySet[Suggestion], reader: Reader) -> tuple[SuggestionRow, ...]:
    found = list(suggestions.select_related("decided_by").prefetch_related("steps"))
    rows = {row.id: row for row in analysable(programme_id)}
    held: dict[int, list[UUID]] = {s.pk: [] for s in found}
    best: dict[int, tuple[UUID, int, int]] = {}
    # The row's number breaks ties, so that the same run always shows the same example.
    members = SuggestionMember.objects.filter(suggestion__in=found).order_by("-exemplar", "-weight", "pk")
    fields = ("suggestion_id", "passage__voice_id", "passage__start", "passage__end")
    for suggestion, voice, start, end in members.values_list(*fields):
        held[suggestion].append(voice)
        best.setdefault(suggestion, (voice, start, end))
    spans = [(UUID(v), start, end) for s in found for v, start, end in s.phrases] + list(best.values())
    words = door.read_spans(spans, purpose=Reading.ANALYSE, by=reader)
    return tuple(
        _row(s, [rows[v] for v in dict.fromkeys(held[s.pk]) if v in rows], words, best.get(s.pk)) for s in found
    )


def _row(
    s: Suggestion,
    voices: list[VoiceRow],
    words: dict[tuple[UUID, int, int], str],
    best: tuple[UUID, int, int] | None,
) -> SuggestionRow:
    phrases = tuple(words[key] for v, start, end in s.phrases if (key := (UUID(v), start, end)) in words)
    example = words.get(best, "") if best else ""
    accepted = [step for step in s.steps.all() if step.action == "accept" and step.to_codes]
    became = max(accepted, key=lambda step: step.sequence, default=None)
    return SuggestionRow(
        s.pk, s.number, phrases, example, s.stability, s.parent_number, s.outcome,
        s.decided_by.name if s.decided_by else "", s.decided_at,
        became.to_codes[0] if became and s.outcome == "accepted" else "", size_of(voices, len(voices)),
        s.belongs_to,
    )  # fmt: skip


def suggestion(programme_id: int, suggestion_id: int, *, reader: Reader) -> tuple[SuggestionRow, RunRow] | None:
    """One group and its run, or None."""
    found = Suggestion.objects.filter(pk=suggestion_id, run__programme_id=programme_id)
    run_id = found.values_list("run_id", flat=True).first()
    if run_id is None:
        return None
    # This group alone: whatever is read here is opened, and the audit names it.
    (row,) = _rows(programme_id, found, reader)
    return row, next(r for r in runs(programme_id) if r.id == run_id)


def members_of(programme_id: int, suggestion_id: int, *, reader: Reader) -> tuple[PassageView, ...]:
    """Everything in a group, with its words: those that show it best first, then the nearest."""
    members = SuggestionMember.objects.filter(suggestion_id=suggestion_id, suggestion__run__programme_id=programme_id)
    nearest = members.order_by("-exemplar", "-weight", "pk").values_list("passage", flat=True)
    order = {passage: n for n, passage in enumerate(nearest)}
    return tuple(sorted(views_of(programme_id, order, reader=reader), key=lambda view: order[view.id]))


def not_placed(programme_id: int, run_id: int, *, reader: Reader) -> tuple[NotPlaced, ...]:
    """The voices that a run could not place, each with the reason."""
    run = SuggestionRun.objects.filter(pk=run_id, programme_id=programme_id).first()
    reasons = {UUID(voice): reason for voice, reason in run.not_placed} if run else {}
    rows = voices_of(programme_id, ids=reasons)
    words = door.read([row.id for row in rows], purpose=Reading.ANALYSE, by=reader)
    return tuple(NotPlaced(r, reasons[r.id], words[r.id].text if r.id in words else "") for r in rows)


@dataclass(frozen=True)
class Machine:
    """A model that could sort, whether it works on this computer, and if not, why."""

    name: str
    works: bool
    reason: str


def machines() -> tuple[Machine, ...]:
    """The models that could sort here; none where the sorting machine itself is missing."""
    try:
        from coproduce.analysis.embedding_choice import available
        from coproduce.analysis.theming import ThemeModel  # noqa: F401
    except ImportError:
        return ()
    return tuple(Machine(found.name, found.works, found.reason) for found in available())
