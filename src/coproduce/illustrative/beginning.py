# SPDX-License-Identifier: AGPL-3.0-or-later
"""January to March 2025: the programme, its team, its questions, where to get help."""

from collections.abc import Callable
from typing import Any

from coproduce.illustrative.files import day, document, moment
from coproduce.illustrative.stage import Stage
from coproduce.people.verbs import create_account
from coproduce.process import clock
from coproduce.process.roles import Role
from coproduce.process.stages import StageKey
from coproduce.programmes import verbs

NAME = "A Mentally Healthy City"
AIM = (
    "A city where people can say how they are, feel safe, find help that fits them, and have each other. "
    "We ask first, and write the strategy with those who answered."
)
LANGUAGES = ("en", "ur", "pa", "bn", "ar", "so", "pl", "ro", "zh", "bfi")
QUESTIONS = {
    "Q1": "What helps you feel well?",
    "Q2": "What gets in the way?",
    "Q3": "When you or somebody close to you was struggling, what happened?",
    "Q4": "What one thing should change, and who should do it?",
}
STAGES = {
    StageKey.LISTEN: (day("2025-03-01"), day("2025-05-31")),
    StageKey.TEST: (day("2025-07-01"), day("2025-09-30")),
    StageKey.DEVELOP: (day("2025-10-07"), None),
}


def begin(say: Callable[[str], None]) -> Stage:
    """Make the programme and everybody in its team."""
    say("January 2025: a programme, a team and four questions …")
    with clock.at(moment("2025-01-13", "09:00")):
        lead = _account(next(p for p in document("people.yaml")["people"] if p["id"] == "lead-1"))
        programme = verbs.create_programme(
            name=NAME, aim=AIM, asked_by="An invented city council", languages=LANGUAGES, by=lead, illustrative=True,
            population="birmingham-2021", stage_dates=STAGES, keep_words_until=day("2029-12-31"),
            legal_basis="Consent, for each purpose (illustrative)",
        )  # fmt: skip
    stage = Stage(programme, say, people={"lead-1": lead})
    _team(stage)
    with stage.on("2025-02-10"):
        for code, text in QUESTIONS.items():
            verbs.add_question(programme=programme, text=text, code=code, by=lead)
        _services(stage)
        verbs.change_programme(programme=programme, by=lead, open_to_residents=True)
    return stage


def _account(person: dict[str, Any]):  # noqa: ANN202
    return create_account(
        email=f"{person['id']}@example.org", name=person["name"], keeper=person["id"] == "lead-1", by=None
    )


def _team(stage: Stage) -> None:
    lead = stage.people["lead-1"]
    for person in document("people.yaml")["people"]:
        with stage.on(person["from"], "09:30"):
            user = stage.people.get(person["id"]) or _account(person)
            stage.people[person["id"]] = user
            organisation = None
            if person["organisation"]:
                organisation = verbs.add_organisation(programme=stage.programme, name=person["organisation"], by=lead)
            stage.members[person["id"]] = verbs.join(
                programme=stage.programme, user=user, role=Role(person["role"]), organisation=organisation,
                does=person["does"], since=day(person["from"]), until=person["until"], by=lead,
            )  # fmt: skip
    with stage.on("2025-06-02", "09:00"):
        for body in document("people.yaml")["bodies"]:
            members = [stage.members[code] for code in body["members"]]
            stage.bodies[body["id"]] = verbs.add_body(
                programme=stage.programme,
                code=body["id"],
                name=body["name"],
                rule=body["rule"],
                members=members,
                by=lead,
            )


def _services(stage: Stage) -> None:
    found = document("services.yaml")
    # Nobody has checked the national lines for a day of printing: the page says so instead of showing a date.
    checked = day(found["checked_on"]) if found["checked_on"] else None
    rows = [
        {"code": line["id"], "name": line["name"], "description": line["what"], "phone": line["number"],
         "hours": f"{line['hours']}. {line['cost']}.", "crisis": True, "checked_on": checked}
        for line in found["national_lines"]
    ]  # fmt: skip
    rows += [_service(service) for service in found["illustrative_services"]]
    verbs.add_services(programme=stage.programme, services=rows, by=stage.people["lead-1"])


def _service(service: dict[str, Any]) -> dict[str, Any]:
    contacts = [phone["number"] for contact in service.get("contacts", ()) for phone in contact.get("phones", ())]
    mails = [contact["email"] for contact in service.get("contacts", ()) if contact.get("email")]
    times = [
        f"{each.get('byday', '')} {each.get('opens_at', '')} to {each.get('closes_at', '')}".strip()
        for each in service.get("schedules", ())
    ]
    return {
        "code": service["id"], "name": service["name"], "organisation": service["organization"]["name"],
        "description": service["description"], "phone": ", ".join(contacts), "web": ", ".join(mails),
        "hours": "; ".join(times)[:200], "themes": service.get("themes", []), "record": _plain(service),
        "checked_on": day(service["assured_date"]),
    }  # fmt: skip


def _plain(value: Any) -> Any:
    """Dates as text, so that the record can be kept as JSON."""
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_plain(item) for item in value]
    return value if isinstance(value, str | int | float | bool | None) else str(value)
