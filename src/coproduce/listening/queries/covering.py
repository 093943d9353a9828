# SPDX-License-Identifier: AGPL-3.0-or-later
"""What in a voice may point at a person and waits for somebody to say yes or no. Words come in and none are kept."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from coproduce.analysis.redaction import suggest
from coproduce.listening import voices as door
from coproduce.listening.models import LeftOpen, Mask
from coproduce.process.consent import Reading

if TYPE_CHECKING:
    from coproduce.listening.models import Session, Voice
    from coproduce.people.queries import Reader


@dataclass(frozen=True)
class Waiting:
    """A suggested span of a voice: its words, what it may be and why it is suggested. It lives for one answer."""

    start: int
    end: int
    kind: str
    why: str
    piece: str

    @property
    def span(self) -> str:
        """How a form names it."""
        return f"{self.start}-{self.end}"


def names_of(session: Session | None, by: Reader) -> tuple[str, ...]:
    """The names to look for in what was said at a session, for whoever may type there."""
    if session is None or session.names_entry_id is None:
        return ()
    kept = door.read_words([session.names_entry_id], purpose=Reading.CAPTURE, by=by, programme_id=session.programme_id)
    return tuple(kept.get(session.names_entry_id, "").splitlines())


def waiting(voice: Voice, text: str, by: Reader) -> tuple[Waiting, ...]:
    """Suggestions for this voice that nobody accepted or refused yet. `text` is what the caller may read of it."""
    session = voice.session
    place = session.place if session else None
    known = [name for name in (voice.programme.name, *((place.name, place.ward) if place else ())) if name]
    covered = list(Mask.objects.filter(voice=voice).values_list("start", "end"))
    refused = set(LeftOpen.objects.filter(voice=voice).values_list("start", "end"))
    return tuple(
        Waiting(one.start, one.end, one.kind, one.why, text[one.start : one.end])
        for one in suggest(text, names=names_of(session, by), not_names=known)
        if (one.start, one.end) not in refused
        and not any(start <= one.start and one.end <= end for start, end in covered)
    )
