# SPDX-License-Identifier: AGPL-3.0-or-later
"""What people told us about themselves, for two uses only: counting groups, and captions that they agreed to."""

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from coproduce.listening.models import EqualityAnswer, Participant, Voice

SEX = {"Female": "woman", "Male": "man"}
OLDER = {"65-74", "75+"}


@dataclass(frozen=True)
class PersonParts:
    """What a caption could say of one person. How much of it may be said is for `process.captions`."""

    participant_id: int
    parts: Mapping[str, str]


def equality_rows(programme_id: int) -> list[dict[str, str]]:
    """One mapping a person, characteristic to category, without anything that tells who it is; for counting alone."""
    rows = equality_by_person(programme_id)
    return sorted(rows.values(), key=lambda row: sorted(row.items()))


def equality_by_person(programme_id: int) -> dict[int, dict[str, str]]:
    """Participant → characteristic → category, for counting groups across what people said. Nothing shows a row of it."""
    people = Participant.objects.filter(programme_id=programme_id).order_by("pk").values_list("pk", flat=True)
    rows: dict[int, dict[str, str]] = {person: {} for person in people}
    answers = EqualityAnswer.objects.filter(participant__programme_id=programme_id)
    for person, characteristic, category in answers.values_list("participant_id", "characteristic", "category"):
        rows[person][characteristic] = category
    return rows


def people_parts(programme_id: int) -> list[PersonParts]:
    """The parts of a caption for everybody who took part: kind of session, ward, month, language, description."""
    languages: dict[int, Counter[str]] = defaultdict(Counter)
    spoken = Voice.objects.filter(programme_id=programme_id, participant__isnull=False)
    for person, language in spoken.values_list("participant_id", "language"):
        languages[person][language.split("-")[0]] += 1
    answers: dict[int, dict[str, str]] = defaultdict(dict)
    told = EqualityAnswer.objects.filter(
        participant__programme_id=programme_id, characteristic__in=["age_band", "sex", "carer"]
    )
    for person, characteristic, category in told.values_list("participant_id", "characteristic", "category"):
        answers[person][characteristic] = category
    people = Participant.objects.filter(programme_id=programme_id).select_related("session__place")
    return [PersonParts(one.pk, _parts(one, languages[one.pk], answers[one.pk])) for one in people]


def _parts(person: Participant, languages: Counter[str], answers: Mapping[str, str]) -> dict[str, str]:
    session = person.session
    place = session.place if session else None
    most = min(languages, key=lambda code: (-languages[code], code)) if languages else ""
    return {
        "kind": session.kind if session else "online",
        "place": place.ward if place else "",
        "date": f"{session.happens_on:%B %Y}" if session else "",
        "language": most,
        "description": _description(answers),
    }


def _description(answers: Mapping[str, str]) -> str:
    age = answers.get("age_band", "")
    said = [
        SEX.get(answers.get("sex", ""), ""),
        "65 or over" if age in OLDER else age if age[:1].isdigit() else "",
        "carer" if answers.get("carer") == "yes" else "",
    ]
    return ", ".join(part for part in said if part)
