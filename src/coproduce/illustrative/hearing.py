# SPDX-License-Identifier: AGPL-3.0-or-later
"""March to May 2025: seventeen sessions, 205 people, and what they said."""

import re
from datetime import time
from decimal import Decimal

from coproduce.illustrative.files import codings, day, document, moment, participants, table, voices
from coproduce.illustrative.stage import Stage
from coproduce.listening import verbs
from coproduce.listening.verbs import NewVoice
from coproduce.process.consent import Purpose
from coproduce.process.stages import StageKey, StageState
from coproduce.programmes.verbs import add_place, set_stage

# Refusals and requests to take words out: at most counted, never stored.
REFUSED = {"V097", "V123", "V270", "V354"}
# In these rooms a notice said that notes without a name may be quoted.
NOTICE = {"S02", "S05", "S06", "S10", "S14"}
CHARACTERISTICS = (
    "age_band", "sex", "ethnic_group", "religion", "disability", "sexual_orientation", "main_language", "carer", "ward",
)  # fmt: skip


def listen(stage: Stage) -> None:
    """Hold every session in order of date."""
    lead = stage.people["lead-1"]
    with stage.on("2025-03-01", "08:00"):
        set_stage(programme=stage.programme, key=StageKey.LISTEN, state=StageState.OPEN, by=lead)
    holders = _holders(stage)
    said, present = _by_session(voices()), _by_session(participants())
    for row in sorted(table("sessions.csv"), key=lambda row: (row["date"], row["session"])):
        stage.say(f"{row['date']}: {row['title']}, {row['headcount']} people …")
        with stage.on(row["date"], row["start"] or "12:00"):
            by = holders.get(row["session"], lead)
            session = _session(stage, row, by)
            _people(stage, session, present[row["session"]], by)
            _voices(stage, session, said[row["session"]], by, moment(row["date"], row["start"] or "12:00"))
    _release(stage)
    with stage.on("2025-06-01", "08:00"):
        set_stage(programme=stage.programme, key=StageKey.LISTEN, state=StageState.CLOSED, by=lead)


def _release(stage: Stage) -> None:
    """The safeguarding lead gives back those voices that the analysts coded later; the others stay put aside."""
    coded = {row["voice"] for row in codings()}
    with stage.on("2025-05-30", "16:00"):
        for code, concern in stage.concerns.items():
            if code in coded:
                verbs.close_concern(
                    concern=concern, back_to_analysts=True, by=stage.people["safeguarding-1"],
                    what_was_done="Spoke with the person and their worker. They are safe and have a plan.",
                )  # fmt: skip


def _holders(stage: Stage) -> dict:
    """Who held which session, as their task says."""
    return {
        session: stage.people[person["id"]]
        for person in document("people.yaml")["people"]
        if person["role"] == "facilitator"
        for session in re.findall(r"\bS\d\d\b", person["does"])
    }


def _by_session(rows) -> dict:  # noqa: ANN001
    found: dict[str, list] = {}
    for row in rows:
        found.setdefault(row["session"], []).append(row)
    return found


def _session(stage: Stage, row: dict[str, str], by):  # noqa: ANN001, ANN202
    place = add_place(programme=stage.programme, name=row["venue"], ward=row["ward"], access=row["access"], by=by)
    session = verbs.add_session(
        programme=stage.programme, code=row["session"], kind=row["kind"], title=row["title"], place=place,
        happens_on=day(row["date"]), starts_at=time.fromisoformat(row["start"]) if row["start"] else None,
        hours=Decimal(row["hours"]) if row["hours"] else None, headcount=int(row["headcount"]),
        languages=row["languages"].split(), access=row["access"], notes_quotable=row["session"] in NOTICE,
        facilitators=[by], by=by,
    )  # fmt: skip
    stage.sessions[row["session"]] = session
    return session


def _people(stage: Stage, session, rows, by) -> None:  # noqa: ANN001
    added = verbs.add_participants(
        programme=stage.programme, session=session, codes=[row["participant"] for row in rows], by=by
    )
    for row, person in zip(rows, added, strict=True):
        stage.participants[row["participant"]] = person
        stage.slips[row["participant"]] = verbs.issue_slip(participant=person, by=by)
        answers = {name: row[name] for name in CHARACTERISTICS if row[name]}
        if answers:
            verbs.answer_equality(participant=person, answers=answers, by=by)


def _voices(stage: Stage, session, rows, by, at) -> None:  # noqa: ANN001
    asked = {question.code: question for question in stage.programme.questions.all()}
    kept = [row for row in rows if row["voice"] not in REFUSED]
    for _ in range(len(rows) - len(kept)):
        verbs.count_refusal(programme=stage.programme, session=session, by=by)
    news = [
        NewVoice(
            text=row["text"], translation=row["translation"], language=row["language"], channel=row["channel"],
            agreed=_agreed(row), session=session, participant=stage.participants.get(row["participant"]),
            question=asked.get(row["question"]), code=row["voice"], happened_at=at, row_key=row["voice"],
            basis="asked" if row["participant"] else "notice", wording_language=row["language"],
            masks=tuple(piece for piece in row["identifiers"].split("|") if piece),
        )
        for row in kept
    ]  # fmt: skip
    for row, voice in zip(kept, verbs.take_voices(programme=stage.programme, voices=news, by=by), strict=True):
        stage.voices[row["voice"]] = voice
        if row["concern"] == "yes":
            concern = verbs.raise_concern(voice=voice, by=by)
            verbs.see_concern(concern=concern, by=stage.people["safeguarding-1"])
            stage.concerns[row["voice"]] = concern


def _agreed(row: dict[str, str]) -> dict[Purpose, bool]:
    # Nobody was asked about a note whose author nobody knows: only a notice in the room can let it be quoted.
    asked = bool(row["participant"])
    return {
        Purpose.HOLD: True,
        Purpose.ANALYSE: row["analyse"] == "yes",
        Purpose.QUOTE: row["quote"] == "yes" and (asked or row["session"] in NOTICE),
        Purpose.DESCRIBE: row["describe"] == "yes" and asked,
        Purpose.CONTACT: row["contact"] == "yes",
    }
